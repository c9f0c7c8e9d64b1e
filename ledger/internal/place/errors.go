package place

import (
	"errors"
)

var (
	// ErrErasing says that an erasure was not finished, so that what it erased may still be on the
	// disk: whoever opens the ledger for writing finishes it.
	ErrErasing = errors.New("an erasure was not finished")
)
