package qr

import (
	"image"
	"image/color"
	"math"
)

// luma is a picture in shades of grey, 0 black to 255 white. Pixel (x, y) covers the square from
// (x, y) to (x+1, y+1).
type luma struct {
	pix  []byte
	w, h int
}

func blank(w, h int) luma { return luma{make([]byte, w*h), w, h} }

// newLuma converts img; what is transparent shows white paper.
func newLuma(img image.Image) luma {
	b := img.Bounds()
	l := blank(b.Dx(), b.Dy())
	for y := range l.h {
		row := l.pix[y*l.w : (y+1)*l.w]
		switch src := img.(type) {
		case *image.YCbCr:
			copy(row, src.Y[src.YOffset(b.Min.X, b.Min.Y+y):])
		case *image.Gray:
			copy(row, src.Pix[src.PixOffset(b.Min.X, b.Min.Y+y):])
		case *image.RGBA:
			packRow(row, src.Pix[src.PixOffset(b.Min.X, b.Min.Y+y):])
		case *image.NRGBA:
			packRow(row, src.Pix[src.PixOffset(b.Min.X, b.Min.Y+y):])
			blendRow(row, src.Pix[src.PixOffset(b.Min.X, b.Min.Y+y):])
		default:
			for x := range row {
				row[x] = shade(img.At(b.Min.X+x, b.Min.Y+y))
			}
		}
	}
	return l
}

func packRow(row, rgba []byte) {
	for x := range row {
		p := rgba[4*x : 4*x+3]
		row[x] = byte((int(p[0]) + 2*int(p[1]) + int(p[2])) / 4)
	}
}

func blendRow(row, nrgba []byte) {
	for x := range row {
		alpha := int(nrgba[4*x+3])
		row[x] = byte((int(row[x])*alpha + 255*(255-alpha)) / 255)
	}
}

func shade(c color.Color) byte {
	r, g, b, a := c.RGBA() // premultiplied
	return byte(((r+2*g+b)/4 + 0xffff - a) >> 8)
}

// shrink returns l with each square of f by f pixels averaged into one. What is left over at the
// edges falls away.
func (l luma) shrink(f int) luma {
	if f <= 1 {
		return l
	}
	s := blank(l.w/f, l.h/f)
	sums := make([]int, s.w)
	for y := range s.h {
		clear(sums)
		for dy := range f {
			row := l.pix[(y*f+dy)*l.w:]
			for x := range s.w {
				for _, p := range row[x*f : x*f+f] {
					sums[x] += int(p)
				}
			}
		}
		for x, sum := range sums {
			s.pix[y*s.w+x] = byte(sum / (f * f))
		}
	}
	return s
}

func (l luma) invert() luma {
	n := blank(l.w, l.h)
	for i, p := range l.pix {
		n.pix[i] = 255 - p
	}
	return n
}

// point is a place or a step in a luma, in pixels.
type point struct{ x, y float64 }

func (p point) plus(q point, times float64) point { return point{p.x + q.x*times, p.y + q.y*times} }
func (p point) minus(q point) point               { return point{p.x - q.x, p.y - q.y} }
func (p point) length() float64                   { return math.Hypot(p.x, p.y) }

// double returns l with twice as many pixels each way.
func (l luma) double() luma {
	wide := blank(2*l.w, l.h)
	for y := range l.h {
		row, out := l.pix[y*l.w:(y+1)*l.w], wide.pix[2*y*l.w:]
		for x := range row {
			out[2*x], out[2*x+1] = between(row[max(x-2, 0)], row[max(x-1, 0)], row[x], row[min(x+1, l.w-1)],
				row[min(x+2, l.w-1)])
		}
	}
	twice := blank(2*l.w, 2*l.h)
	row := func(y int) []byte { return wide.pix[min(max(y, 0), l.h-1)*wide.w:][:wide.w] }
	for y := range l.h {
		a, b, c, d, e := row(y-2), row(y-1), row(y), row(y+1), row(y+2)
		upper, lower := twice.pix[2*y*wide.w:], twice.pix[(2*y+1)*wide.w:]
		for x := range wide.w {
			upper[x], lower[x] = between(a[x], b[x], c[x], d[x], e[x])
		}
	}
	return twice
}

// between splits pixel c into its two halves by the cubic of [catmullRom], whose weights a quarter
// of the way are -9, 111, 29 and -3 of 128.
func between(a, b, c, d, e byte) (first, second byte) {
	first = clamp((-3*int(a) + 29*int(b) + 111*int(c) - 9*int(d) + 64) >> 7)
	second = clamp((-9*int(b) + 111*int(c) + 29*int(d) - 3*int(e) + 64) >> 7)
	return first, second
}

func clamp(v int) byte { return byte(min(max(v, 0), 255)) }

// at returns the shade at a place given in pixels from the centre of the first one, by bicubic
// interpolation (Catmull-Rom): at under three pixels a module it keeps what bilinear loses. Outside
// the picture lies white paper.
func (l luma) at(x, y float64) byte {
	fx, fy := math.Floor(x), math.Floor(y)
	if inside := fx >= 1 && fy >= 1 && fx < float64(l.w-2) && fy < float64(l.h-2); !inside { // nor is what is no number
		return l.nearest(int(math.Round(x)), int(math.Round(y)))
	}
	wx, wy := catmullRom(x-fx), catmullRom(y-fy)
	sum := 0.0
	for j := range 4 {
		row := l.pix[(int(fy)-1+j)*l.w+int(fx)-1:][:4]
		sum += wy[j] * (wx[0]*float64(row[0]) + wx[1]*float64(row[1]) + wx[2]*float64(row[2]) + wx[3]*float64(row[3]))
	}
	return byte(min(max(sum+0.5, 0), 255))
}

// roughly is what [luma.at] is, by bilinear interpolation: less true, and three times as fast.
func (l luma) roughly(x, y float64) float64 {
	fx, fy := math.Floor(x), math.Floor(y)
	if inside := fx >= 0 && fy >= 0 && fx < float64(l.w-1) && fy < float64(l.h-1); !inside {
		return 255
	}
	upper, wx, wy := l.pix[int(fy)*l.w+int(fx):], x-fx, y-fy
	lower := upper[l.w:]
	return (float64(upper[0])*(1-wx)+float64(upper[1])*wx)*(1-wy) + (float64(lower[0])*(1-wx)+float64(lower[1])*wx)*wy
}

func (l luma) nearest(x, y int) byte {
	if x < 0 || y < 0 || x >= l.w || y >= l.h {
		return 255
	}
	return l.pix[y*l.w+x]
}

// catmullRom returns the weights of the four pixels around a place t (0 to 1) after the second.
func catmullRom(t float64) [4]float64 {
	return [4]float64{
		t * (t*(2-t) - 1) / 2,
		(t*t*(3*t-5) + 2) / 2,
		t * (t*(4-3*t) + 1) / 2,
		t * t * (t - 1) / 2,
	}
}
