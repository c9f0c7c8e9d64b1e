package main

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"ikrar/verify/web/browser"
)

// readmePictures are those that README shows, in the order in which it does. `make pictures` takes
// all but the last, which `make plan` draws.
var readmePictures = []string{"certificate.png", "sign.png", "office.png", "rooms.svg"}

const (
	picturesDir  = "pictures"
	mostPictures = 400_000 // bytes of them all: every clone carries each version of them
)

// TestPicturesOfReadme: README shows each picture, and there is no other.
func TestPicturesOfReadme(t *testing.T) {
	var shown []string
	picture := regexp.MustCompile(`(?:src="|\]\()cmd/ikrar/pictures/([^"?)]+)`)
	for _, at := range picture.FindAllStringSubmatch(readme(t), -1) {
		shown = append(shown, at[1])
	}
	if !slices.Equal(shown, readmePictures) {
		t.Errorf("README.md shows %q, want %q", shown, readmePictures)
	}
	entries, err := os.ReadDir(picturesDir)
	if err != nil {
		t.Fatal(err)
	}
	size, there := int64(0), []string{}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		size, there = size+info.Size(), append(there, e.Name())
	}
	if want := slices.Sorted(slices.Values(readmePictures)); !slices.Equal(there, want) {
		t.Errorf("in %s are %q, want %q", picturesDir, there, want)
	}
	if size > mostPictures {
		t.Errorf("%d bytes of pictures, more than %d", size, mostPictures)
	}
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil || !strings.Contains(string(makefile), "-run 'TestTakePictures$$' ./cmd/ikrar") {
		t.Errorf("make pictures does not take them: %v", err)
	}
}

// TestTakePictures takes README's pictures anew, of a demo that is served and its office, where
// IKRAR_TAKE says so.
func TestTakePictures(t *testing.T) {
	if os.Getenv("IKRAR_TAKE") == "" {
		t.Skip("make pictures takes them")
	}
	needTools(t, "pdftoppm")
	w := world{t: t, dir: t.TempDir()}
	taken := map[string]image.Image{"certificate.png": w.firstCertificate()}
	link := w.demoServed()
	taken["office.png"] = w.officeRoom() // while its guest is still to sign
	taken["sign.png"] = signingPage(t, link)
	for name, picture := range taken {
		if err := os.WriteFile(filepath.Join(picturesDir, name), smallPNG(t, picture), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range readmePictures {
		if _, err := os.Stat(filepath.Join(picturesDir, name)); err != nil {
			t.Error(err)
		}
	}
	if len(taken) != len(readmePictures)-1 {
		t.Errorf("%d pictures were taken, of %q", len(taken), readmePictures)
	}
}

// demoServed makes the demo in home and serves it. It returns the address where its guest signs.
func (w world) demoServed() (link string) {
	w.t.Helper()
	out, err := os.Create(filepath.Join(w.dir, "said"))
	if err != nil {
		w.t.Fatal(err)
	}
	defer out.Close()
	serving := exec.Command("ikrar", "demo", filepath.Join(w.dir, "home"), "--serve", "127.0.0.1:0")
	serving.Stdout = out
	if err := serving.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = serving.Process.Kill(); _ = serving.Wait() })
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(w.dir, "home", "ikrar.sock")); err == nil {
			if at := guestLink.FindStringSubmatch(w.read(out.Name())); at != nil {
				return at[1]
			}
		}
	}
	w.t.Fatalf("the demo is not served:\n%s", w.read(out.Name()))
	return ""
}

// firstCertificate is a certificate of a demo as it is printed.
func (w world) firstCertificate() image.Image {
	w.t.Helper()
	w.ikrar("demo", "printed")
	files := w.certificates("printed/sertifikat")
	out, err := exec.Command("pdftoppm", "-r", "96", "-png", "-singlefile", files[0]).Output()
	if err != nil {
		w.t.Fatalf("%s: %v", files[0], err)
	}
	return decoded(w.t, out)
}

