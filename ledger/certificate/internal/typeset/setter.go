// Package typeset turns text into type: which characters the fonts have, how wide a line is, where
// it breaks, and the subsets of the fonts that a file carries. It knows the four fonts of the
// certificate, and nothing of a page or of a PDF writer.
package typeset

import (
	"strings"
	"unicode"

	"golang.org/x/image/font/sfnt"
)

// MMPerPoint converts type sizes to millimetres.
const MMPerPoint = 25.4 / 72

// glyph is one character of one face.
type glyph struct {
	rune  rune
	id    sfnt.GlyphIndex // 0 where it cannot be printed
	width int             // thousandths of an em, as the PDF declares it
}

type pair struct {
	face        Face
	left, right sfnt.GlyphIndex
}

// start stands before the first character of a line.
var start glyph

// Style is how a line is set.
type Style struct {
	Face  Face
	Size  float64 // points
	Track int     // thousandths of an em between letters
}

// Setter measures text. Each certificate has its own, for its caches.
type Setter struct {
	faces  *[FaceCount]*typeface
	buffer sfnt.Buffer
	glyphs [FaceCount]map[rune]glyph
	kerns  map[pair]int
}

// NewSetter makes a setter; the fonts behind it are parsed once and shared.
func NewSetter() (*Setter, error) {
	faces, err := typefaces()
	if err != nil {
		return nil, err
	}
	s := &Setter{faces: faces, kerns: make(map[pair]int)}
	for i := range s.glyphs {
		s.glyphs[i] = make(map[rune]glyph)
	}
	return s, nil
}

// Has says whether a face can print a character.
func (s *Setter) Has(f Face, r rune) bool {
	_, ok := s.glyph(f, r)
	return ok
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
func (s *Setter) glyph(f Face, r rune) (glyph, bool) {
	var g glyph
	if r >= 0 && r < commonRunes {
		known := s.faces[f].common[r].Load()
		if known == nil {
			found := s.lookup(f, r)
			known = &found
			s.faces[f].common[r].Store(known)
		}
		g = *known
	} else if known, ok := s.glyphs[f][r]; ok {
		g = known
	} else {
		g = s.lookup(f, r)
		s.glyphs[f][r] = g
	}
	return g, g.id != 0
}

func (s *Setter) lookup(f Face, r rune) glyph {
	if !printable(r) {
		return glyph{rune: r}
	}
	id, err := s.faces[f].font.GlyphIndex(&s.buffer, r)
	if err != nil || id == 0 {
		return glyph{rune: r}
	}
	entry := s.faces[f].metric(id)
	return glyph{r, id, s.faces[f].thousandths(int(entry[0])<<8 | int(entry[1]))}
}

func (s *Setter) kern(f Face, left, right glyph) int {
	if left.rune >= firstCode || right.rune >= firstCode {
		key := pair{f, left.id, right.id}
		k, ok := s.kerns[key]
		if !ok {
			k = s.faces[f].kern(&s.buffer, left.id, right.id)
			s.kerns[key] = k
		}
		return k
	}
	known := &s.faces[f].kerns[left.rune*firstCode+right.rune]
	k := known.Load()
	if k == 0 {
		k = kernKnown + int32(s.faces[f].kern(&s.buffer, left.id, right.id))
		known.Store(k)
	}
	return int(k) - kernKnown
}

// advance is what g adds to a line after the character last, in thousandths of an em.
func (s *Setter) advance(st Style, last, g glyph) int {
	if last.id == 0 {
		return g.width
	}
	return s.kern(st.Face, last, g) + st.Track + g.width
}

// millimetres converts thousandths of an em.
func (st Style) millimetres(thousandths int) float64 {
	return float64(thousandths) / 1000 * st.Size * MMPerPoint
}

// Width is the length in mm of text set on one line.
func (s *Setter) Width(text string, st Style) float64 {
	sum, _ := s.extend(0, start, text, st)
	return st.millimetres(sum)
}

// extend is the length of a line and its last character once text is added to it.
func (s *Setter) extend(sum int, last glyph, text string, st Style) (int, glyph) {
	for _, r := range text {
		g, _ := s.glyph(st.Face, r)
		sum += s.advance(st, last, g)
		last = g
	}
	return sum, last
}

// Wrap breaks text at spaces into lines no wider than width, and a word that
// is too wide by itself wherever it must: nothing is ever cut.
func (s *Setter) Wrap(text string, st Style, width float64) []string {
	var lines []string
	line, sum, last := "", 0, start
	// Only the plain space breaks a line: a no-break space is a wish.
	for word := range strings.SplitSeq(text, " ") {
		if word == "" {
			continue
		}
		if line != "" {
			longer, end := s.extend(sum, last, " ", st)
			if longer, end = s.extend(longer, end, word, st); st.millimetres(longer) <= width {
				line, sum, last = line+" "+word, longer, end
				continue
			}
			lines = append(lines, line)
		}
		for line = s.prefix(word, st, width); line != word; line = s.prefix(word, st, width) {
			lines, word = append(lines, line), word[len(line):]
		}
		sum, last = s.extend(0, start, line, st)
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// prefix is the longest beginning of word that fits, one character at least.
func (s *Setter) prefix(word string, st Style, width float64) string {
	sum := 0
	last := start
	for i, r := range word {
		g, _ := s.glyph(st.Face, r)
		sum += s.advance(st, last, g)
		last = g
		if i > 0 && st.millimetres(sum) > width {
			return word[:i]
		}
	}
	return word
}

// Balance wraps into as few lines as Wrap does, but of similar length: a last
// line of one short word is ugly in centred text.
func (s *Setter) Balance(text string, st Style, width float64) []string {
	lines := s.Wrap(text, st, width)
	if len(lines) < 2 {
		return lines
	}
	low, high := width/2, width
	for high-low > 1 {
		middle := (low + high) / 2
		if tried := s.Wrap(text, st, middle); len(tried) == len(lines) {
			lines, high = tried, middle
		} else {
			low = middle
		}
	}
	return lines
}
