package certificate

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sync"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face numbers the fonts of the page. One family in three cuts: each further
// cut costs every certificate about 9 KB.
type face int

const (
	regular face = iota
	bold
	italic
	faceCount
)

// typeface is one parsed TrueType font. It is read-only after loading, so all
// certificates share it: the bytes never reach fpdf, which would write into them.
type typeface struct {
	name   string // PostScript name
	font   *sfnt.Font
	tables map[string][]byte
	em     int  // units per em
	long   bool // loca holds 32-bit offsets
	hmtx   int  // number of full horizontal metrics
}

var typefaces = sync.OnceValues(func() (*[faceCount]*typeface, error) {
	var all [faceCount]*typeface
	for i, source := range [faceCount]struct {
		name string
		ttf  []byte
	}{
		regular: {"LiberationSerif", liberationserifregular.TTF},
		bold:    {"LiberationSerif-Bold", liberationserifbold.TTF},
		italic:  {"LiberationSerif-Italic", liberationserifitalic.TTF},
	} {
		loaded, err := loadTypeface(source.name, source.ttf)
		if err != nil {
			return nil, fmt.Errorf("certificate: font %s: %w", source.name, err)
		}
		all[i] = loaded
	}
	return &all, nil
})

var errFont = errors.New("not a TrueType font this package can subset")

// loadTypeface finds the tables that a subset is made of (OpenType 1.9, "font file").
func loadTypeface(name string, ttf []byte) (*typeface, error) {
	parsed, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, err
	}
	t := &typeface{name: name, font: parsed, tables: make(map[string][]byte), em: int(parsed.UnitsPerEm())}
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		record := ttf[12+16*i:]
		start, size := binary.BigEndian.Uint32(record[8:]), binary.BigEndian.Uint32(record[12:])
		t.tables[string(record[:4])] = ttf[start : start+size : start+size]
	}
	for table, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 32, "OS/2": 90, "post": 32, "glyf": 1, "loca": 4, "hmtx": 4} {
		if len(t.tables[table]) < least {
			return nil, errFont
		}
	}
	t.long = t.unsigned("head", 50) == 1
	t.hmtx = t.unsigned("hhea", 34)
	return t, nil
}

func (t *typeface) unsigned(table string, at int) int {
	return int(binary.BigEndian.Uint16(t.tables[table][at:]))
}

// milli reads a signed length and scales it to thousandths of an em, the unit of PDF.
func (t *typeface) milli(table string, at int) int {
	return t.thousandths(int(int16(t.unsigned(table, at))))
}

func (t *typeface) thousandths(units int) int {
	return int(math.Round(float64(units) * 1000 / float64(t.em)))
}

// outline returns the glyf entry of a glyph; empty for a space.
func (t *typeface) outline(id sfnt.GlyphIndex) []byte {
	loca := t.tables["loca"]
	if t.long {
		return t.tables["glyf"][binary.BigEndian.Uint32(loca[4*id:]):binary.BigEndian.Uint32(loca[4*id+4:])]
	}
	return t.tables["glyf"][2*int(binary.BigEndian.Uint16(loca[2*id:])) : 2*int(binary.BigEndian.Uint16(loca[2*id+2:]))]
}

// metric returns the hmtx entry of a glyph: advance width and left side bearing.
func (t *typeface) metric(id sfnt.GlyphIndex) [4]byte {
	table, at := t.tables["hmtx"], int(id)
	if at < t.hmtx {
		return [4]byte(table[4*at:])
	}
	var entry [4]byte
	copy(entry[:2], table[4*t.hmtx-4:])
	copy(entry[2:], table[4*t.hmtx+2*(at-t.hmtx):])
	return entry
}

// kern is the correction between two glyphs in thousandths of an em.
func (t *typeface) kern(buffer *sfnt.Buffer, left, right sfnt.GlyphIndex) int {
	// ErrNotFound is the ordinary answer, and a pair unkerned is no defect.
	units, err := t.font.Kern(buffer, left, right, fixed.Int26_6(t.em), font.HintingNone)
	if err != nil {
		return 0
	}
	return t.thousandths(int(units))
}
