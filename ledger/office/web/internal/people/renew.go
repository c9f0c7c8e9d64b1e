package people

import (
	"context"
	"slices"
	"strconv"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/personnel"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// renewals is the plan of credentials that say otherwise than the roster does by now.
type renewals struct {
	People    []renewal // the first of them
	More      int
	Count     int
	Questions int         // of them, with another name
	Unseen    desk.Unseen // of them; the table says who
	Mark      string
	Changed   bool // since the officer saw it

	plan *personnel.Renewals
}

type renewal struct {
	roster.Person
	Differences       []enrol.Change
	Question, Foreign bool
}

// maxRenewals is how many of a plan are shown: those to be looked at first.
const maxRenewals = 100

func planRenewals(i *office.Institution) (p renewals, err error) {
	if p.plan, err = personnel.PlanRenewals(i, nil); err != nil {
		return p, err
	}
	var people []roster.Person
	var text []byte
	for _, one := range p.plan.All {
		people = append(people, one.Person)
		text = append(text, one.Person.Subject[:]...)
		for _, d := range one.Differences {
			text = strconv.AppendQuote(text, d.Field+"\x00"+d.Old+"\x00"+d.New)
		}
	}
	if p.Unseen, err = desk.UnseenOf(i.Home, people); err != nil {
		return p, err
	}
	foreign := map[[8]byte]bool{}
	for _, one := range p.Unseen.All() {
		foreign[one.Subject] = true
	}
	for _, one := range p.plan.All {
		p.People = append(p.People, renewal{one.Person, one.Differences, one.Question, foreign[one.Person.Subject]})
	}
	slices.SortStableFunc(p.People, func(a, b renewal) int { return weight(b) - weight(a) })
	p.Count, p.Questions, p.Unseen.People = len(people), p.plan.Questions, nil
	p.Mark = signer.DigestOf(text).String()
	if p.Count > maxRenewals {
		p.More, p.People = p.Count-maxRenewals, p.People[:maxRenewals]
	}
	return p, nil
}

func weight(r renewal) (n int) {
	if r.Foreign {
		n = 2
	}
	if r.Question {
		n++
	}
	return n
}

func (m room) planRenewals(r *frame.Request) error {
	return m.desk.Do(r.Context(), func(i *office.Institution) error {
		p, err := planRenewals(i)
		if err != nil {
			return err
		}
		return r.Show("perbarui", p)
	})
}

// renewed is what came of it.
type renewed struct{ Done, Failed, Held int }

// renew renews what was shown, and nothing else.
func (m room) renew(r *frame.Request) error {
	key, err := m.desk.Registrar()
	if err != nil {
		return err
	}
	var p renewals
	goOn := false
	err = m.desk.Do(r.Context(), func(i *office.Institution) (err error) {
		if p, err = planRenewals(i); err != nil {
			return err
		}
		if p.Changed = p.Mark != r.Text("mark"); !p.Changed {
			goOn, err = p.Unseen.Answer(i.Home, r.Chosen(desk.UnseenBox))
		}
		return err
	})
	if err != nil {
		return err
	}
	if !goOn {
		return r.Show("perbarui", p)
	}
	names, mark := r.Chosen("names"), p.Mark
	return r.Work("people.renew", func(ctx context.Context, at frame.Progress) (frame.Outcome, error) {
		var done renewed
		err := m.desk.Do(ctx, func(i *office.Institution) error {
			p, err := planRenewals(i)
			if err != nil {
				return err
			}
			if p.Mark != mark { // in this moment
				return &office.RefusedError{Code: office.Stale, Args: []any{"what", "roster"}}
			}
			if !names {
				done.Held = p.Questions
			}
			return p.plan.Renew(ctx, key, names, func(one personnel.Renewal, err error) {
				if done.Done++; err != nil {
					done.Done--
					done.Failed++
				}
				at.Step(done.Done+done.Failed, p.Count-done.Held, one.Person.PrintedName())
			})
		})
		return frame.Outcome{Template: "diperbarui", Data: done}, err
	})
}
