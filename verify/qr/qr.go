// Package qr reads the QR code in a picture (ISO/IEC 18004), at any rotation, on scanned and on
// photographed paper.
//
// Pictures may be hostile: every limit stands in limits.go, and work is bounded. The package
// touches no disk, no network and no clock.
package qr

import (
	"errors"
	"fmt"
	"image"
)

var (
	// ErrNone says that the picture shows no QR code that could be read.
	ErrNone = errors.New("no QR code")
	// ErrOther says that it shows QR codes, and none of them is wanted. It wraps [ErrNone].
	ErrOther = fmt.Errorf("%w that is wanted, but another", ErrNone)
)

// Read returns the text of a QR code in img that the caller wants. Others are passed over; of
// several wanted ones it returns one. Errors are [ErrNone] and [ErrOther]. Time and memory grow
// with the pixels, so the caller bounds those.
func Read(img image.Image, wants func(text string) bool) (string, error) {
	if b := img.Bounds(); b.Dx() < MinSide || b.Dy() < MinSide {
		return "", ErrNone
	}
	s := searcher{wants: wants}
	return s.search(newLuma(img))
}
