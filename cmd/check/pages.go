package check

import (
	"errors"

	"ikrar/verify"
	"ikrar/verify/document"
	"ikrar/verify/scan"
)

var (
	errPrint       = errors.New("many certificates in one file, made for a printer")
	errContradicts = errors.New("the QR code and the attached proof are of two certificates")
)

// ofPDF chooses among proofs that are attached to one PDF.
func (c *Checker) ofPDF(data []byte, found scan.Found, err error) (scan.Found, error) {
	if errors.Is(err, scan.ErrAmbiguous) && c.Ledger != nil {
		if full := c.chosen(data); full != nil {
			return scan.Found{Kind: scan.PDF, Full: full}, nil
		}
	}
	return found, err
}

// chosen finds which of several proofs in a PDF it is to be held against: the one whose issued file
// it begins with, so that exchanging an attachment behind it does not hide where it came from; or
// else the one that readers are shown.
func (c *Checker) chosen(data []byte) []byte {
	for _, full := range scan.Attached(data) {
		p, err := verify.Read(full)
		if err != nil {
			continue
		}
		what, _, err := c.Ledger.File(p.Pledge.Digest(), data)
		if err == nil && (what == verify.FileIssued || what == verify.FileExtended || what == verify.FileRevoked) {
			return full
		}
	}
	if _, proofs, err := document.Shown(data); err == nil && len(proofs) == 1 {
		return proofs[0]
	}
	return nil
}