// signingPage is what the guest sees of it on a telephone, from the first question to the
// certificate, side by side.
func signingPage(t *testing.T, link string) image.Image {
	p := &phone{t: t, page: browser.Tab(t)}
	p.page.Do(emulation.SetDeviceMetricsOverride(360, 740, 1, true), emulation.SetTouchEmulationEnabled(true))
	p.page.Open(link)
	p.sees("Apakah ini Anda?")
	seen := []image.Image{screen(t, p.page)}
	p.tap("Ya, ini saya")
	p.tap("Sekali pakai saja")
	p.tap("Ya, sekali pakai")
	p.sees("Memahami dan memenuhi kebutuhan masyarakat.")
	p.tap("Saya sudah membaca naskah ini")
	time.Sleep(time.Second) // until the browser no longer shows where the finger was
	seen = append(seen, screen(t, p.page))
	p.hold("Tekan dan tahan untuk menandatangani", 1500*time.Millisecond)
	p.sees("Unduh sertifikat")
	p.page.Eval(`scrollTo(0, 0)`, nil)
	seen = append(seen, screen(t, p.page))

	const gap = 16
	size := seen[0].Bounds().Size()
	strip := image.NewNRGBA(image.Rect(0, 0, len(seen)*(size.X+gap)-gap, size.Y))
	for n, one := range seen {
		at := image.Rectangle{Max: size}.Add(image.Pt(n*(size.X+gap), 0))
		draw.Draw(strip, at, one, image.Point{}, draw.Src)
	}
	return strip
}

// officeRoom is the first room of the office while the demo is served.
func (w world) officeRoom() image.Image {
	w.t.Helper()
	office := w.command("office", "--no-browser")
	out, err := os.Create(filepath.Join(w.dir, "office"))
	if err == nil {
		defer out.Close()
		office.Stdout = out
		err = office.Start()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = office.Process.Kill(); _ = office.Wait() })
	address := ""
	for deadline := time.Now().Add(time.Minute); !strings.HasSuffix(address, "\n"); time.Sleep(20 * time.Millisecond) {
		if address = w.read(out.Name()); time.Now().After(deadline) {
			w.t.Fatal("the office says no address")
		}
	}
	p := browser.Tab(w.t)
	p.Size(1100, 880)
	p.Open(strings.TrimSpace(address))
	p.Wait(`!document.body.hasAttribute("aria-busy") && document.querySelector("main table") !== null`)
	return screen(w.t, p)
}

// screen is what is in view.
func screen(t testing.TB, p *browser.Page) image.Image {
	t.Helper()
	var shot []byte
	p.Do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		shot, err = page.CaptureScreenshot().Do(ctx)
		return err
	}))
	return decoded(t, shot)
}

func decoded(t testing.TB, data []byte) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// smallPNG writes a picture with the 255 colours that it has most of, and none where it is clear.
// Shades that a person cannot tell apart count as one.
func smallPNG(t testing.TB, picture image.Image) []byte {
	t.Helper()
	bounds := picture.Bounds()
	type shade struct{ r, g, b, n int }
	shades := map[[3]uint8]*shade{}
	at := func(x, y int) (c color.NRGBA, key [3]uint8) {
		c = color.NRGBAModel.Convert(picture.At(x, y)).(color.NRGBA)
		return c, [3]uint8{c.R >> 3, c.G >> 3, c.B >> 3}
	}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if c, key := at(x, y); c.A > 0 {
				s := shades[key]
				if s == nil {
					s = &shade{}
					shades[key] = s
				}
				*s = shade{s.r + int(c.R), s.g + int(c.G), s.b + int(c.B), s.n + 1}
			}
		}
	}
	most := slices.SortedFunc(maps.Values(shades), func(a, b *shade) int { return b.n - a.n })
	palette := color.Palette{color.NRGBA{}}
	for _, s := range most[:min(255, len(most))] {
		palette = append(palette, color.NRGBA{uint8(s.r / s.n), uint8(s.g / s.n), uint8(s.b / s.n), 255})
	}
	small, near := image.NewPaletted(bounds, palette), map[[3]uint8]uint8{}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			c, key := at(x, y)
			if c.A == 0 {
				continue
			}
			index, ok := near[key]
			if !ok {
				index = uint8(1 + palette[1:].Index(c))
				near[key] = index
			}
			small.SetColorIndex(x, y, index)
		}
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
