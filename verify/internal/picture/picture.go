// Package picture decodes pictures that people send, within bounds: a file of a few kilobytes can
// claim gigabytes.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
)

// Bounds of one picture.
const (
	MaxPixels  = 64 << 20  // more than any scanner's page, and than most telephones' cameras
	maxDecoded = 320 << 20 // bytes that it may take in memory while it is decoded
)

// ErrDamaged says that a picture cannot be decoded.
var ErrDamaged = errors.New("unreadable picture")

// TooLargeError says that a picture is larger than this package reads.
type TooLargeError struct {
	Unit        string // "pixels" or "bytes of memory"
	Have, Limit int64  // in Unit
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("picture too large: %d %s, more than %d", e.Have, e.Unit, e.Limit)
}

var (
	pngSignature  = []byte("\x89PNG\r\n\x1a\n")
	jpegSignature = []byte("\xff\xd8\xff")
)

// Is says whether data is a PNG or a JPEG, by its beginning.
func Is(data []byte) bool { return bytes.HasPrefix(data, pngSignature) || IsJPEG(data) }

// IsJPEG says whether data is a JPEG, by its beginning.
func IsJPEG(data []byte) bool { return bytes.HasPrefix(data, jpegSignature) }

// Decode reads a PNG or JPEG. Errors wrap [ErrDamaged], or are a [*TooLargeError].
func Decode(data []byte) (image.Image, error) {
	config, decode := png.DecodeConfig, png.Decode
	if IsJPEG(data) {
		config, decode = jpeg.DecodeConfig, jpeg.Decode
	}
	c, err := config(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if err := affordable(c, isProgressive(data)); err != nil {
		return nil, err
	}
	img, err := decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return img, nil
}

// affordable refuses a picture by its header alone: a file of a few kilobytes can claim gigabytes.
func affordable(c image.Config, progressive bool) error {
	pixels := int64(c.Width) * int64(c.Height)
	if pixels > MaxPixels {
		return &TooLargeError{"pixels", pixels, MaxPixels}
	}
	perPixel := bytesPerPixel(c.ColorModel)
	if progressive {
		perPixel *= 5 // the decoder keeps four bytes of coefficients beside each sample
	}
	if memory := pixels * perPixel; memory > maxDecoded {
		return &TooLargeError{"bytes of memory", memory, maxDecoded}
	}
	return nil
}

// bytesPerPixel is what the standard decoders take for a pixel of the model.
func bytesPerPixel(model color.Model) int64 {
	if _, ok := model.(color.Palette); ok { // compared first: a palette is no comparable value
		return 1
	}
	switch model {
	case color.GrayModel:
		return 1
	case color.Gray16Model:
		return 2
	case color.YCbCrModel:
		return 3
	case color.NRGBA64Model, color.RGBA64Model:
		return 8
	}
	return 4
}

// isProgressive reports whether data is a JPEG with a progressive frame (SOF2, ITU T.81 table B.1).
func isProgressive(data []byte) bool {
	if !IsJPEG(data) {
		return false
	}
	for at := 2; at+4 <= len(data) && data[at] == 0xff; {
		marker := data[at+1]
		if marker == 0xff { // fill byte
			at++
			continue
		}
		if marker == 0xc2 {
			return true
		}
		if marker == 0xda { // scan data follow
			return false
		}
		at += 2 + int(data[at+2])<<8 + int(data[at+3])
	}
	return false
}
