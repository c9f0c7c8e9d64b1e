package typeset

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

const (
	capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits   = "0123456789"
	names    = capitals + "abcdefghijklmnopqrstuvwxyz .,'-"
)

// standing are the characters that a face has whether a page shows them or not: of names in
// italics, of numbers, posts and units, of codes. With the labels and what is the same for all of a
// campaign they make one subset of each face for nearly everybody, and a name with other letters
// has one of its own. What never depends on a person has no need of any.
var standing = [FaceCount]string{Italic: names, Sans: names + digits + "/()", Strong: capitals + digits}

// Standing returns the fonts of a page whose subsets hold the standing characters beside those of
// its lines, which must all be given. The error is a [*GlyphError].
func (s *Setter) Standing(lines iter.Seq2[string, Style]) (*Fonts, error) {
	f := s.Fonts()
	var common [FaceCount][commonRunes]bool
	var others [FaceCount]map[rune]bool
	see := func(face Face, text string) {
		for _, r := range text {
			if r < commonRunes {
				common[face][r] = true
				continue
			}
			if others[face] == nil {
				others[face] = map[rune]bool{}
			}
			others[face][r] = true
		}
	}
	var shows [FaceCount]bool
	for text, st := range lines {
		shows[st.Face] = true
		see(st.Face, text)
	}
	for face := range FaceCount {
		if !shows[face] {
			continue
		}
		see(face, standing[face])
		// In one order, so that codes depend on nothing but which characters there are.
		for r, shown := range common[face] {
			if shown && !f.give(face, rune(r)) {
				return nil, &GlyphError{rune(r)}
			}
		}
		for _, r := range slices.Sorted(maps.Keys(others[face])) {
			if !f.give(face, r) {
				return nil, &GlyphError{r}
			}
		}
	}
	return f, nil
}

// give gives a character its code; false where it cannot be shown.
func (f *Fonts) give(face Face, r rune) bool {
	g, ok := f.set.glyph(face, r)
	if ok {
		_, ok = f.used[face].code(r, g)
	}
	return ok
}

// Characters are those that a face shows, in one order; "" where it shows nothing.
func (f *Fonts) Characters(face Face) string {
	var out strings.Builder
	for _, r := range f.used[face].runes {
		if r != 0 {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// Subset is the font that the characters of a face need.
func (f *Fonts) Subset(face Face) (Subset, error) {
	s, err := f.set.faces[face].describe(f.used[face])
	s.Face, s.Unicode = face, f.used[face].ranges()
	return s, err
}

// ranges is the ToUnicode map where ASCII has its own codes: one range, and the others by one.
func (c *codes) ranges() []byte {
	var out strings.Builder
	out.WriteString(mapHead + "1 beginbfrange <20> <7E> <0020> endbfrange\n")
	var pairs []string
	for code := firstCode; code < c.next; code++ {
		pairs = append(pairs, fmt.Sprintf("<%02X> <%04X>", code, c.runes[code])) // BMP alone is printable
	}
	writePairs(&out, pairs)
	return []byte(out.String())
}
