package ledger

import (
	"errors"
	"fmt"
	"path/filepath"
)

// known refuses a store that nobody ever wrote, in which Badger would make an empty one, and one
// whose newest entries are not there.
func (o Options) known(c condition) error {
	switch {
	case c.fresh:
		return fmt.Errorf("%s: %w", o.Dir, ErrNotFound)
	case c.unlogged:
		return o.checkUnlogged()
	}
	return nil
}

// checkUnlogged looks whether the log of a memtable was lost: then the head file has seen what was
// in it. A process that is killed while it closes the store leaves the same files, but nothing that
// is not in tables.
func (o Options) checkUnlogged() error {
	s, err := openAsItIs(reading, o.storeDir(), o.StoreKey)
	if err != nil {
		return err
	}
	err = (&Ledger{options: o, store: s, origin: o.Origin}).load()
	if errors.As(err, new(*RollbackError)) {
		return errors.Join(&DamageError{"*.mem", DamageMissing}, s.close())
	}
	return s.close() // whatever else there is, opening says it again
}

// Settled says whether the ledger was closed, so that it can be read as it is. Its error is that of
// opening it.
func (o Options) Settled() (settled bool, err error) {
	if err := o.there(); err != nil {
		return false, err
	}
	unlock, err := lockDir(o.storeDir(), false)
	if err != nil {
		return false, err
	}
	defer unlock()
	c, err := inspect(o.storeDir(), o.StoreKey)
	if err == nil {
		err = o.known(c)
	}
	return c.settled, err
}

func (o Options) storeDir() string { return filepath.Join(o.Dir, "store") }

// ReadOnly says whether this process opened the ledger to read it.
func (l *Ledger) ReadOnly() bool { return l.host == nil && l.options.ReadOnly }
