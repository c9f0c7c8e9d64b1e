package certificate

import (
	"strings"
	"unicode"

	"golang.org/x/image/font/sfnt"
)

// mmPerPoint converts type sizes to the page's unit.
const mmPerPoint = 25.4 / 72

// glyph is one character of one face.
type glyph struct {
	id    sfnt.GlyphIndex
	width int // thousandths of an em, as the PDF declares it
}

type pair struct {
	face        face
	left, right sfnt.GlyphIndex
}

// setter measures text. Each certificate has its own, for its caches.
type setter struct {
	faces  *[faceCount]*typeface
	buffer sfnt.Buffer
	glyphs [faceCount]map[rune]glyph
	kerns  map[pair]int
}

func newSetter() (*setter, error) {
	faces, err := typefaces()
	if err != nil {
		return nil, err
	}
	s := &setter{faces: faces, kerns: make(map[pair]int)}
	for i := range s.glyphs {
		s.glyphs[i] = make(map[rune]glyph)
	}
	return s, nil
}

// printable says whether a character stands by itself, from left to right: the
// fonts know some Hebrew and combining marks, which this package would misplace.
func printable(r rune) bool {
	switch {
	case r == unicode.ReplacementChar || r > 0xffff || unicode.In(r, unicode.Co, unicode.Hebrew):
		return false
	case unicode.IsLetter(r):
		return unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Lm)
	}
	return r == ' ' || r == '\u00a0' || unicode.In(r, unicode.N, unicode.P, unicode.S)
}

// glyph finds a character in a face; false where it cannot be printed.
func (s *setter) glyph(f face, r rune) (glyph, bool) {
	g, ok := s.glyphs[f][r]
	if !ok {
		g = s.lookup(f, r)
		s.glyphs[f][r] = g
	}
	return g, g.id != 0
}

func (s *setter) lookup(f face, r rune) glyph {
	if !printable(r) {
		return glyph{}
	}
	id, err := s.faces[f].font.GlyphIndex(&s.buffer, r)
	if err != nil || id == 0 {
		return glyph{}
	}
	entry := s.faces[f].metric(id)
	return glyph{id, s.faces[f].thousandths(int(entry[0])<<8 | int(entry[1]))}
}

func (s *setter) kern(f face, left, right sfnt.GlyphIndex) int {
	key := pair{f, left, right}
	k, ok := s.kerns[key]
	if !ok {
		k = s.faces[f].kern(&s.buffer, left, right)
		s.kerns[key] = k
	}
	return k
}

// advance is what g adds to a line after the glyph last (0 at the start), in
// thousandths of an em.
func (s *setter) advance(st style, last sfnt.GlyphIndex, g glyph) int {
	if last == 0 {
		return g.width
	}
	return s.kern(st.face, last, g.id) + st.track + g.width
}

// millimetres converts thousandths of an em.
func (st style) millimetres(thousandths int) float64 {
	return float64(thousandths) / 1000 * st.size * mmPerPoint
}

// width is the length in mm of text set on one line.
func (s *setter) width(text string, st style) float64 {
	sum := 0
	var last sfnt.GlyphIndex
	for _, r := range text {
		g, _ := s.glyph(st.face, r)
		sum += s.advance(st, last, g)
		last = g.id
	}
	return st.millimetres(sum)
}

// wrap breaks text at spaces into lines no wider than width, and a word that
// is too wide by itself wherever it must: nothing is ever cut.
func (s *setter) wrap(text string, st style, width float64) []string {
	var lines []string
	line := ""
	// Only the plain space breaks a line: a no-break space is a wish.
	for word := range strings.SplitSeq(text, " ") {
		if word == "" {
			continue
		}
		candidate := word
		if line != "" {
			candidate = line + " " + word
		}
		if s.width(candidate, st) <= width {
			line = candidate
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for line = s.prefix(word, st, width); line != word; line = s.prefix(word, st, width) {
			lines, word = append(lines, line), word[len(line):]
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// prefix is the longest beginning of word that fits, one character at least.
func (s *setter) prefix(word string, st style, width float64) string {
	sum := 0
	var last sfnt.GlyphIndex
	for i, r := range word {
		g, _ := s.glyph(st.face, r)
		sum += s.advance(st, last, g)
		last = g.id
		if i > 0 && st.millimetres(sum) > width {
			return word[:i]
		}
	}
	return word
}

// balance wraps into as few lines as wrap does, but of similar length: a last
// line of one short word is ugly in centred text.
func (s *setter) balance(text string, st style, width float64) []string {
	lines := s.wrap(text, st, width)
	if len(lines) < 2 {
		return lines
	}
	low, high := width/2, width
	for high-low > 1 {
		middle := (low + high) / 2
		if tried := s.wrap(text, st, middle); len(tried) == len(lines) {
			lines, high = tried, middle
		} else {
			low = middle
		}
	}
	return lines
}
