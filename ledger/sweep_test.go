package ledger

import (
	"context"
	"errors"
	"testing"
)

// TestSweepGivesWay: where each digest must be looked up, which takes minutes in a nation's ledger, an audit can be interrupted.
func TestSweepGivesWay(t *testing.T) {
	w := newWorld(t)
	w.people(2)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	err := w.ledger.store.view(func(txn txn) error {
		a := &auditor{txn: txn, report: &AuditReport{}, digests: tally{key: auditKey()}, progress: func(uint64, uint64) {}}
		a.digests.add([]byte("another"), nil)
		if err := a.sweepDigests(ctx, w.ledger.Size()); !errors.Is(err, context.Canceled) {
			t.Errorf("interrupted: %v", err)
		}
		looked := 0
		if err := a.sweepEach(ctx, []byte{prefixDigest}, w.ledger.Size(), func(_, _ []byte) { looked++ }); !errors.Is(err, context.Canceled) || looked != 1 {
			t.Errorf("%d keys were looked at after the end: %v", looked, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
