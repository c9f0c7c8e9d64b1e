package check

import (
	"errors"

	"ikrar/verify"
	"ikrar/verify/scan"
)

var (
	errPrint       = errors.New("many certificates in one file, made for a printer")
	errSeveral     = errors.New("pages of several certificates")
	errContradicts = errors.New("the QR code and the attached proof are of two certificates")
)

// ofPDF looks at the pages where what is attached does not tell which proof to check.
func (c *Checker) ofPDF(data []byte, found scan.Found, err error) (scan.Found, error) {
	switch {
	case errors.Is(err, scan.ErrAmbiguous) && c.Ledger != nil:
		if full := c.chosen(data); full != nil {
			found.Full = full
			return found, nil
		}
	case errors.Is(err, scan.ErrNothing):
		seen, failed := look(data)
		if failed != nil || len(seen.QR) == 0 {
			return found, err
		}
		if len(seen.QR) > 1 {
			return found, errSeveral
		}
		found.QR = seen.QR[0]
		return found, nil
	}
	return found, err
}

// chosen finds which of several proofs in a PDF it is to be held against: the one whose issued file it begins with, so
// that exchanging an attachment behind it does not hide where it came from; or else the one that readers are shown.
func (c *Checker) chosen(data []byte) []byte {
	for _, full := range scan.Attached(data) {
		p, err := verify.Read(full)
		if err != nil {
			continue
		}
		if what, _, err := c.Ledger.File(p.Pledge.Digest(), data); err == nil && (what == verify.FileIssued || what == verify.FileExtended || what == verify.FileRevoked) {
			return full
		}
	}
	if seen, err := look(data); err == nil {
		if proofs := attached(seen); len(proofs) == 1 {
			return proofs[0]
		}
	}
	return nil
}

// contradicts reports whether the page of a PDF shows another certificate's QR code than the attached proof's.
func contradicts(pdf []byte, p *verify.Proof) bool {
	if pdf == nil {
		return false
	}
	seen, err := look(pdf)
	return err == nil && len(seen.QR) > 0 && codes(seen.QR) != string(p.Code())
}
