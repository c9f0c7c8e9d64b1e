package typeset

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf16"

	"golang.org/x/image/font/sfnt"
)

// firstCode is the first byte code that is given out; below, codes are ASCII.
const firstCode = 0x80

// maxCodes is how many characters beyond ASCII one face can show on one page, since a simple PDF
// font has 256 codes. Twelve fields of 200 bytes in one language stay far below.
const maxCodes = 128

// codes maps the characters that a page shows in one face to the one-byte
// codes of a simple PDF font: ASCII as it is, the others in order of appearance.
type codes struct {
	bytes  map[rune]byte
	next   int
	glyphs [256]sfnt.GlyphIndex // 0 where the code is unused
	runes  [256]rune
	widths [256]int
}

func newCodes() *codes { return &codes{bytes: make(map[rune]byte), next: firstCode} }

// encode returns the codes of text with the kerning before each of them.
func (s *Setter) encode(c *codes, text string, st Style) (encoded []byte, kerns []int, err error) {
	last := start
	for _, r := range text {
		g, ok := s.glyph(st.Face, r)
		if !ok {
			return nil, nil, &GlyphError{r}
		}
		code, ok := c.code(r, g)
		if !ok {
			return nil, nil, &GlyphError{r}
		}
		kern := 0
		if last.id != 0 {
			kern = s.kern(st.Face, last, g)
		}
		encoded, kerns, last = append(encoded, code), append(kerns, kern), g
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

const (
	mapHead = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <00> <FF> endcodespacerange\n"
	mapTail = "endcmap CMapName currentdict /CMap defineresource pop end end\n"
)

// unicode is the ToUnicode map of the font (ISO 32000-1 section 9.10.3): it
// gives back the very characters that were printed.
func (c *codes) unicode() []byte {
	var pairs []string
	for code, r := range c.runes {
		if r != 0 {
			// BMP alone is printable
			pairs = append(pairs, fmt.Sprintf("<%02X> <%04X>", code, utf16.Encode([]rune{r})[0]))
		}
	}
	var out strings.Builder
	out.WriteString(mapHead)
	writePairs(&out, pairs)
	return []byte(out.String())
}

// writePairs ends a map with the codes of single characters.
func writePairs(out *strings.Builder, pairs []string) {
	for len(pairs) > 0 {
		n := min(len(pairs), 100) // as many as one list may have
		fmt.Fprintf(out, "%d beginbfchar\n%s\nendbfchar\n", n, strings.Join(pairs[:n], "\n"))
		pairs = pairs[n:]
	}
	out.WriteString(mapTail)
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
