package audit

import (
	"slices"
	"testing"

	"ikrar/ledger/internal/store"
)

// TestFingerprints holds that a place is held by one value of a key, until it is left, and that a
// full row loses some and invents none.
func TestFingerprints(t *testing.T) {
	s := newFingerprints(fingerprintRow) // one row
	k := store.Key(store.PrefixSubject, store.Number(1))
	for _, step := range []struct {
		do   func(k, v []byte)
		v    uint64
		held []bool // values 1 and 2
	}{{s.take, 1, []bool{true, false}}, {s.take, 1, []bool{true, false}}, {s.leave, 2, []bool{true, false}}, {s.leave,
		1, []bool{false, false}}, {s.take, 2, []bool{false, true}}} {
		step.do(k, store.Number(step.v))
		if got := []bool{s.Holds(k, store.Number(1)), s.Holds(k, store.Number(2))}; !slices.Equal(got, step.held) {
			t.Errorf("%+v: held %v", step, got)
		}
	}
	for v := range uint64(3 * fingerprintRow) {
		s.take(k, store.Number(v))
	}
	held := 0
	for v := range uint64(6 * fingerprintRow) {
		if s.Holds(k, store.Number(v)) {
			if held++; v >= 3*fingerprintRow {
				t.Errorf("value %d was never there", v)
			}
		}
	}
	if held == 0 || held > fingerprintRow {
		t.Errorf("%d places of a row are taken", held)
	}
}
