package ledger

import (
	"context"
	"errors"
	"testing"

	"ikrar/ledger/internal/audit"
	"ikrar/ledger/internal/store"
)

// TestSweepGivesWay: where each digest must be looked up, which takes minutes in a nation's ledger,
// an audit can be interrupted.
func TestSweepGivesWay(t *testing.T) {
	w := newWorld(t)
	w.people(2)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	err := w.keeper().store.View(func(txn store.Txn) error {
		a := &audit.Auditor{Txn: txn, Report: &AuditReport{}, Digests: audit.SetHash{Key: audit.AuditKey()}, Progress: func(uint64, uint64) {}}
		a.Digests.Add([]byte("another"), nil)
		if err := a.SweepDigests(ctx, w.ledger.Size()); !errors.Is(err, context.Canceled) {
			t.Errorf("interrupted: %v", err)
		}
		looked := 0
		if err := a.SweepEach(ctx, []byte{store.PrefixDigest}, w.ledger.Size(), func(_, _ []byte) { looked++ }); !errors.Is(err, context.Canceled) || looked != 1 {
			t.Errorf("%d keys were looked at after the end: %v", looked, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
