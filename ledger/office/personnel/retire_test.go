package personnel_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/personnel"
	"ikrar/ledger/report"
	"ikrar/verify"
)

// TestRetirement takes people out of those who are waited for: of who has signed the pledge and its
// certificate stand, and who has not is counted no more.
func TestRetirement(t *testing.T) {
	w := newWorld(t)
	w.imported()
	c := w.campaign("deklarasi")
	if said := w.record(w.pledge(nabila, c)); said[0] != nil {
		t.Fatal(said[0])
	}
	check(must(personnel.PlanRetirement(w.Institution, must(w.Person(nabila)), "pensiun", time.Time{})).Retire())
	r := must(w.Report("deklarasi"))
	if r.Total.People != 2 || r.Total.Pledged != 1 || r.Away != 0 || len(r.Missing()) != 1 {
		t.Errorf("who has pledged is counted on: %+v, %d away", r.Total, r.Away)
	}
	check(must(personnel.PlanRetirement(w.Institution, must(w.Person(andre)), "mutasi", time.Time{})).Retire())
	r = must(w.Report("deklarasi"))
	if r.Total.People != 1 || r.Away != 1 || len(r.Missing()) != 0 || r.Total.Percent() != 100 {
		t.Errorf("%+v, %d away", r.Total, r.Away)
	}
	if s := must(w.Standing()); s.People != 0 || s.Away != 2 || s.Enrolled != 1 || s.Pledges != 1 {
		t.Errorf("%+v", s)
	}
	for p, err := range w.Expected() {
		t.Errorf("%s is waited for, %v", p.Name, err)
	}
	if b := must(w.PlanInvitations(w.Expected(), day.AddDate(0, 0, 7), true)); len(b.Invitations) != 0 {
		t.Errorf("%d are invited", len(b.Invitations))
	}

	back := must(personnel.PlanReturn(w.Institution, must(w.Person(andre))))
	check(back.Retire())
	if err := back.Retire(); !errors.Is(err, office.Stale) {
		t.Errorf("the same plan again: %v", err)
	}
	if r := must(w.Report("deklarasi")); len(r.Missing()) != 1 || r.Missing()[0].State != report.Absent {
		t.Errorf("back: %+v", r.Missing())
	}
}

// TestLeaveEnds: who is on leave is waited for again from the day after.
func TestLeaveEnds(t *testing.T) {
	w := newWorld(t)
	w.imported()
	w.campaign("deklarasi")
	until := day.AddDate(0, 0, 7)
	check(must(personnel.PlanRetirement(w.Institution, must(w.Person(andre)), "cuti", until)).Retire())
	missing := func(at time.Time) int {
		c := must(w.Ledger.Campaign("deklarasi")).Claims()
		return len(must(report.Gather(w.Ledger, w.Roster, c, at)).Missing())
	}
	if before, after := missing(until.Add(-time.Second)), missing(until); before != 1 || after != 2 {
		t.Errorf("%d are missing on the last day, and %d after it", before, after)
	}
}

// TestRetirementEndsTheKey: what the key has signed stands, and it signs no more.
func TestRetirementEndsTheKey(t *testing.T) {
	w := newWorld(t)
	w.imported()
	first, second := w.campaign("deklarasi"), w.campaign("kedua")
	if said := w.record(w.pledge(nabila, first)); said[0] != nil {
		t.Fatal(said[0])
	}
	later := w.pledge(nabila, second)
	plan := must(personnel.PlanRetirement(w.Institution, must(w.Person(nabila)), "meninggal", time.Time{}))
	if !plan.Key {
		t.Fatal("there is no key")
	}
	check(plan.EndKey(t.Context(), w.registrar))
	check(plan.EndKey(t.Context(), w.registrar)) // after a crash
	check(plan.Retire())
	if said := w.record(later); said[0] == nil {
		t.Error("the key signs on")
	}
	r := must(w.Report("deklarasi"))
	if r.Total.Pledged != 1 || r.Total.Revoked != 0 {
		t.Errorf("%+v", r.Total)
	}
	index := r.People[slices.IndexFunc(r.People, func(p report.Person) bool { return p.State == report.Pledged })].Index
	if status := must(w.Ledger.Status(index)); status.State != verify.StateGood {
		t.Errorf("the pledge is %v", status)
	}
}

// TestRetirementRefused names what does not fit.
func TestRetirementRefused(t *testing.T) {
	w := newWorld(t)
	w.imported()
	p := must(w.Person(nabila))
	for _, c := range []struct {
		reason string
		until  time.Time
		want   office.Code
	}{
		{"bosan", time.Time{}, office.RetireReason},
		{"", time.Time{}, office.RetireReason},
		{"pensiun", day.AddDate(0, 0, 1), office.RetireUntil},
		{"cuti", time.Time{}, office.RetireUntil},
		{"tugas-belajar", day, office.RetireUntil},
	} {
		if _, err := personnel.PlanRetirement(w.Institution, p, c.reason, c.until); !errors.Is(err, c.want) {
			t.Errorf("%q until %v: %v, want %s", c.reason, c.until, err, c.want)
		}
	}
}
