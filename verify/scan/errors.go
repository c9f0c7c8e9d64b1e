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
	// ErrAmbiguous says that the input holds several different proofs.
	ErrAmbiguous = errors.New("several different proofs")
	// ErrEncrypted says that the PDF is encrypted and shows no proof.
	ErrEncrypted = pdf.ErrEncrypted
	// ErrPDF says that the PDF is damaged where the proof should be, or everywhere.
	ErrPDF = pdf.ErrDamaged
	// ErrImage says that the picture is damaged.
	ErrImage = picture.ErrDamaged
	// ErrFormat says that the input is neither a PDF, a PNG, a JPEG nor text.
	ErrFormat = errors.New("neither PDF, PNG, JPEG nor text")
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
)

// LimitError says that an input is larger than this package reads.
type LimitError struct {
	Kind        Kind
	Unit        Unit
	Have, Limit int64 // in Unit; of objects and streams, Have is where counting stopped
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("%s too large: %d %s, more than %d", e.Kind, e.Have, e.Unit, e.Limit)
}
