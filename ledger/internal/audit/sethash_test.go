package audit

import (
	"testing"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// TestSetHash: the order does not count, the number does, and so does where a key ends and its
// value begins.
func TestSetHash(t *testing.T) {
	k := store.DigestKey(store.PrefixDigest, signer.Digest{})
	tallied := func(pairs ...[2][]byte) SetHash {
		var all SetHash
		for _, p := range pairs {
			all.Add(p[0], p[1])
		}
		return all
	}
	one, other := [2][]byte{k, store.Number(1)}, [2][]byte{k, store.Number(2)}
	if tallied(one, other) != tallied(other, one) {
		t.Error("another order is another setHash")
	}
	for name, different := range map[string]SetHash{"one more": tallied(one, one), "another value": tallied(other),
		"another end of the key": tallied([2][]byte{k[:32], append([]byte{0}, store.Number(1)...)}),
		"none":                   tallied()} {
		if different == tallied(one) {
			t.Errorf("%s is the same setHash", name)
		}
	}
	keyed := SetHash{Key: AuditKey()}
	if keyed.Add(one[0], one[1]); keyed.sum == tallied(one).sum {
		t.Error("the key does not count")
	}
}
