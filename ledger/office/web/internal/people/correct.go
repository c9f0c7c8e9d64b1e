package people

import (
	"encoding/hex"
	"encoding/json"
	"errors"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/personnel"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// correction is the form that puts right what somebody has signed, and its plan.
type correction struct {
	roster.Person
	Name, Position, Unit, Subunit, Rank string // as typed

	Fault   string // in words
	Planned bool
	Changes []enrol.Change
	Plan    *personnel.CorrectionPlan
	Shown   string // what the plan says, as the form brings it back
	URL     string
	Unseen  desk.Unseen // the person, whose other fields are signed anew too
}

func (m room) askCorrection(r *frame.Request) error {
	return m.with(r, func(_ *office.Institution, p roster.Person) error {
		return r.Show("perbaiki", correction{Person: p, Name: p.PrintedName(), Position: p.Position, Unit: p.Unit,
			Subunit: p.Subunit, Rank: p.PrintedRank()})
	})
}

// plan looks what the correction means. What is wrong with the form is in its Fault, and then there
// is no plan.
func (f *correction) plan(r *frame.Request, i *office.Institution) error {
	var fields personnel.Fields
	for _, one := range []struct {
		field   **string
		typed   *string
		present string
	}{{&fields.Name, &f.Name, f.Person.PrintedName()}, {&fields.Position, &f.Position, f.Person.Position},
		{&fields.Unit, &f.Unit, f.Person.Unit}, {&fields.Subunit, &f.Subunit, f.Person.Subunit},
		{&fields.Rank, &f.Rank, f.Person.PrintedRank()}} {
		if *one.typed != one.present {
			*one.field = one.typed
		}
	}
	plan, err := personnel.PlanCorrection(i, f.Person, fields)
	line := (*roster.LineError)(nil)
	switch {
	case errors.Is(err, office.CorrectNothing):
		f.Fault = r.Say("people.correct.nothing")
		return nil
	case errors.As(err, &line):
		f.Fault = r.Say("people.correct.field", "value", line.Value, "reason",
			r.Say("roster.reason."+string(line.Reason)))
		if line.Value == "" {
			f.Fault = r.Say("people.correct.empty")
		}
		return nil
	case err != nil:
		return err
	}
	f.Plan, f.Planned, f.URL = plan, true, i.Facts().URL
	f.Changes = enrol.Changes(enrol.PersonOf(plan.Person), enrol.PersonOf(plan.Next))
	said, err := json.Marshal([]any{plan.Person, plan.Next, plan.Key, plan.Pledges, plan.Waiting, plan.Closed})
	digest := signer.DigestOf(said)
	f.Shown = hex.EncodeToString(digest[:])
	if err != nil {
		return err
	}
	f.Unseen, err = desk.UnseenOf(i.Home, []roster.Person{plan.Person})
	return err
}

// sooner shows the plan anew to an officer before whom another has corrected the person.
func (m room) sooner(r *frame.Request) error {
	return m.with(r, func(i *office.Institution, now roster.Person) error {
		form := correction{Person: now, Name: r.Text("name"), Position: r.Text("position"), Unit: r.Text("unit"),
			Subunit: r.Text("subunit"), Rank: r.Text("rank")}
		if err := form.plan(r, i); err != nil {
			return err
		}
		said, err := stale(r, i, now)
		if err != nil {
			return err
		}
		if form.Fault == "" {
			form.Fault = said
		}
		return r.Show("perbaiki", form)
	})
}

// correct shows what the correction means, and does what was shown: the roster and the credential
// first, then the end of the pledges that are signed again.
func (m room) correct(r *frame.Request) error {
	key, err := m.desk.Registrar()
	if err != nil {
		return err
	}
	return m.with(r, func(i *office.Institution, p roster.Person) error {
		form := correction{Person: p, Name: r.Text("name"), Position: r.Text("position"), Unit: r.Text("unit"),
			Subunit: r.Text("subunit"), Rank: r.Text("rank")}
		if err := form.plan(r, i); err != nil {
			return err
		}
		if shown := r.Text("shown"); form.Plan == nil || shown != form.Shown {
			if shown != "" && form.Fault == "" {
				if form.Fault, err = stale(r, i, p); err != nil {
					return err
				}
			}
			return r.Show("perbaiki", form)
		}
		if goOn, err := form.Unseen.Answer(i.Home, r.Chosen(desk.UnseenBox)); err != nil {
			return err
		} else if !goOn {
			return r.Show("perbaiki", form)
		}
		if _, err := form.Plan.Prepare(r.Context(), key); errors.Is(err, office.Stale) {
			return m.sooner(r)
		} else if err != nil {
			return err
		}
		m.desk.Note(i, desk.Roster)
		if err := desk.Wrote(i.Home, form.Plan.Next); err != nil {
			return err
		}
		if err := form.Plan.Revoke(r.Context(), key); err != nil {
			return err
		}
		return r.Show("diperbaiki", form)
	})
}
