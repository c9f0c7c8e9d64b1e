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
		return t.each(key(0, d.prefix, prefix)[1:], func(k, v []byte) error {
			if len(v) == 0 {
				if wiped, err := t.get(key(prefixWipe, k)); err != nil || wiped != nil {
					return err
				}
			}
			return f(k[len(d.prefix):], v)
		})
	})
}

// Write makes changes durably, in one transaction where Badger's limit allows it (some 20,000 people) and else in
// several, in order. A nil Value deletes.
func (d Drawer) Write(changes []struct{ Key, Value []byte }) error {
	whole := make([]change, len(changes))
	for n, c := range changes {
		whole[n] = change{Key: key(0, d.prefix, c.Key)[1:], Value: c.Value, Remove: c.Value == nil}
	}
	if d.ledger.host != nil {
		return d.ledger.host.write(whole)
	}
	return d.ledger.change(whole)
}

func (l *Ledger) change(changes []change) error {
	for len(changes) > 0 {
		if err := l.options.checkDisk(l.options.Reserve); err != nil {
			return err
		}
		done := 0
		err := l.store.update(func(t txn) error {
			for _, c := range changes {
				var err error
				if c.Remove {
					err = t.remove(c.Key)
				} else {
					err = t.set(c.Key, c.Value)
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
