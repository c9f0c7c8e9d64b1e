package office_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/personnel"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/signer/keyfile"
)

// wishes asks for a correction with the code of a slip.
func (w *world) wishes(code invitation.Code) {
	w.Helper()
	origin := w.Ledger.Origin()
	wish := invitation.Correction{Date: day.Unix(), Address: w.Facts().URL, Field: "name", Wish: "Nabila Putri"}
	must(w.Desk().Wish(must(wish.Sign(code.Key(origin), origin))))
}

// drawers counts what drawers hold of invitations and wishes.
func drawers(d *enrol.Desk) (rows int) {
	for _, name := range []string{"invitations", "wishes"} {
		check(d.Ledger.Drawer(name).Each(nil, func(_, _ []byte) error { rows++; return nil }))
	}
	return rows
}

// TestWishedMeanwhile: somebody with the slip wishes and asks while the officer reads what is to be
// erased. It is erased too.
func TestWishedMeanwhile(t *testing.T) {
	w := newWorld(t)
	w.imported()
	code := w.slip(nabila, 7)
	plan := must(w.PlanErasure(t.Context(), must(w.Person(nabila)), "diminta"))
	w.wishes(code)
	w.ask(code)
	if entries, err := plan.Erase(t.Context(), w.registrar); err != nil || len(entries) != 1 {
		t.Errorf("erased: %v, %v", entries, err)
	}
	if left := drawers(w.Desk()); left != 0 {
		t.Errorf("%d rows are left", left)
	}
}

// TestErasedAgain: a backup from before an erasure is put back. The slip of the erased person says
// nothing any more, and nothing of it is kept.
func TestErasedAgain(t *testing.T) {
	w := newWorld(t)
	w.imported()
	code := w.slip(nabila, 7)
	w.wishes(code)
	w.ask(code)
	backup := filepath.Join(t.TempDir(), "cadangan")
	must(w.Backup(t.Context(), backup, func(_, _ uint64) {}, nil))
	must(must(w.PlanErasure(t.Context(), must(w.Person(nabila)), "diminta")).Erase(t.Context(), w.registrar))
	check(w.Close())
	check(os.RemoveAll(w.LedgerDir()))
	f := must(os.Open(backup))
	defer f.Close()
	plan := must(must(w.PrepareRestore(opening())).Plan(t.Context(), f, true, func(_, _ uint64) {}))
	root := must(keyfile.Open(w.KeyPath("root"), nil))
	if erased, err := plan.AcceptLoss(t.Context(), root); err != nil || erased != 1 {
		t.Fatalf("%d erasures were done again, %v", erased, err)
	}
	check(plan.Commit())
	again := must(w.Open(t.Context(), opening()))
	defer again.Close()
	if left := drawers(again.Desk()); left != 0 {
		t.Errorf("%d rows are left", left)
	}
}

// TestFormerName: after a correction, a reason that is public for good holds the former name no
// more than the new one.
func TestFormerName(t *testing.T) {
	w := newWorld(t)
	w.imported()
	pledge := w.pledge(nabila, w.campaign("hut"))
	w.record(pledge)
	name := "Putri Lestari"
	plan := must(personnel.PlanCorrection(w.Institution, must(w.Person(nabila)), personnel.Fields{Name: &name}))
	must(plan.Prepare(t.Context(), w.registrar))
	check(plan.Revoke(t.Context(), w.registrar))
	person := must(w.Person(nabila))
	target := must(w.PersonTarget(person))
	for _, reason := range []string{"permintaan Nabila Contoh", "permintaan putri lestari"} {
		if _, err := w.PlanErasure(t.Context(), person, reason); !errors.As(err, new(*config.ValueError)) {
			t.Errorf("erased for %q: %v", reason, err)
		}
		for _, aim := range []office.Target{target, office.KeyTarget(must(eddsa.PublicKeyOf(w.keys[nabila])))} {
			if _, err := w.PlanRevocation(aim, 0, reason); !errors.As(err, new(*config.ValueError)) {
				t.Errorf("revoked for %q: %v", reason, err)
			}
		}
	}
	must(w.PlanErasure(t.Context(), person, "permintaan sendiri"))
}
