package issue

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"ikrar/ledger"
	"ikrar/signer"
)

// erase does what the command does to one pledge.
func (w *world) erase(index uint64) Kept {
	w.Helper()
	kept, err := w.issuer().Kept(index)
	entry, err2 := w.ledger.Entry(index)
	if err := errors.Join(err, err2, w.issuer().Forget(index)); err != nil {
		w.Fatal(err)
	}
	statement := sign(w, "registrar",
		signer.Erasure{IssuedAt: w.now.Unix(), ErasureBody: signer.ErasureBody{Digests: []signer.Digest{entry.Digest},
			Reason: "diminta"}})
	if _, err := w.ledger.Erase(context.Background(), statement, kept.Keys); err != nil {
		w.Fatal(err)
	}
	return kept
}

// TestForget erases pledges before their certificate, between plan and issuance, and after. Numbers
// stay gapless: that of the plan that was never issued goes to the next.
func TestForget(t *testing.T) {
	w := newWorld(t)
	w.batch = 2
	all := w.people("pegawai ", 5)
	stop := errors.New("stopped")
	w.registrar.watch(func(int) error { return stop }) // so the plans of the first batch wait
	if _, err := w.tryRun(t.Context(), Request{Jobs: 1}); !errors.Is(err, stop) {
		t.Fatal(err)
	}
	w.registrar.before.Store(nil)
	waiting := all[0]
	if kept := w.erase(waiting); len(kept.Keys) != 2 || !strings.HasSuffix(kept.File, ".pdf") ||
		filepath.IsAbs(kept.File) {
		t.Errorf("kept of a plan that waits: %+v", kept)
	}
	if kept := w.erase(all[4]); len(kept.Keys) != 0 || kept.File != "" {
		t.Errorf("kept of a pledge without a plan: %+v", kept)
	}
	w.run(Request{})
	numbers := w.issuances()
	if len(numbers) != 3 {
		t.Errorf("%d issuances, want three", len(numbers))
	}
	for n := range uint64(3) {
		if _, ok := numbers[w.settings.number(n+1, 2026)]; !ok {
			t.Errorf("number %d was lost: %v", n+1, numbers)
		}
	}
	w.erase(all[2])
	if p, err := w.issuer().load(all[2]); p != nil || err != nil {
		t.Errorf("the plan of an erased pledge: %+v %v", p, err)
	}
	if o := w.run(Request{}); len(o.made) != 2 || o.fresh() != 0 {
		t.Errorf("after the erasures: %+v", o)
	}
	var rule *ledger.RuleError
	if _, err := w.ledger.AppendBytes(t.Context(), signer.KindIssuance,
		sign(w, "registrar", signer.Issuance{IssuedAt: w.now.Unix(),
			IssuanceBody: signer.IssuanceBody{Pledge: entryOf(w, waiting), Number: "9", Length: 1}})); !errors.As(err,
		&rule) || rule.Rule != ledger.RuleErased {
		t.Errorf("an issuance for an erased pledge: %v", err)
	}
}

// TestForgetCorrection erases a pledge that takes the place of a corrected one, between plan and
// issuance: no number comes free, and the next certificate gets its own.
func TestForgetCorrection(t *testing.T) {
	w := newWorld(t)
	first := w.people("pegawai ", 1)[0]
	w.run(Request{})
	again := w.correct("pegawai 0", first, "Siti Aminah", "Dinas Contoh")
	w.registrar.watch(func(int) error { return errBroken })
	if _, err := w.tryRun(t.Context(), Request{}); !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
	w.registrar.before.Store(nil)
	w.erase(again)
	next := w.people("lain ", 1)[0]
	if made := w.run(Request{}).made; len(made) != 1 || made[0].Index != next ||
		made[0].Number != w.settings.number(2, w.now.Year()) {
		t.Errorf("%+v", made)
	}
}

func entryOf(w *world, index uint64) signer.Digest {
	w.Helper()
	e, err := w.ledger.Entry(index)
	if err != nil {
		w.Fatal(err)
	}
	return e.Digest
}
