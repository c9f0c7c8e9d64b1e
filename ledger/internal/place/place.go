// Package place knows where a ledger lies: the directory of its store, and beside it the head file
// and the mark of an unfinished erasure, which remember what an older copy of the store would have
// forgotten.
package place

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"ikrar/ledger/internal/store"
)

// Place is where a ledger lies: the directory of its store, and beside it what the store alone
// would have forgotten once an older copy of it was put back.
type Place struct {
	Dir      string // the ledger's directory; the database is in its subdirectory "store"
	Head     string // path of the head file
	Origin   string // of the institution
	StoreKey []byte
}

// There refuses a directory without a store, in which Badger would make an empty one.
func (p Place) There() error {
	if _, err := os.Stat(p.StoreDir()); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = store.ErrNotFound
		}
		return fmt.Errorf("%s: %w", p.Dir, err)
	}
	return nil
}

// Known refuses a store that nobody ever wrote, in which Badger would make an empty one, and one
// whose newest entries are not there.
func (p Place) Known(c store.Condition) error {
	switch {
	case c.Fresh:
		return fmt.Errorf("%s: %w", p.Dir, store.ErrNotFound)
	case c.Settled:
		return nil
	}
	return p.checkReach(c)
}

// checkReach looks whether a store that was not closed holds what the head file has seen: Badger
// replays the log of a memtable as far as it can read it, and then removes it. A process that is
// killed while it closes the store leaves no log, and nothing that is not in tables.
func (p Place) checkReach(c store.Condition) error {
	seen, err := ReadHead(p.Head, p.Origin)
	known := err == nil && seen.Size > 0 // else opening says what is wrong with it
	if !known && c.Unfinished != "" {
		return &store.DamageError{File: c.Unfinished, What: store.DamageCut}
	}
	if !known {
		return nil
	}
	s, err := store.ListStore(p.StoreDir())
	if err != nil {
		return err
	}
	size, err := s.Reach(seen.Size, p.StoreKey)
	switch {
	case err != nil:
		return err
	case size >= seen.Size:
		return nil
	case c.Unfinished != "":
		return &store.DamageError{File: c.Unfinished, What: store.DamageCut}
	case len(s.Logs) > 1:
		return &store.DamageError{File: "*.mem", What: store.DamageBehind}
	case len(s.Logs) == 1:
		return &store.DamageError{File: s.Logs[0], What: store.DamageBehind}
	case !c.Closed:
		return &store.DamageError{File: "*.mem", What: store.DamageMissing}
	}
	return nil // of an older copy, opening says it
}

// Settled says whether the ledger was closed, so that it can be read as it is. Its error is that of
// opening it.
func (p Place) Settled() (closed bool, err error) {
	if err := p.There(); err != nil {
		return false, err
	}
	unlock, err := store.LockDir(p.StoreDir(), false)
	if err != nil {
		return false, err
	}
	defer unlock()
	c, err := store.Inspect(p.StoreDir(), p.StoreKey)
	if err == nil {
		err = p.Known(c)
	}
	return c.Settled, err
}

func (p Place) StoreDir() string { return filepath.Join(p.Dir, "store") }

// Unopened is the error of a store that cannot be read as it lies there, and so cannot say itself
// whether an erasure was stopped. An error with a reason of its own stays what it is.
func (p Place) Unopened(err error) error {
	for _, own := range []error{
		nil, store.ErrLocked, store.ErrStoreKey, store.ErrOlder, store.ErrNotFound, store.ErrFileSystem,
		fs.ErrPermission,
	} {
		if errors.Is(err, own) {
			return err
		}
	}
	if _, there := MarkedErasing(p.Head); there {
		return fmt.Errorf("%w: %w", ErrErasing, err)
	}
	return err
}
