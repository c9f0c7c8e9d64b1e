package qr

import (
	"image"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/skip2/go-qrcode"
)

const (
	pageWidth, pageHeight = 297.0, 210.0 // mm, A4 landscape
	moduleSize            = 0.45         // mm, the least that certificates print
	qrLeft, qrTop         = 236.3, 148.7 // mm
)

// ourQR is what a certificate's QR code holds: an address and the digits of about 560 bytes.
func ourQR() string {
	random := rand.New(rand.NewPCG(1, 2))
	var digits strings.Builder
	for digits.Len() < 1360 {
		digits.WriteByte('0' + byte(random.IntN(10)))
	}
	return "https://ikrar.example.go.id/#" + digits.String()
}

// modules returns the QR code of text at level M without a quiet zone; modules[y][x] is black.
func modules(t testing.TB, text string) [][]bool {
	t.Helper()
	q, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	q.DisableBorder = true
	return q.Bitmap()
}

// placed is a QR code on a page: the place of its top left corner and the width of a module, in mm.
type placed struct {
	bits              [][]bool
	left, top, module float64
}

func (p placed) black(x, y float64) (black, inside bool) {
	n := float64(len(p.bits))
	mx, my := (x-p.left)/p.module, (y-p.top)/p.module
	if mx < -4 || my < -4 || mx >= n+4 || my >= n+4 {
		return false, false
	}
	if mx < 0 || my < 0 || mx >= n || my >= n {
		return false, true
	}
	return p.bits[int(my)][int(mx)], true
}

// page is a sheet of paper with lines of something like text, a frame, a dark emblem, and QR codes.
type page struct {
	codes []placed
	paper byte // the shade of white
	ink   byte // the shade of black
}

func certificate(t testing.TB) page {
	return page{codes: []placed{{modules(t, ourQR()), qrLeft, qrTop, moduleSize}}, paper: 255}
}

func (p page) black(x, y float64) bool {
	if x < 0 || y < 0 || x >= pageWidth || y >= pageHeight {
		return false
	}
	for _, c := range p.codes {
		if black, inside := c.black(x, y); inside {
			return black
		}
	}
	if edge := min(x, y, pageWidth-x, pageHeight-y); edge > 8 && edge < 9 || edge > 10 && edge < 10.4 {
		return true // a double frame
	}
	if r := math.Hypot(x-148, y-28); r < 14 {
		return int(r/2)%2 == 0 // a round emblem
	}
	if x < 25 || x > 270 || y < 50 || y > 195 || math.Mod(y, 6) > 2.6 {
		return false
	}
	// Strokes of text: cells of 0.5 by 0.45 mm, black by chance.
	cell := uint64(x/0.5)*2654435761 ^ uint64(y/0.45)*40503
	cell ^= cell >> 13
	return cell*0x9e3779b97f4a7c15>>62 == 0 && uint64(x/2.2)%5 != 0
}

// camera is how a page becomes pixels.
type camera struct {
	dpi     float64
	degrees float64 // turned
	tilt    float64 // how much farther the lower edge lies than the middle, as a share of the distance
}

// raster takes a picture of the page with anti-aliasing by 2 x 2 samples a pixel.
func (c camera) raster(p page) *image.Gray {
	sin, cos := math.Sincos(c.degrees * math.Pi / 180)
	width := math.Abs(pageWidth*cos) + math.Abs(pageHeight*sin)
	height := math.Abs(pageWidth*sin) + math.Abs(pageHeight*cos)
	perPixel := 25.4 / c.dpi
	img := image.NewGray(image.Rect(0, 0, int(width/perPixel), int(height/perPixel)))
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			dark := 0
			for s := range 4 {
				px := (float64(x)+(float64(s%2)+0.5)/2)*perPixel - width/2
				py := (float64(y)+(float64(s/2)+0.5)/2)*perPixel - height/2
				away := 1 - c.tilt*py/(height/2)
				px, py = px/away, py/away
				if p.black(px*cos+py*sin+pageWidth/2, py*cos-px*sin+pageHeight/2) {
					dark++
				}
			}
			img.Pix[y*img.Stride+x] = byte((int(p.paper)*(4-dark) + int(p.ink)*dark) / 4)
		}
	}
	return img
}

// blur smooths img with a Gaussian of the given deviation in pixels.
func blur(img *image.Gray, sigma float64) *image.Gray {
	radius := int(3*sigma + 1)
	kernel := make([]float64, 2*radius+1)
	sum := 0.0
	for i := range kernel {
		d := float64(i - radius)
		kernel[i] = math.Exp(-d * d / (2 * sigma * sigma))
		sum += kernel[i]
	}
	out := img
	for _, step := range []int{1, img.Stride} {
		in := out
		out = image.NewGray(img.Rect)
		copy(out.Pix, in.Pix)
		// rows run into each other at the edges, which are white
		for at := radius * step; at < len(in.Pix)-radius*step; at++ {
			v := 0.0
			for i, k := range kernel {
				v += k * float64(in.Pix[at+(i-radius)*step])
			}
			out.Pix[at] = byte(v/sum + 0.5)
		}
	}
	return out
}
