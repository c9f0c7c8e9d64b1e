package personnel_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikrar/ledger"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/personnel"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/packet"
)

func text(s string) *string { return &s }

// signed is what a person signs by a packet.
func (w *world) signed(nip string, p packet.Packet, c signer.Campaign) []byte {
	w.Helper()
	return must(signer.Sign(w.keys[nip], w.Ledger.Origin(), signer.Pledge{IssuedAt: day.Unix(),
		Credential: p.Credential,
		PledgeBody: signer.PledgeBody{Text: c.Digest, Campaign: c.ID, Place: c.Place}})).Bytes()
}

// issue issues what is to be issued, and returns it by the names on it.
func (w *world) issue(dir string) map[string]issue.Certificate {
	w.Helper()
	made := map[string]issue.Certificate{}
	plan := must(w.PlanIssue(issue.Request{Dir: dir}))
	check(plan.Issue(w.Context(), w.registrar, func(c issue.Certificate, err error) {
		if err != nil {
			w.Error(err)
		}
		made[c.Name] = c
	}))
	return made
}

// verdict checks the file of a certificate as a citizen does who has the ledger to ask.
func (w *world) verdict(path string) verify.Verdict {
	w.Helper()
	list, _ := w.Ledger.Trust()
	index := must(w.Ledger.ByCode(verify.Code(strings.TrimSuffix(filepath.Base(path), ".pdf"))))
	if _, err := os.Stat(path); err != nil {
		w.Error(err)
	}
	return verify.Check(must(w.Ledger.Proof(index)).Full(), list, w.Ledger, day.Unix()).Verdict
}

// TestCorrection goes the whole way: a name is wrong on a certificate, the person signs again, and
// the new certificate has the number of the old one, which says that it was revoked.
func TestCorrection(t *testing.T) {
	w := newWorld(t)
	w.imported()
	c := w.campaign("deklarasi")
	if said := w.record(w.pledge(nabila, c), w.pledge(andre, c)); errors.Join(said...) != nil {
		t.Fatal(said)
	}
	dir := filepath.Join(t.TempDir(), "sertifikat")
	before := w.issue(dir)["Nabila Contoh"]

	plan := must(personnel.PlanCorrection(w.Institution, must(w.Person(nabila)),
		personnel.Fields{Name: text("Nabilla Contoh, S.E."), Unit: text("Dinas Sosial")}))
	if len(plan.Pledges) != 1 || !plan.Key || plan.Pledges[0].Number != before.Number ||
		len(plan.Pledges[0].Differences) != 2 || len(plan.Waiting)+len(plan.Closed) != 0 {
		t.Fatalf("%+v", plan)
	}
	with := must(plan.Prepare(t.Context(), w.registrar))
	// Stopped here, the same goes on: the roster is right, and what was signed is not.
	plan = must(personnel.PlanCorrection(w.Institution, must(w.Person(nabila)), personnel.Fields{}))
	if len(plan.Pledges) != 1 {
		t.Fatalf("after a stop: %+v", plan)
	}
	must(plan.Prepare(t.Context(), w.registrar))
	check(plan.Revoke(t.Context(), w.registrar))
	plan = must(personnel.PlanCorrection(w.Institution, must(w.Person(nabila)), personnel.Fields{}))
	if len(plan.Pledges) != 0 || len(plan.Waiting) != 1 {
		t.Errorf("what is waited for: %+v", plan)
	}
	if got := w.verdict(before.Path); got != verify.Revoked {
		t.Errorf("the old certificate is %s", got)
	}
	if said := w.record(w.signed(nabila, *with, c)); said[0] != nil {
		t.Fatal(said[0])
	}
	after := w.issue(dir)["Nabilla Contoh, S.E."]
	if after.Number != before.Number || after.Code == before.Code || w.verdict(after.Path) != verify.Valid {
		t.Errorf("before %+v, after %+v", before, after)
	}
	if got := w.verdict(filepath.Join(dir, issue.RevokedDir, filepath.Base(before.Path))); got != verify.Revoked {
		t.Errorf("the old certificate is %s", got)
	}
	if _, err := os.Stat(before.Path); err == nil {
		t.Error("the old file is still in its place")
	}
	if _, err := personnel.PlanCorrection(w.Institution, must(w.Person(nabila)), personnel.Fields{}); !errors.Is(err,
		office.CorrectNothing) {
		t.Errorf("once more: %v", err)
	}
	if s := must(w.Standing()); s.Issued != 2 || s.Pledges != 2 {
		t.Errorf("%+v", s)
	}
}

