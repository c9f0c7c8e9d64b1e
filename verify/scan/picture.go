package scan

import (
	"errors"
	"image"
	"slices"

	"ikrar/verify/internal/picture"
	"ikrar/verify/qr"
)

// findPicture returns the text of our QR code in a picture, on any page of a TIFF.
func findPicture(data []byte) (string, error) {
	s := sights{}
	budget := maxWork
	seen, fault := 0, error(nil)
	for img, err := range picture.All(data) {
		if seen++; err != nil {
			fault = err
			break
		}
		if budget -= work(area(img)); budget < 0 {
			return "", &LimitError{Kind: Image, Unit: Pictures, Have: int64(seen), Limit: int64(seen - 1)}
		}
		s.read(img)
	}
	if fault != nil && len(s.texts) == 0 {
		return "", pictureError(fault)
	}
	return s.result()
}

// pictureError says in this package's words why a picture was not decoded.
func pictureError(err error) error {
	if large := (*picture.TooLargeError)(nil); errors.As(err, &large) {
		return &LimitError{Kind: Image, Unit: Unit(large.Unit), Have: large.Have, Limit: large.Limit}
	}
	if other := (*picture.UnsupportedError)(nil); errors.As(err, &other) {
		return &FormatError{Format: string(other.Format), Remedy: RemedyPicture}
	}
	return err
}

// FindImage returns the text of our QR code in img, at any rotation. Where several QR codes stand,
// foreign ones are passed over. Errors are [ErrNothing], [ErrForeign], [ErrUnclear], [ErrSeveral] and
// [*LimitError].
func FindImage(img image.Image) (string, error) {
	b := img.Bounds()
	if pixels := int64(b.Dx()) * int64(b.Dy()); pixels > picture.MaxPixels {
		return "", &LimitError{Kind: Image, Unit: Pixels, Have: pixels, Limit: picture.MaxPixels}
	}
	s := sights{}
	s.read(img)
	return s.result()
}

// sights are what pictures show.
type sights struct {
	texts            []string // of ours, each once
	foreign, unclear bool
}

// read looks into a picture for all that it shows.
func (s *sights) read(img image.Image) {
	texts, err := qr.Read(img, isOurs)
	s.add(texts)
	b := img.Bounds()
	s.foreign = s.foreign || errors.Is(err, qr.ErrOther)
	s.unclear = s.unclear || errors.Is(err, qr.ErrUnclear) || errors.Is(err, qr.ErrNone) && max(b.Dx(), b.Dy()) < wholePage
}

// glance looks for what is plain to see.
func (s *sights) glance(img image.Image) (found bool) {
	texts := qr.Glance(img, isOurs)
	s.add(texts)
	return len(texts) > 0
}

func (s *sights) add(texts []string) {
	for _, text := range texts {
		if !slices.Contains(s.texts, text) {
			s.texts = append(s.texts, text)
		}
	}
}

// result is the one text of ours, or why there is none.
func (s *sights) result() (string, error) {
	switch {
	case len(s.texts) > 1:
		return "", ErrSeveral
	case len(s.texts) == 1:
		return s.texts[0], nil
	case s.foreign:
		return "", ErrForeign
	case s.unclear:
		return "", ErrUnclear
	}
	return "", ErrNothing
}

// work is what it costs to look into a picture of so many pixels: the first view has some millions
// of the largest, and takes as long as all the others.
func work(pixels int) int { return pixels + 2*min(pixels, 4<<20) }

func area(img image.Image) int { return img.Bounds().Dx() * img.Bounds().Dy() }
