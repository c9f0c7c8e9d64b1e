package office_test

import (
	"crypto/ed25519"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer/invitation"
)

// invitations are signed, and not valid yet.
func (w *world) invitations(people iter.Seq2[roster.Person, error], until time.Time) *office.InvitationPlan {
	w.Helper()
	plan := must(w.PlanInvitations(people, until, false))
	check(plan.Sign(w.Context(), w.registrar, nil))
	return plan
}

// slip invites one person and returns the code of the slip.
func (w *world) slip(nip string, days int) invitation.Code {
	w.Helper()
	people := func(yield func(roster.Person, error) bool) { yield(w.Person(nip)) }
	plan := w.invitations(people, day.AddDate(0, 0, days))
	check(plan.Invite())
	return plan.Invitations[0].Code
}

// ask asks for the credential of a new key with the code of a slip.
func (w *world) ask(code invitation.Code) {
	w.Helper()
	_, key, _ := ed25519.GenerateKey(nil)
	origin := w.Ledger.Origin()
	request := must(invitation.Request{Address: w.Facts().URL}.Sign(key, code.Key(origin), origin))
	if _, err := w.Desk().Redeem(w.Context(), request); !errors.Is(err, enrol.ErrWaiting) {
		w.Fatal(err)
	}
}

// TestApprovals: what waits is approved at once where it is as HR wrote it, and after a look where
// it is not; both are counted before.
func TestApprovals(t *testing.T) {
	w := newWorld(t)
	w.imported()
	w.ask(w.slip(nabila, 7))
	w.ask(w.slip(andre, 9))
	moved := strings.ReplaceAll(employees, "Dinas Kesehatan", "Dinas Sosial")
	check(must(w.PlanImport("pegawai.csv", strings.NewReader(moved), roster.Choice{})).Import())
	if s := must(w.Standing()); s.Approvals != 1 || s.Questions != 1 || s.Wishes != 0 {
		t.Errorf("what waits: %+v", s)
	}
	said := map[string]error{}
	approve := func(requests []enrol.Request, answered bool) {
		check(w.Approve(t.Context(), w.registrar, requests, answered, func(r enrol.Request, _ string, err error) {
			said[string(r.Person.NIP)] = err
		}))
	}
	waiting := must(w.Waiting(nil))
	approve(waiting, false)
	var asked *enrol.QuestionError
	if !errors.As(said[andre], &asked) || asked.Questions[0].Changes[0] != (enrol.Change{Field: "unit",
		Old: "Dinas Kesehatan", New: "Dinas Sosial"}) || said[nabila] != nil {
		t.Errorf("approved without a look: %v", said)
	}
	person := must(w.Person(andre))
	approve(must(w.Waiting(&person)), true)
	if s := must(w.Standing()); said[andre] != nil || s.Enrolled != 2 || s.Approvals+s.Questions != 0 {
		t.Errorf("after a look: %v, %+v", said[andre], s)
	}
	if _, err := w.Waiting(&person); err == nil {
		t.Error("who is enrolled waits still")
	}
}

// TestReprints: the codes are the same, those of one end together, and what this key cannot read is
// named.
func TestReprints(t *testing.T) {
	w := newWorld(t)
	w.imported()
	first, second := w.slip(nabila, 7), w.slip(andre, 9)
	r := must(w.Reprint(w.registrar, w.Roster.List("")))
	if len(r.Plans) != 2 || r.Passed+len(r.Sealed) != 0 {
		t.Fatalf("%+v", r)
	}
	got := map[string]invitation.Code{}
	for _, plan := range r.Plans {
		got[string(plan.Invitations[0].Person.NIP)] = plan.Invitations[0].Code
	}
	if got[nabila] != first || got[andre] != second {
		t.Errorf("%v, want %v and %v", got, first, second)
	}
	_, other, _ := ed25519.GenerateKey(nil)
	if r := must(w.Reprint(other, w.Roster.List(""))); len(r.Plans) != 0 || len(r.Sealed) != 2 {
		t.Errorf("by another officer: %+v", r)
	}
}

