package people

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
)

// revocation is the form that ends a key, and its plan. What is confirmed is what was shown: the
// key, from which entry on, and the pledges that it takes along.
type revocation struct {
	roster.Person
	Fault  string // in words
	Reason string
	Keep   bool // what was signed before stays in force

	Planned bool
	From    uint64
	Target  string
	Pledges []office.RevokedPledge // with the campaigns by their titles
	Shown   string                 // the pledges, as the form brings them back
}

// reserved is the reason of a correction, after which a person may sign again (STORE.md): it is
// given by the act that corrects, and not by hand.
const reserved = "perbaikan"

func (m room) askRevocation(r *frame.Request) error {
	return m.with(r, func(_ *office.Institution, p roster.Person) error {
		return r.Show("cabut", revocation{Person: p})
	})
}

func (m room) planRevocation(r *frame.Request) error {
	return m.with(r, func(i *office.Institution, p roster.Person) error {
		form := revocation{Person: p, Reason: r.Text("reason"), Keep: r.Chosen("keep")}
		if form.Keep {
			form.From = i.Ledger.Size()
		}
		_, err := form.plan(r, i)
		if err != nil {
			return err
		}
		return r.Show("cabut", form)
	})
}

// plan looks what the revocation takes along. What is wrong with the form is in its Fault, and then
// there is no plan.
func (f *revocation) plan(r *frame.Request, i *office.Institution) (*office.RevocationPlan, error) {
	if strings.EqualFold(f.Reason, reserved) {
		f.Fault = r.Say("people.revoke.reserved")
		return nil, nil
	}
	target, err := i.PersonTarget(f.Person)
	if errors.Is(err, office.NotEnrolled) {
		f.Fault = r.Say("people.revoke.none")
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	plan, err := i.PlanRevocation(target, f.From, f.Reason)
	if bad := (*config.ValueError)(nil); errors.As(err, &bad) {
		f.Fault = sayReason(r, bad)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	f.Planned, f.Pledges, f.Target = true, slices.Clone(plan.Pledges),
		base64.RawURLEncoding.EncodeToString(target.Digest[:])
	var shown []string
	for n, p := range plan.Pledges {
		shown = append(shown, fmt.Sprint(p.Index))
		campaign, err := i.Ledger.Campaign(p.Campaign)
		if err != nil {
			return nil, err
		}
		f.Pledges[n].Campaign = campaign.Claims().Title
	}
	f.Shown = strings.Join(shown, ",")
	return plan, nil
}

// revoke does what was shown; where it has changed since, the new plan is shown.
func (m room) revoke(r *frame.Request) error {
	key, err := m.desk.Registrar()
	if err != nil {
		return err
	}
	return m.with(r, func(i *office.Institution, p roster.Person) error {
		form := revocation{Person: p, Reason: r.Text("reason"), Keep: r.Chosen("keep")}
		if form.Keep {
			from, bad := strconv.ParseUint(r.Text("from"), 10, 53)
			if form.From = from; bad != nil || from > i.Ledger.Size() {
				form.From = i.Ledger.Size()
			}
		}
		plan, err := form.plan(r, i)
		if err != nil {
			return err
		}
		if plan == nil {
			return r.Show("cabut", form)
		}
		if form.Target == r.Text("target") && form.Shown == r.Text("shown") {
			_, err = plan.Revoke(r.Context(), key, p.PrintedName())
			if err == nil {
				return r.Show("dicabut", form)
			}
			if !errors.Is(err, office.Stale) {
				return err
			}
			if _, err = form.plan(r, i); err != nil {
				return err
			}
		}
		if form.Fault, err = stale(r, i, p); err != nil {
			return err
		}
		return r.Show("cabut", form)
	})
}

// sayReason says why a reason is refused.
func sayReason(r *frame.Request, bad *config.ValueError) string {
	if bad.Value == "" {
		return r.Say("people.reason.empty")
	}
	return r.Say("people.reason.bad", "reason", r.Say("reason."+string(bad.Reason)))
}
