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

// Standing is how far a person has come, and Signed a pledge with what became of it.
type (
	Standing = rules.Standing
	Signed   = rules.Signed
)

// Standings tells of everybody whom the log knows. What it says follows from the entries alone, so
// that it is the same as long as the last entry is. known is what it told when the log had from
// entries, of whose people only those are looked at again whom later entries are about; nil for
// none.
func (l *Ledger) Standings(known map[signer.Subject]Standing, from uint64) (all map[signer.Subject]Standing,
	err error) {
	size := l.Size()
	err = l.book.View(func(t store.Txn) error { all, err = rules.StandingsOf(t, known, from, size); return err })
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
