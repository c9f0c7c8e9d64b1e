package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

func checked() *image.Gray {
	img := image.NewGray(image.Rect(0, 0, 20, 10))
	for i := range img.Pix {
		img.Pix[i] = byte(i / 3 % 2 * 255)
	}
	return img
}

// encoders write each format that there is a writer of.
var encoders = map[Format]func(io.Writer, image.Image) error{
	PNG:  png.Encode,
	BMP:  bmp.Encode,
	JPEG: func(w io.Writer, img image.Image) error { return jpeg.Encode(w, img, nil) },
	GIF:  func(w io.Writer, img image.Image) error { return gif.Encode(w, img, nil) },
	TIFF: func(w io.Writer, img image.Image) error { return tiff.Encode(w, img, nil) },
}

func TestDecode(t *testing.T) {
	for format, encode := range encoders {
		var b bytes.Buffer
		if err := encode(&b, checked()); err != nil {
			t.Fatal(err)
		}
		img, err := Decode(b.Bytes())
		if FormatOf(b.Bytes()) != format || err != nil || img.Bounds() != checked().Rect {
			t.Errorf("%s: taken for %s, %v", format, FormatOf(b.Bytes()), err)
		}
		if _, err := Decode(b.Bytes()[:b.Len()/2]); !errors.Is(err, ErrDamaged) && format != GIF {
			t.Errorf("half a %s: %v", format, err)
		}
	}
	for name, data := range map[string]string{"text": "Sari", "nothing": "",
		"BM text": "BM sakit, dua orang di Pontianak"} {
		if Is([]byte(data)) {
			t.Errorf("%s is a picture", name)
		}
	}
}

// TestUnsupported tells what is not understood from what is damaged.
func TestUnsupported(t *testing.T) {
	var b bytes.Buffer
	if err := tiff.Encode(&b, checked(), nil); err != nil {
		t.Fatal(err)
	}
	withJPEG := bytes.Replace(b.Bytes(), []byte{3, 1, 3, 0, 1, 0, 0, 0, 1, 0}, []byte{3, 1, 3, 0, 1, 0, 0, 0, 7, 0}, 1)
	animated := append([]byte("RIFF\x20\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00\x13\x00\x00\x09\x00\x00"),
		"ANIM\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00"...)
	coreBMP := append([]byte("BM\x20\x00\x00\x00\x00\x00\x00\x00\x1a\x00\x00\x00\x0c\x00\x00\x00"), make([]byte, 20)...)
	for format, data := range map[Format][]byte{TIFF: withJPEG, WebP: animated, BMP: coreBMP} {
		var other *UnsupportedError
		if _, err := Decode(data); !errors.As(err, &other) || other.Format != format {
			t.Errorf("%s: %v", format, err)
		}
	}
}

// TestFax calls no fax damaged that has fill bits before its ends of lines.
func TestFax(t *testing.T) {
	fax := func(lines string) []byte {
		b := []byte("II*\x00\x08\x00\x00\x00\x08\x00")
		for _, tag := range [][2]uint32{{256, 16}, {257, 2}, {258, 1}, {259, 3}, {262, 0}, {273, 110}, {278, 2},
			{279, uint32(len(lines))}} {
			b = binary.LittleEndian.AppendUint16(b, uint16(tag[0]))
			b = binary.LittleEndian.AppendUint16(b, 4) // LONG
			b = binary.LittleEndian.AppendUint32(b, 1)
			b = binary.LittleEndian.AppendUint32(b, tag[1])
		}
		return append(append(b, 0, 0, 0, 0), lines...)
	}
	whole := fax("\x00\x01\xa8\x00\x01\xa8\x00\x01\x00\x10\x01\x00\x10\x01") // 101010: 16 white
	if _, err := Decode(whole); !errors.As(err, new(*UnsupportedError)) {
		t.Errorf("whole: %v", err)
	}
}

// TestPages joins two TIFFs into one of two pages.
func TestPages(t *testing.T) {
	var b bytes.Buffer
	if err := tiff.Encode(&b, checked(), nil); err != nil {
		t.Fatal(err)
	}
	one := b.Bytes()
	directory := binary.LittleEndian.Uint32(one[4:])
	entries := int(binary.LittleEndian.Uint16(one[directory:]))
	two := append(bytes.Clone(one), one[directory:]...) // the same picture, by a directory of its own
	binary.LittleEndian.PutUint32(two[int(directory)+2+12*entries:], uint32(len(one)))
	pages := 0
	for img, err := range All(two) {
		if pages++; err != nil || img.Bounds() != checked().Rect {
			t.Errorf("page %d: %v", pages, err)
		}
	}
	if pages != 2 {
		t.Errorf("%d pages", pages)
	}
	binary.LittleEndian.PutUint32(two[int(directory)+2+12*entries:], directory) // a chain without end
	pages = 0
	for range All(two) {
		pages++
	}
	if pages != maxTIFF {
		t.Errorf("%d pages of a chain without end", pages)
	}
}

// FuzzDecode holds every decoder to its bounds and errors.
func FuzzDecode(f *testing.F) {
	for _, encode := range encoders {
		var b bytes.Buffer
		_ = encode(&b, checked())
		f.Add(b.Bytes())
	}
	f.Add([]byte("RIFF\x20\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00\x13\x00\x00\x09\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for img, err := range All(data) {
			if err == nil && img.Bounds().Dx()*img.Bounds().Dy() > MaxPixels {
				t.Errorf("a picture of %v", img.Bounds())
			}
			if err != nil && !errors.Is(err, ErrDamaged) && !errors.As(err, new(*TooLargeError)) && !errors.As(err,
				new(*UnsupportedError)) {
				t.Errorf("unknown error: %v", err)
			}
		}
	})
}
