package ledger

import (
	"cmp"
	"fmt"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
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
		entries, err = entriesAbout(t, *subject)
		return err
	})
	return entries, err
}

// AboutPerson returns the same by a person's pseudonym; none where the ledger has nothing.
func (l *Ledger) AboutPerson(subject signer.Subject) (entries []verify.Entry, err error) {
	err = l.book.View(func(t store.Txn) error {
		entries, err = entriesAbout(t, subject)
		return err
	})
	return entries, err
}

func entriesAbout(t store.Txn, subject signer.Subject) (entries []verify.Entry, err error) {
	indexes, err := rules.IndexesAbout(t, subject)
	for _, index := range indexes {
		if err != nil {
			break
		}
		var e verify.Entry
		e, err = rules.EntryAt(t, index)
		entries = append(entries, e)
	}
	return entries, err
}
