// Package rosette computes the guilloche of a pledge: a seal of fine closed
// curves, and the band of a border, that follow from the pledge's digest alone.
//
// The certificate prints them and the public page draws them beside the
// verdict, so that an eye can compare paper and screen. They prove nothing:
// whoever knows the digest can draw them. ROSETTE.md is the construction, in
// integers only, so that every implementation arrives at the same numbers;
// testdata/rosettes.json holds the vectors that all of them are tested with.
package rosette

// Unit is the side of the square that a Figure is drawn in; Points count in
// these units, x to the right and y downwards.
const Unit = 1 << 16

// Point is a place in the square of a Figure, or in the cell of a Band.
type Point struct{ X, Y int32 }

// Curve is a path of cubic Bezier segments: its start, then for each segment
// two control points and the end. A closed Curve ends where it starts.
type Curve []Point

// Layer is one ring of a Figure.
type Layer struct {
	Curve  Curve // closed, of 180, 120 or 90 segments
	Lobes  int   // the symmetry of Curve: 5 to 16
	Copies int   // 4 to 6: copy k is Curve turned k/(Lobes*Copies) of a turn about the middle of the square
}

// Figure is the rosette: an outer, a middle and an inner Layer, which lie
// wholly inside the square and are drawn as lines, never filled.
type Figure struct{ Layers [3]Layer }

// New returns the rosette of a pledge, digest being SHA-256 of its statement.
func New(digest [32]byte) Figure {
	var f Figure
	for i, ring := range rings {
		f.Layers[i] = ring.layer([7]byte(digest[7*i:]))
	}
	return f
}

// ring is what the layers of one place have in common, in all figures.
type ring struct {
	radius     int // of its middle
	reach      int // how far curves may leave the middle
	least, mod int // lobes: least to least+mod-1
	segments   int // over five for each wave of the fastest wheel
	handle     int // a third of a segment's angle, 2*pi/(3*segments), in units of 2^-20
}

var rings = [3]ring{
	{radius: 24200, reach: 8200, least: 9, mod: 8, segments: 180, handle: 12201},
	{radius: 15200, reach: 7000, least: 7, mod: 6, segments: 120, handle: 18301},
	{radius: 7600, reach: 5200, least: 5, mod: 4, segments: 90, handle: 24401},
}

// wheel is one term of a curve: an arm of the given length that turns
// frequency times while the curve turns once.
type wheel struct{ length, frequency, phase int }

// layer follows steps 2 and 3 of ROSETTE.md.
func (r ring) layer(b [7]byte) Layer {
	lobes := r.least + int(b[0])%r.mod
	copies := 4 + int(b[1])%3
	// The reach is divided unevenly: equal arms would draw spikes.
	reach := r.reach * (208 + int(b[2])%48) / 256
	inner := reach * (184 + int(b[3])%52) / 256
	outer := reach - inner
	if b[4] >= 128 {
		inner, outer = outer, inner
	}
	phase := int(b[5]) * turnSteps / 256
	wheels := []wheel{
		{r.radius, 1, 0},
		{inner, 1 - lobes, phase},
		{outer, 1 + lobes*(1+int(b[4])%2), phase + int(b[6])*turnSteps/256},
	}
	return Layer{r.closed(wheels), lobes, copies}
}

// closed draws the sum of wheels as a closed curve.
func (r ring) closed(wheels []wheel) Curve {
	place := func(j int) (at, handle Point) {
		x, y, dx, dy := 0, 0, 0, 0
		for _, w := range wheels {
			angle := w.frequency*j*(turnSteps/r.segments) + w.phase
			c, s := cosine(angle), sine(angle)
			x, y = x+w.length*c, y+w.length*s
			dx, dy = dx-w.length*w.frequency*s, dy+w.length*w.frequency*c
		}
		return Point{int32(Unit/2 + scaled(x)), int32(Unit/2 + scaled(y))},
			Point{third(dx, r.handle), third(dy, r.handle)}
	}
	return path(r.segments, place)
}

// path joins the places 0 to n by cubic segments with the given handles
// (Hermite interpolation): ROSETTE.md, step 4.
func path(n int, place func(j int) (at, handle Point)) Curve {
	at, handle := place(0)
	curve := append(make(Curve, 0, 3*n+1), at)
	for j := 1; j <= n; j++ {
		next, ahead := place(j)
		curve = append(curve, Point{at.X + handle.X, at.Y + handle.Y}, Point{next.X - ahead.X, next.Y - ahead.Y}, next)
		at, handle = next, ahead
	}
	return curve
}