// TestWishesGoWithThePerson: what a person asked for, and the slip, are erased with the person.
func TestWishesGoWithThePerson(t *testing.T) {
	w := newWorld(t)
	w.imported()
	code, origin := w.slip(nabila, 7), w.Ledger.Origin()
	raw := must(invitation.Correction{Date: day.Unix(), Address: w.Facts().URL, Field: "position",
		Wish: "Analis Madya"}.Sign(code.Key(origin), origin))
	must(w.Desk().Wish(raw))
	person := must(w.Person(nabila))
	other := must(w.Person(andre))
	if s := must(w.Standing()); s.Wishes != 1 || len(must(w.Wishes(&person))) != 1 || len(must(w.Wishes(&other))) != 0 {
		t.Errorf("%+v", s)
	}
	plan := must(w.PlanErasure(t.Context(), person, "diminta"))
	if entries := must(plan.Erase(t.Context(), w.registrar)); len(entries) != 1 {
		t.Errorf("erased by %v", entries)
	}
	if s := must(w.Standing()); s.Wishes != 0 || s.People != 1 {
		t.Errorf("after the erasure: %+v", s)
	}
	for _, drawer := range []string{"invitations", "wishes"} {
		check(w.Ledger.Drawer(drawer).Each(nil, func(k, _ []byte) error {
			t.Errorf("%s holds %q", drawer, k)
			return nil
		}))
	}
	if err := w.Desk().Holds(other, code.String()); !errors.Is(err, enrol.ErrUnknown) {
		t.Errorf("the slip of who was erased: %v", err)
	}
}

// TestSettled: a wish that an officer has seen to is gone.
func TestSettled(t *testing.T) {
	w := newWorld(t)
	w.imported()
	code, origin := w.slip(nabila, 7), w.Ledger.Origin()
	for _, field := range []string{"name", "unit"} {
		raw := must(invitation.Correction{Date: day.Unix(), Address: w.Facts().URL, Field: field, Wish: "Lain"}.Sign(
			code.Key(origin), origin))
		must(w.Desk().Wish(raw))
	}
	wishes := must(w.Wishes(nil))
	check(w.SettleWishes(wishes[:1]))
	if left := must(w.Wishes(nil)); len(left) != 1 || left[0].Field != "unit" {
		t.Errorf("left: %+v", left)
	}
}

// TestInvitees: each is counted where they stand, and the slips that cannot be printed are left
// out.
func TestInvitees(t *testing.T) {
	w := newWorld(t)
	w.imported()
	check(must(w.PlanImport("pegawai.csv", strings.NewReader(employees+
		"199001012015031001,Ani 漢,Analis,Dinas Sosial,III/a,PNS\n"+
		"199101012016031002,Budi Contoh,Analis,Dinas Sosial,III/a,PNS\n"), roster.Choice{})).Import())
	w.ask(w.slip(nabila, 7))
	w.slip(andre, 9)
	check(w.invitations(only(w, "199101012016031002"), day.Add(-time.Hour)).Invite())
	reach := func() string {
		var all []string
		for _, one := range must(w.Desk().Invitees()) {
			all = append(all, one.Person.Name+" "+string(one.Reach))
		}
		return strings.Join(all, ", ")
	}
	if got := reach(); got != "Nabila Contoh waiting, Andre Contoh invited, Ani 漢 none, Budi Contoh lapsed" {
		t.Error(got)
	}
	check(w.Approve(t.Context(), w.registrar, must(w.Waiting(nil)), false, func(enrol.Request, string, error) {}))
	if got := reach(); !strings.HasPrefix(got, "Nabila Contoh key, ") {
		t.Error(got)
	}
	plan := must(w.PlanInvitations(w.Roster.List(""), day.AddDate(0, 0, 9), false))
	left := must(plan.LeaveUnprintable())
	if len(left) != 1 || left[0].Rune != '漢' || len(plan.Invitations) != 1 || plan.Enrolled+plan.Invited != 2 {
		t.Errorf("left out %v of %+v", left, plan.Batch)
	}
}

func only(w *world, nip string) iter.Seq2[roster.Person, error] {
	return func(yield func(roster.Person, error) bool) { yield(w.Person(nip)) }
}
