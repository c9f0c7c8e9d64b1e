package qr

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// ours says whether a text is like that of a certificate's code.
func ours(text string) bool {
	return strings.Trim(text[strings.IndexByte(text, '#')+1:], "0123456789") == "" && len(text) > 100
}

// read expects one code of ours at most.
func read(img image.Image) (string, error) {
	texts, err := Read(img, ours)
	if len(texts) > 1 {
		return "", fmt.Errorf("%d codes", len(texts))
	}
	return strings.Join(texts, ""), err
}

// decoded reads a picture as its file has it, losses included.
func decoded(t testing.TB, data []byte) image.Image {
	t.Helper()
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func encodePNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodeJPEG(t testing.TB, img image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPages reads whole scanned and photographed pages whose QR code has 93 modules of 0.45 mm.
func TestPages(t *testing.T) {
	clear := certificate(t)
	faint := clear
	faint.paper, faint.ink = 225, 95
	for _, c := range []struct {
		page    page
		camera  camera
		blur    float64 // pixels
		quality int     // of JPEG; 0 for PNG
	}{
		{clear, camera{dpi: 100}, 0, 60},
		{clear, camera{dpi: 100, degrees: 17}, 0.5, 60},
		{clear, camera{dpi: 150}, 0, 0},
		{clear, camera{dpi: 150}, 0.8, 60},
		{faint, camera{dpi: 150, degrees: 2}, 0.5, 60},
		{clear, camera{dpi: 150, degrees: 90}, 0.5, 60},
		{clear, camera{dpi: 150, degrees: 5, tilt: 0.1}, 0.5, 75},
		{clear, camera{dpi: 150, degrees: 45}, 0, 60},
		{clear, camera{dpi: 200}, 0.5, 60},
		{clear, camera{dpi: 300, degrees: 181}, 0, 60},
	} {
		t.Run(fmt.Sprintf("%+v,blur=%g,quality=%d,ink=%d", c.camera, c.blur, c.quality, c.page.ink),
			func(t *testing.T) {
				t.Parallel()
				img := c.camera.raster(c.page)
				if c.blur > 0 {
					img = blur(img, c.blur)
				}
				data := encodePNG(t, img)
				if c.quality > 0 {
					data = encodeJPEG(t, img, c.quality)
				}
				start := time.Now()
				text, err := read(decoded(t, data))
				t.Logf("%d x %d pixels in %v", img.Rect.Dx(), img.Rect.Dy(), time.Since(start).Round(time.Millisecond))
				if err != nil || text != ourQR() {
					t.Errorf("Read: %.40q, %v", text, err)
				}
			})
	}
}

// drawn paints bits with pixels a module and a quiet zone of four modules.
func drawn(bits [][]bool, pixels int) *image.Gray {
	side := (len(bits) + 8) * pixels
	img := image.NewGray(image.Rect(0, 0, side, side))
	for i := range img.Pix {
		x, y := i%side/pixels-4, i/side/pixels-4
		if x < 0 || y < 0 || x >= len(bits) || y >= len(bits) || !bits[y][x] {
			img.Pix[i] = 255
		}
	}
	return img
}

// sheet sets pictures side by side on white.
func sheet(pictures ...*image.Gray) *image.Gray {
	w, h := 0, 0
	for _, p := range pictures {
		w, h = w+p.Rect.Dx(), max(h, p.Rect.Dy())
	}
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	left := 0
	for _, p := range pictures {
		for y := range p.Rect.Dy() {
			copy(img.Pix[y*w+left:], p.Pix[y*p.Stride:][:p.Rect.Dx()])
		}
		left += p.Rect.Dx()
	}
	return img
}

// repaint gives img another type.
func repaint(img *image.Gray, to interface {
	image.Image
	Set(x, y int, c color.Color)
}) image.Image {
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			to.Set(x, y, img.At(x, y))
		}
	}
	return to
}

