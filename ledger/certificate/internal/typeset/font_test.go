package typeset

import (
	"math"
	"reflect"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// What every face can print is what a certificate can.
func TestRepertoire(t *testing.T) {
	s, err := NewSetter()
	if err != nil {
		t.Fatal(err)
	}
	common := func(r rune) bool {
		for f := range FaceCount {
			if _, ok := s.glyph(f, r); !ok {
				return false
			}
		}
		return true
	}
	count := 0
	for r := rune(0); r <= 0x10000; r++ { // beyond, nothing is printable
		if common(r) {
			count++
		}
	}
	if count < 800 {
		t.Errorf("only %d characters", count)
	}
	// ASCII, Latin-1, Latin Extended-A, and Vietnamese and Arabic romanization.
	want := "‘’“”–—•·… ḌḍḤḥḶḷṂṃṆṇṚṛṢṣṬṭẒẓḪḫẖẠạẢảẤấẾếỆệỐốỚớỨứƠơƯư"
	for r := rune(' '); r < 0x180; r++ {
		// The soft hyphen is no character to print, the serif has no micro sign.
		if r >= 0x7f && r < 0xa0 || r == 0xad || r == 'µ' {
			continue
		}
		want += string(r)
	}
	for _, r := range want {
		if !common(r) {
			t.Errorf("no %#U", r)
		}
	}
}

// A subset must be a font that others read, with the same widths and outlines:
// those of TrueType to the unit, those redrawn from cubic curves to one unit.
func TestSubsetKeepsOutlines(t *testing.T) {
	s, err := NewSetter()
	if err != nil {
		t.Fatal(err)
	}
	for f, original := range s.faces {
		for first := rune(' '); first < 0x180; first += 176 {
			var used [256]sfnt.GlyphIndex
			for r := first; r < first+176; r++ {
				if g, ok := s.glyph(Face(f), r); ok {
					used[r-first] = g.id
				}
			}
			data, err := original.subset(&used)
			if err != nil {
				t.Fatal(err)
			}
			subset, err := sfnt.Parse(data)
			if err != nil {
				t.Fatalf("%s: %v", original.name, err)
			}
			next := sfnt.GlyphIndex(1)
			seen := map[sfnt.GlyphIndex]bool{0: true}
			for _, id := range used {
				if seen[id] {
					continue
				}
				seen[id] = true
				want, wantWidth := outline(t, original.font, id)
				got, gotWidth := outline(t, subset, next)
				if distance := apart(want, got); distance > 1 || !original.cubic && !reflect.DeepEqual(got, want) ||
					gotWidth != wantWidth {
					t.Errorf("%s: glyph %d differs: width %v, want %v, outlines %.1f units apart", original.name, id,
						gotWidth, wantWidth, distance)
				}
				next++
			}
		}
	}
}

// apart is how far the points of the first outline, curves at their quarters,
// are from the second, in font units.
func apart(a, b []sfnt.Segment) float64 {
	points, others := trace(a, 4), trace(b, 16)
	if len(points) == 0 || len(others) == 0 {
		return float64(len(points) + len(others))
	}
	farthest := 0.0
	for _, p := range points {
		nearest := math.Inf(1)
		for i, q := range others[1:] {
			nearest = min(nearest, toSegment(p, others[i], q))
		}
		farthest = max(farthest, nearest)
	}
	return farthest
}

// toSegment is the distance of p from the line from a to b.
func toSegment(p, a, b [2]float64) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	along := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		along = max(0, min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/length))
	}
	return math.Hypot(a[0]+along*dx-p[0], a[1]+along*dy-p[1])
}

// trace walks along an outline in steps.
func trace(segments []sfnt.Segment, steps int) (out [][2]float64) {
	var at [2]float64
	for _, s := range segments {
		control := [][2]float64{at}
		for _, p := range s.Args[:map[sfnt.SegmentOp]int{sfnt.SegmentOpMoveTo: 1, sfnt.SegmentOpLineTo: 1,
			sfnt.SegmentOpQuadTo: 2, sfnt.SegmentOpCubeTo: 3}[s.Op]] {
			control = append(control, [2]float64{float64(p.X), float64(p.Y)})
		}
		at = control[len(control)-1]
		if s.Op == sfnt.SegmentOpMoveTo {
			out = append(out, at)
			continue
		}
		for i := 1; i <= steps; i++ {
			out = append(out, bezier(control, float64(i)/float64(steps)))
		}
	}
	return out
}

// bezier is a point of a curve (de Casteljau).
func bezier(control [][2]float64, t float64) [2]float64 {
	if len(control) == 1 {
		return control[0]
	}
	var next [][2]float64
	for i, p := range control[1:] {
		q := control[i]
		next = append(next, [2]float64{q[0] + (p[0]-q[0])*t, q[1] + (p[1]-q[1])*t})
	}
	return bezier(next, t)
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
