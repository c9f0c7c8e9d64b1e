package check

import (
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/document"
)

// ofFile holds a PDF against the certificate that a ledger issued for the proof in it: by its
// digest, and where it is another file against the certificate itself. It returns the certificate's
// number too.
func ofFile(ledger Ledger, p *verify.Proof, file []byte) (verify.File, string, []verify.Difference, error) {
	pledge := p.Pledge.Digest()
	what, issued, err := ledger.File(pledge, file)
	if err != nil {
		return verify.FileUnchecked, "", nil, err
	}
	var made []byte
	number := ""
	if issued != nil {
		number = issued.Number
		if what == verify.FileUnchecked && issued.File != signer.DigestOf(file) { // else it was replaced
			made, err = ledger.Issued(pledge, p.Code())
			what = verify.FileOf(*issued, file, made)
		}
	}
	return what, number, document.Differences(file, p, what, issued, made), err
}