func TestRead(t *testing.T) {
	code := modules(t, ourQR())
	digits := modules(t, ourQR()[len("https://ikrar.example.go.id/#"):])
	foreign := modules(t, "https://bit.ly/3xYzAbC")
	night := drawn(code, 4)
	for i := range night.Pix {
		night.Pix[i] = 255 - night.Pix[i]
	}
	small := drawn(code, 3)
	b := small.Rect
	clearPaper := image.NewNRGBA(b) // black modules on nothing
	for i, p := range small.Pix {
		if p == 0 {
			clearPaper.Pix[4*i+3] = 255
		}
	}
	for _, c := range []struct {
		name string
		img  image.Image
		want error
	}{
		{"one pixel a module", drawn(code, 1), nil},
		{"two pixels a module", drawn(code, 2), nil},
		{"20 pixels a module", drawn(code, 20), nil},
		{"digits alone", drawn(digits, 3), nil},
		{"night", night, nil},
		{"RGBA", repaint(small, image.NewRGBA(b)), nil},
		{"NRGBA", repaint(small, image.NewNRGBA(b)), nil},
		{"transparent paper", clearPaper, nil},
		{"Gray16", repaint(small, image.NewGray16(b)), nil},
		{"part of a larger picture", sheet(drawn(foreign, 3), small).SubImage(image.Rect(90, 0, 90+b.Dx(), b.Dy())),
			nil},
		{"foreign code before ours", sheet(drawn(foreign, 3), small), nil},
		{"foreign code after ours", sheet(small, drawn(foreign, 3)), nil},
		{"foreign codes around ours", sheet(drawn(foreign, 8), small, drawn(foreign, 5)), nil},
		{"two of ours", sheet(small, small), nil},
		{"foreign code alone", drawn(foreign, 4), ErrOther},
		{"two foreign codes", sheet(drawn(foreign, 4), drawn(foreign, 3)), ErrOther},
		{"white", sheet(drawn(nil, 40)), ErrNone},
		{"black", image.NewGray(image.Rect(0, 0, 300, 300)), ErrNone},
		{"one pixel", image.NewGray(image.Rect(0, 0, 1, 1)), ErrNone},
		{"a line", image.NewGray(image.Rect(0, 0, 5000, 21)), ErrNone},
		{"nothing", image.NewGray(image.Rect(0, 0, 0, 0)), ErrNone},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, err := read(c.img)
			if !errors.Is(err, c.want) || c.want == nil && !ours(text) {
				t.Errorf("Read: %.40q, %v; want %v", text, err, c.want)
			}
			if c.want == ErrNone && errors.Is(err, ErrOther) {
				t.Errorf("Read: %v where there is no code", err)
			}
		})
	}
}

// TestSeveral reads every code of ours in one picture, beside foreign ones, whichever view shows
// it.
func TestSeveral(t *testing.T) {
	other := strings.Replace(ourQR(), "#", "#1234567890", 1)
	a, b, foreign := modules(t, ourQR()), modules(t, other), modules(t, "https://bit.ly/3xYzAbC")
	two := page{paper: 255, codes: []placed{{a, 20, 20, moduleSize}, {b, qrLeft, qrTop, moduleSize},
		{foreign, 140, 100, 1}}}
	for name, img := range map[string]image.Image{
		"side by side":     sheet(drawn(a, 3), drawn(b, 3)),
		"of unlike size":   sheet(drawn(a, 8), drawn(b, 3), drawn(foreign, 5)),
		"one soft":         sheet(drawn(a, 4), blur(drawn(b, 4), 1.2)),
		"on a page":        camera{dpi: 150}.raster(two),
		"on a turned page": blur(camera{dpi: 150, degrees: 14}.raster(two), 0.6),
	} {
		texts, err := Read(img, ours)
		if err != nil || len(texts) != 2 || !slices.Contains(texts, ourQR()) || !slices.Contains(texts, other) {
			t.Errorf("%s: %d texts, %v", name, len(texts), err)
		}
	}
	if texts := Glance(sheet(drawn(a, 20), drawn(b, 12)), ours); len(texts) != 2 {
		t.Errorf("at a glance: %d texts", len(texts))
	}
	for i := 10; i < len(a)-10; i++ {
		for j := 10; j < len(a)-10; j++ {
			a[i][j] = i*j%7 < 3
		}
	}
	if _, err := Read(drawn(a, 3), ours); !errors.Is(err, ErrUnclear) {
		t.Errorf("a soiled code: %v", err)
	}
}

// TestHostilePictures is about time: noise and patterns made of finder patterns have more
// candidates than can be combined.
func TestHostilePictures(t *testing.T) {
	page := image.Rect(0, 0, 1754, 1240)
	if testing.Short() {
		page = image.Rect(0, 0, 700, 500)
	}
	noise := image.NewGray(page)
	stripes := image.NewGray(noise.Rect)
	finders := image.NewGray(noise.Rect)
	random := rand.New(rand.NewPCG(3, 4))
	for i := range noise.Pix {
		x, y := i%noise.Stride, i/noise.Stride
		noise.Pix[i] = byte(random.IntN(256))
		if p := x % 24 / 3; p != 0 && p != 2 && p != 6 && p != 7 {
			stripes.Pix[i] = 0
		} else {
			stripes.Pix[i] = 255
		}
		finders.Pix[i] = 255
		if r := max(abs(x%18/2-4), abs(y%18/2-4)); r <= 1 || r == 3 {
			finders.Pix[i] = 0
		}
	}
	for name, img := range map[string]image.Image{"noise": noise, "stripes": stripes, "finder patterns": finders} {
		start := time.Now()
		if _, err := Read(img, ours); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %v", name, err)
		}
		t.Logf("%s: %v", name, time.Since(start).Round(time.Millisecond)) // a hang ends at go test's own limit
	}
}

// TestNoNumbers samples where a degenerate perspective points: nowhere.
func TestNoNumbers(t *testing.T) {
	l := newLuma(drawn(modules(t, "x"), 3))
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300, -1e300} {
		_, _ = l.at(x, 5), l.at(5, x)
	}
	at := point{20, 20}
	if text, err := l.readSquare(square{corner: at, right: at, down: at, modules: 86},
		&searcher{wants: ours}); err == nil {
		t.Errorf("read %q in a point", text)
	}
}
