// Package scan finds the proof in what a person holds: a certificate's PDF, a photograph or scan of it, a *.tlog-proof
// file, a pasted message, a typed code.
//
// It only finds. What it returns proves nothing until package verify has read and checked it, so a wrong guess here costs
// an answer, never a false one. Everything it reads may be hostile: every limit stands in limits.go, and work grows no
// faster than the input. The package touches no disk, no network and no clock.
package scan

import (
	"bytes"
	"errors"
	"strings"

	"ikrar/verify/internal/picture"
)

// Kind says what an input was, judged by its content and never by a file's name.
type Kind int

// The kinds of input. The zero Kind is an input of none of them.
const (
	Unknown   Kind = iota
	PDF            // begins with %PDF-, or nearly so
	Image          // a picture
	ProofFile      // a *.tlog-proof file, or a short proof's bytes
	Text           // any other text
)

// String returns the kind's name in English, as errors print it.
func (k Kind) String() string {
	switch k {
	case PDF:
		return "PDF"
	case Image:
		return "picture"
	case ProofFile:
		return "proof file"
	case Text:
		return "text"
	}
	return "unknown kind of file"
}

// Found is what an input holds. Beside a nil error exactly one of Full, Short, QR and Code is set.
type Found struct {
	Kind  Kind
	Full  []byte // a *.tlog-proof file verbatim, beginning "c2sp.org/tlog-proof@v"
	Short []byte // the CBOR of a short proof
	QR    string // what FINDER.md finds in a text: digits, or an address ending in # and digits
	Drawn bool   // the QR code of a PDF is drawn there as certificates are, not in a picture, as of paper that was scanned
	File  []byte // of a PDF that is attached to the input and holds what was found: its bytes; else nil
	Code  string // a typed code in the one form that certificates print: K7QM-2F8D-9XPA
}

const proofHeader = "c2sp.org/tlog-proof@v" // C2SP tlog-proof, whose version is for verify to know

// IsProof reports whether data has the outer form of a *.tlog-proof file.
func IsProof(data []byte) bool { return bytes.HasPrefix(data, []byte(proofHeader)) }

// Find looks for a proof in data. Found.Kind is right beside an error too.
//
// Errors are [ErrNothing], [ErrForeign], [ErrUnclear], [ErrEmpty], [ErrSeveral], [ErrAmbiguous], [ErrEncrypted], [ErrPDF],
// [ErrImage], [ErrFormat], wrapped with what was seen, a [*FormatError] or a [*LimitError].
func Find(data []byte) (Found, error) {
	body := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	switch {
	case len(bytes.Trim(body, "\x00")) == 0: // as it is left where a transfer broke off
		return Found{}, ErrEmpty
	case isPDF(body):
		if _, err := (Found{Kind: PDF}).within(len(data), maxFile); err != nil {
			return Found{Kind: PDF}, err
		}
		return findPDF(body)
	case picture.Is(data):
		if _, err := (Found{Kind: Image}).within(len(data), maxFile); err != nil {
			return Found{Kind: Image}, err
		}
		text, err := findPicture(data)
		return Found{Kind: Image, QR: text}, err
	}
	return findWritten(data)
}

// findNamed looks through a text, and names what is written as a text and is none: a page of the
// web, a mail, a program for a printer, whose digits are pixels.
func findNamed(text []byte) (Found, error) {
	found, err := Found{Kind: Text}.within(len(text), maxText)
	if err == nil {
		found, err = findText(string(text))
	}
	lost := err != nil && !errors.Is(err, ErrForeign) || formatOf(text) != nil && !strings.Contains(found.QR, "#")
	if named := textFormatOf(text); named != nil && lost {
		return Found{Kind: Text}, named
	}
	return found, err
}

// isPDF says whether data is a PDF: by its first bytes, or by bytes further in, where a mail server, a
// copier or a program that joins files has put something before them.
func isPDF(data []byte) bool {
	at := bytes.Index(data[:min(len(data), maxBefore)], []byte("%PDF-"))
	other := picture.Is(data) || formatOf(data) != nil || webPage.Match(data)
	return at == 0 || at > 0 && !other && bytes.Contains(data[at:], []byte(" obj"))
}

// within returns f, or the error that its input of size bytes is larger than limit.
func (f Found) within(size, limit int) (Found, error) {
	if size > limit {
		return Found{Kind: f.Kind}, &LimitError{Kind: f.Kind, Unit: Bytes, Have: int64(size), Limit: int64(limit)}
	}
	return f, nil
}
