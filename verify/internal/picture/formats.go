package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"iter"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"
)

// Format is a kind of picture that this package decodes, by the name that people know it by.
type Format string

// The formats. A few ways of writing TIFF, BMP and WebP are not decoded ([ErrUnsupported]).
const (
	PNG  Format = "PNG"
	JPEG Format = "JPEG"
	GIF  Format = "GIF" // the first of several pictures
	BMP  Format = "BMP"
	TIFF Format = "TIFF"
	WebP Format = "WebP"
)

// FormatOf returns the format of a picture by its beginning; "" of what is none.
func FormatOf(data []byte) Format {
	for _, f := range []struct {
		prefix string
		format Format
	}{
		{"\x89PNG\r\n\x1a\n", PNG}, {"\xff\xd8\xff", JPEG}, {"GIF87a", GIF}, {"GIF89a", GIF},
		{"II*\x00", TIFF}, {"MM\x00*", TIFF},
	} {
		if bytes.HasPrefix(data, []byte(f.prefix)) {
			return f.format
		}
	}
	switch {
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return WebP
	case len(data) >= 18 && string(data[:2]) == "BM" && bytes.Equal(data[15:18], []byte{0, 0, 0}):
		return BMP // whose header at 14 gives its own length, of less than 256 bytes
	}
	return ""
}

// source is a picture's bytes, read from the beginning or anywhere.
type source interface {
	io.Reader
	io.ReaderAt
}

// codec reads the header of a format, and its pixels.
type codec struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

var codecs = map[Format]codec{
	PNG:  {png.DecodeConfig, png.Decode},
	JPEG: {jpeg.DecodeConfig, jpeg.Decode},
	GIF:  {gif.DecodeConfig, gif.Decode},
	BMP:  {bmp.DecodeConfig, bmp.Decode},
	TIFF: {tiff.DecodeConfig, tiff.Decode},
	WebP: {webp.DecodeConfig, webp.Decode},
}

// isAnimated says whether a WebP is a film (RFC 9649 section 2.7: the flag in a VP8X chunk).
func isAnimated(webp source) bool {
	var head [21]byte
	_, err := webp.ReadAt(head[:], 0)
	return err == nil && string(head[12:16]) == "VP8X" && head[20]&2 != 0
}

// maxTIFF is how many pages of a TIFF are told apart: a scan of a whole file of papers.
const maxTIFF = 200

// tiffPages yields the pages of a TIFF by its chain of directories (TIFF 6.0 section 2): each as a
// file whose header names that page's directory as the first. Where the chain is broken it ends.
func tiffPages(data []byte) iter.Seq[func() source] {
	return func(yield func(func() source) bool) {
		if len(data) < 8 {
			yield(func() source { return bytes.NewReader(data) })
			return
		}
		order := binary.ByteOrder(binary.LittleEndian)
		if data[0] == 'M' {
			order = binary.BigEndian
		}
		at, ok := uint32At(data, 4, order)
		for range maxTIFF {
			header := [8]byte(data)
			order.PutUint32(header[4:], at)
			if !yield(func() source { return &tiffPage{bytes.NewReader(data), header} }) || !ok {
				return
			}
			if int64(at)+2 > int64(len(data)) {
				return
			}
			entries := int64(order.Uint16(data[at:]))
			if at, ok = uint32At(data, int64(at)+2+12*entries, order); !ok || at == 0 {
				return
			}
		}
	}
}

func uint32At(data []byte, at int64, order binary.ByteOrder) (uint32, bool) {
	if at+4 > int64(len(data)) {
		return 0, false
	}
	return order.Uint32(data[at:]), true
}

// tiffPage is a TIFF with another header.
type tiffPage struct {
	*bytes.Reader
	header [8]byte
}

func (p *tiffPage) ReadAt(b []byte, at int64) (int, error) {
	n, err := p.Reader.ReadAt(b, at)
	if at >= 0 && at < int64(len(p.header)) {
		copy(b[:n], p.header[at:])
	}
	return n, err
}
