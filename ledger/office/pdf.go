package office

import (
	"context"

	"ikrar/ledger"
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

// IssuedPDF is the issued file of a pledge's certificate; nil where none was issued, or where it
// can be had here no more.
func (i *Institution) IssuedPDF(pledge signer.Digest) ([]byte, error) {
	keeper, err := i.keeper()
	if err != nil {
		return nil, err
	}
	return keeper.Issued(pledge)
}

// Certificates knows what was issued, and the kept PDFs. It issues nothing.
func (i *Institution) Certificates() (*issue.Issuer, error) { return i.keeper() }

// keeper knows the home's kept PDFs and plans, and issues nothing.
func (i *Institution) keeper() (*issue.Issuer, error) {
	if i.Away != nil {
		return &issue.Issuer{Ledger: i.Ledger, Archive: i.Away.PDFs(i.Ledger)}, nil
	}
	key, err := ReadStoreKey(i.KeyPath("store"))
	if err != nil {
		return nil, err
	}
	return &issue.Issuer{Ledger: i.Ledger, Archive: archive.Open(i.PDFPath(), key)}, nil
}

// lockIssuing waits until nobody else issues certificates of this home.
func (i *Institution) lockIssuing(ctx context.Context, who string,
	waiting func(who string)) (unlock func(), err error) {
	if i.Away != nil {
		return i.Away.LockIssuing(ctx, i.Ledger, who, waiting)
	}
	return i.LockIssuing(ctx, who, waiting)
}

// LockIssuing waits until nobody else issues certificates of a home that is here.
func (h *Home) LockIssuing(ctx context.Context, who string, waiting func(who string)) (unlock func(), err error) {
	return issue.Lock(ctx, h.LedgerDir()+".issuing", who, waiting)
}

// AdoptPDFs takes in the PDFs of certificates that were issued and are not kept here: from the
// files below a directory, by their SHA-256, or made again from their plans. With dry it only
// counts. It waits until nobody issues. Errors are the disk's and the ledger's.
func (i *Institution) AdoptPDFs(ctx context.Context, dir string, dry bool, who string, waiting func(who string),
	progress func(done, total uint64)) (issue.Gathered, error) {
	keeper, err := i.keeper()
	if err != nil {
		return issue.Gathered{}, err
	}
	if !dry {
		unlock, err := i.lockIssuing(ctx, who, waiting)
		if err != nil {
			return issue.Gathered{}, err
		}
		defer unlock()
	}
	return keeper.Adopt(ctx, dir, dry, progress)
}

// ExaminePDFs looks whether the home keeps the PDF of every certificate in force, by the open
// ledger l of that home. It changes nothing.
func (h *Home) ExaminePDFs(ctx context.Context, l *ledger.Ledger,
	progress func(done, total uint64)) (issue.Gathered, error) {
	keeper, err := (&Institution{Home: h, Ledger: l}).keeper()
	if err != nil {
		return issue.Gathered{}, err
	}
	return keeper.Examine(ctx, progress)
}
