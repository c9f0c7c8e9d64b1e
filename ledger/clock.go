package ledger

import (
	"time"

	"ikrar/ledger/internal/rules"
)

// clock is the ledger's: the wall clock, watched by the monotonic one that Go keeps beside it.
type clock struct {
	now   func() time.Time
	start time.Time // with its monotonic reading
	wall  time.Time // the same, without
}

func startClock(now func() time.Time) clock {
	start := now()
	return clock{now, start, start.Round(0)} // Round strips the monotonic reading
}

// read returns the time of the next entry, in Unix seconds, or a ClockError: the clock is behind
// the last entry, or has moved against monotonic time by more than a statement's clock may be off.
// With accept, the operator vouches for it.
func (c clock) read(last int64, accept bool) (int64, error) {
	now := c.now()
	if accept {
		return max(now.Unix(), last), nil
	}
	want := c.wall.Add(now.Sub(c.start)) // Sub is monotonic
	if drift := now.Round(0).Sub(want); drift.Abs() > rules.ClockSkewSeconds*time.Second {
		return 0, &ClockError{Now: now, Want: want, Jumped: true}
	}
	if now.Unix() < last {
		return 0, &ClockError{Now: now, Want: time.Unix(last, 0)}
	}
	return now.Unix(), nil
}
