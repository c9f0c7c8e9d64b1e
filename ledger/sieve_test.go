package ledger

import "testing"

// TestSieve holds that a sieve never forgets a key, and seldom takes a stranger for one.
func TestSieve(t *testing.T) {
	s := newSieve()
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
	if taken > 10 { // of 10,000, with one bit in 6,700 set
		t.Errorf("%d strangers are taken for keys", taken)
	}
}
