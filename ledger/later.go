package ledger

import (
	"fmt"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// A newer ikrar may record kinds of statements whose rules this one does not know. Such a ledger is
// read: what does not depend on these rules is checked as ever. It is not opened for recording,
// since every rule could be broken by that.

// LaterError says that a newer ikrar has continued the ledger: it holds an entry of a kind whose
// rules this one does not know.
type LaterError struct {
	Kind signer.Kind // the highest there is
}

func (e *LaterError) Error() string {
	return fmt.Sprintf("the ledger holds an entry of %v, which a later version knows", e.Kind)
}

// readKinds refuses to record behind entries of a later kind, and notes what it has looked at for
// the next opening.
func (l *keeper) readKinds() error {
	var before *store.KindsState
	var now store.KindsState
	err := l.store.View(func(t store.Txn) (err error) {
		if before, err = store.Stored[store.KindsState](t, []byte{store.PrefixKinds}); err == nil {
			now, err = rules.KindsOf(t, l.current.head.Size)
		}
		return err
	})
	l.current.highest = now.Highest
	if err != nil || !l.options.records() {
		return err
	}
	if now.Highest.Later() {
		return &LaterError{now.Highest}
	}
	if now.Size == 0 || before != nil && *before == now {
		return nil
	}
	return l.store.Update(func(t store.Txn) error { return t.Set([]byte{store.PrefixKinds}, store.Pack(now)) })
}

// Later reports whether the ledger holds entries of kinds that a later version knows. What they
// change in what is asked of the ledger is then not known.
func (l *Ledger) Later() (later bool, err error) {
	err = l.book.View(func(t store.Txn) error {
		k, err := rules.KindsOf(t, l.Size())
		later = k.Highest.Later()
		return err
	})
	return later, err
}
