// Package canvas paints what a page shows in shades of grey, as far as a QR code on it needs: areas
// in one shade, and pictures set anywhere at any turn. It smooths nothing and blends nothing.
package canvas

import (
	"cmp"
	"image"
	"image/color"
	"math"
	"slices"
)

// Point is a place on a page or, behind a matrix, on a canvas.
type Point struct{ X, Y float64 }

// Matrix maps places as PDF has it (ISO 32000-1 section 8.3.4).
type Matrix [6]float64

// Apply maps a place.
func (m Matrix) Apply(p Point) Point {
	return Point{m[0]*p.X + m[2]*p.Y + m[4], m[1]*p.X + m[3]*p.Y + m[5]}
}

// Then is the matrix that does m and then next.
func (m Matrix) Then(next Matrix) Matrix {
	return Matrix{m[0]*next[0] + m[1]*next[2], m[0]*next[1] + m[1]*next[3],
		m[2]*next[0] + m[3]*next[2], m[2]*next[1] + m[3]*next[3],
		m[4]*next[0] + m[5]*next[2] + next[4], m[4]*next[1] + m[5]*next[3] + next[5]}
}

// Inverse is the matrix that undoes m; not ok where m maps all to a line.
func (m Matrix) Inverse() (Matrix, bool) {
	d := m[0]*m[3] - m[1]*m[2]
	if d == 0 || math.IsNaN(d) || math.IsInf(d, 0) || math.IsInf(1/d, 0) {
		return Matrix{}, false
	}
	return Matrix{m[3] / d, -m[1] / d, -m[2] / d, m[0] / d,
		(m[2]*m[5] - m[3]*m[4]) / d, (m[1]*m[4] - m[0]*m[5]) / d}, true
}

// Bounds of the work on one canvas, against files that paint without end.
const (
	maxLayers    = 10      // times that all of its pixels may be painted
	maxCrossings = 8 << 20 // of edges and rows of pixels, of all areas
)

// Canvas is a white rectangle to paint on, and its work.
type Canvas struct {
	*image.Gray
	pixels    int // that may still be painted
	crossings int
}

// New returns a white canvas.
func New(w, h int) *Canvas {
	c := &Canvas{Gray: image.NewGray(image.Rect(0, 0, w, h)), pixels: maxLayers * w * h, crossings: maxCrossings}
	for i := range c.Pix {
		c.Pix[i] = 255
	}
	return c
}

// crossing is where an edge crosses the middle of a row, upwards or downwards.
type crossing struct {
	x         float32
	direction int8
}

// Fill paints the area within outlines, which are closed, by the even-odd rule or by the rule of
// non-zero winding.
func (c *Canvas) Fill(outlines [][]Point, evenOdd bool, shade byte) {
	top, bottom := c.rows(outlines)
	if c.crossings -= bottom - top; top >= bottom || c.crossings < 0 {
		return
	}
	rows := make([][]crossing, bottom-top)
	for _, outline := range outlines {
		for i, to := range outline {
			c.cross(rows, top, near(outline[(i+len(outline)-1)%len(outline)]), near(to))
		}
	}
	for y, all := range rows {
		slices.SortFunc(all, func(a, b crossing) int { return cmp.Compare(a.x, b.x) })
		winding := 0
		for i := 0; i+1 < len(all); i++ {
			winding += int(all[i].direction)
			if evenOdd && i%2 == 0 || !evenOdd && winding != 0 {
				c.span(top+y, all[i].x, all[i+1].x, shade)
			}
		}
	}
}

// rows are those of the canvas that outlines may touch.
func (c *Canvas) rows(outlines [][]Point) (top, bottom int) {
	least, most := float64(c.Rect.Dy()), 0.0
	for _, outline := range outlines {
		for _, p := range outline {
			least, most = min(least, near(p).Y), max(most, near(p).Y)
		}
	}
	return int(max(least, 0)), int(math.Ceil(min(most, float64(c.Rect.Dy()))))
}

const far = 1e6 // pixels, beyond any canvas

