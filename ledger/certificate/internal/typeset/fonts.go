package typeset

import (
	"fmt"
	"strings"
)

// Fonts are the faces as one page uses them: whatever its lines need is in their subsets.
type Fonts struct {
	set  *Setter
	used [FaceCount]*codes
}

// Fonts returns the fonts of a page that shows nothing yet.
func (s *Setter) Fonts() *Fonts {
	f := &Fonts{set: s}
	for i := range f.used {
		f.used[i] = newCodes()
	}
	return f
}

// A GlyphError names a character that cannot be shown: the face lacks it, or a page shows more than
// maxCodes others.
type GlyphError struct{ Rune rune }

func (e *GlyphError) Error() string { return fmt.Sprintf("no glyph for %#U", e.Rune) }

// Show returns the PDF operator that shows a line in its font. Kerning is written as adjustments
// (ISO 32000-1 section 9.4.3, TJ). The error is a [*GlyphError].
func (f *Fonts) Show(text string, st Style) (operator string, err error) {
	encoded, kerns, err := f.set.encode(f.used[st.Face], text, st)
	if err != nil {
		return "", err
	}
	out := []byte("[(")
	for i, code := range encoded {
		if kerns[i] != 0 {
			out = fmt.Appendf(out, ")%d(", -kerns[i])
		}
		if strings.IndexByte(`\()`, code) >= 0 {
			out = append(out, '\\')
		}
		out = append(out, code)
	}
	return string(append(out, ")] TJ"...)), nil
}

// Subset is a font of the characters that a page shows in one face, and what PDF says of it (ISO
// 32000-1 tables 122 and 123). Lengths are in thousandths of an em.
type Subset struct {
	Face        Face
	Base        string // PostScript name of the whole font
	Name        string // of the subset
	Font        []byte // TrueType
	Unicode     []byte // its ToUnicode map
	Widths      []int  // of the 256 codes
	Box         [4]int // least x, least y, greatest x, greatest y
	Ascent      int
	Descent     int
	CapHeight   int
	ItalicAngle int // degrees
	StemV       int
	Flags       int
}

// Subsets returns the fonts that the lines shown so far need, in the order of the faces.
func (f *Fonts) Subsets() ([]Subset, error) {
	var all []Subset
	for i, c := range f.used {
		if len(c.bytes) == 0 {
			continue
		}
		s, err := f.set.faces[i].describe(c)
		if err != nil {
			return nil, err
		}
		s.Face = Face(i)
		all = append(all, s)
	}
	return all, nil
}

// describe makes the subset of a typeface.
func (t *typeface) describe(c *codes) (Subset, error) {
	font, err := t.subset(&c.glyphs)
	if err != nil {
		return Subset{}, err
	}
	s := Subset{
		Base:        t.name,
		Name:        subsetTag(font) + "+" + t.name,
		Font:        font,
		Unicode:     c.unicode(),
		Widths:      c.widths[:],
		Box:         [4]int{t.milli("head", 36), t.milli("head", 38), t.milli("head", 40), t.milli("head", 42)},
		Ascent:      t.milli("hhea", 4),
		Descent:     t.milli("hhea", 6),
		CapHeight:   t.milli("OS/2", 88),
		ItalicAngle: int(int16(t.unsigned("post", 4))),
		StemV:       50 + t.unsigned("OS/2", 4)*t.unsigned("OS/2", 4)/(65*65),
		Flags:       1 << 2, // symbolic: codes are the subset's own
	}
	if t.serifs {
		s.Flags |= 1 << 1
	}
	if s.ItalicAngle != 0 {
		s.Flags |= 1 << 6
	}
	return s, nil
}
