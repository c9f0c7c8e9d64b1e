// Package pdf reads PDF files (ISO 32000-1) as far as certificates and scans of them need: the
// streams and pictures in one, and what one shows, so that two versions of a certificate can be
// compared.
//
// It decides nothing. Whether a file is the issued one is told by its digest; what is seen here
// only explains that answer, and whoever wants to hide an edit from it may succeed. So it reads
// what current programs write, and says so where it cannot. Files may be hostile: every limit
// stands below, and work grows no faster than the input. The package touches no disk, no network
// and no clock.
package pdf

import (
	"errors"
	"fmt"

	"ikrar/verify/internal/picture"
)

var (
	// ErrDamaged says that a file has more damage than a reader should try to look past, or no
	// object at all.
	ErrDamaged = errors.New("unreadable PDF")
	// ErrEncrypted says that a file is encrypted.
	ErrEncrypted = errors.New("encrypted PDF")
	// ErrUnread says that a file is not one that this package reads through.
	ErrUnread = errors.New("a PDF that this program does not read through")
)

// TooManyError says that a file holds more of something than this package reads.
type TooManyError struct {
	What  string // "objects" or "streams"
	Limit int
}

func (e *TooManyError) Error() string {
	return fmt.Sprintf("PDF too large: more than %d %s", e.Limit, e.What)
}

// Limits of a file. What lies in it may claim to be larger.
const (
	maxObjects = 100_000   // a certificate has dozens, a book tens of thousands
	maxStreams = 20_000    // of them: each may cost a buffer of inflating before it shows what it is
	maxBroken  = 1000      // values that lead nowhere: what follows is no PDF
	maxDepth   = 64        // of nested values, forms in forms, nodes of the page tree
	maxNumber  = 8 << 20   // of objects, ISO 32000-1 annex C.2
	maxValue   = 1 << 20   // bytes of one value: the page tree of a file of thousands takes a tenth
	maxString  = 128 << 10 // bytes of a string in parentheses; signatures, which are longer, stand in hexadecimal
	maxInflate = 128 << 20 // bytes that all streams of what a file shows may decode to
	maxPages   = 20_000    // a unit's certificates in one file are some thousands
	maxSteps   = 6 << 20   // operators, of all pages: forms may paint one another without end
	maxMarks   = 100_000   // areas and pictures of one page: a QR code of letters has thousands
	maxPoints  = 2 << 20   // of their outlines, 16 bytes each
	maxArea    = picture.MaxPixels
	maxSamples = 160 << 20 // bytes of samples that a picture may decode to
)