// near draws a place in that is far away, or nowhere.
func near(p Point) Point {
	if math.IsNaN(p.X) || math.IsNaN(p.Y) {
		return Point{}
	}
	return Point{min(max(p.X, -far), far), min(max(p.Y, -far), far)}
}

// cross notes where an edge crosses the middles of rows.
func (c *Canvas) cross(rows [][]crossing, top int, a, b Point) {
	direction := int8(1)
	if a.Y > b.Y {
		a, b, direction = b, a, -1
	}
	first := max(int(math.Ceil(a.Y-0.5)), top)
	last := min(int(math.Ceil(b.Y-0.5)), top+len(rows))
	for y := first; y < last; y++ {
		if c.crossings--; c.crossings < 0 {
			return
		}
		x := a.X + (float64(y)+0.5-a.Y)/(b.Y-a.Y)*(b.X-a.X)
		rows[y-top] = append(rows[y-top], crossing{float32(x), direction})
	}
}

// span paints the pixels of a row whose middles lie between two places.
func (c *Canvas) span(y int, from, to float32, shade byte) {
	w := c.Rect.Dx()
	left := int(math.Ceil(float64(min(max(from, 0), float32(w))) - 0.5))
	right := int(math.Ceil(float64(min(max(to, 0), float32(w))) - 0.5))
	if c.pixels -= right - left; c.pixels < 0 {
		return
	}
	row := c.Pix[y*c.Stride:]
	for x := left; x < right; x++ {
		row[x] = shade
	}
}

// Place sets a picture where m maps the unit square, its first row along the upper edge. With a
// stencil it paints that shade where the picture is dark, and nothing elsewhere.
func (c *Canvas) Place(img image.Image, m Matrix, stencil bool, shade byte) {
	back, ok := m.Inverse()
	if !ok || img.Bounds().Empty() {
		return
	}
	src := Grey(img)
	w, h := float64(src.Rect.Dx()), float64(src.Rect.Dy())
	for y := range c.around(m, 1, c.Rect.Dy()) {
		for x := range c.around(m, 0, c.Rect.Dx()) {
			if c.pixels--; c.pixels < 0 {
				return
			}
			p := back.Apply(Point{float64(x) + 0.5, float64(y) + 0.5})
			if p.X < 0 || p.X >= 1 || p.Y <= 0 || p.Y > 1 {
				continue
			}
			v := src.Pix[min(int((1-p.Y)*h), int(h)-1)*src.Stride+min(int(p.X*w), int(w)-1)]
			if !stencil {
				c.Pix[y*c.Stride+x] = v
			} else if v < 128 {
				c.Pix[y*c.Stride+x] = shade
			}
		}
	}
}

// around yields the columns (axis 0) or rows (axis 1) of the canvas that the unit square under m
// may touch.
func (c *Canvas) around(m Matrix, axis, end int) func(yield func(int) bool) {
	least, most := math.Inf(1), math.Inf(-1)
	for _, corner := range []Point{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		p := m.Apply(corner)
		v := p.X
		if axis == 1 {
			v = p.Y
		}
		least, most = min(least, v), max(most, v)
	}
	return func(yield func(int) bool) {
		if !(least < float64(end) && most > 0) {
			return
		}
		for i := int(max(least, 0)); float64(i) < min(most, float64(end)); i++ {
			if !yield(i) {
				return
			}
		}
	}
}

// Grey returns a picture in shades of grey, the same memory where it has them by themselves.
func Grey(img image.Image) *image.Gray {
	switch img := img.(type) {
	case *image.Gray:
		return &image.Gray{Pix: img.Pix[img.PixOffset(img.Rect.Min.X, img.Rect.Min.Y):], Stride: img.Stride,
			Rect: image.Rect(0, 0, img.Rect.Dx(), img.Rect.Dy())}
	case *image.YCbCr:
		return &image.Gray{Pix: img.Y[img.YOffset(img.Rect.Min.X, img.Rect.Min.Y):], Stride: img.YStride,
			Rect: image.Rect(0, 0, img.Rect.Dx(), img.Rect.Dy())}
	}
	b := img.Bounds()
	out := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			out.Pix[y*out.Stride+x] = color.GrayModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.Gray).Y
		}
	}
	return out
}
