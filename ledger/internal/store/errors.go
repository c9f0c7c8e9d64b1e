package store

import (
	"errors"
)

var (
	// ErrNotFound says that nothing is recorded under what was asked for.
	ErrNotFound = errors.New("not recorded")
	// ErrClosed says that the ledger was closed.
	ErrClosed = errors.New("the ledger is closed")
	// ErrLocked says that another process holds the store.
	ErrLocked = errors.New("another process holds the ledger")
	// ErrStoreKey says that the store is encrypted with another key than the one given.
	ErrStoreKey = errors.New("the store key does not open this ledger")
	// ErrOlder says that the store has the layout of an earlier build, which this one does not
	// read.
	ErrOlder = errors.New("the ledger has the layout of an earlier build")
	// ErrUnsettled says that the store was not closed, so that it cannot be read without writing to
	// it.
	ErrUnsettled = errors.New("the ledger was not closed")
	// ErrFileSystem says that the store would have to be written, and lies on a file system that
	// can only be read.
	ErrFileSystem = errors.New("the file system can only be read")
	// ErrDamaged says that the store holds a row that this ledger did not write so.
	ErrDamaged = errors.New("the store holds a damaged row")
)
