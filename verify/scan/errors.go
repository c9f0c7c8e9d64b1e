package scan

import (
	"errors"
	"fmt"

	"ikrar/verify/internal/picture"
	"ikrar/verify/pdf"
)

var (
	// ErrNothing says that the input was read and holds no proof.
	ErrNothing = errors.New("no proof found")
	// ErrForeign says that there is a QR code, but not one of ours. It wraps [ErrNothing].
	ErrForeign = fmt.Errorf("%w: the QR code holds something else", ErrNothing)
	// ErrUnclear says that the picture is too small, or its QR code too far away or too blurred. It
	// wraps [ErrNothing].
	ErrUnclear = fmt.Errorf("%w: a QR code cannot be made out", ErrNothing)
	// ErrEmpty says that the input has no content. It wraps [ErrNothing].
	ErrEmpty = fmt.Errorf("%w: the input is empty", ErrNothing)
	// ErrSeveral says that QR codes of several of our certificates are shown.
	ErrSeveral = errors.New("several certificates")
	// ErrAmbiguous says that the input holds several different proofs.
	ErrAmbiguous = errors.New("several different proofs")
	// ErrEncrypted says that the PDF opens only with a password, and shows no proof without.
	ErrEncrypted = pdf.ErrEncrypted
	// ErrPDF says that the PDF is damaged where the proof should be, or everywhere.
	ErrPDF = pdf.ErrDamaged
	// ErrImage says that the picture is damaged.
	ErrImage = picture.ErrDamaged
	// ErrFormat says that the input is neither a PDF, a picture nor text. What it is instead, a
	// [*FormatError] says where that is known.
	ErrFormat = errors.New("neither PDF, picture nor text")
)

// Unit is what a [LimitError] counts.
type Unit string

// The units of limits.
const (
	Bytes   Unit = "bytes"
	Pixels  Unit = "pixels"
	Memory  Unit = "bytes of memory"
	Objects Unit = "objects"
	Streams Unit = "streams"

	Pictures Unit = "pictures" // Limit of which were looked at, without a find
)

// LimitError says that an input is larger than this package reads.
type LimitError struct {
	Kind        Kind
	Unit        Unit
	Have, Limit int64 // in Unit; of objects and streams, Have is where counting stopped, or both are 0
}

func (e *LimitError) Error() string {
	switch {
	case e.Limit == 0:
		return fmt.Sprintf("%s too large to be looked through", e.Kind)
	case e.Unit == Pictures:
		return fmt.Sprintf("%d of %d pictures were looked at, without a find", e.Limit, e.Have)
	}
	return fmt.Sprintf("%s too large: %d %s, more than %d", e.Kind, e.Have, e.Unit, e.Limit)
}
