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
	"io"
	"iter"
	"strings"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
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

// UnsupportedError says that a picture may well be whole, in a way of writing its format that is
// not decoded here: animated WebP, TIFF with JPEG in it.
type UnsupportedError struct{ Format Format }

func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("%s of a kind that is not read", e.Format)
}

// Is says whether data is a picture of a format that is decoded here, by its beginning.
func Is(data []byte) bool { return FormatOf(data) != "" }

// IsJPEG says whether data is a JPEG, by its beginning.
func IsJPEG(data []byte) bool { return FormatOf(data) == JPEG }

// Decode reads a picture, the first of several in one file. Errors wrap [ErrDamaged], or are a
// [*TooLargeError] or an [*UnsupportedError].
func Decode(data []byte) (image.Image, error) {
	return decode(FormatOf(data), func() source { return bytes.NewReader(data) }, isProgressive(data))
}

// All yields the pages of a TIFF, of which a fax or a scanner writes many in one file, and the one
// picture of any other format. Errors are those of [Decode].
func All(data []byte) iter.Seq2[image.Image, error] {
	return func(yield func(image.Image, error) bool) {
		if FormatOf(data) != TIFF {
			yield(Decode(data))
			return
		}
		for page := range tiffPages(data) {
			if !yield(decode(TIFF, page, false)) {
				return
			}
		}
	}
}

func decode(format Format, open func() source, progressive bool) (image.Image, error) {
	codec, ok := codecs[format]
	if !ok {
		return nil, fmt.Errorf("%w: of no format that is read", ErrDamaged)
	}
	c, err := codec.config(open())
	if err == nil {
		err = affordable(c, format, progressive)
	}
	if large := (*TooLargeError)(nil); errors.As(err, &large) {
		return nil, large
	}
	if err != nil {
		return nil, because(format, open(), err)
	}
	img, err := codec.decode(open())
	if err != nil {
		return nil, because(format, open(), err)
	}
	return img, nil
}

// because tells what is damaged from what is not understood.
func because(format Format, r source, err error) error {
	unsupported := errors.Is(err, bmp.ErrUnsupported) || errors.As(err, new(tiff.UnsupportedError)) ||
		errors.As(err, new(jpeg.UnsupportedError)) || errors.As(err, new(png.UnsupportedError)) ||
		format == WebP && isAnimated(r) || isOtherFax(err)
	if unsupported {
		return &UnsupportedError{format}
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

// isOtherFax says whether a fax in a TIFF is there to its end and was not understood: with fill
// bits at its ends of lines, or in two dimensions (TIFF 6.0 section 11), as fax servers write.
func isOtherFax(err error) bool {
	return strings.HasPrefix(err.Error(), "ccitt: ") && !errors.Is(err, io.ErrUnexpectedEOF)
}

// affordable refuses a picture by its header alone: a file of a few kilobytes can claim gigabytes.
func affordable(c image.Config, format Format, progressive bool) error {
	pixels := int64(c.Width) * int64(c.Height)
	if pixels > MaxPixels {
		return &TooLargeError{"pixels", pixels, MaxPixels}
	}
	perPixel := bytesPerPixel(c.ColorModel)
	if progressive {
		perPixel *= 5 // the decoder keeps four bytes of coefficients beside each sample
	}
	if format == TIFF {
		perPixel += 8 // of a strip, before it is known how many samples it has
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
