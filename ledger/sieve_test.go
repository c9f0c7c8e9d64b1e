package ledger

import "testing"

// TestSieve holds that a sieve never forgets a key, and seldom takes a stranger for one.
func TestSieve(t *testing.T) {
	s := newSieve(10_000)
	for i := range uint64(10_000) {
		s.add(number(i))
	}
	taken := 0
	for i := range uint64(20_000) {
		held := s.mayHold(number(i))
		if i < 10_000 && !held {
			t.Fatalf("key %d is lost", i)
		}
		if i >= 10_000 && held {
			taken++
		}
	}
	if taken < 20 || taken > 150 { // of 10,000: one in 150
		t.Errorf("%d strangers are taken for keys", taken)
	}
}
