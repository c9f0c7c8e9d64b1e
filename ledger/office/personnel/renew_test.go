package personnel_test

import (
	"strings"
	"testing"

	"ikrar/ledger/issue"
	"ikrar/ledger/office/personnel"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// TestRenewals renews who has moved or was promoted, asks about who has another name, and leaves
// what was signed before as it is.
func TestRenewals(t *testing.T) {
	w := newWorld(t)
	w.imported()
	c := w.campaign("deklarasi")
	w.record(w.pledge(nabila, c), w.pledge(andre, c))
	if r := must(personnel.PlanRenewals(w.Institution, nil)); len(r.All) != 0 {
		t.Errorf("nothing has changed, and %+v", r.All)
	}
	if p := must(w.PlanIssue(issue.Request{})); p.Outdated != 0 {
		t.Errorf("%d are older than the roster", p.Outdated)
	}
	moved := strings.NewReplacer("Analis", "Analis Madya", "Andre Contoh", "Andre Teladan").Replace(employees)
	check(must(w.PlanImport("pegawai.csv", strings.NewReader(moved), roster.Choice{})).Import())
	if p := must(w.PlanIssue(issue.Request{})); p.Outdated != 2 || p.Missing != 2 {
		t.Errorf("%d of %d are older than the roster", p.Outdated, p.Missing)
	}
	r := must(personnel.PlanRenewals(w.Institution, nil))
	if len(r.All) != 2 || r.Questions != 1 || r.All[0].Question || r.All[0].Differences[0].New != "Analis Madya" {
		t.Fatalf("%+v", r)
	}
	renew := func(answered bool) (names []string) {
		check(must(personnel.PlanRenewals(w.Institution, nil)).Renew(t.Context(), w.registrar, answered,
			func(one personnel.Renewal, err error) {
				check(err)
				names = append(names, one.Person.Name)
			}))
		return names
	}
	if got := renew(false); len(got) != 1 || got[0] != "Nabila Contoh" {
		t.Errorf("without an answer: %q", got)
	}
	if got := renew(true); len(got) != 1 || got[0] != "Andre Teladan" {
		t.Errorf("with one: %q", got)
	}
	if got := renew(true); len(got) != 0 {
		t.Errorf("once more: %q", got)
	}
	for nip, want := range map[string]string{nabila: "Nabila Contoh", andre: "Andre Teladan"} {
		subject := signer.Subject(must(w.Person(nip)).Subject)
		if live := must(w.Ledger.LiveCredential(subject)).Claims(); live.Name != want {
			t.Errorf("%s is enrolled as %s", nip, live.Name)
		}
	}
	if s := must(w.Standing()); s.Pledges != 2 || s.Enrolled != 2 {
		t.Errorf("%+v", s)
	}
}
