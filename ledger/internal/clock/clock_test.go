package clock

import (
	"errors"
	"testing"
	"time"

	"ikrar/ledger/internal/book"
)

// TestClockJump crafts times whose wall clock moved against the monotonic one, as an operator or
// NTP moves it.
func TestClockJump(t *testing.T) {
	start := time.Now()
	now := start.Add(time.Hour)
	c := Clock{func() time.Time { return now }, start, start.Round(0)}
	if got, err := c.Read(start.Unix(), false); err != nil || got != now.Unix() {
		t.Errorf("an hour later: %d %v", got, err)
	}
	for _, jump := range []time.Duration{time.Hour, -time.Hour, 11 * time.Minute, -11 * time.Minute} {
		// A start whose wall clock is off by jump, while its monotonic reading is that of start.
		moved := Clock{func() time.Time { return now }, start, start.Round(0).Add(-jump)}
		var wrong *book.ClockError
		if _, err := moved.Read(0, false); !errors.As(err, &wrong) || !wrong.Jumped {
			t.Errorf("a jump by %v: %v", jump, err)
		}
		if got, err := moved.Read(0, true); err != nil || got != now.Unix() {
			t.Errorf("a jump by %v, accepted: %d %v", jump, got, err)
		}
		if got, err := moved.Read(now.Unix()+5, true); err != nil || got != now.Unix()+5 {
			t.Errorf("a jump by %v, accepted, behind the head: %d %v", jump, got, err)
		}
	}
	for _, drift := range []time.Duration{9 * time.Minute, -9 * time.Minute} {
		c := Clock{func() time.Time { return now }, start, start.Round(0).Add(drift)}
		if _, err := c.Read(0, false); err != nil {
			t.Errorf("a drift of %v: %v", drift, err)
		}
	}
}
