package personnel

import (
	"context"
	"crypto"
	"errors"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// Renewal is a person whose credential says otherwise than the roster does by now.
type Renewal struct {
	Person      roster.Person
	Differences []enrol.Change
	Question    bool // the name is another: a marriage, a mistake, or another person's line

	key eddsa.PublicKey
}

// Renewals are credentials that are to be renewed, each for the same key: what was signed under the
// earlier one stands, and what is signed from now on says the new post and unit.
type Renewals struct {
	All       []Renewal
	Questions int // of these

	institution *office.Institution
}

// PlanRenewals finds whose post, unit, rank or name has changed since they were enrolled, among
// those whose pledge is waited for; or of one person, who has to be enrolled (office.NotEnrolled).
func PlanRenewals(i *office.Institution, of *roster.Person) (*Renewals, error) {
	r, people := &Renewals{institution: i}, i.Expected()
	if of != nil {
		people = func(yield func(roster.Person, error) bool) { yield(*of, nil) }
	}
	for p, err := range people {
		if err != nil {
			return nil, err
		}
		live, err := i.Ledger.LiveCredential(signer.Subject(p.Subject))
		switch {
		case errors.Is(err, ledger.ErrNotFound) && of == nil:
			continue
		case errors.Is(err, ledger.ErrNotFound):
			return nil, &office.RefusedError{Code: office.NotEnrolled, Args: []any{"name", p.PrintedName()}}
		case err != nil:
			return nil, err
		}
		was := live.Claims()
		one := Renewal{Person: p, Differences: enrol.Changes(was.Person, enrol.PersonOf(p)), key: was.Key}
		if len(one.Differences) == 0 {
			continue
		}
		if one.Question = was.Name != p.PrintedName(); one.Question {
			r.Questions++
		}
		r.All = append(r.All, one)
	}
	return r, nil
}

// Renew renews them by a registrar's key; those in question only where an officer has answered for
// their names. done is called for each that was to be renewed, with nil or why not. To do the same
// again goes on.
func (r *Renewals) Renew(ctx context.Context, registrar crypto.Signer, answered bool,
	done func(one Renewal, err error)) error {
	for _, one := range r.All {
		if one.Question && !answered {
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		_, err := r.institution.Enrol(ctx, registrar, one.Person, one.key, false)
		done(one, err)
	}
	return nil
}
