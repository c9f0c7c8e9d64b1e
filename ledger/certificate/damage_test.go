package certificate

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
)

// raster is a page as a scanner or a camera sees it, and where the QR code lay in it before it was
// damaged.
type raster struct {
	*image.Gray
	dpi  float64
	code image.Rectangle // without the quiet zone
}

func (p raster) mm(length float64) float64                { return length * p.dpi / 25.4 }
func (p raster) with(img *image.Gray) raster              { return raster{img, p.dpi, p.code} }
func (p raster) width() float64                           { return float64(p.Rect.Dx()) }
func sign(random *rand.Rand) float64                      { return float64(2*random.IntN(2) - 1) }
func toByte(v float64) byte                               { return byte(min(max(v+0.5, 0), 255)) }
func uniform(random *rand.Rand, from, to float64) float64 { return from + (to-from)*random.Float64() }

// damage is a kind of harm that a page comes to between the printer and the decoder.
type damage struct {
	kind    string
	floor   int // per cent that FindImage read of the small sample, at 150 and at 200 dpi: it must not get worse
	apply   func(p raster, random *rand.Rand) raster
	printed float64 // instead of apply: at which scale the page is printed
}

// Lengths are those of the paper, so that a kind means the same at every resolution; noise is the
// sensor's, a pixel each.
var damages = []damage{
	{kind: "angle 7°", floor: 100, apply: func(p raster, random *rand.Rand) raster {
		return p.view(camera{turn: 7 * sign(random)})
	}},
	{kind: "perspective", floor: 100, apply: func(p raster, random *rand.Rand) raster {
		return p.view(camera{turn: uniform(random, 0, 10), tilt: 15, axis: uniform(random, 0, 360)})
	}},
	{kind: "tilt 35°", floor: 100, apply: func(p raster, random *rand.Rand) raster {
		return p.photographed(35, random)
	}},
	{kind: "tilt 40°", floor: 100, apply: func(p raster, random *rand.Rand) raster {
		return p.photographed(40, random)
	}},
	{kind: "tilt 45°", floor: 50, apply: func(p raster, random *rand.Rand) raster {
		return p.photographed(45, random)
	}},
	{kind: "blur", floor: 100, apply: func(p raster, random *rand.Rand) raster {
		return p.blurred(p.mm(uniform(random, 0.16, 0.19)))
	}},
	{kind: "noise", floor: 100, apply: func(p raster, random *rand.Rand) raster { return p.noisy(36, random) }},
	{kind: "low contrast", floor: 100, apply: func(p raster, random *rand.Rand) raster {
		return p.shaded(func(_, _ int, v float64) float64 { return 120 + v*50/255 }).noisy(4, random)
	}},
	{kind: "low light", floor: 100, apply: func(p raster, random *rand.Rand) raster {
		return p.shaded(func(x, _ int, v float64) float64 {
			return 6 + v*(0.10+0.14*float64(x)/p.width())
		}).noisy(4, random)
	}},
	{kind: "stripe", floor: 100, apply: raster.striped},
	{kind: "glossy spot", floor: 100, apply: func(p raster, random *rand.Rand) raster {
		return p.glossy(0.11, random)
	}},
	{kind: "crumple", floor: 100, apply: func(p raster, random *rand.Rand) raster { return p.crumpled(0.45, random) }},
	{kind: "torn corner", floor: 100, apply: raster.torn},
	{kind: "JPEG 30", floor: 100, apply: func(p raster, _ *rand.Rand) raster { return p.compressed(30) }},
	{kind: "photocopy", floor: 100, apply: func(p raster, random *rand.Rand) raster {
		return p.blurred(p.mm(0.1)).noisy(25, random).shaded(func(_, _ int, v float64) float64 {
			if v < 118 {
				return 0
			}
			return 255
		})
	}},
	{kind: "print 85 %", floor: 100, printed: 0.85},
	{kind: "print 103 %", floor: 100, printed: 1.03},
	{kind: "half resolution", floor: 100, apply: func(p raster, _ *rand.Rand) raster { return p.halved() }},
	{kind: "rotation", floor: 100, apply: func(p raster, random *rand.Rand) raster {
		return p.view(camera{turn: [...]float64{90, 180, 270}[random.IntN(3)]})
	}},
}

// camera looks at a page from straight above, but for the page's turn and tilt around an axis, in
// degrees.
type camera struct {
	turn, tilt, axis float64
	zoom             float64                // pixels of the view for each of the page; 0 is 1
	w, h             int                    // of the view; 0 is as large as the turned page needs
	aim              image.Point            // pixel of the page that is seen in the middle; 0 is the page's own middle
	behind           func(x, y int) float64 // what lies around the page; nil is white
}

