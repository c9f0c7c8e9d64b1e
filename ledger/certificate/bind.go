package certificate

import (
	"iter"
	"time"

	"ikrar/ledger/certificate/internal/pdfa"
	"ikrar/ledger/certificate/internal/upright"
	"ikrar/verify"
)

// Bind puts certificates into one file for a printer, a page each, in their order. Its pages are
// those that [Render] gave, object for object, so that what is printed is what was issued; what two
// of them have in common, such as the fonts of headings or the emblem, is there once. Attachments
// and metadata stay behind. The same certificates give the same bytes.
//
// It stops at the first error of certificates, and returns it.
func Bind(title string, created time.Time, certificates iter.Seq2[[]byte, error]) ([]byte, error) {
	file := pdfa.PrintFile{Header: verify.PrintMark, Width: pageWidth * pointsPerMM, Height: pageHeight * pointsPerMM,
		Title: title, Creator: upright.Creator, Created: created}
	return file.Bind(certificates)
}
