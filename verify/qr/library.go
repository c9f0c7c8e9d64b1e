package qr

import (
	"errors"
	"fmt"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// errCrowded stops a search that would combine too many finder patterns, three at a time.
var errCrowded = errors.New("too many finder patterns")

// guarded runs third-party code on hostile pixels: a panic there becomes an error here.
func guarded[T any](f func() (T, error)) (result T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrNone, r)
		}
	}()
	return f()
}

func (l luma) source() gozxing.LuminanceSource {
	s, err := gozxing.NewPlanarYUVLuminanceSource(l.pix, l.w, l.h, 0, 0, l.w, l.h, false)
	if err != nil {
		panic(err) // it checks only that the cut lies inside, and the cut is the whole
	}
	return s
}

// binarizers are tried in this order: the first follows shadows over a page, the second keeps fine
// modules together.
var binarizers = []func(gozxing.LuminanceSource) gozxing.Binarizer{
	gozxing.NewHybridBinarizer,
	gozxing.NewGlobalHistgramBinarizer,
}

// read returns the text of the QR code that the library finds in l: by its finder patterns, or else
// by taking l for nothing but a QR code in its own pixels, as programs draw it.
func (l luma) read(wants func(string) bool) (string, error) {
	foreign := false
	for _, binarizer := range binarizers {
		for _, hints := range []map[gozxing.DecodeHintType]any{tryHarder(),
			{gozxing.DecodeHintType_PURE_BARCODE: true}} {
			text, err := guarded(func() (string, error) {
				bitmap, err := gozxing.NewBinaryBitmap(binarizer(l.source()))
				if err != nil {
					return "", err
				}
				result, err := qrcode.NewQRCodeReader().Decode(bitmap, hints)
				if err != nil {
					return "", err
				}
				return result.GetText(), nil
			})
			if err == nil && wants(text) {
				return text, nil
			}
			foreign = foreign || err == nil
		}
	}
	if foreign {
		return "", ErrOther
	}
	return "", ErrNone
}

// tryHarder asks for every row to be searched. The library combines what it found three at a time,
// so that a crowd of finder patterns would take hours: the search is stopped as the crowd forms.
func tryHarder() map[gozxing.DecodeHintType]any {
	seen := 0
	return map[gozxing.DecodeHintType]any{
		gozxing.DecodeHintType_TRY_HARDER: true,
		gozxing.DecodeHintType_NEED_RESULT_POINT_CALLBACK: gozxing.ResultPointCallback(func(gozxing.ResultPoint) {
			if seen++; seen > 4*maxCentres {
				panic(errCrowded)
			}
		}),
	}
}
