package slips

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
)

// planning is the page that says what will happen.
type planning struct {
	choice
	Mark      string // of what was shown: nothing else is done
	Noted     string // the note of who made slips last by then
	Count     int
	Last      string
	Left      []left
	Faulty    []faulty
	Falls     []fall
	Former    int
	Unseen    desk.Unseen // of those who get one
	Reachable bool        // some of those who are left out have a slip that can be printed again
}

// left are people who get no slip, by how far they have come.
type left struct {
	Reach enrol.Reach
	Count int
	Names []string // of the first
}

// More is how many are not named.
func (l left) More() int { return l.Count - len(l.Names) }

// maxNames is how many names a page lists where nobody reads more.
const maxNames = 50

// faulty is somebody whose slip has a character that cannot be printed.
type faulty struct {
	Name, NIP, Rune string
	Field           string // a key of the catalogue
}

// fall is a request that falls by a new slip.
type fall struct {
	Name, NIP, Unit string
	Since           time.Time
}

// drawn is a plan with what its page says.
type drawn struct {
	*office.InvitationPlan
	page planning
}

// draw plans. Where wrong is not nil, the choice is to be corrected.
func (s slips) draw(i *office.Institution, r *frame.Request, c choice) (d drawn, wrong map[string]string, err error) {
	until, wrong := c.end(s.desk.Now().In(i.Zone()))
	if wrong != nil {
		return d, wrong, nil
	}
	chosen, wrong, err := s.people(i, c)
	if err != nil || wrong != nil {
		return d, wrong, err
	}
	if d.InvitationPlan, err = i.PlanInvitations(each(chosen, nil), until, c.Renew); err != nil {
		return d, nil, err
	}
	unprintable, err := d.LeaveUnprintable()
	if err != nil {
		return d, nil, err
	}
	d.page = planning{choice: c, Count: len(d.Invitations), Last: d.Last(r.Lang)}
	for _, bad := range unprintable {
		d.page.Faulty = append(d.page.Faulty, faulty{bad.Person.PrintedName(), string(bad.Person.NIP),
			fmt.Sprintf("%U", bad.Rune), "slips.field." + strings.ToLower(bad.Field)})
	}
	if !c.Renew {
		d.page.leave(chosen)
	}
	mark := sha256.New()
	people := make([]roster.Person, 0, len(d.Invitations))
	for _, v := range d.Invitations {
		people = append(people, v.Person)
		if err := json.NewEncoder(mark).Encode([]any{v.Person, v.Waits, v.Former, v.Until, v.Before}); err != nil {
			return d, nil, err
		}
		if v.Former {
			d.page.Former++
		}
		if v.Waits > 0 {
			d.page.Falls = append(d.page.Falls, fall{v.Person.PrintedName(), v.Person.NIP.Last4(), v.Person.Unit,
				time.Unix(v.Waits, 0).In(i.Zone())})
		}
	}
	d.page.Noted = s.desk.Last(i, desk.Slips).Stamp()
	d.page.Mark = hex.EncodeToString(mark.Sum(nil))
	d.page.Unseen, err = desk.UnseenOf(i.Home, people)
	return d, nil, err
}

// leftOut are those who get no slip unless the old ones are replaced.
var leftOut = []enrol.Reach{enrol.ReachKey, enrol.ReachInvited, enrol.ReachWaiting}

// leave names who needs no slip.
func (p *planning) leave(chosen []enrol.Invitee) {
	for _, reach := range leftOut {
		l := left{Reach: reach}
		for _, one := range chosen {
			if one.Reach != reach {
				continue
			}
			if l.Count++; l.Count <= maxNames {
				l.Names = append(l.Names, one.Person.PrintedName())
			}
		}
		if l.Count > 0 {
			p.Left = append(p.Left, l)
			p.Reachable = p.Reachable || reach != enrol.ReachKey
		}
	}
}

// plan shows what would be made, or begins to print again.
func (s slips) plan(r *frame.Request) error {
	c := readChoice(r)
	if r.Chosen("lagi") {
		return s.reprint(r, c)
	}
	return s.showPlan(r, c, false)
}

// showPlan shows what would be made. asked says that the officer went on without having said that
// the people of it were looked at.
func (s slips) showPlan(r *frame.Request, c choice, asked bool) error {
	var d drawn
	var wrong map[string]string
	err := s.desk.Do(r.Context(), func(i *office.Institution) (err error) {
		d, wrong, err = s.draw(i, r, c)
		return err
	})
	switch {
	case err != nil:
		return err
	case wrong != nil:
		return s.showWrong(r, c, wrong)
	}
	d.page.Unseen.Fault = asked
	return r.Show("rencana", d.page)
}

// reprint begins to print slips again: it changes nothing, so there is no plan.
func (s slips) reprint(r *frame.Request, c choice) error {
	var wrong map[string]string
	err := s.desk.Do(r.Context(), func(i *office.Institution) (err error) {
		_, wrong, err = s.people(i, c)
		return err
	})
	switch {
	case err != nil:
		return err
	case wrong != nil:
		return s.showWrong(r, c, wrong)
	}
	return r.Work("slips.reprinting", func(ctx context.Context, p frame.Progress) (o frame.Outcome, err error) {
		err = s.desk.Do(ctx, func(i *office.Institution) (err error) {
			o, err = s.printAgain(ctx, i, r, c, p)
			return err
		})
		return o, err
	})
}
