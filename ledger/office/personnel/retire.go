// Package personnel is what HR does when people change: who has retired or is on leave, whose data
// were wrong in what they signed, whose post or unit is another by now.
package personnel

import (
	"context"
	"crypto"
	"errors"
	"slices"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// reasonRetired is why a key ends with its person's service. The record is read by whoever checks,
// and whether somebody has died or was dismissed is not theirs to know.
const reasonRetired = "tidak lagi bertugas"

// RetirementPlan takes a person out of those who are expected, or back among them. What the person
// signed stands, and so does the record.
type RetirementPlan struct {
	Person roster.Person  // as in the roster until now
	Next   roster.Absence // the zero value: expected again
	Key    bool           // a key of the person is in force

	institution *office.Institution
	key         eddsa.PublicKey
}

// PlanRetirement plans an absence for one of the reasons of package roster: one for good, or one
// until the end of a day, which is exclusive. Its refusals are "retire-reason", "retire-until",
// where the day has passed or the reason and the day do not belong together.
func PlanRetirement(i *office.Institution, p roster.Person, reason string, until time.Time) (*RetirementPlan, error) {
	plan := &RetirementPlan{Person: p, Next: roster.Absence{Reason: reason}}
	good, away := slices.Contains(roster.RetiredReasons, reason), slices.Contains(roster.AwayReasons, reason)
	switch {
	case !good && !away:
		return nil, refuse(office.RetireReason, "reason", reason)
	case good != until.IsZero(), away && !until.After(i.Now()):
		return nil, refuse(office.RetireUntil, "reason", reason)
	case away:
		plan.Next.Until = until.Unix()
	}
	return plan, plan.look(i)
}

// PlanReturn plans to expect a person again.
func PlanReturn(i *office.Institution, p roster.Person) (*RetirementPlan, error) {
	plan := &RetirementPlan{Person: p}
	return plan, plan.look(i)
}

func (p *RetirementPlan) look(i *office.Institution) error {
	p.institution = i
	live, err := i.Ledger.LiveCredential(signer.Subject(p.Person.Subject))
	if errors.Is(err, ledger.ErrNotFound) {
		return nil
	}
	p.Key, p.key = err == nil, live.Claims().Key
	return err
}

// Same says that the roster has it so already.
func (p *RetirementPlan) Same() bool { return p.Person.Absence == p.Next }

// Retire writes what was planned. It is [office.Stale] where the person was changed in between.
func (p *RetirementPlan) Retire() error {
	next := p.Person
	next.Absence = p.Next
	return stale(p.Person, p.institution.Roster.Replace(p.Person, next))
}

// EndKey revokes the person's key from now on: what it has signed stands, and it signs no more.
func (p *RetirementPlan) EndKey(ctx context.Context, registrar crypto.Signer) error {
	i := p.institution
	end, err := i.PlanRevocation(office.KeyTarget(p.key), i.Ledger.Size(), reasonRetired)
	if err == nil {
		_, err = end.Revoke(ctx, registrar, p.Person.PrintedName())
	}
	var rule *ledger.RuleError
	if errors.As(err, &rule) && rule.Rule == ledger.RuleTargetRevoked {
		return nil
	}
	return err
}

// stale says of a change of one person in the roster that another came in between.
func stale(p roster.Person, err error) error {
	if errors.Is(err, roster.ErrStale) || errors.Is(err, ledger.ErrChanged) {
		refused := refuse(office.Stale, "what", p.PrintedName())
		refused.Err = err
		return refused
	}
	return err
}

// refuse makes a refusal of the office's.
func refuse(code office.Code, args ...any) *office.RefusedError {
	return &office.RefusedError{Code: code, Args: args}
}
