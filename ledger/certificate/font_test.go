package certificate

import (
	"reflect"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func TestFacesHaveOneRepertoire(t *testing.T) {
	s, err := newSetter()
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for r := rune(0); r <= 0x10000; r++ { // beyond, nothing is printable
		_, known := s.glyph(regular, r)
		for f := regular; f < faceCount; f++ {
			if _, ok := s.glyph(f, r); ok != known {
				t.Errorf("%#U: %v in %s, %v in %s", r, known, s.faces[regular].name, ok, s.faces[f].name)
			}
		}
		if known {
			count++
		}
	}
	if count < 1500 {
		t.Errorf("only %d characters", count)
	}
	for _, r := range "ABC xyz 0189 .,-'’()/&•·“” éèêëñçøåæßŋłŠšžḤḥṢṣṬṭāīū ʼ" {
		if _, ok := s.glyph(regular, r); !ok {
			t.Errorf("no %#U", r)
		}
	}
}

// A subset must be a font that others read, with the same outlines and widths.
func TestSubsetKeepsOutlines(t *testing.T) {
	s, err := newSetter()
	if err != nil {
		t.Fatal(err)
	}
	for f, original := range s.faces {
		used := make(map[rune]sfnt.GlyphIndex)
		for r := rune(' '); r < 0x2100; r++ {
			if g, ok := s.glyph(face(f), r); ok {
				used[r] = g.id
			}
		}
		subset, err := sfnt.Parse(original.subset(used))
		if err != nil {
			t.Fatalf("%s: %v", original.name, err)
		}
		var buffer sfnt.Buffer
		for r, id := range used {
			cut, err := subset.GlyphIndex(&buffer, r)
			if err != nil || cut == 0 {
				t.Fatalf("%s: %#U: index %d, %v", original.name, r, cut, err)
			}
			want, wantWidth := outline(t, original.font, id)
			got, gotWidth := outline(t, subset, cut)
			if !reflect.DeepEqual(got, want) || gotWidth != wantWidth {
				t.Errorf("%s: %#U differs: width %v, want %v", original.name, r, gotWidth, wantWidth)
			}
		}
	}
}

func outline(t *testing.T, font *sfnt.Font, id sfnt.GlyphIndex) ([]sfnt.Segment, fixed.Int26_6) {
	t.Helper()
	var buffer sfnt.Buffer
	ppem := fixed.Int26_6(font.UnitsPerEm())
	segments, err := font.LoadGlyph(&buffer, id, ppem, nil)
	if err != nil {
		t.Fatal(err)
	}
	segments = append([]sfnt.Segment(nil), segments...)
	width, err := font.GlyphAdvance(&buffer, id, ppem, 0)
	if err != nil {
		t.Fatal(err)
	}
	return segments, width
}
