package slips

import (
	"context"
	"errors"
	"sync/atomic"

	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
)

// making is what came of it.
type making struct {
	choice
	Changed  bool   // somebody else was sooner, and nothing was done
	Sooner   string // who made slips since the plan was shown
	Made     []set
	Passed   int      // who have no slip that could be printed again
	Sealed   []string // whose slip another officer made
	MoreThan int      // how many sealed are not named
}

// make makes the slips that were shown, and nothing else.
func (s slips) make(r *frame.Request) error {
	c, mark := readChoice(r), r.Text("tanda")
	if r.Chosen("asing") && !r.Chosen(desk.UnseenBox) {
		return s.showPlan(r, c, true)
	}
	return r.Work("slips.making", func(ctx context.Context, p frame.Progress) (o frame.Outcome, err error) {
		err = s.desk.Do(ctx, func(i *office.Institution) (err error) {
			o, err = s.invite(ctx, i, r, c, mark, p)
			if errors.Is(err, office.InviteChanged) {
				o, err = s.changed(i, r, c), nil
			}
			return err
		})
		return o, err
	})
}

// changed says that nothing was done, and who was sooner, and leads back to the plan.
func (s slips) changed(i *office.Institution, r *frame.Request, c choice) frame.Outcome {
	result := making{choice: c, Changed: true}
	if last := s.desk.Last(i, desk.Slips); last.Stamp() != r.Text("catatan") {
		result.Sooner = r.Sooner(last.By, last.At)
	}
	return frame.Outcome{Template: "hasil", Data: result}
}

// invite draws the codes, prints them, and only then makes them valid.
func (s slips) invite(ctx context.Context, i *office.Institution, r *frame.Request, c choice, mark string,
	p frame.Progress) (frame.Outcome, error) {
	d, wrong, err := s.draw(i, r, c)
	if err != nil {
		return frame.Outcome{}, err
	}
	if wrong != nil || d.page.Mark != mark || d.page.Count == 0 {
		return s.changed(i, r, c), nil
	}
	if goOn, err := d.page.Unseen.Answer(i.Home, r.Chosen(desk.UnseenBox)); err != nil || !goOn {
		return s.changed(i, r, c), err
	}
	key, err := s.desk.Registrar()
	if err != nil {
		return frame.Outcome{}, err
	}
	var done atomic.Int64
	total := 2 * len(d.Invitations)
	step := func(key string) func() {
		at := r.Say(key)
		return func() { p.Step(int(done.Add(1)), total, at) }
	}
	if err := d.Sign(ctx, key, step("slips.step.codes")); err != nil {
		return frame.Outcome{}, err
	}
	one, err := s.print(ctx, i, r, d.InvitationPlan, step("slips.step.print"))
	if err == nil {
		err = ctx.Err() // to stop is possible until here
	}
	if err == nil {
		err = d.Invite()
	}
	if err != nil {
		return frame.Outcome{}, err
	}
	s.desk.Note(i, desk.Slips)
	one = s.shelf.put(one)
	return frame.Outcome{Template: "hasil", Data: making{choice: c, Made: []set{one}}, Files: one.files(r)}, nil
}

// printAgain prints the slips again that this officer made.
func (s slips) printAgain(ctx context.Context, i *office.Institution, r *frame.Request, c choice,
	p frame.Progress) (o frame.Outcome, err error) {
	chosen, wrong, err := s.people(i, c)
	if err != nil {
		return o, err
	}
	if wrong != nil {
		return s.changed(i, r, c), nil
	}
	key, err := s.desk.Registrar()
	if err != nil {
		return o, err
	}
	at := r.Say("slips.step.read")
	again, err := i.Reprint(key, stopping(ctx, each(chosen, func(n int) { p.Step(n, len(chosen), at) })))
	if err != nil {
		return o, err
	}
	result := making{choice: c, Passed: again.Passed}
	for n, person := range again.Sealed {
		if n == maxNames {
			result.MoreThan = len(again.Sealed) - n
			break
		}
		result.Sealed = append(result.Sealed, person.PrintedName())
	}
	for _, plan := range again.Plans {
		if _, err := plan.LeaveUnprintable(); err != nil {
			return o, err
		}
		if len(plan.Invitations) == 0 {
			continue
		}
		one, err := s.print(ctx, i, r, plan, nil)
		if err != nil {
			return o, err
		}
		one.Again = true
		one = s.shelf.put(one)
		result.Made, o.Files = append(result.Made, one), append(o.Files, one.files(r)...)
	}
	o.Template, o.Data = "hasil", result
	return o, nil
}
