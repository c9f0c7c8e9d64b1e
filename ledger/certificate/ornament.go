package certificate

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"ikrar/ledger/certificate/internal/pdfa"
	"ikrar/verify/rosette"
)

// The frame, in mm: the band's line runs at bandInset from the page's edge
// around corners of cornerRadius, with a rule on either side of it.
const (
	bandInset    = 10.9
	cellLength   = 8.2 // about: edges take a whole number of cells
	cornerRadius = cellLength * 4 / math.Pi
	ruleOuter    = 3.6
	ruleInner    = 3.5

	// Coordinates of ornaments are written in units of rosette.Unit/16, less
	// than a hundredth of a millimetre, to keep files small.
	coarseBits = 4
	coarse     = 1 << coarseBits
)

// Widths of lines in mm: fine, and still more than one dot of an office printer.
const (
	sealLine = 0.105
	bandLine = 0.095
)

// guilloche is the rosette and the border of one pledge, ready to be drawn.
type guilloche struct {
	figure rosette.Figure
	forms  []pdfa.Form
}

// newGuilloche returns nil for the digest of all zeros.
func newGuilloche(digest [32]byte) *guilloche {
	if digest == ([32]byte{}) {
		return nil
	}
	g := &guilloche{figure: rosette.New(digest)}
	add := func(name string, curves ...rosette.Curve) {
		const box = "[-16384 -16384 16384 16384]" // more than any of them takes
		g.forms = append(g.forms, pdfa.Form{Name: name, Box: box, Path: stroke(curves)})
	}
	for i, layer := range g.figure.Layers {
		add("Ring"+strconv.Itoa(i), layer.Curve)
	}
	band := rosette.NewBand(digest)
	half := len(band.Cell) / 2
	add("Cell0", band.Cell[:half]...)
	add("Cell1", band.Cell[half:]...)
	add("Corner0", band.Corner[:half]...)
	add("Corner1", band.Corner[half:]...)
	return g
}

// stroke writes curves as PDF operators, drawn as lines.
func stroke(curves []rosette.Curve) string {
	size := 0
	for _, c := range curves {
		size += 12 * len(c)
	}
	out := make([]byte, 0, size)
	points := func(points []rosette.Point, operator string) {
		for _, p := range points {
			out = append(strconv.AppendInt(out, int64(p.X+coarse/2)>>coarseBits, 10), ' ')
			out = append(strconv.AppendInt(out, int64(p.Y+coarse/2)>>coarseBits, 10), ' ')
		}
		out = append(out, operator...)
	}
	for _, c := range curves {
		points(c[:1], "m\n")
		for i := 1; i < len(c); i += 3 {
			points(c[i:i+3], "c\n")
		}
	}
	return string(append(out, 'S'))
}

// placed is where a form goes: its origin in mm, its turn clockwise in
// radians, and the length in mm of rosette.Unit along both of its axes.
type placed struct{ x, y, turn, along, across float64 }

// call draws a form, count times one behind the other along its first axis;
// its coordinates begin at origin, in rosette units.
func (at placed) call(out *strings.Builder, name string, origin float64, count int) {
	sin, cos := math.Sincos(at.turn)
	ux, uy := at.along*coarse/rosette.Unit*pointsPerMM, at.across*coarse/rosette.Unit*pointsPerMM
	o := origin / coarse
	fmt.Fprintf(out, "q %.6f %.6f %.6f %.6f %.3f %.3f cm /%s Do\n", cos*ux, -sin*ux, -sin*uy, -cos*uy,
		at.x*pointsPerMM-cos*ux*o+sin*uy*o, (pageHeight-at.y)*pointsPerMM+sin*ux*o+cos*uy*o, name)
	out.WriteString(strings.Repeat(fmt.Sprintf("1 0 0 1 %d 0 cm /%s Do\n", rosette.Unit/coarse, name), count-1))
	out.WriteString("Q\n")
}

// pen sets color and width of lines that are drawn in forms.
func (c color) pen(out *strings.Builder, width, unit float64) {
	fmt.Fprintf(out, "%s RG %.2f w\n", c.operands(), width*rosette.Unit/coarse/unit)
}

func (c color) operands() string {
	return fmt.Sprintf("%.3f %.3f %.3f", float64(c[0])/255, float64(c[1])/255, float64(c[2])/255)
}

// seal draws the rosette in its place; ROSETTE.md, step 5.
func (g *guilloche) seal(out *strings.Builder, p *sheet) {
	r := p.seal
	for i, layer := range g.figure.Layers {
		[3]color{p.primary, p.accent, p.primary}[i].pen(out, sealLine, r.w)
		for k := range layer.Copies {
			turn := 2 * math.Pi * float64(k) / float64(layer.Lobes*layer.Copies)
			placed{r.x + r.w/2, r.y + r.h/2, turn, r.w, r.w}.call(out, "Ring"+strconv.Itoa(i), rosette.Unit/2, 1)
		}
	}
}

// band draws the border clockwise, from the upper left corner on.
func (g *guilloche) band(out *strings.Builder, p *sheet) {
	const far, low = pageWidth - bandInset, pageHeight - bandInset
	starts := [4][2]float64{{bandInset + cornerRadius, bandInset}, {far, bandInset + cornerRadius},
		{far - cornerRadius, low}, {bandInset, low - cornerRadius}}
	for family, c := range [2]color{p.accent, p.primary} {
		c.pen(out, bandLine, cellLength)
		for side, start := range starts {
			length := [2]float64{pageWidth, pageHeight}[side%2] - 2*(bandInset+cornerRadius)
			cells := math.Round(length / cellLength)
			at := placed{start[0], start[1], float64(side) * math.Pi / 2, length / cells, cellLength}
			at.call(out, "Cell"+strconv.Itoa(family), 0, int(cells))
			sin, cos := math.Sincos(at.turn)
			corner := placed{at.x + cos*length, at.y + sin*length, at.turn, cellLength, cellLength}
			corner.call(out, "Corner"+strconv.Itoa(family), 0, 1)
		}
	}
}

// rules draws the two lines of the frame, with round corners.
func (p *sheet) rules(out *strings.Builder) {
	draw := func(distance, width float64, c color) {
		fmt.Fprintf(out, "%s RG %.3f w\n", c.operands(), width*pointsPerMM)
		at, radius := bandInset-distance, cornerRadius+distance
		bend := radius * (1 - 0.5523) // of a quarter of a circle
		point := func(x, y float64) { // from the nearest corner of the page
			fmt.Fprintf(out, "%.2f %.2f ", x*pointsPerMM, y*pointsPerMM)
		}
		const w, h = pageWidth, pageHeight
		point(at+radius, at)
		out.WriteString("m ")
		for _, c := range [4][4][2]float64{
			{{w - at - radius, at}, {w - at - bend, at}, {w - at, at + bend}, {w - at, at + radius}},
			{{w - at, h - at - radius}, {w - at, h - at - bend}, {w - at - bend, h - at}, {w - at - radius, h - at}},
			{{at + radius, h - at}, {at + bend, h - at}, {at, h - at - bend}, {at, h - at - radius}},
			{{at, at + radius}, {at, at + bend}, {at + bend, at}, {at + radius, at}},
		} {
			point(c[0][0], c[0][1])
			out.WriteString("l ")
			for _, q := range c[1:] {
				point(q[0], q[1])
			}
			out.WriteString("c ")
		}
		out.WriteString("h S\n")
	}
	draw(ruleOuter, 0.5, p.primary)
	draw(-ruleInner, 0.2, p.accent)
}
