package issue

import (
	"crypto/sha256"
	"errors"

	"ikrar/ledger"
	"ikrar/ledger/certificate"
	"ikrar/signer"
)

// Remake draws the certificate of a pledge again, without writing anything. It is nil where none
// was issued, and where its plan is not kept or gives another file: by a later version of this
// program, or since the data were erased.
func (i *Issuer) Remake(pledge signer.Digest) ([]byte, error) {
	issuance, err := i.Ledger.IssuanceOf(pledge)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	receipt, err := i.Ledger.Receipt(pledge)
	if err != nil {
		return nil, err
	}
	p, err := i.load(receipt.Index)
	if errors.Is(err, ErrPlanVersion) || err == nil && p == nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	s := run{Issuer: i, emblems: emblems{drawer: i.Ledger.Drawer(drawerName)}}
	d, err := s.document(p)
	if err != nil {
		return nil, err
	}
	pdf, err := certificate.Render(d)
	if errors.Is(err, certificate.ErrTemplate) {
		return nil, nil
	}
	if err != nil || sha256.Sum256(pdf) != issuance.Claims().File {
		return nil, err
	}
	return pdf, nil
}
