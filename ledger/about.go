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

// Attained is how far a person has come.
type Attained = rules.Attained

// People tells of everybody whom the log knows. What it says follows from the entries alone, so
// that it is the same as long as the last entry is.
func (l *Ledger) People() (all map[signer.Subject]Attained, err error) {
	err = l.book.View(func(t store.Txn) error { all, err = rules.PeopleOf(t); return err })
	return all, err
}

// History returns the entries about a person, in order: credentials, pledges, issuances,
// revocations.
func (l *Ledger) History(subject signer.Subject) (entries []verify.Entry, err error) {
	err = l.book.View(func(t store.Txn) error { entries, err = rules.EntriesAbout(t, subject); return err })
	return entries, err
}

// About returns the entries about the person whose key this is, also for other keys, as History
// does. Its error wraps [ErrNotFound] where nobody has the key.
func (l *Ledger) About(k eddsa.PublicKey) (entries []verify.Entry, err error) {
	err = l.book.View(func(t store.Txn) error {
		subject, err := rules.Holder(t, k)
		if err != nil || subject == nil {
			return cmp.Or(err, fmt.Errorf("a person with this key: %w", ErrNotFound))
		}
		entries, err = rules.EntriesAbout(t, *subject)
		return err
	})
	return entries, err
}
