package issue

import (
	"context"
	"errors"
	"path"
	"slices"
	"testing"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/verify"
)

// correct revokes a person's pledge as its correction does, and has the person sign another under
// another name and unit. It returns the index of that one.
func (w *world) correct(person string, pledge uint64, name, unit string) uint64 {
	w.Helper()
	w.endForCorrection(pledge)
	live, err := w.ledger.LiveCredential(subjectOf(person))
	if err != nil {
		w.Fatal(err)
	}
	old := live.Digest()
	claims := live.Claims()
	claims.Name, claims.Unit, claims.Replaces = name, unit, &old
	credential := sign(w, "registrar", claims)
	w.append(signer.KindCredential, credential)
	return w.pledge(person, "deklarasi", credential)
}

func (w *world) endForCorrection(pledge uint64) {
	w.Helper()
	entry, err := w.ledger.Entry(pledge)
	if err != nil {
		w.Fatal(err)
	}
	w.append(signer.KindRevocation, sign(w, "registrar", signer.Revocation{IssuedAt: w.now.Unix(),
		RevocationBody: signer.RevocationBody{What: signer.TargetPledge, Target: entry.Digest,
			Reason: ledger.ReasonCorrection}}))
}

// paths are those of the files that stand.
func (w *world) paths() (all []string) {
	for path := range w.files() {
		all = append(all, path)
	}
	slices.Sort(all)
	return all
}

// TestCorrected issues the certificate of a corrected pledge: under the number of the one before,
// whose file is set aside, and the counter goes on as if nothing had been.
func TestCorrected(t *testing.T) {
	w := newWorld(t)
	people := w.people("pegawai ", 2)
	first := w.run(Request{}).made
	w.now = w.now.AddDate(1, 0, 0) // a number keeps its year
	again := w.correct("pegawai 0", people[0], "Siti Aminah", "Dinas Lain")
	third := w.people("lain ", 1)[0]
	made := w.run(Request{}).made

	byIndex := map[uint64]Certificate{}
	for _, c := range made {
		byIndex[c.Index] = c
	}
	corrected := byIndex[again]
	if corrected.Number != first[0].Number || !corrected.New || corrected.Name != "Siti Aminah" {
		t.Errorf("%+v, before it %+v", corrected, first[0])
	}
	if n := byIndex[third].Number; n != w.settings.number(1, 2027) {
		t.Errorf("the next certificate has number %s", n)
	}
	want := []string{path.Join("Dinas Contoh", string(byIndex[people[1]].Code)+".pdf"),
		path.Join("Dinas Contoh", string(byIndex[third].Code)+".pdf"),
		path.Join("Dinas Lain", string(corrected.Code)+".pdf"),
		path.Join(RevokedDir, string(first[0].Code)+".pdf")}
	slices.Sort(want)
	if got := w.paths(); !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
	w.run(Request{}) // and nothing comes back
	if got := w.paths(); !slices.Equal(got, want) {
		t.Errorf("after another run: files %q", got)
	}
	issuance, err := w.ledger.IssuanceOf(w.digest(again))
	if err != nil || issuance.Claims().Predecessor == nil {
		t.Fatalf("%+v, %v", issuance.Claims(), err)
	}
	w.verdicts(map[uint64]verify.Verdict{people[0]: verify.Revoked, again: verify.Valid})
	w.audited()

	// A second correction goes on from the first.
	third = w.correct("pegawai 0", again, "Siti Aminah Rahayu", "Dinas Lain")
	made = w.run(Request{}).made
	if at := slices.IndexFunc(made, func(c Certificate) bool { return c.Index == third }); at < 0 ||
		made[at].Number != first[0].Number {
		t.Errorf("after the second correction %+v", made)
	}
	w.verdicts(map[uint64]verify.Verdict{people[0]: verify.Revoked, again: verify.Revoked, third: verify.Valid})
	w.audited()
}

// TestCorrectedBeforeItsCertificate corrects a pledge that had none yet: the new one gets a number
// as any other.
func TestCorrectedBeforeItsCertificate(t *testing.T) {
	w := newWorld(t)
	people := w.people("pegawai ", 1)
	again := w.correct("pegawai 0", people[0], "Siti Aminah", "Dinas Contoh")
	w.run(Request{})
	w.consistent(w.now.Year(), again)
}

// TestRevokedIsNotCorrected gives who signs again after another revocation a number of their own.
func TestRevokedIsNotCorrected(t *testing.T) {
	w := newWorld(t)
	credential := w.enrol("siti")
	first := w.pledge("siti", "deklarasi", credential)
	before := w.run(Request{}).made[0]
	w.revoke(first)
	w.now = w.now.Add(1e9)
	w.pledge("siti", "deklarasi", credential)
	after := w.run(Request{}).made
	if len(after) != 1 || after[0].Number != w.settings.number(2, w.now.Year()) {
		t.Errorf("after %s: %+v", before.Number, after)
	}
	w.audited()
}

// TestCorrectionStopped stops a run at each signature of the certificate of a correction, and goes
// on: one number, one file, and the old one aside.
func TestCorrectionStopped(t *testing.T) {
	w := newWorld(t)
	people := w.people("pegawai ", 1)
	first := w.run(Request{}).made[0]
	again := w.correct("pegawai 0", people[0], "Siti Aminah", "Dinas Contoh")
	stopped := errors.New("stopped")
	w.registrar.watch(func(int) error { return stopped })
	if _, err := w.tryRun(context.Background(), Request{}); !errors.Is(err, stopped) {
		t.Fatalf("the run ended with %v", err)
	}
	w.reopen()
	made := w.run(Request{}).made
	if len(made) != 1 || made[0].Index != again || made[0].Number != first.Number {
		t.Errorf("%+v", made)
	}
	// Revoked between its plan and its issuance, it leaves no number free that another would get.
	w.now = w.now.Add(1e9)
	third := w.correct("pegawai 0", again, "Siti", "Dinas Contoh")
	w.registrar.watch(func(int) error { return stopped })
	if _, err := w.tryRun(context.Background(), Request{}); !errors.Is(err, stopped) {
		t.Fatalf("the run ended with %v", err)
	}
	w.reopen()
	w.revoke(third)
	other := w.people("lain ", 1)[0]
	made = w.run(Request{}).made
	if len(made) != 1 || made[0].Index != other || made[0].Number != w.settings.number(2, w.now.Year()) {
		t.Errorf("%+v", made)
	}
	w.audited()
}

func (w *world) digest(index uint64) signer.Digest {
	w.Helper()
	e, err := w.ledger.Entry(index)
	if err != nil {
		w.Fatal(err)
	}
	return e.Digest
}

// verdicts checks the proofs of pledges.
func (w *world) verdicts(want map[uint64]verify.Verdict) {
	w.Helper()
	list, _ := w.ledger.Trust()
	for index, verdict := range want {
		proof, err := w.ledger.Proof(index)
		if err != nil {
			w.Fatal(err)
		}
		r := verify.Check(proof.Full(), list, w.ledger, w.now.Unix())
		if r.Verdict != verdict {
			w.Errorf("pledge %d is %s, want %s", index, r.Verdict, verdict)
		}
	}
}

// audited fails the test unless the audit finds nothing.
func (w *world) audited() {
	w.Helper()
	if err := w.ledger.Close(); err != nil {
		w.Fatal(err)
	}
	report, err := ledger.Audit(context.Background(), w.options, nil)
	if err != nil || len(report.Findings) > 0 {
		w.Errorf("audit: %v, %+v", err, report.Findings)
	}
	w.reopen()
}
