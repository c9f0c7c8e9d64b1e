package people

import (
	"errors"
	"slices"
	"strings"
	"time"

	"ikrar/ledger/office"
	dates "ikrar/ledger/office/event"
	"ikrar/ledger/office/personnel"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
)

// retirement is the form that says why nobody waits for somebody, and its plan.
type retirement struct {
	roster.Person
	Reasons []string
	Reason  string
	Until   string // a day, for who comes back
	EndKey  bool

	Fault   string // in words
	Away    bool   // nobody waits for the person now
	Planned bool
	Last    time.Time // the last day; zero for good
	Key     bool      // a key is in force
}

func (m room) askRetirement(r *frame.Request) error {
	return m.with(r, func(_ *office.Institution, p roster.Person) error {
		return r.Show("pamit", m.retirement(r, p))
	})
}

// retirement is the form as it was filled in.
func (m room) retirement(r *frame.Request, p roster.Person) retirement {
	return retirement{Person: p, Reasons: slices.Concat(roster.RetiredReasons, roster.AwayReasons),
		Reason: r.Text("reason"),
		Until:  r.Text("until"), EndKey: r.Chosen("end-key"), Away: p.Absence.At(m.desk.Now())}
}

// retire shows what would be done, and does what was shown.
func (m room) retire(r *frame.Request) error {
	return m.with(r, func(i *office.Institution, p roster.Person) error {
		form := m.retirement(r, p)
		plan, err := form.plan(r, i)
		if err != nil {
			return err
		}
		if plan == nil || r.Text("shown") != form.shown() {
			return r.Show("pamit", form)
		}
		if err := plan.Retire(); errors.Is(err, office.Stale) {
			last := m.desk.Last(i, desk.Roster)
			form.Fault = strings.TrimSpace(r.Say("people.stale") + " " + r.Sooner(last.By, last.At))
			return r.Show("pamit", form)
		} else if err != nil {
			return err
		}
		m.desk.Note(i, desk.Roster)
		if form.EndKey && plan.Key {
			key, err := m.desk.Registrar()
			if err != nil {
				return err
			}
			if err := plan.EndKey(r.Context(), key); err != nil {
				return err
			}
		}
		return r.Go("/pegawai/" + string(p.NIP))
	})
}

// shown is what the plan says, as the form brings it back.
func (f *retirement) shown() string { return strings.TrimSpace(f.Reason + " " + f.Until) }

// plan looks what is to be done. What is wrong with the form is in its Fault, and then there is no
// plan.
func (f *retirement) plan(r *frame.Request, i *office.Institution) (*personnel.RetirementPlan, error) {
	var until time.Time
	if f.Until != "" {
		var ok bool
		if until, ok = dates.ParseLast(f.Until, i.Zone()); !ok {
			f.Fault = r.Say("people.retire.day")
			return nil, nil
		}
		f.Last = until.Add(-time.Second)
	}
	plan, err := personnel.PlanRetirement(i, f.Person, f.Reason, until)
	switch {
	case errors.Is(err, office.RetireReason):
		f.Fault = r.Say("people.retire.reason")
	case errors.Is(err, office.RetireUntil):
		f.Fault = r.Say("people.retire.day")
	case err != nil:
		return nil, err
	default:
		f.Planned, f.Key = true, plan.Key
	}
	if f.Fault != "" {
		return nil, nil
	}
	return plan, nil
}

// comeBack has the person waited for again.
func (m room) comeBack(r *frame.Request) error {
	return m.with(r, func(i *office.Institution, p roster.Person) error {
		plan, err := personnel.PlanReturn(i, p)
		if err == nil {
			err = plan.Retire()
		}
		if err != nil && !errors.Is(err, office.Stale) { // stale: somebody else was sooner, as the page shows
			return err
		}
		return r.Go("/pegawai/" + string(p.NIP))
	})
}
