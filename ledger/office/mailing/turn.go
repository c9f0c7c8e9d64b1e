package mailing

import (
	"context"

	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// Mail of one home is sent by one process at a time: a letter that is on its way would look unsure
// to another. The lock ends with the process, however that ends.

func lockPath(h *office.Home) string { return h.LedgerDir() + ".mailing" }

// Underway is who sends mail of a home right now; who is empty where that is not known.
func Underway(ctx context.Context, h *office.Home) (who string, yes bool) {
	ctx, stop := context.WithCancel(ctx)
	stop() // it looks once
	unlock, err := issue.Lock(ctx, lockPath(h), "", nil)
	if err == nil {
		unlock()
		return "", false
	}
	return issue.Holder(lockPath(h)), true
}

// ready looks right before a letter is handed over whether it still is to be: plans grow old while
// letters before it go, or while another process sends. Errors are [ErrElsewhere], [ErrChanged] and
// the ledger's.
func (p *Plan) ready(a *Addressee) error {
	now, ok, err := p.institution.Roster.BySubject(signer.Subject(a.Person.Subject))
	if err != nil {
		return err
	}
	if !ok || now.Email != a.Person.Email {
		return ErrChanged
	}
	entries, err := Log(p.institution, now)
	if err != nil {
		return err
	}
	if e := findMail(entries, p.Kind, a.about); e != nil && *e != a.before {
		return ErrElsewhere
	}
	return nil
}

// note writes what became of a letter.
func (p *Plan) note(a *Addressee, state State, detail string) (Entry, error) {
	e := Entry{Kind: p.Kind, About: a.about, State: state, Address: a.Person.Email, Detail: detail,
		Time: p.institution.Now().Unix()}
	a.before = e
	return e, note(p.institution, signer.Subject(a.Person.Subject), e)
}

// Counted are those whose letter counts as sent from now on, by the officer's word.
func (p *Plan) Counted() (people []roster.Person) {
	for _, a := range p.taken {
		people = append(people, a.Person)
	}
	return people
}
