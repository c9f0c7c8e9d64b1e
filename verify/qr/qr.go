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
	// ErrUnclear says that there seems to be a QR code, too coarse or too blurred to be read. It
	// wraps [ErrNone].
	ErrUnclear = fmt.Errorf("%w that could be read, but one to be seen", ErrNone)
)

// Read returns the texts of the QR codes in img that the caller wants, each once; others are passed
// over. Errors are [ErrNone], [ErrOther] and [ErrUnclear]. Time and memory grow with the pixels, so
// the caller bounds those.
func Read(img image.Image, wants func(text string) bool) ([]string, error) {
	if b := img.Bounds(); b.Dx() < MinSide || b.Dy() < MinSide {
		return nil, ErrNone
	}
	s := searcher{wants: wants}
	return s.search(newLuma(img))
}

// Glance is Read in the first of its views alone, which takes a fraction of the time: what is plain
// to see, for whoever has many pictures to look through.
func Glance(img image.Image, wants func(text string) bool) []string {
	if b := img.Bounds(); b.Dx() < MinSide || b.Dy() < MinSide {
		return nil
	}
	s := searcher{wants: wants}
	full := newLuma(img)
	coarse := full.coarse()
	s.squares(full.shrink(coarse), full, float64(coarse), byBlocks)
	return s.texts
}
