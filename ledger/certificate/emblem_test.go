package certificate

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPNGEmblem(t *testing.T) {
	for _, side := range []int{1, 40, 1500} {
		e, err := pngEmblem(disc(t, side))
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(bytes.NewReader(e.png))
		if err != nil {
			t.Fatal(err)
		}
		if opaque, ok := picture.(interface{ Opaque() bool }); !ok || !opaque.Opaque() || len(e.png) > maxEmblem {
			t.Errorf("%d pixels: transparent, or %d bytes", side, len(e.png))
		}
		if r, _, _, _ := picture.At(0, 0).RGBA(); side > 1 && r != 0xffff {
			t.Errorf("%d pixels: the transparent corner is not white", side)
		}
	}
	var wide bytes.Buffer
	if err := png.Encode(&wide, image.NewGray(image.Rect(0, 0, maxPixels+1, 1))); err != nil {
		t.Fatal(err)
	}
	for want, data := range map[string][]byte{
		"certificate: emblem: 4097 x 1 pixels: too long":           wide.Bytes(),
		"certificate: emblem: picture: too long":                   make([]byte, maxPicture+1),
		"certificate: emblem: png: invalid format: not a PNG file": []byte("GIF89a, or something else"),
	} {
		if _, err := pngEmblem(data); err == nil || err.Error() != want || !errors.Is(err, ErrEmblem) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

func TestPathEmblem(t *testing.T) {
	for d, want := range map[string]string{
		"M0 0 10 0l0,10z":               "0 1000 m\n1000 1000 l\n1000 0 l\nh\nf\n",
		"m1-.5.5 1.5Z":                  "100 1050 m\n150 900 l\nh\nf\n",
		"M0 0H5V5h-5v-5Z":               "0 1000 m\n500 1000 l\n500 500 l\n0 500 l\n0 1000 l\nh\nf\n",
		"M0,10C0,5 5,0 10,0S20 5 20 10": "0 0 m\n0 500 500 1000 1000 1000 c\n1500 1000 2000 500 2000 0 c\nf\n",
		"M0 10Q5 0 10 10T20 10":         "0 0 m\n333 667 667 667 1000 0 c\n1333 -667 1667 -667 2000 0 c\nf\n",
		"M0 5a5 5 0 1110 0":             "0 500 m\n0 776 224 1000 500 1000 c\n776 1000 1000 776 1000 500 c\nf\n",
		"M0 5a5 5 0 0010 0":             "0 500 m\n0 224 224 0 500 0 c\n776 0 1000 224 1000 500 c\nf\n",
		"M0 5A1 1 0 0 1 0 5":            "0 500 m\n0 500 l\nf\n",
		"M1e1 0L1E-1 0":                 "1000 1000 m\n10 1000 l\nf\n",
	} {
		if e, err := pathEmblem(d, [4]float64{0, 0, 10, 10}); err != nil || e.path != want {
			t.Errorf("%s: %v\n%+v, want\n%q", d, err, e, want)
		}
	}
	for d, want := range map[string]string{
		"":                             "certificate: emblem: path: required and empty",
		"L0 0":                         `certificate: emblem: path: "L0 0": a path starts with M`,
		"M0 0Z5 5":                     `certificate: emblem: path: "5 5": no command`,
		"M0 0X":                        `certificate: emblem: path: "X": no number in range`,
		"M0":                           `certificate: emblem: path: "": no number in range`,
		"M0 0L9e9 0":                   `certificate: emblem: path: "9e9 0": no number in range`,
		"M0 0A1 1 0 2 0 5 5":           `certificate: emblem: path: "2 0 5 5": no arc flag`,
		strings.Repeat("M", maxPath+1): "certificate: emblem: path: too long",
	} {
		if _, err := pathEmblem(d, [4]float64{0, 0, 10, 10}); err == nil || err.Error() != want ||
			!errors.Is(err, ErrEmblem) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	if _, err := pathEmblem("M0 0", [4]float64{0, 0, 0, 10}); err == nil ||
		err.Error() != "certificate: emblem: view box: no width or height" {
		t.Error(err)
	}
}

// The operators must be ours alone: nothing of the path may reach the page as it stands.
func FuzzPathEmblem(f *testing.F) {
	f.Add(flower)
	f.Add("M0 0A5 9 30 1 1 3-2.5e1zq1 1 2 2t.5.5")
	f.Fuzz(func(t *testing.T, d string) {
		e, err := pathEmblem(d, [4]float64{-1, 0, 100, 70})
		if err != nil {
			if !errors.Is(err, ErrEmblem) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		if rest := strings.Trim(e.path, "-0123456789 mlchf\n"); rest != "" {
			t.Fatalf("%q gives %q", d, rest)
		}
	})
}

// The default emblem is really drawn, and nothing of it outside its room.
func TestEmblemIsDrawn(t *testing.T) {
	file := written(t, sample())
	picture := filepath.Join(t.TempDir(), "page")
	run(t, "pdftoppm", "-r", "72", "-png", "-singlefile", file, picture)
	data, err := os.ReadFile(picture + ".png")
	if err != nil {
		t.Fatal(err)
	}
	page, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	room := composed(t, sample()).emblem
	dark := 0
	for y := int(room.y*pointsPerMM) + 1; y < int((room.y+room.h)*pointsPerMM); y++ {
		for x := int((room.x + room.w/2 - 12) * pointsPerMM); x < int((room.x+room.w/2+12)*pointsPerMM); x++ {
			if r, _, _, _ := page.At(x, y).RGBA(); r < 0x8000 {
				dark++
			}
		}
	}
	if dark < 300 {
		t.Errorf("%d dark points in the room of the emblem", dark)
	}
}

const drawing = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">` +
	`<title>Lambang</title><g><path d="M50 2 L92 16 V98 H8 Z"/></g></svg>`

func TestEmblemRefusals(t *testing.T) {
	if _, err := ParseEmblem([]byte(drawing)); err != nil {
		t.Fatal(err)
	}
	const head = "certificate: emblem: neither PNG nor SVG of paths: "
	for _, c := range []struct{ file, want string }{
		{"", head + "it has no path or no viewBox"},
		{"hello", head + "it has no path or no viewBox"},
		{strings.Replace(drawing, "<g>", "<g transform='scale(2)'>", 1), head + "it has a transform"},
		{strings.Replace(drawing, "<g>", "<g><circle r='3'/>", 1), head + "it has a <circle>"},
		{strings.Replace(drawing, "0 0 100 100", "0 0 100", 1), head + `viewBox "0 0 100" is not four numbers`},
		{strings.Replace(drawing, "viewBox", "box", 1), head + "it has no path or no viewBox"},
		{strings.Repeat(" ", MaxEmblem+1), "certificate: emblem: more than 1048576 bytes"},
	} {
		if _, err := ParseEmblem([]byte(c.file)); !errors.Is(err, ErrEmblem) || err.Error() != c.want {
			t.Errorf("%.200s\n got %v\nwant %s", c.file, err, c.want)
		}
	}
}
