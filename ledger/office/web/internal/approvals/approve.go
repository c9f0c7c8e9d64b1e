package approvals

import (
	"context"
	"errors"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/frame"
)

// result says who was approved, who not, and why.
type result struct {
	Done   []string // names of the first
	Count  int
	Others []other   // whom another officer approved sooner
	Not    []refusal // who was not
}

// More is how many of those who were approved are not named.
func (r result) More() int { return r.Count - len(r.Done) }

// Nothing says that there was nothing to do.
func (r result) Nothing() bool { return r.Count+len(r.Others)+len(r.Not) == 0 }

type other struct{ Name, By string }

// refusal is why somebody was not approved: a key of the catalogue, or an error in words.
type refusal struct {
	Name, NIP  string
	Key        string
	What, Next string
}

// maxNames is how many names a page lists where nobody reads more.
const maxNames = 100

// approve approves, and says of each what came of it. step may be nil.
func (a approvals) approve(ctx context.Context, i *office.Institution, r *frame.Request, s shown, answered bool,
	step func(n int)) (res result, err error) {
	key, err := a.desk.Registrar()
	if err != nil {
		return res, err
	}
	for _, c := range s.changed {
		res.Not = append(res.Not, refusal{Name: c.Person.PrintedName(), NIP: string(c.Person.NIP),
			Key: "approvals.not.changed"})
	}
	n := 0
	err = i.Approve(ctx, key, s.same, answered, func(w enrol.Request, by string, err error) {
		if n++; step != nil {
			step(n)
		}
		name := w.Person.PrintedName()
		switch {
		case err != nil:
			res.Not = append(res.Not, refused(r, w, err))
		case by != "":
			res.Others = append(res.Others, other{name, by})
		default:
			if res.Count++; len(res.Done) < maxNames {
				res.Done = append(res.Done, name)
			}
		}
	})
	return res, err
}

// refused says why a request was not approved.
func refused(r *frame.Request, w enrol.Request, err error) refusal {
	no := refusal{Name: w.Person.PrintedName(), NIP: string(w.Person.NIP)}
	var asked *enrol.QuestionError
	switch {
	case errors.As(err, &asked):
		no.Key = "approvals.not.asked"
	case errors.Is(err, office.Stale) && w.Time == 0: // it did not wait any more when it was chosen
		no.Key = "approvals.not.gone"
	case errors.Is(err, office.Stale):
		no.Key = "approvals.not.changed"
	default:
		no.What, no.Next = r.Explain(err)
	}
	return no
}

// approveTicked approves the requests that are ticked.
func (a approvals) approveTicked(r *frame.Request) error {
	values := r.Form["permintaan"]
	if len(values) == 0 {
		return a.list(r, "approvals.none.ticked")
	}
	var res result
	err := a.desk.Do(r.Context(), func(i *office.Institution) error {
		_, requests, _, err := count(i, "")
		if err != nil {
			return err
		}
		s, err := find(i, requests, values)
		if err != nil {
			return err
		}
		res, err = a.approve(r.Context(), i, r, s, false, nil)
		return err
	})
	if err != nil {
		return err
	}
	return r.Show("selesai", res)
}

// approveAll approves the requests without a question that the plan has counted.
func (a approvals) approveAll(r *frame.Request) error {
	until := r.Text("sampai")
	return r.Work("approvals.working", func(ctx context.Context, p frame.Progress) (o frame.Outcome, err error) {
		o.Template = "hasil"
		var res result
		err = a.desk.Do(ctx, func(i *office.Institution) error {
			_, requests, _, err := count(i, "")
			if err != nil {
				return err
			}
			s := shown{same: counted(requests, until)}
			res, err = a.approve(ctx, i, r, s, false, func(n int) { p.Step(n, len(s.same), "") })
			return err
		})
		o.Data = res
		return o, err
	})
}
