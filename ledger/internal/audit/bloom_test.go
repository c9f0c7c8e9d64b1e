package audit

import (
	"testing"

	"ikrar/ledger/internal/store"
)

// TestBloom holds that a Bloom filter never forgets a key, and seldom takes a stranger for one.
func TestBloom(t *testing.T) {
	s := newBloom(10_000)
	for i := range uint64(10_000) {
		s.add(store.Number(i))
	}
	taken := 0
	for i := range uint64(20_000) {
		held := s.mayHold(store.Number(i))
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
