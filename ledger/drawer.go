package ledger

import "errors"

// Drawer is a private corner of the store, for what is personal and never hashed: the roster, plans of certificates. It
// is encrypted at rest with everything else, and what is in it can be changed and erased.
type Drawer struct {
	ledger *Ledger
	prefix []byte
}

// Drawer returns the drawer of a name.
func (l *Ledger) Drawer(name string) Drawer {
	return Drawer{l, key(prefixDrawer, []byte(name), []byte{0})}
}

// Get returns a value, or nil where there is none.
func (d Drawer) Get(k []byte) (value []byte, err error) {
	err = d.ledger.store.view(func(t txn) error {
		value, err = t.get(key(0, d.prefix, k)[1:])
		return err
	})
	return value, err
}

// Each calls f for every key that begins with prefix, in order. Key and value are f's only during the call.
func (d Drawer) Each(prefix []byte, f func(key, value []byte) error) error {
	return d.ledger.store.view(func(t txn) error {
		return t.each(key(0, d.prefix, prefix)[1:], func(k, v []byte) error { return f(k[len(d.prefix):], v) })
	})
}

// Write makes changes durably, in one transaction where Badger's limit allows it (some 20,000 people) and else in
// several, in order. A nil Value deletes.
func (d Drawer) Write(changes []struct{ Key, Value []byte }) error {
	for len(changes) > 0 {
		if err := d.ledger.options.checkDisk(d.ledger.options.Reserve); err != nil {
			return err
		}
		done := 0
		err := d.ledger.store.update(func(t txn) error {
			for _, c := range changes {
				var err error
				if k := key(0, d.prefix, c.Key)[1:]; c.Value == nil {
					err = t.remove(k)
				} else {
					err = t.set(k, c.Value)
				}
				if errors.Is(err, errTooBig) && done > 0 {
					return nil // commit what fits; the loop goes on behind it
				}
				if err != nil {
					return err
				}
				done++
			}
			return nil
		})
		if err != nil {
			return err
		}
		changes = changes[done:]
	}
	return nil
}
