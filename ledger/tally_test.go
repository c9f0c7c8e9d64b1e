package ledger

import (
	"testing"

	"ikrar/signer"
)

// TestTally: the order does not count, the number does, and so does where a key ends and its value begins.
func TestTally(t *testing.T) {
	k := digestKey(prefixDigest, signer.Digest{})
	tallied := func(pairs ...[2][]byte) tally {
		var all tally
		for _, p := range pairs {
			all.add(p[0], p[1])
		}
		return all
	}
	one, other := [2][]byte{k, number(1)}, [2][]byte{k, number(2)}
	if tallied(one, other) != tallied(other, one) {
		t.Error("another order is another tally")
	}
	for name, different := range map[string]tally{"one more": tallied(one, one), "another value": tallied(other),
		"another end of the key": tallied([2][]byte{k[:32], append([]byte{0}, number(1)...)}), "none": tallied()} {
		if different == tallied(one) {
			t.Errorf("%s is the same tally", name)
		}
	}
	keyed := tally{key: auditKey()}
	if keyed.add(one[0], one[1]); keyed.sum == tallied(one).sum {
		t.Error("the key does not count")
	}
}
