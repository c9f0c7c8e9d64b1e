package typeset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/stix/stix2textitalic"
	"github.com/go-fonts/stix/stix2textsemibold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face numbers the fonts of a page. Two cuts of two families: each cut costs every certificate
// about 6 KB.
type Face int

const (
	Serif     Face = iota // titles
	Italic                // the name, and what leads over from line to line
	Sans                  // details
	Strong                // details to be noticed
	FaceCount             // how many there are
)

// typeface is one parsed font. It does not change after loading, so all
// certificates share it: the bytes never reach fpdf, which would write into them.
type typeface struct {
	name   string // PostScript name
	serifs bool
	font   *sfnt.Font
	tables map[string][]byte
	em     int  // units per em
	cubic  bool // outlines of the kind "CFF", see quadratic
	long   bool // loca holds 32-bit offsets
	hmtx   int  // number of full horizontal metrics

	redrawn sync.Map // of sfnt.GlyphIndex to []byte, never changed: what quadratic gave

	// What is measured of common characters is found once for all certificates: a page asks for
	// some thousands of kernings.
	common [commonRunes]atomic.Pointer[glyph]
	kerns  [firstCode * firstCode]atomic.Int32 // of two ASCII characters, plus kernKnown; 0 if none asked yet
}

const (
	commonRunes = 0x250 // ASCII and the Latin letters of names
	kernKnown   = 1 << 20
)

var typefaces = sync.OnceValues(func() (*[FaceCount]*typeface, error) {
	var all [FaceCount]*typeface
	for i, source := range [FaceCount]struct {
		name string
		data []byte
	}{
		Serif:  {"STIXTwoText-SemiBold", stix2textsemibold.TTF},
		Italic: {"STIXTwoText-Italic", stix2textitalic.TTF},
		Sans:   {"LiberationSans", liberationsansregular.TTF},
		Strong: {"LiberationSans-Bold", liberationsansbold.TTF},
	} {
		loaded, err := loadTypeface(source.name, source.data)
		if err != nil {
			return nil, fmt.Errorf("certificate: font %s: %w", source.name, err)
		}
		loaded.serifs = Face(i) == Serif || Face(i) == Italic
		all[i] = loaded
	}
	return &all, nil
})

var errFont = errors.New("not an OpenType font this package can subset")

// loadTypeface finds the tables that a subset is made of (OpenType 1.9, "font file").
func loadTypeface(name string, data []byte) (*typeface, error) {
	parsed, err := sfnt.Parse(data)
	if err != nil {
		return nil, err
	}
	t := &typeface{name: name, font: parsed, tables: make(map[string][]byte), em: int(parsed.UnitsPerEm())}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		record := data[12+16*i:]
		start, size := binary.BigEndian.Uint32(record[8:]), binary.BigEndian.Uint32(record[12:])
		t.tables[string(record[:4])] = data[start : start+size : start+size]
	}
	_, t.cubic = t.tables["CFF "]
	least := map[string]int{"head": 54, "hhea": 36, "maxp": 6, "OS/2": 90, "post": 32, "hmtx": 4}
	if !t.cubic {
		least["glyf"], least["loca"], least["maxp"] = 1, 4, 32
	}
	for table, size := range least {
		if len(t.tables[table]) < size {
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

// outline returns a glyph in the form of the glyf table; empty for a space.
func (t *typeface) outline(buffer *sfnt.Buffer, id sfnt.GlyphIndex) ([]byte, error) {
	if t.cubic {
		if known, ok := t.redrawn.Load(id); ok {
			return known.([]byte), nil
		}
		outline, err := t.quadratic(buffer, id)
		if err == nil {
			t.redrawn.Store(id, outline)
		}
		return outline, err
	}
	loca := t.tables["loca"]
	if t.long {
		return t.tables["glyf"][binary.BigEndian.Uint32(loca[4*id:]):binary.BigEndian.Uint32(loca[4*id+4:])], nil
	}
	start, end := 2*int(binary.BigEndian.Uint16(loca[2*id:])), 2*int(binary.BigEndian.Uint16(loca[2*id+2:]))
	return t.tables["glyf"][start:end], nil
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
