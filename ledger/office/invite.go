package office

import (
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

// UnitPeople are those of a unit. One that nobody is of is refused, and one without a name.
func (i *Institution) UnitPeople(unit string) (iter.Seq2[roster.Person, error], error) {
	people := i.Roster.List(unit)
	for _, err := range people {
		if err != nil || strings.TrimSpace(unit) != "" {
			return people, err
		}
	}
	return people, refuse(UnitUnknown, "unit", unit)
}

// InvitationPlan is invitations that were drawn and are not valid yet: what is printed of them is
// made first, so that no code is valid that nobody has.
type InvitationPlan struct {
	*enrol.Batch
	Until time.Time // exclusive

	// What a slip says beside the code: where, and whose it is.
	Institution, URL, Root string
}

// PlanInvitations draws a code for each of the people who needs one. With renew also for those who
// are enrolled or invited.
func (i *Institution) PlanInvitations(people iter.Seq2[roster.Person, error], until time.Time,
	renew bool) (*InvitationPlan, error) {
	b, err := i.Desk().Invite(people, until, renew, rand.Reader)
	if err != nil {
		return nil, err
	}
	is := i.Facts()
	return &InvitationPlan{b, until, is.Name, is.URL, i.Root.Fingerprint().Short()}, nil
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
	var prepared []files.Prepared
	defer func() {
		for _, f := range prepared {
			f.Discard()
		}
	}()
	for _, f := range write {
		one, err := files.Prepare(f.Path, f.Data, files.Private) // who reads a code can use it
		if err != nil {
			return err
		}
		prepared = append(prepared, one)
	}
	if err := p.Commit(); errors.Is(err, ledger.ErrChanged) {
		return refuse(InviteChanged)
	} else if err != nil {
		return &LedgerError{"ikrar invite", err}
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
