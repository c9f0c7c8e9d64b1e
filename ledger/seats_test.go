package ledger

import (
	"slices"
	"testing"
)

// TestSeats holds that a seat is held by one value of a key, until it is left, and that a full row loses some and invents none.
func TestSeats(t *testing.T) {
	s := newSeats(seatRow) // one row
	k := key(prefixSubject, number(1))
	for _, step := range []struct {
		do   func(k, v []byte)
		v    uint64
		held []bool // values 1 and 2
	}{{s.take, 1, []bool{true, false}}, {s.take, 1, []bool{true, false}}, {s.leave, 2, []bool{true, false}}, {s.leave, 1, []bool{false, false}}, {s.take, 2, []bool{false, true}}} {
		step.do(k, number(step.v))
		if got := []bool{s.holds(k, number(1)), s.holds(k, number(2))}; !slices.Equal(got, step.held) {
			t.Errorf("%+v: held %v", step, got)
		}
	}
	for v := range uint64(3 * seatRow) {
		s.take(k, number(v))
	}
	held := 0
	for v := range uint64(6 * seatRow) {
		if s.holds(k, number(v)) {
			if held++; v >= 3*seatRow {
				t.Errorf("value %d was never there", v)
			}
		}
	}
	if held == 0 || held > seatRow {
		t.Errorf("%d seats of a row are taken", held)
	}
}
