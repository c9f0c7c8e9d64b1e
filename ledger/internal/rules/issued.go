package rules

import (
	"bytes"
	"cmp"
	"fmt"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// Issued is a certificate that was issued once: its file, and the pledge that it is of.
type Issued struct {
	signer.IssuanceBody
	Index   uint64 // of the pledge
	Erased  bool   // the pledge's data are erased, and the file may be kept nowhere
	InForce bool   // it is the certificate of its pledge, and neither of them is revoked or erased
}

// IssuedBy reads what became of the certificate of an issuance.
func IssuedBy(t store.Txn, issuance signer.Digest) (i Issued, err error) {
	raw, err := StatementRaw(t, issuance)
	if err == nil && raw == nil {
		err = Missing(t, issuance)
	}
	if err != nil {
		return i, err
	}
	u, err := Kept[signer.Issuance](raw)
	if err != nil {
		return i, err
	}
	i.IssuanceBody = u.Claims().IssuanceBody
	index, recorded, err := IndexOf(t, i.Pledge)
	if err != nil || !recorded {
		return i, cmp.Or(err, fmt.Errorf("pledge %v: %w", i.Pledge, store.ErrNotFound))
	}
	i.Index = index
	erased, err := ErasedOf(t, i.Pledge)
	if i.Erased = erased != nil; err != nil || i.Erased {
		return i, err
	}
	latest, err := t.Get(store.DigestKey(store.PrefixIssued, i.Pledge))
	if err != nil || !bytes.Equal(latest, issuance[:]) {
		return i, err
	}
	ended, err := t.Get(store.Key(store.PrefixEnded, store.Number(index)))
	if err != nil || ended != nil {
		return i, err
	}
	revoked, err := RevocationOf(t, signer.TargetIssuance, issuance)
	i.InForce = revoked == nil || revoked.Superseded
	return i, err
}

// PDFsOf finds the PDFs that were issued for a pledge: the one in force, and those before it.
func PDFsOf(t store.Txn, pledge signer.Digest) (pdfs []signer.Digest, err error) {
	at, err := named[signer.Digest](t, store.DigestKey(store.PrefixIssued, pledge))
	for at != nil && err == nil {
		var issued signer.Issuance
		if issued, err = recorded[signer.Issuance](t, *at); err != nil || issued.Pledge != pledge {
			break
		}
		pdfs, at = append(pdfs, issued.File), issued.Predecessor
	}
	return pdfs, err
}

// PDFsErasedBy finds the PDFs of the pledges that an erasure names; none where it was never
// recorded.
func PDFsErasedBy(t store.Txn, erasure signer.Digest) (pdfs []signer.Digest, err error) {
	raw, err := StatementRaw(t, erasure)
	if err != nil || raw == nil {
		return nil, err
	}
	u, err := Kept[signer.Erasure](raw)
	if err != nil {
		return nil, err
	}
	for _, d := range u.Claims().Digests {
		of, err := PDFsOf(t, d)
		if err != nil {
			return pdfs, err
		}
		pdfs = append(pdfs, of...)
	}
	return pdfs, nil
}
