// Package clock reads the ledger's clock, and says where it cannot be believed.
package clock

import (
	"time"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/rules"
)

// Clock is the ledger's: the wall clock, watched by the monotonic one that Go keeps beside it.
type Clock struct {
	now   func() time.Time
	start time.Time // with its monotonic reading
	wall  time.Time // the same, without
}

// Start watches a clock from now on.
func Start(now func() time.Time) Clock {
	start := now()
	return Clock{now, start, start.Round(0)} // Round strips the monotonic reading
}

// Read returns the time of the next entry, in Unix seconds, or a [book.ClockError]: the clock is
// behind the last entry, or has moved against monotonic time by more than a statement's clock may
// be off. With accept, the operator vouches for it.
func (c Clock) Read(last int64, accept bool) (int64, error) {
	now := c.now()
	if accept {
		return max(now.Unix(), last), nil
	}
	want := c.wall.Add(now.Sub(c.start)) // Sub is monotonic
	if drift := now.Round(0).Sub(want); drift.Abs() > rules.ClockSkewSeconds*time.Second {
		return 0, &book.ClockError{Now: now, Want: want, Jumped: true}
	}
	if now.Unix() < last {
		return 0, &book.ClockError{Now: now, Want: time.Unix(last, 0)}
	}
	return now.Unix(), nil
}
