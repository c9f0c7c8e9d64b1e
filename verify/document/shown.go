// Package document reads a PDF certificate as who holds it sees it: the codes on its pages, the
// proof in its attachments, and what differs from the file that was issued. It explains a verdict,
// and gives none.
package document

import (
	"bytes"
	"slices"
	"strings"

	"ikrar/verify"
	"ikrar/verify/pdf"
	"ikrar/verify/scan"
)

// Shown returns the texts of the QR codes of ours on the pages of a PDF, and the different proofs
// among the attachments that readers are shown.
func Shown(file []byte) (codes []string, proofs [][]byte, err error) {
	seen, err := look(file)
	return seen.QR, attached(seen), err
}

// Contradicts reports whether the pages of a PDF show another certificate's QR code than the
// attached proof's.
func Contradicts(file []byte, p *verify.Proof) bool {
	seen, err := look(file)
	return err == nil && len(seen.QR) > 0 && codes(seen.QR) != string(p.Code())
}

// look reads what a PDF shows, and the codes of ours in it.
func look(file []byte) (pdf.View, error) { return pdf.Look(file, scan.FindImage) }

// attached returns the different proofs among a PDF's attachments.
func attached(v pdf.View) (proofs [][]byte) {
	for _, a := range v.Files {
		twice := slices.ContainsFunc(proofs, func(p []byte) bool { return bytes.Equal(p, a.Data) })
		if scan.IsProof(a.Data) && !twice {
			proofs = append(proofs, a.Data)
		}
	}
	return proofs
}

// codes are the codes of proofs: of the QR codes on a page, or of what is attached.
func codes[T string | []byte](proofs []T) string {
	var all []string
	for _, proof := range proofs {
		if p, err := verify.Read([]byte(proof)); err == nil {
			all = append(all, string(p.Code()))
		}
	}
	return strings.Join(all, ", ")
}
