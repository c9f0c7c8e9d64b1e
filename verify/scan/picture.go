package scan

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"ikrar/verify/qr"
)

var (
	pngSignature  = []byte("\x89PNG\r\n\x1a\n")
	jpegSignature = []byte("\xff\xd8\xff")
)

func isPicture(data []byte) bool {
	return bytes.HasPrefix(data, pngSignature) || bytes.HasPrefix(data, jpegSignature)
}

// findPicture returns the text of our QR code in a PNG or JPEG.
func findPicture(data []byte) (string, error) {
	img, err := decodePicture(data)
	if err != nil {
		return "", err
	}
	return FindImage(img)
}

func decodePicture(data []byte) (image.Image, error) {
	config, decode := png.DecodeConfig, png.Decode
	if bytes.HasPrefix(data, jpegSignature) {
		config, decode = jpeg.DecodeConfig, jpeg.Decode
	}
	c, err := config(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrImage, err)
	}
	if err := affordable(c, isProgressive(data)); err != nil {
		return nil, err
	}
	img, err := decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrImage, err)
	}
	return img, nil
}

// affordable refuses a picture by its header alone: a file of a few kilobytes can claim gigabytes.
func affordable(c image.Config, progressive bool) error {
	pixels := int64(c.Width) * int64(c.Height)
	if pixels > maxPixels {
		return &LimitError{Kind: Image, Unit: Pixels, Have: pixels, Limit: maxPixels}
	}
	perPixel := bytesPerPixel(c.ColorModel)
	if progressive {
		perPixel *= 5 // the decoder keeps four bytes of coefficients beside each sample
	}
	if memory := pixels * perPixel; memory > maxDecoded {
		return &LimitError{Kind: Image, Unit: Memory, Have: memory, Limit: maxDecoded}
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
	if !bytes.HasPrefix(data, jpegSignature) {
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

// FindImage returns the text of our QR code in img, at any rotation. Where several QR codes stand, foreign ones are passed
// over; of several of ours it returns one. Errors are [ErrNothing], [ErrForeign] and [*LimitError].
func FindImage(img image.Image) (string, error) {
	b := img.Bounds()
	if pixels := int64(b.Dx()) * int64(b.Dy()); pixels > maxPixels {
		return "", &LimitError{Kind: Image, Unit: Pixels, Have: pixels, Limit: maxPixels}
	}
	text, err := qr.Read(img, isOurs)
	switch {
	case errors.Is(err, qr.ErrOther):
		return "", ErrForeign
	case err != nil:
		return "", ErrNothing
	}
	return text, nil
}
