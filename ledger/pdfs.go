package ledger

import (
	"bytes"
	"errors"

	"ikrar/ledger/internal/archive"
	"ikrar/ledger/internal/place"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// Issued is a certificate that was issued once: its file, and the pledge that it is of.
type Issued = rules.Issued

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
			issued, err := rules.IssuedBy(t, signer.Digest(v))
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
			gone, err = rules.PDFsErasedBy(t, *of)
			return err
		}
		return t.Each([]byte{store.PrefixErased}, func(k, _ []byte) error {
			pdfs, err := rules.PDFsOf(t, signer.Digest(k[1:]))
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

// CountIssued counts the PDFs that were ever issued.
func (l *Ledger) CountIssued() (n int, err error) {
	err = l.book.View(func(t store.Txn) error {
		n, err = t.Count(store.PrefixFile)
		return err
	})
	return n, err
}
