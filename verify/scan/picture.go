package scan

import (
	"errors"
	"image"

	"ikrar/verify/internal/picture"
	"ikrar/verify/qr"
)

// findPicture returns the text of our QR code in a PNG or JPEG.
func findPicture(data []byte) (string, error) {
	img, err := picture.Decode(data)
	if large := (*picture.TooLargeError)(nil); errors.As(err, &large) {
		return "", &LimitError{Kind: Image, Unit: Unit(large.Unit), Have: large.Have, Limit: large.Limit}
	}
	if err != nil {
		return "", err
	}
	return FindImage(img)
}

// FindImage returns the text of our QR code in img, at any rotation. Where several QR codes stand, foreign ones are passed
// over; of several of ours it returns one. Errors are [ErrNothing], [ErrForeign] and [*LimitError].
func FindImage(img image.Image) (string, error) {
	b := img.Bounds()
	if pixels := int64(b.Dx()) * int64(b.Dy()); pixels > picture.MaxPixels {
		return "", &LimitError{Kind: Image, Unit: Pixels, Have: pixels, Limit: picture.MaxPixels}
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