// view returns what the camera sees of p, by bilinear interpolation.
func (p raster) view(c camera) raster {
	w, h := p.width(), float64(p.Rect.Dy())
	sin, cos := math.Sincos(c.turn * math.Pi / 180)
	if c.zoom == 0 {
		c.zoom = 1
	}
	if c.aim == (image.Point{}) {
		c.aim = image.Pt(p.Rect.Dx()/2, p.Rect.Dy()/2)
	}
	if c.w == 0 {
		c.w, c.h = int(math.Abs(w*cos)+math.Abs(h*sin)+0.5), int(math.Abs(w*sin)+math.Abs(h*cos)+0.5)
	}
	axisSin, axisCos := math.Sincos(c.axis * math.Pi / 180)
	tiltSin, tiltCos := math.Sincos(c.tilt * math.Pi / 180)
	away := 1.1 * float64(max(c.w, c.h)) // a field of view of 49 degrees
	out := image.NewGray(image.Rect(0, 0, c.w, c.h))
	for i := range out.Pix {
		sx, sy := float64(i%c.w)+0.5-float64(c.w)/2, float64(i/c.w)+0.5-float64(c.h)/2
		along, across := sx*axisCos+sy*axisSin, sy*axisCos-sx*axisSin
		across = across * away / (away*tiltCos - across*tiltSin)
		along *= (away + across*tiltSin) / away
		sx, sy = along*axisCos-across*axisSin, along*axisSin+across*axisCos
		px, py := (sx*cos+sy*sin)/c.zoom+float64(c.aim.X), (sy*cos-sx*sin)/c.zoom+float64(c.aim.Y)
		switch {
		case px >= 0 && py >= 0 && px < w && py < h:
			out.Pix[i] = toByte(p.between(px-0.5, py-0.5))
		case c.behind != nil:
			out.Pix[i] = toByte(c.behind(i%c.w, i/c.w))
		default:
			out.Pix[i] = 255
		}
	}
	return p.with(out)
}

// photographed is p as a telephone held obliquely sees the code: tilted around any axis, a little
// blurred and noisy, and half as light at one side.
func (p raster) photographed(tilt float64, random *rand.Rand) raster {
	middle := p.code.Min.Add(p.code.Max).Div(2)
	seen := p.view(camera{turn: uniform(random, -10, 10), tilt: tilt, axis: uniform(random, 0, 360), aim: middle,
		w: p.Rect.Dx() * 2 / 3, h: p.Rect.Dy() * 2 / 3})
	return seen.blurred(p.mm(0.08)).shaded(func(x, _ int, v float64) float64 {
		return v * (0.95 - 0.45*float64(x)/seen.width())
	}).noisy(5, random)
}

func (p raster) between(x, y float64) float64 {
	fx, fy := math.Floor(x), math.Floor(y)
	at := func(x, y int) float64 {
		return float64(p.Pix[min(max(y, 0), p.Rect.Max.Y-1)*p.Stride+min(max(x, 0), p.Rect.Max.X-1)])
	}
	ix, iy, wx, wy := int(fx), int(fy), x-fx, y-fy
	return (at(ix, iy)*(1-wx)+at(ix+1, iy)*wx)*(1-wy) + (at(ix, iy+1)*(1-wx)+at(ix+1, iy+1)*wx)*wy
}

func (p raster) shaded(shade func(x, y int, v float64) float64) raster {
	out := image.NewGray(p.Rect)
	for i, v := range p.Pix {
		out.Pix[i] = toByte(shade(i%p.Stride, i/p.Stride, float64(v)))
	}
	return p.with(out)
}

// noisy adds noise of the given deviation that is normal enough: the sum of two dice.
func (p raster) noisy(deviation float64, random *rand.Rand) raster {
	return p.shaded(func(_, _ int, v float64) float64 {
		bits := random.Uint64()
		sum := float64(bits>>32) + float64(bits&math.MaxUint32)
		return v + deviation*math.Sqrt(6)*(sum/(1<<32)-1)
	})
}

// blurred smooths p with a Gaussian of the given deviation in pixels. Rows run into each other at
// the edges, which show nothing.
func (p raster) blurred(sigma float64) raster {
	radius := int(3*sigma + 1)
	kernel, sum := make([]float64, 2*radius+1), 0.0
	for i := range kernel {
		kernel[i] = math.Exp(-math.Pow(float64(i-radius)/sigma, 2) / 2)
		sum += kernel[i]
	}
	out := p.Gray
	for _, step := range []int{1, p.Stride} {
		in := out
		out = image.NewGray(p.Rect)
		copy(out.Pix, in.Pix)
		for at := radius * step; at < len(in.Pix)-radius*step; at++ {
			v := 0.0
			for i, k := range kernel {
				v += k * float64(in.Pix[at+(i-radius)*step])
			}
			out.Pix[at] = toByte(v / sum)
		}
	}
	return p.with(out)
}

