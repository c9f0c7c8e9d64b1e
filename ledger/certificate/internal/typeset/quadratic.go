package typeset

import (
	"encoding/binary"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The serif's outlines are cubic (CFF), which fpdf cannot embed. They are
// redrawn with quadratic curves, the kind of the TrueType fonts that it can.
// All arithmetic is in whole numbers: the same bytes on every machine.

// maxSplit bounds the parts of one curve; at the tolerance of half a unit of
// the font, a two-thousandth of the type's size, letters need three at most.
const maxSplit = 6

// node is a point of a glyf outline in font units, y upwards.
type node struct {
	x, y int
	on   bool // the curve, rather than a control point
}

// quadratic returns the glyf entry of a glyph with cubic outlines.
func (t *typeface) quadratic(buffer *sfnt.Buffer, id sfnt.GlyphIndex) ([]byte, error) {
	segments, err := t.font.LoadGlyph(buffer, id, fixed.Int26_6(t.em), nil) // in font units, y downwards
	if err != nil || len(segments) == 0 {
		return nil, err
	}
	var contours [][]node
	var at node
	point := func(p fixed.Point26_6) node { return node{int(p.X), -int(p.Y), true} }
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			at = point(s.Args[0])
			contours = append(contours, []node{at})
			continue
		case sfnt.SegmentOpLineTo:
			at = point(s.Args[0])
			contours[len(contours)-1] = append(contours[len(contours)-1], at)
		case sfnt.SegmentOpCubeTo:
			cubic := [4]node{at, point(s.Args[0]), point(s.Args[1]), point(s.Args[2])}
			at = cubic[3]
			contours[len(contours)-1] = append(contours[len(contours)-1], split(cubic)...)
		case sfnt.SegmentOpQuadTo:
			return nil, errFont
		}
	}
	return encodeGlyph(contours), nil
}

// split approximates a cubic curve by quadratic ones, without its first point.
func split(c [4]node) (out []node) {
	dx, dy := c[3].x-3*c[2].x+3*c[1].x-c[0].x, c[3].y-3*c[2].y+3*c[1].y-c[0].y
	// The distance is sqrt(3)/36 of this vector's length, over n^3 for n parts.
	n := 1
	for length := dx*dx + dy*dy; n < maxSplit && length*3*4 > 36*36*n*n*n*n*n*n; {
		n++
	}
	for i := 1; i <= n; i++ {
		x := quadraticPart(c[0].x, c[1].x, c[2].x, c[3].x, i, n)
		y := quadraticPart(c[0].y, c[1].y, c[2].y, c[3].y, i, n)
		out = append(out, node{x[0], y[0], false}, node{x[1], y[1], true})
	}
	return out
}

// quadraticPart returns control point and end, in one coordinate, of part i of
// n: the control point keeps the mean of the tangents of the cubic's part.
func quadraticPart(a, b, c, d, i, n int) [2]int {
	value := func(i int) int { // times n^3
		j := n - i
		return a*j*j*j + 3*b*j*j*i + 3*c*j*i*i + d*i*i*i
	}
	slope := func(i int) int { // of a part's length, times n^3
		j := n - i
		return 3 * ((b-a)*j*j + 2*(c-b)*j*i + (d-c)*i*i)
	}
	cube := n * n * n
	control := 2*(value(i-1)+value(i)) + slope(i-1) - slope(i)
	return [2]int{nearest(control, 4*cube), nearest(value(i), cube)}
}

// nearest is a/b rounded, for positive b.
func nearest(a, b int) int {
	q := (2*a + b) / (2 * b)
	if q*2*b > 2*a+b {
		q-- // Go divides towards zero
	}
	return q
}

// encodeGlyph writes a simple glyph (OpenType 1.9, "glyf").
func encodeGlyph(contours [][]node) []byte {
	const onCurve, shortX, shortY, sameX, sameY = 1, 2, 4, 16, 32
	var ends, flags, xs, ys []byte
	box := [4]int{1 << 15, 1 << 15, -1 << 15, -1 << 15}
	last, count := node{}, 0
	for _, contour := range contours {
		if end := contour[len(contour)-1]; len(contour) > 1 && end.x == contour[0].x && end.y == contour[0].y {
			contour = contour[:len(contour)-1] // contours close by themselves
		}
		for _, p := range contour {
			flag := byte(0)
			if p.on {
				flag = onCurve
			}
			var fx, fy byte
			xs, fx = appendDelta(xs, p.x-last.x, shortX, sameX)
			ys, fy = appendDelta(ys, p.y-last.y, shortY, sameY)
			flags = append(flags, flag|fx|fy)
			box = [4]int{min(box[0], p.x), min(box[1], p.y), max(box[2], p.x), max(box[3], p.y)}
			last = p
		}
		count += len(contour)
		ends = binary.BigEndian.AppendUint16(ends, uint16(count-1))
	}
	out := binary.BigEndian.AppendUint16(nil, uint16(len(contours)))
	for _, n := range box {
		out = binary.BigEndian.AppendUint16(out, uint16(int16(n)))
	}
	out = append(append(out, ends...), 0, 0) // no instructions
	return append(append(append(out, flags...), xs...), ys...)
}

// appendDelta writes a coordinate in its shortest form and says so in a flag.
func appendDelta(out []byte, delta int, short, same byte) ([]byte, byte) {
	switch {
	case delta == 0:
		return out, same
	case delta > 0 && delta < 256:
		return append(out, byte(delta)), short | same
	case delta < 0 && delta > -256:
		return append(out, byte(-delta)), short
	}
	return binary.BigEndian.AppendUint16(out, uint16(int16(delta))), 0
}
