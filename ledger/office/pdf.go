package office

import (
	"context"

	"ikrar/ledger/internal/archive"
	"ikrar/ledger/issue"
	"ikrar/signer"
	"ikrar/verify"
)

// CertificatePDF is the issued file of the certificate in force for the pledge of a code, as it is
// kept, or made again from its plan where that gives the recorded bytes. Errors are those of
// [issue.Issuer.PDF]: [issue.ErrNotIssued], [issue.ErrRevoked], [issue.ErrGone], and one that wraps
// [ledger.ErrNotFound].
func (i *Institution) CertificatePDF(code verify.Code) ([]byte, error) {
	keeper, err := i.keeper()
	if err != nil {
		return nil, err
	}
	return keeper.PDF(code)
}

// IssuedPDF is the issued file of a pledge's certificate; nil where none was issued, or where it can
// be had here no more.
func (i *Institution) IssuedPDF(pledge signer.Digest) ([]byte, error) {
	keeper, err := i.keeper()
	if err != nil {
		return nil, err
	}
	return keeper.Issued(pledge)
}

// keeper knows the home's kept PDFs and plans, and issues nothing.
func (i *Institution) keeper() (*issue.Issuer, error) {
	key, err := ReadStoreKey(i.KeyPath("store"))
	if err != nil {
		return nil, err
	}
	return &issue.Issuer{Ledger: i.Ledger, Archive: archive.Open(i.PDFPath(), key)}, nil
}

// lockIssuing waits until nobody else issues certificates of this home.
func (i *Institution) lockIssuing(ctx context.Context, who string,
	waiting func(who string)) (unlock func(), err error) {
	return issue.Lock(ctx, i.issuingPath(), who, waiting)
}
