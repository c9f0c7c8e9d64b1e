package ledger

import (
	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/store"
)

// Drawer is a private corner of the store, for what is personal and never hashed: the roster, plans
// of certificates. It is encrypted at rest with everything else, and what is in it can be changed
// and erased.
type Drawer struct {
	ledger *Ledger
	prefix []byte
}

// Drawer returns the drawer of a name.
func (l *Ledger) Drawer(name string) Drawer {
	return Drawer{l, store.Key(store.PrefixDrawer, []byte(name), []byte{0})}
}

// Get returns a value, or nil where there is none.
func (d Drawer) Get(k []byte) (value []byte, err error) {
	err = d.ledger.book.View(func(t store.Txn) error {
		whole := store.Key(0, d.prefix, k)[1:]
		if value, err = t.Get(whole); err != nil || value == nil || len(value) > 0 {
			return err
		}
		wiped, err := t.Get(store.Key(store.PrefixWipe, whole))
		if wiped != nil {
			value = nil
		}
		return err
	})
	return value, err
}

// Each calls f for every key that begins with prefix, in order. Key and value are f's only during
// the call.
func (d Drawer) Each(prefix []byte, f func(key, value []byte) error) error {
	return d.ledger.book.View(func(t store.Txn) error {
		return t.Each(store.Key(0, d.prefix, prefix)[1:], func(k, v []byte) error {
			if len(v) == 0 {
				if wiped, err := t.Get(store.Key(store.PrefixWipe, k)); err != nil || wiped != nil {
					return err
				}
			}
			return f(k[len(d.prefix):], v)
		})
	})
}

// Write makes changes durably, in one transaction where Badger's limit allows it (some 20,000
// people) and else in several, in order. A nil Value deletes.
func (d Drawer) Write(changes []struct{ Key, Value []byte }) error {
	whole := make([]book.Change, len(changes))
	for n, c := range changes {
		whole[n] = book.Change{Key: store.Key(0, d.prefix, c.Key)[1:], Value: c.Value, Remove: c.Value == nil}
	}
	return d.ledger.book.Write(whole)
}

// Swap sets each key to New, or deletes it where New is nil, if it still has the value Old (nil:
// none), so that what two processes do at once is not lost. Where one has not, it is [ErrChanged],
// and nothing of that transaction is done. There are several transactions only where Write has
// several; those before are kept, and a caller who reads anew goes on.
func (d Drawer) Swap(changes []struct{ Key, Old, New []byte }) error {
	whole := make([]book.Change, len(changes))
	for n, c := range changes {
		whole[n] = book.Change{
			Key:    store.Key(0, d.prefix, c.Key)[1:],
			Value:  c.New,
			Remove: c.New == nil,
			Swap:   true,
			Old:    c.Old,
			Absent: c.Old == nil,
		}
	}
	return d.ledger.book.Write(whole)
}

// Write makes changes of drawers durably.
func (l *keeper) Write(changes []book.Change) error {
	if !l.options.records() {
		return ErrReadOnly
	}
	room := func() error { return store.CheckDisk(l.options.Dir, l.options.Reserve) }
	return l.drawers.Write(l.store, room, changes)
}
