package certificate

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"unicode/utf16"

	"github.com/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
)

// firstCode is the first byte code that is given out; below, codes are ASCII.
const firstCode = 0x80

// codes maps the characters that a page shows in one face to the one-byte
// codes of a simple PDF font: ASCII as it is, the others in order of appearance.
//
// fpdf's own UTF-8 fonts are not used: for every certificate they would parse
// the whole font, hash 65,536 widths as JSON and compress an empty 128 KB map,
// four milliseconds a face where this takes a quarter of one, and they call the
// result by a name that does not tell readers that it is a subset.
type codes struct {
	bytes  map[rune]byte
	next   int
	glyphs [256]sfnt.GlyphIndex // 0 where the code is unused
	runes  [256]rune
	widths [256]int
}

func newCodes() *codes { return &codes{bytes: make(map[rune]byte), next: firstCode} }

// encode returns the codes of text with the kerning before each of them.
func (s *setter) encode(c *codes, text string, st style) (encoded []byte, kerns []int, err error) {
	var last sfnt.GlyphIndex
	for _, r := range text {
		g, ok := s.glyph(st.face, r)
		if !ok {
			return nil, nil, &MissingGlyphError{"page", r}
		}
		code, ok := c.code(r, g)
		if !ok {
			return nil, nil, &MissingGlyphError{"page", r}
		}
		kern := 0
		if last != 0 {
			kern = s.kern(st.face, last, g.id)
		}
		encoded, kerns, last = append(encoded, code), append(kerns, kern), g.id
	}
	return encoded, kerns, nil
}

// code gives a character its code; false where none is left.
func (c *codes) code(r rune, g glyph) (byte, bool) {
	if code, ok := c.bytes[r]; ok {
		return code, true
	}
	code := byte(r)
	if r >= firstCode {
		if c.next == firstCode+maxCodes {
			return 0, false
		}
		code = byte(c.next)
		c.next++
	}
	c.bytes[r], c.glyphs[code], c.runes[code], c.widths[code] = code, g.id, r, g.width
	return code, true
}

// unicode is the ToUnicode map of the font (ISO 32000-1 section 9.10.3): it
// gives back the very characters that were printed.
func (c *codes) unicode() []byte {
	var pairs []string
	for code, r := range c.runes {
		if r != 0 {
			pairs = append(pairs, fmt.Sprintf("<%02X> <%04X>", code, utf16.Encode([]rune{r})[0])) // BMP alone is printable
		}
	}
	var out strings.Builder
	out.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <00> <FF> endcodespacerange\n")
	for len(pairs) > 0 {
		n := min(len(pairs), 100) // as many as one list may have
		fmt.Fprintf(&out, "%d beginbfchar\n%s\nendbfchar\n", n, strings.Join(pairs[:n], "\n"))
		pairs = pairs[n:]
	}
	out.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end\n")
	return []byte(out.String())
}

// definition is a font in the JSON form that fpdf reads.
type definition struct {
	Tp, Name, File string
	Desc           fpdf.FontDescType
	Cw             []int
	OriginalSize   int
}

// define makes fpdf's two inputs, the definition and the compressed font, and
// returns the name of the subset.
func (t *typeface) define(c *codes) (name string, description, compressed []byte, err error) {
	font, err := t.subset(&c.glyphs)
	if err != nil {
		return "", nil, nil, err
	}
	if compressed, err = deflate(font); err != nil {
		return "", nil, nil, err
	}
	d := definition{
		Tp:           "TrueType",
		Name:         subsetTag(font) + "+" + t.name,
		File:         t.name + ".z", // the suffix tells fpdf that it is compressed
		Cw:           c.widths[:],
		OriginalSize: len(font),
		Desc: fpdf.FontDescType{
			Ascent:      t.milli("hhea", 4),
			Descent:     t.milli("hhea", 6),
			CapHeight:   t.milli("OS/2", 88),
			ItalicAngle: int(int16(t.unsigned("post", 4))),
			StemV:       50 + t.unsigned("OS/2", 4)*t.unsigned("OS/2", 4)/(65*65),
			Flags:       1 << 2, // symbolic: codes are the subset's own (ISO 32000-1 table 123)
		},
	}
	if t.serifs {
		d.Desc.Flags |= 1 << 1
	}
	if d.Desc.ItalicAngle != 0 {
		d.Desc.Flags |= 1 << 6
	}
	box := &d.Desc.FontBBox
	box.Xmin, box.Ymin = t.milli("head", 36), t.milli("head", 38)
	box.Xmax, box.Ymax = t.milli("head", 40), t.milli("head", 42)
	description, err = json.Marshal(d)
	return d.Name, description, compressed, err
}

// subsetTag is the six letters of ISO 32000-1 section 9.6.4. They depend on
// the glyphs, so that programs which merge certificates keep the fonts apart.
func subsetTag(font []byte) string {
	sum := sha256.Sum256(font)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// deflaters saves a megabyte of compressor state for each stream. Level 4
// takes a third of the time of level 6 for the QR code's path, the largest
// stream, and a kilobyte more.
var deflaters = sync.Pool{New: func() any {
	writer, _ := zlib.NewWriterLevel(nil, 4) // fails only for a level that is none
	return writer
}}

func deflate(data []byte) ([]byte, error) {
	writer := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(writer)
	var out bytes.Buffer
	writer.Reset(&out)
	if _, err := writer.Write(data); err != nil {
		return nil, err
	}
	if err := writer.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
