package ledger

import (
	"cmp"
	"fmt"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// About returns the entries about the person whose key this is, in order: credentials, also for
// other keys, pledges, issuances, revocations. Its error wraps [ErrNotFound] where nobody has the
// key.
func (l *Ledger) About(k eddsa.PublicKey) (entries []verify.Entry, err error) {
	err = l.book.View(func(t store.Txn) error {
		subject, err := rules.Holder(t, k)
		if err != nil || subject == nil {
			return cmp.Or(err, fmt.Errorf("a person with this key: %w", ErrNotFound))
		}
		indexes, err := rules.IndexesAbout(t, *subject)
		if err != nil {
			return err
		}
		for _, index := range indexes {
			e, err := rules.EntryAt(t, index)
			if err != nil {
				return err
			}
			entries = append(entries, e)
		}
		return nil
	})
	return entries, err
}
