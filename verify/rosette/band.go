package rosette

// Band is the border that belongs to a Figure: strands that run along a line
// from one cell to the next and around corners without a break. Its curves
// are open, in units of 1/Unit of a cell's length, and stay within 0.35 of a
// cell of the line. The second half of the strands mirrors the first half at
// the line, in the same order.
type Band struct {
	// Cell holds one curve a strand, along the line from (0, 0) to (Unit, 0).
	// Cells repeat: turned and set end to end they follow any straight edge.
	Cell []Curve

	// Corner holds the same strands along the quarter of a circle of
	// CornerRadius, two cells long, from (0, 0) to (CornerRadius, CornerRadius):
	// a turn to the right, as at the end of the upper edge of a page.
	Corner []Curve
}

// CornerRadius is 4/pi of a cell, so that a quarter of the circle is two cells.
const CornerRadius = 83443

const (
	cellSegments   = 15
	cornerSegments = 2 * cellSegments
	cellStep       = turnSteps / cellSegments
	cornerStep     = turnSteps / 4 / cornerSegments

	// A third of a segment, as of a ring: of the wave's angle, 2*pi/45, and
	// of the corner's, pi/180.
	waveHandle   = 146409
	cornerHandle = 18301
)

// NewBand returns the border of a pledge; digest as for New.
func NewBand(digest [32]byte) Band {
	b := digest[21:27]
	strands := 3 + int(b[0])%3
	reach := 18000 + int(b[1])*16
	first := reach * (128 + int(b[2])%96) / 256
	waves := []wheel{
		{first, 1, 0},
		{reach - first, 2 + int(b[3])%2, int(b[4]) * turnSteps / 256},
	}
	var band Band
	for k := range 2 * strands {
		shift, sign := k%strands*turnSteps/strands, 1-k/strands*2
		band.Cell = append(band.Cell, path(cellSegments, func(j int) (Point, Point) {
			y, dy := wave(waves, sign, j*cellStep+shift)
			return Point{int32((2*j*Unit + cellSegments) / (2 * cellSegments)), int32(scaled(y))},
				Point{Unit / (3 * cellSegments), third(dy, waveHandle)}
		}))
		band.Corner = append(band.Corner, path(cornerSegments, func(j int) (Point, Point) {
			y, dy := wave(waves, sign, j*cellStep+shift)
			return bend(scaled(y), scaled(dy), j*cornerStep)
		}))
	}
	return band
}

// wave is the sum of sines and its derivative, both times 2^16 and the sign.
func wave(waves []wheel, sign, angle int) (y, dy int) {
	for _, w := range waves {
		y += sign * w.length * sine(w.frequency*angle+w.phase)
		dy += sign * w.length * w.frequency * cosine(w.frequency*angle+w.phase)
	}
	return y, dy
}

// bend sets a point that lies y to the right of the line on the corner's circle.
func bend(y, dy, angle int) (at, handle Point) {
	s, c := sine(angle), cosine(angle)
	r, dr := CornerRadius-y, -dy*cellStep/cornerStep
	return Point{int32(scaled(r * s)), int32(CornerRadius - scaled(r*c))},
		Point{third(r*c+dr*s, cornerHandle), third(r*s-dr*c, cornerHandle)}
}