// TestCorrectionWithoutGap holds the new pledge until it is recorded with the end of the old one.
func TestCorrectionWithoutGap(t *testing.T) {
	w := newWorld(t)
	w.imported()
	c := w.campaign("deklarasi")
	w.record(w.pledge(nabila, c))
	dir := filepath.Join(t.TempDir(), "sertifikat")
	before := w.issue(dir)["Nabila Contoh"]
	person := must(w.Person(nabila))
	plan := must(personnel.PlanCorrection(w.Institution, person, personnel.Fields{Name: text("Nabilla Contoh")}))
	elsewhere := c
	elsewhere.Place = "Singkawang"
	stray := w.pledge(nabila, elsewhere) // under the data before
	with := must(plan.Prepare(t.Context(), w.registrar))
	held := w.signed(nabila, *with, c)
	if got := w.verdict(before.Path); got != verify.Valid {
		t.Errorf("the old certificate is %s before the new pledge is recorded", got)
	}
	plan = must(personnel.PlanCorrection(w.Institution, must(w.Person(nabila)), personnel.Fields{}))
	if _, err := plan.Exchange(t.Context(), w.registrar, stray); err == nil {
		t.Error("a pledge with the data before takes the place")
	}
	other := w.campaignTitled("kedua", "Kedua")
	if _, err := plan.Exchange(t.Context(), w.registrar, w.signed(nabila, *with, other)); !errors.Is(err,
		office.CorrectOther) {
		t.Errorf("a pledge in another campaign: %v", err)
	}
	size := w.Ledger.Size()
	r := must(plan.Exchange(t.Context(), w.registrar, held))
	if r.Index != size+1 || w.Ledger.Size() != size+2 {
		t.Errorf("entry %d of %d", r.Index, w.Ledger.Size())
	}
	if again := must(plan.Exchange(t.Context(), w.registrar, held)); !again.Known || again.Index != r.Index {
		t.Errorf("once more: %+v", again)
	}
	after := w.issue(dir)["Nabilla Contoh"]
	if after.Number != before.Number || w.verdict(after.Path) != verify.Valid {
		t.Errorf("%+v", after)
	}
}

// TestCorrectionAfterTheEnd lets a pledge be signed again after its campaign has ended, and not for
// ever.
func TestCorrectionAfterTheEnd(t *testing.T) {
	w := newWorld(t)
	w.imported()
	c := w.campaign("deklarasi")
	w.record(w.pledge(nabila, c))
	extended := must(w.PlanExtension("deklarasi", day.AddDate(0, 0, 1)))
	must(extended.Record(t.Context(), w.registrar))
	w.moment(day.AddDate(0, 0, 30))
	plan := must(personnel.PlanCorrection(w.Institution, must(w.Person(nabila)),
		personnel.Fields{Name: text("Nabilla")}))
	with := must(plan.Prepare(t.Context(), w.registrar))
	if len(plan.Pledges) != 1 || len(with.Campaigns) != 1 {
		t.Fatalf("%d pledges, and %d campaigns in the packet", len(plan.Pledges), len(with.Campaigns))
	}
	check(plan.Revoke(t.Context(), w.registrar))
	if said := w.record(w.signed(nabila, *with, c)); said[0] != nil {
		t.Error(said[0])
	}
	w.moment(day.AddDate(0, 0, 1).Add(ledger.CorrectionTime + 1e9))
	plan = must(personnel.PlanCorrection(w.Institution, must(w.Person(nabila)), personnel.Fields{Name: text("Nabila")}))
	if len(plan.Pledges) != 0 || len(plan.Closed) != 1 {
		t.Errorf("too late: %+v", plan)
	}
}

// TestFields types corrections, and what a file could not have either is refused.
func TestFields(t *testing.T) {
	w := newWorld(t)
	w.imported()
	p := must(w.Person(nabila))
	for _, c := range []struct {
		fields  personnel.Fields
		want    func(p *roster.Person)
		refused roster.Reason
	}{
		{personnel.Fields{Name: text("Dr. Nabilla  Contoh, M.Pd.")},
			func(p *roster.Person) { p.TitleBefore, p.Name, p.TitleAfter = "Dr.", "Nabilla Contoh", "M.Pd." }, ""},
		{personnel.Fields{Position: text("")}, func(p *roster.Person) { p.Position = "" }, ""},
		{personnel.Fields{Unit: text("Dinas Sosial")}, func(p *roster.Person) { p.Unit = "Dinas Sosial" }, ""},
		{personnel.Fields{Subunit: text("SMAN 1")}, func(p *roster.Person) { p.Subunit = "SMAN 1" }, ""},
		{personnel.Fields{Rank: text("III/d")},
			func(p *roster.Person) { p.Rank, p.Grade = "Penata Tingkat I", "III/d" }, ""},
		{personnel.Fields{Name: text(" ")}, nil, "name-missing"},
		{personnel.Fields{Name: text("12345")}, nil, "name-letters"},
		{personnel.Fields{Unit: text(strings.Repeat("Dinas ", 40))}, nil, "field-long"},
		{personnel.Fields{Name: text("Siti\u202e Aminah")}, nil, "field-invisible"},
	} {
		plan, err := personnel.PlanCorrection(w.Institution, p, c.fields)
		if c.refused != "" {
			if !errors.Is(err, c.refused) {
				t.Errorf("%v, want %s", err, c.refused)
			}
			continue
		}
		want := p
		if c.want(&want); err != nil || plan.Next != want {
			t.Errorf("%+v, %v, want %+v", plan, err, want)
		}
	}
}
