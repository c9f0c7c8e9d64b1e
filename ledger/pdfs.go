package ledger

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"

	"ikrar/ledger/internal/archive"
	"ikrar/ledger/internal/place"
	"ikrar/ledger/internal/rules"
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

// Issued calls f for every PDF that was ever issued, in the order of their digests: of certificates
// that were revoked or replaced since too. It reads as many at a time as fit a snapshot well, and
// so may pass over what is issued meanwhile.
func (l *Ledger) Issued(f func(Issued) error) error {
	for after := []byte(nil); ; {
		some, err := l.issuedBehind(after)
		if err != nil || len(some) == 0 {
			return err
		}
		for _, issued := range some {
			if err := f(issued); err != nil {
				return err
			}
		}
		after = store.DigestKey(store.PrefixFile, some[len(some)-1].File)
	}
}

// issuedAtOnce is how many issued files are read from one snapshot.
const issuedAtOnce = 1024

func (l *Ledger) issuedBehind(after []byte) (some []Issued, err error) {
	enough := errors.New("enough")
	err = l.book.View(func(t store.Txn) error {
		err := t.EachFrom([]byte{store.PrefixFile}, after, func(k, v []byte) error {
			if len(some) == issuedAtOnce {
				return enough
			}
			if len(v) != len(signer.Digest{}) {
				return store.Malformed(k)
			}
			issued, err := issuedBy(t, signer.Digest(v))
			if err == nil && !bytes.Equal(k, store.DigestKey(store.PrefixFile, issued.File)) {
				err = store.Malformed(k)
			}
			some = append(some, issued)
			return err
		})
		if errors.Is(err, enough) {
			err = nil
		}
		return err
	})
	return some, err
}

func issuedBy(t store.Txn, issuance signer.Digest) (i Issued, err error) {
	raw, err := rules.StatementRaw(t, issuance)
	if err == nil && raw == nil {
		err = rules.Missing(t, issuance)
	}
	if err != nil {
		return i, err
	}
	u, err := rules.Kept[signer.Issuance](raw)
	if err != nil {
		return i, err
	}
	i.IssuanceBody = u.Claims().IssuanceBody
	index, recorded, err := rules.IndexOf(t, i.Pledge)
	if err != nil || !recorded {
		return i, cmp.Or(err, fmt.Errorf("pledge %v: %w", i.Pledge, ErrNotFound))
	}
	i.Index = index
	erased, err := rules.ErasedOf(t, i.Pledge)
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
	revoked, err := rules.RevocationOf(t, signer.TargetIssuance, issuance)
	i.InForce = revoked == nil || revoked.Superseded
	return i, err
}

// removePDFs takes the issued PDFs off the disk whose pledges the erasure under way names. Where
// its mark cannot be read, that is every erasure.
func (l *keeper) removePDFs() error {
	of, there := place.MarkedErasing(l.options.Head)
	if l.options.PDFs == "" || !there {
		return nil
	}
	var gone []signer.Digest
	err := l.store.View(func(t store.Txn) (err error) {
		if of != nil {
			gone, err = erasedBy(t, *of)
			return err
		}
		return t.Each([]byte{store.PrefixErased}, func(k, _ []byte) error {
			pdfs, err := rules.FilesOf(t, signer.Digest(k[1:]))
			gone = append(gone, pdfs...)
			return err
		})
	})
	kept := archive.Open(l.options.PDFs, nil)
	for _, d := range gone {
		err = errors.Join(err, kept.Remove(d))
	}
	return err
}

// erasedBy finds the PDFs of the pledges that an erasure names; none where it was never recorded.
func erasedBy(t store.Txn, erasure signer.Digest) (pdfs []signer.Digest, err error) {
	raw, err := rules.StatementRaw(t, erasure)
	if err != nil || raw == nil {
		return nil, err
	}
	u, err := rules.Kept[signer.Erasure](raw)
	if err != nil {
		return nil, err
	}
	for _, d := range u.Claims().Digests {
		of, err := rules.FilesOf(t, d)
		if err != nil {
			return pdfs, err
		}
		pdfs = append(pdfs, of...)
	}
	return pdfs, nil
}

// CountIssued counts the PDFs that were ever issued.
func (l *Ledger) CountIssued() (n int, err error) {
	err = l.book.View(func(t store.Txn) error {
		n, err = t.Count(store.PrefixFile)
		return err
	})
	return n, err
}
