package office

import (
	"context"
	"crypto"
	"crypto/rand"
	"errors"
	"iter"
	"strings"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/roster"
	"ikrar/signer/files"
)

// Expected are the people whose pledge is waited for: all of the roster but those who have retired,
// and those who are on leave now.
func (i *Institution) Expected() iter.Seq2[roster.Person, error] {
	return roster.Present(i.Roster.List(""), i.Now())
}

// UnitPeople are those of a unit whose pledge is waited for. A unit that nobody is of is refused,
// and one without a name.
func (i *Institution) UnitPeople(unit string) (iter.Seq2[roster.Person, error], error) {
	people := i.Roster.List(unit)
	for _, err := range people {
		if err != nil || strings.TrimSpace(unit) != "" {
			return roster.Present(people, i.Now()), err
		}
	}
	return people, refuse(UnitUnknown, "unit", unit)
}

// InvitationPlan is invitations that are not valid yet: what is printed of them is made first, so
// that no code is valid that nobody has.
type InvitationPlan struct {
	*enrol.Batch
	Until time.Time // exclusive

	// What a slip says beside the code: where, and whose it is.
	Institution, URL, Root string

	zone *time.Location
	now  time.Time
}

// PlanInvitations looks which of the people need an invitation; with renew also who is enrolled or
// invited. There are no codes before [InvitationPlan.Sign].
func (i *Institution) PlanInvitations(people iter.Seq2[roster.Person, error], until time.Time,
	renew bool) (*InvitationPlan, error) {
	b, err := i.Desk().Invite(people, until, renew)
	if err != nil {
		return nil, err
	}
	return i.invitations(b, until), nil
}

// Sign draws a code for each, and signs the invitations by a registrar's key. signed is called for
// each, by several goroutines. Its refusal is "unsignable"; other errors are the ledger's, and the
// context's.
func (p *InvitationPlan) Sign(ctx context.Context, registrar crypto.Signer, signed func()) error {
	err := p.Batch.Sign(ctx, registrar, rand.Reader, signed)
	if bad := (*enrol.UninvitedError)(nil); errors.As(err, &bad) {
		return refuse(codeUnsignable, "what", bad.Person.PrintedName()).because(err)
	}
	return err
}

// invitations says beside codes where they are for.
func (i *Institution) invitations(b *enrol.Batch, until time.Time) *InvitationPlan {
	is := i.Facts()
	return &InvitationPlan{Batch: b, Until: until, Institution: is.Name, URL: is.URL,
		Root: i.Root.Fingerprint().Short(), zone: i.Zone(), now: i.Now()}
}

// Reprints are invitations whose codes were read again, to print the same slips once more. Nothing
// is changed by that, and there is nothing to do but to print.
type Reprints struct {
	Plans  []*InvitationPlan // those of one end each
	Passed int               // people without an invitation that could be redeemed
	Sealed []roster.Person   // whose code this key cannot read: they are to be invited anew
}

// Reprint reads the codes of invitations again that this registrar made.
func (i *Institution) Reprint(registrar crypto.Signer, people iter.Seq2[roster.Person, error]) (r Reprints, err error) {
	desk, byEnd := i.Desk(), map[int64]*InvitationPlan{}
	for p, err := range people {
		if err != nil {
			return r, err
		}
		one, err := desk.Reprint(registrar, p)
		switch {
		case errors.Is(err, enrol.ErrSealed):
			r.Sealed = append(r.Sealed, p)
			continue
		case errors.Is(err, enrol.ErrUnknown), errors.Is(err, enrol.ErrUsed), errors.Is(err, enrol.ErrExpired):
			r.Passed++
			continue
		case err != nil:
			return r, err
		}
		plan := byEnd[one.Until]
		if plan == nil {
			plan = i.invitations(&enrol.Batch{}, time.Unix(one.Until, 0))
			r.Plans, byEnd[one.Until] = append(r.Plans, plan), plan
		}
		plan.Invitations = append(plan.Invitations, one)
	}
	return r, nil
}

// File is a file that is to be written.
type File struct {
	Path string
	Data []byte
}

// Invite writes the files beside their places, makes the codes valid, and only then gives the files
// their names: a printed code is always one that is valid, and where this is interrupted, another
// plan with renew goes on. Errors are [InviteChanged], "invite-left", the disk's and the ledger's.
func (p *InvitationPlan) Invite(write ...File) error {
	return written(write, func() error {
		err := p.Commit()
		if errors.Is(err, ledger.ErrChanged) {
			return refuse(InviteChanged)
		} else if err != nil {
			return &LedgerError{"ikrar invite", err}
		}
		return nil
	})
}

// Print writes files that say codes which are valid already.
func (Reprints) Print(write ...File) error { return written(write, func() error { return nil }) }

// written writes files beside their places, and gives them their names where act does what they
// say. Who reads a code can use it, so they are for nobody else.
func written(write []File, act func() error) error {
	var prepared []files.Prepared
	defer func() {
		for _, f := range prepared {
			f.Discard()
		}
	}()
	for _, f := range write {
		one, err := files.Prepare(f.Path, f.Data, files.Private)
		if err != nil {
			return err
		}
		prepared = append(prepared, one)
	}
	if err := act(); err != nil {
		return err
	}
	for len(prepared) > 0 {
		one := prepared[0]
		prepared = prepared[1:]
		if err := one.Create(); err != nil {
			return refuse(codeInviteLeft, "path", one.Path, "temp", one.Temporary).because(err)
		}
	}
	return nil
}
