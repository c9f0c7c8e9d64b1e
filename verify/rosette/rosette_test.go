package rosette

import (
	"crypto/sha256"
	"math"
	"testing"
)

// sampleDigest is the i-th of a fixed series.
func sampleDigest(i int) [32]byte {
	return sha256.Sum256([]byte{'r', byte(i >> 8), byte(i)})
}

// The table needs no particular sine: no entry is near a half.
func TestTableIsUnambiguous(t *testing.T) {
	for k, entry := range sines {
		exact := Unit * math.Sin(2*math.Pi*float64(k)/turnSteps)
		if distance := math.Abs(exact - float64(entry)); distance > 0.5-math.Ldexp(1, -20) {
			t.Errorf("entry %d: %v is too near to a half", k, exact)
		}
	}
}

func TestConstants(t *testing.T) {
	for name, pair := range map[string][2]float64{
		"waveHandle":   {waveHandle, 2 * math.Pi / (3 * cellSegments) * (1 << 20)},
		"cornerHandle": {cornerHandle, math.Pi / 2 / (3 * cornerSegments) * (1 << 20)},
		"CornerRadius": {CornerRadius, 4 / math.Pi * Unit},
	} {
		if pair[0] != math.Round(pair[1]) {
			t.Errorf("%s is %v, want %v", name, pair[0], pair[1])
		}
	}
	for i, r := range rings {
		if float64(r.handle) != math.Round(2*math.Pi/float64(3*r.segments)*(1<<20)) || turnSteps%r.segments != 0 {
			t.Errorf("ring %d: handle %d for %d segments", i, r.handle, r.segments)
		}
	}
	if turnSteps%cellSegments != 0 || turnSteps/4%cornerSegments != 0 {
		t.Error("segments do not divide the turn")
	}
}

func TestFiguresAreClosedAndInside(t *testing.T) {
	for i := range 500 {
		for j, layer := range New(sampleDigest(i)).Layers {
			if len(layer.Curve) != 3*rings[j].segments+1 || layer.Curve[0] != layer.Curve[3*rings[j].segments] {
				t.Fatalf("figure %d, layer %d: %d points, or not closed", i, j, len(layer.Curve))
			}
			for _, p := range layer.Curve {
				if math.Hypot(float64(p.X)-Unit/2, float64(p.Y)-Unit/2) > Unit/2 {
					t.Fatalf("figure %d, layer %d: %v is outside, and would be cut when turned", i, j, p)
				}
			}
		}
	}
}

// A layer must look the same when turned by one lobe, or its copies would not
// spread evenly.
func TestLobesAreTheSymmetry(t *testing.T) {
	for i := range 100 {
		for j, layer := range New(sampleDigest(i)).Layers {
			segments := rings[j].segments
			if segments%layer.Lobes != 0 {
				continue // nodes do not fall on nodes
			}
			sin, cos := math.Sincos(2 * math.Pi / float64(layer.Lobes))
			for k := range segments {
				p, q := layer.Curve[3*k], layer.Curve[3*((k+segments/layer.Lobes)%segments)]
				x, y := float64(p.X)-Unit/2, float64(p.Y)-Unit/2
				if math.Hypot(x*cos-y*sin+Unit/2-float64(q.X), x*sin+y*cos+Unit/2-float64(q.Y)) > 5 {
					t.Fatalf("figure %d, layer %d, node %d: %v turned by a lobe is not %v", i, j, k, p, q)
				}
			}
		}
	}
}

// look is what an eye tells at a glance: of each ring the number of lobes, of
// lines, which way petals point, how they lean and whether they are doubled.
func look(d [32]byte) (out [15]int) {
	for i := range rings {
		layer, b := New(d).Layers[i], d[7*i:]
		copy(out[5*i:], []int{layer.Lobes, layer.Copies, int(b[4] >> 7), int(b[4]) % 2, int(b[6] >> 5)})
	}
	return out
}

func TestPeopleAreToldApart(t *testing.T) {
	const people = 2000
	var looks [people][15]int
	for i := range looks {
		looks[i] = look(sampleDigest(i))
	}
	alike := 0
	for i := range looks {
		for j := range i {
			differ := 0
			for k := range looks[i] {
				if looks[i][k] != looks[j][k] {
					differ++
				}
			}
			if differ < 5 {
				alike++
			}
		}
	}
	// Two million pairs: one in a thousand may differ in fewer than five of fifteen.
	if limit := people * people / 2 / 1000; alike > limit {
		t.Errorf("%d pairs look alike, want %d at most", alike, limit)
	}
}

// A change of one byte that is used must change what is drawn.
func TestEveryByteCounts(t *testing.T) {
	base := sampleDigest(1)
	for i := range 26 {
		d := base
		d[i] += 5
		if digestOf(New(d), NewBand(d)) == digestOf(New(base), NewBand(base)) {
			t.Errorf("byte %d changes nothing", i)
		}
	}
}

func TestBandsJoin(t *testing.T) {
	for i := range 200 {
		band := NewBand(sampleDigest(i))
		if len(band.Cell) != len(band.Corner) || len(band.Cell)%2 != 0 {
			t.Fatalf("band %d: %d and %d strands", i, len(band.Cell), len(band.Corner))
		}
		for k, cell := range band.Cell {
			corner := band.Corner[k]
			first, last := cell[0], cell[3*cellSegments]
			if first.X != 0 || last.X != Unit || last.Y != first.Y {
				t.Fatalf("band %d, strand %d: from %v to %v", i, k, first, last)
			}
			if corner[0] != first {
				t.Fatalf("band %d, strand %d: the corner starts at %v, the cell at %v", i, k, corner[0], first)
			}
			end := corner[3*cornerSegments] // turned right, offsets point to the left
			if end != (Point{CornerRadius - first.Y, CornerRadius}) {
				t.Fatalf("band %d, strand %d: the corner ends at %v, the next edge starts at %v", i, k, end, first)
			}
			for _, p := range cell {
				if p.Y > Unit*35/100 || p.Y < -Unit*35/100 {
					t.Fatalf("band %d, strand %d: %v leaves the band", i, k, p)
				}
			}
		}
	}
}

func BenchmarkNew(b *testing.B) {
	d := sampleDigest(1)
	for b.Loop() {
		New(d)
		NewBand(d)
	}
}
