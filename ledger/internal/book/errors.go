package book

import (
	"errors"
	"fmt"
	"time"
)

var (
	// ErrChanged says that a value of a drawer is no longer what the caller had read.
	ErrChanged = errors.New("another process has changed it meanwhile")
	// ErrReadOnly says that the ledger was opened without its key, or to be read as it is.
	ErrReadOnly = errors.New("the ledger was opened to be read")
)

// ClockError says that the clock cannot be believed.
type ClockError struct {
	Now, Want time.Time // what the clock says, and what it should not be before or far from
	Jumped    bool      // against monotonic time, not behind the head
}

func (e *ClockError) Error() string {
	if e.Jumped {
		return fmt.Sprintf(
			"the clock jumped to %s, against %s by monotonic time",
			e.Now.UTC().Format(time.RFC3339),
			e.Want.UTC().Format(time.RFC3339),
		)
	}
	return fmt.Sprintf(
		"the clock says %s, before the last entry at %s",
		e.Now.UTC().Format(time.RFC3339),
		e.Want.UTC().Format(time.RFC3339),
	)
}
