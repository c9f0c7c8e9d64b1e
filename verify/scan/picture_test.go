package scan

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

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

// header makes a PNG that claims w by h pixels of a colour type, and has none.
func header(w, h uint32, depth, colour byte) []byte {
	chunk := append([]byte("IHDR"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)...)
	chunk = append(chunk, depth, colour, 0, 0, 0)
	out := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), uint32(len(chunk)-4))
	out = append(out, chunk...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
}

func TestPictureErrors(t *testing.T) {
	cut := encodeJPEG(t, drawn(modules(t, "x"), 4), 90)
	cut = cut[:len(cut)/3]
	// The headers of a progressive JPEG: SOF2, 8 bits, 6000 x 6000 pixels, three samples each; SOS.
	progressive := []byte("\xff\xd8\xff\xc2\x00\x11\x08\x17\x70\x17\x70\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01" +
		"\xff\xda\x00\x0c\x03\x01\x00\x02\x11\x03\x11\x00\x3f\x00")
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"cut PNG", encodePNG(t, drawn(modules(t, "x"), 4))[:60], "unreadable picture: png: invalid format: not enough pixel data"},
		{"cut JPEG", cut, "unreadable picture: invalid JPEG format: short Huffman data"},
		{"PNG signature alone", []byte("\x89PNG\r\n\x1a\n"), "unreadable picture: unexpected EOF"},
		{"pixel bomb", header(100_000, 100_000, 8, 0), "picture too large: 10000000000 pixels, more than 67108864"},
		{"memory bomb", header(8000, 8000, 16, 6), "picture too large: 512000000 bytes of memory, more than 335544320"},
		{"progressive JPEG", progressive, "picture too large: 540000000 bytes of memory, more than 335544320"},
		{"large file", append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, maxFile)...), "picture too large: 67108872 bytes, more than 67108864"},
		{"foreign code", encodePNG(t, drawn(modules(t, "halo"), 4)), "no proof found: the QR code holds something else"},
	} {
		found, err := Find(c.data)
		if err == nil || err.Error() != c.want || found.Kind != Image {
			t.Errorf("%s: %v, %v; want %s", c.name, found.Kind, err, c.want)
		}
	}
	if _, err := FindImage(image.NewUniform(color.White)); !errors.As(err, new(*LimitError)) {
		t.Errorf("an endless picture: %v", err)
	}
}
