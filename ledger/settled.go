package ledger

import (
	"fmt"
	"path/filepath"
)

// known refuses a store that nobody ever wrote, in which Badger would make an empty one, and one
// whose newest entries are not there.
func (o Options) known(c condition) error {
	switch {
	case c.fresh:
		return fmt.Errorf("%s: %w", o.Dir, ErrNotFound)
	case c.settled:
		return nil
	}
	return o.checkReach(c)
}

// checkReach looks whether a store that was not closed holds what the head file has seen: Badger
// replays the log of a memtable as far as it can read it, and then removes it. A process that is
// killed while it closes the store leaves no log, and nothing that is not in tables.
func (o Options) checkReach(c condition) error {
	seen, err := readHead(o.Head, o.Origin)
	known := err == nil && seen.Size > 0 // else opening says what is wrong with it
	if !known && c.unfinished != "" {
		return &DamageError{c.unfinished, DamageCut}
	}
	if !known {
		return nil
	}
	s, err := listStore(o.storeDir())
	if err != nil {
		return err
	}
	size, err := s.reach(seen.Size, o.StoreKey)
	switch {
	case err != nil:
		return err
	case size >= seen.Size:
		return nil
	case c.unfinished != "":
		return &DamageError{c.unfinished, DamageCut}
	case len(s.logs) > 1:
		return &DamageError{"*.mem", DamageBehind}
	case len(s.logs) == 1:
		return &DamageError{s.logs[0], DamageBehind}
	case !c.closed:
		return &DamageError{"*.mem", DamageMissing}
	}
	return nil // of an older copy, opening says it
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
