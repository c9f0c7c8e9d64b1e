package ledger

import (
	"context"
	"errors"
	"testing"

	"ikrar/signer"
)

// TestSweepGivesWay: where each digest must be looked up, which takes minutes in a nation's ledger, an audit can be interrupted.
func TestSweepGivesWay(t *testing.T) {
	w := newWorld(t)
	w.people(2)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	err := w.ledger.store.view(func(txn txn) error {
		a := &auditor{txn: txn, report: &AuditReport{}, digests: tally{key: tallyKey()}, progress: func(uint64, uint64) {}}
		a.digests.add([]byte("another"), nil)
		if err := a.sweepDigests(ctx, w.ledger.Size()); !errors.Is(err, context.Canceled) {
			t.Errorf("interrupted: %v", err)
		}
		looked := 0
		if err := a.sweepEach(ctx, prefixDigest, w.ledger.Size(), func(_, _ []byte) { looked++ }); !errors.Is(err, context.Canceled) || looked != 1 {
			t.Errorf("%d keys were looked at after the end: %v", looked, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

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
	keyed := tally{key: tallyKey()}
	if keyed.add(one[0], one[1]); keyed.sum == tallied(one).sum {
		t.Error("the key does not count")
	}
}