// striped draws what a dirty drum leaves through the code: a white stripe of 1.4 mm and a black one
// of 0.6 mm.
func (p raster) striped(random *rand.Rand) raster {
	white := float64(p.code.Min.Y) + uniform(random, 0.25, 0.75)*float64(p.code.Dy())
	black := white - p.mm(4)
	return p.shaded(func(_, y int, v float64) float64 {
		switch {
		case math.Abs(float64(y)-white) < p.mm(0.7):
			return 255
		case math.Abs(float64(y)-black) < p.mm(0.3):
			return 40
		}
		return v
	})
}

// glossy blinds a spot of the code, its radius a share of the code's width, away from the finder
// patterns.
func (p raster) glossy(radius float64, random *rand.Rand) raster {
	side := float64(p.code.Dx())
	cx := float64(p.code.Min.X) + side*uniform(random, 0.42, 0.72)
	cy := float64(p.code.Min.Y) + side*uniform(random, 0.42, 0.72)
	return p.shaded(func(x, y int, v float64) float64 {
		r := math.Hypot(float64(x)-cx, float64(y)-cy) / (radius * side)
		return v + (255-v)*min(1, math.Exp(6*(1-r)))
	})
}

// crumpled bends the page by up to about amount mm along folds a few centimetres apart, and shades
// their slopes.
func (p raster) crumpled(amount float64, random *rand.Rand) raster {
	type fold struct{ cos, sin, wave, phase float64 }
	var folds []fold
	for range 4 {
		sin, cos := math.Sincos(2 * math.Pi * random.Float64())
		folds = append(folds, fold{cos, sin, 2 * math.Pi / p.mm(uniform(random, 24, 48)),
			2 * math.Pi * random.Float64()})
	}
	amplitude := p.mm(amount) / 2
	return p.shaded(func(column, row int, _ float64) float64 {
		x, y := float64(column), float64(row)
		dx, dy, light := 0.0, 0.0, 0.0
		for _, f := range folds {
			sin, cos := math.Sincos((x*f.cos+y*f.sin)*f.wave + f.phase)
			dx, dy, light = dx+amplitude*f.cos*sin, dy+amplitude*f.sin*sin, light+14*cos
		}
		return p.between(x+dx, y+dy)*0.82 + light
	})
}

// torn takes away the code's corner that has no finder pattern, a quarter of its side each way.
func (p raster) torn(random *rand.Rand) raster {
	leg := uniform(random, 0.22, 0.28) * float64(p.code.Dx())
	cut := float64(p.code.Max.X+p.code.Max.Y) - leg
	return p.shaded(func(x, y int, v float64) float64 {
		if float64(x+y) > cut+p.mm(0.4)*math.Sin(float64(x-y)/p.mm(0.8)) {
			return 60
		}
		return v
	})
}

func (p raster) compressed(quality int) raster {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p.Gray, &jpeg.Options{Quality: quality}); err != nil {
		panic(err) // a grey picture below 65536 pixels each way always encodes
	}
	out, err := jpeg.Decode(&b)
	if err != nil {
		panic(err)
	}
	return p.with(out.(*image.Gray))
}

func (p raster) halved() raster {
	out := image.NewGray(image.Rect(0, 0, p.Rect.Dx()/2, p.Rect.Dy()/2))
	for i := range out.Pix {
		at := i/out.Stride*2*p.Stride + i%out.Stride*2
		sum := int(p.Pix[at]) + int(p.Pix[at+1]) + int(p.Pix[at+p.Stride]) + int(p.Pix[at+p.Stride+1])
		out.Pix[i] = byte(sum / 4)
	}
	return p.with(out)
}

// onto centres p on white paper of the given size, cutting off what does not fit.
func (p raster) onto(paper image.Rectangle) raster {
	dx, dy := (paper.Dx()-p.Rect.Dx())/2, (paper.Dy()-p.Rect.Dy())/2
	out := image.NewGray(paper)
	for i := range out.Pix {
		out.Pix[i] = 255
		if at := image.Pt(i%out.Stride-dx, i/out.Stride-dy); at.In(p.Rect) {
			out.Pix[i] = p.Pix[at.Y*p.Stride+at.X]
		}
	}
	return p.with(out)
}
