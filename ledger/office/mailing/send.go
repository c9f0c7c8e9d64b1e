package mailing

import (
	"cmp"
	"context"
	"crypto"
	"errors"
	"iter"
	netmail "net/mail"
	"time"

	"ikrar/ledger/issue"
	"ikrar/ledger/office/mail"
	"ikrar/ledger/roster"
	"ikrar/signer/eddsa"
	"ikrar/verify/phrase"
)

// Done is called for each letter with what became of it, in the order of the plan. err is
// [ErrElsewhere], [ErrChanged], enrol.ErrSealed and its like where the letter was not written; the
// others go on.
type Done func(p roster.Person, e Entry, err error)

// Letter is what a person would get, to be looked at. An invitation has a sign for the code, which
// stands in the letter itself alone.
func (p *Plan) Letter(lang phrase.Lang, a Addressee) mail.Letter {
	i := p.institution
	is := i.Facts()
	l := mail.Letter{Kind: p.Kind, Lang: lang, Name: a.Person.PrintedName(), Institution: is.Name, URL: is.URL,
		Campaign: p.Campaign.Title, Until: phrase.Moment(lang, a.until.Add(-time.Second), i.Zone())}
	switch p.Kind {
	case mail.Invitation:
		l.Code = cmp.Or(a.code, "XXXX-XXXX-XXXX-XXXX")
	case mail.Certificate:
		l.Certificate = a.about
	}
	return l
}

// Test sends a letter to the officer as a person would get it, without a code. Errors are
// "mail-auth", "mail-unreachable", "mail-lost", "mail-sender", "mail-quota" and "mail-not-taken".
func (p *Plan) Test(ctx context.Context, server mail.Server, l mail.Letter, to string) error {
	conn, err := dialMail(ctx, server)
	if err != nil {
		return err
	}
	defer conn.Close()
	l.Test = true
	if err = conn.Send(ctx, p.from(), to, l, p.institution.Now()); err == nil || ctx.Err() != nil {
		return err
	}
	why := mail.WhyOf(err)
	switch {
	case why.Ours():
		return ours(server, p.from().Address, why)
	case errors.As(err, new(*mail.RefusedError)):
		return refuse(NotTaken, "address", to, "why", why)
	}
	return refuse(Lost, "host", server.Host)
}

// from is the sender.
func (p *Plan) from() netmail.Address {
	m := p.institution.Config.Mail
	return netmail.Address{Name: cmp.Or(m.FromName, p.institution.Facts().Name), Address: m.From}
}

// Send hands the letters over, at the rate of ikrar.toml, once nobody else sends. Each is noted
// before and after, so that of what a crash or a broken connection leaves at most one letter is
// unsure; to go on is to plan again. A letter that the server does not take for now waits for the
// next time. Invitations need a registrar's key, which makes the codes that are missing; a key in
// an agent cannot read codes again, and is refused as "mail-unsealed". Other errors are
// "mail-auth", "mail-unreachable", "mail-lost", "mail-unsure", "mail-sender", "mail-quota", those
// of [office.InvitationPlan.Invite], the context's and the ledger's.
func (p *Plan) Send(ctx context.Context, registrar crypto.Signer, server mail.Server, lang phrase.Lang,
	done Done) error {
	if len(p.To)+len(p.taken) == 0 {
		return nil
	}
	unlock, err := issue.Lock(ctx, lockPath(p.institution.Home), p.Who, p.Waiting)
	if err != nil {
		return err
	}
	defer unlock()
	for n := range p.taken {
		err := p.ready(&p.taken[n])
		if err == nil {
			_, err = p.note(&p.taken[n], Sent, "")
		}
		if err != nil && err != ErrElsewhere && err != ErrChanged {
			return err
		}
	}
	if len(p.To) == 0 {
		return nil
	}
	conn, err := dialMail(ctx, server) // before any code is made: a server that is down costs nothing
	if err != nil {
		return err
	}
	s := &mailer{plan: p, server: server, lang: lang, conn: conn, done: done}
	defer s.close()
	if p.Kind == mail.Invitation {
		if err := p.invite(ctx, registrar); err != nil {
			return err
		}
	}
	for n := range p.To {
		if sent, err := s.next(ctx, registrar, &p.To[n]); err != nil {
			return err
		} else if !sent || n+1 == len(p.To) {
			continue
		}
		select {
		case <-time.After(time.Minute / time.Duration(p.institution.Config.Mail.Rate)):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// invite makes the codes that are missing, all at once: each can be read again by this registrar,
// so that none is lost where this ends early.
func (p *Plan) invite(ctx context.Context, registrar crypto.Signer) error {
	i, missing := p.institution, map[roster.NIP]int{}
	var people iter.Seq2[roster.Person, error] = func(yield func(roster.Person, error) bool) {
		for n, a := range p.To {
			if a.about == "" {
				missing[a.Person.NIP] = n
				if !yield(a.Person, nil) {
					return
				}
			}
		}
	}
	b, err := i.PlanInvitations(people, p.Until, p.Renew)
	if err == nil {
		err = b.Sign(ctx, registrar, nil)
	}
	switch {
	case err != nil:
		return err
	case !b.Sealed:
		return refuse(Unsealed)
	case len(b.Invitations) == 0:
		return nil
	}
	if err := b.Invite(); err != nil {
		return err
	}
	for _, one := range b.Invitations {
		key, err := eddsa.PublicKeyOf(one.Code.Key(i.Ledger.Origin()))
		if err != nil {
			return err
		}
		a := &p.To[missing[one.Person.NIP]]
		a.about, a.code = aboutInvitation(key), one.Code.String()
	}
	return nil
}

// reprint finds the code of an invitation that was made before.
func (p *Plan) reprint(registrar crypto.Signer, a *Addressee) error {
	i := p.institution
	one, err := i.Desk().Reprint(registrar, a.Person)
	if err != nil {
		return err
	}
	key, err := eddsa.PublicKeyOf(one.Code.Key(i.Ledger.Origin()))
	a.about, a.code = aboutInvitation(key), one.Code.String()
	return err
}

// mailer sends the letters of a plan, over one connection after another.
type mailer struct {
	plan   *Plan
	server mail.Server
	lang   phrase.Lang
	conn   *mail.Conn
	done   Done
}

func (s *mailer) close() {
	if s.conn != nil {
		s.conn.Close()
		s.conn = nil
	}
}

// next sends the next letter, unless it need not or cannot be written. Where the server has closed
// the connection, as it does with idle ones, it is tried once more over a new one.
func (s *mailer) next(ctx context.Context, registrar crypto.Signer, a *Addressee) (sent bool, err error) {
	p := s.plan
	if p.Kind == mail.Invitation && a.code == "" {
		if err := p.reprint(registrar, a); err != nil {
			s.done(a.Person, Entry{}, err)
			return false, nil
		}
	}
	switch err := p.ready(a); {
	case err == ErrElsewhere || err == ErrChanged:
		s.done(a.Person, Entry{}, err)
		return false, nil
	case err != nil:
		return false, err
	}
	for try := 0; ; try++ {
		lost, err := s.try(ctx, a)
		if !lost || try > 0 {
			return true, err
		}
	}
}

func (s *mailer) try(ctx context.Context, a *Addressee) (lost bool, err error) {
	p := s.plan
	if s.conn == nil {
		if s.conn, err = dialMail(ctx, s.server); err != nil {
			return false, err
		}
	}
	if _, err := p.note(a, Sending, ""); err != nil {
		return false, err
	}
	err = s.conn.Send(ctx, p.from(), a.Person.Email, p.Letter(s.lang, *a), p.institution.Now())
	state, detail := Sent, ""
	refused, said := errors.AsType[*mail.RefusedError](err)
	switch {
	case err == nil:
	case errors.Is(err, mail.ErrUnsure):
		s.close()
		return false, refuse(Unsure, "name", a.Person.PrintedName())
	case said && !refused.Temporary() && !refused.Fault.Ours():
		state, detail = Refused, refused.Said()
	case said: // not taken, and free to go again
		state, detail = Queued, refused.Said()
	default:
		state = Queued
	}
	entry, bad := p.note(a, state, detail)
	switch {
	case bad != nil:
		return false, bad
	case said && refused.Fault.Ours():
		return false, ours(s.server, p.from().Address, mail.WhyOf(err))
	case err == nil || said:
		s.done(a.Person, entry, nil)
		return false, nil
	}
	s.close()
	if errors.Is(err, mail.ErrLost) {
		return true, refuse(Lost, "host", s.server.Host)
	}
	return false, err
}

// dialMail connects, or says why not.
func dialMail(ctx context.Context, s mail.Server) (*mail.Conn, error) {
	conn, err := s.Dial(ctx)
	switch {
	case err == nil:
		return conn, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, mail.ErrAuth):
		return nil, refuse(Auth, "host", s.Host, "user", s.User, "why", mail.WhyOf(err))
	}
	return nil, refuse(Unreachable, "host", s.Host, "port", s.Port, "why", mail.WhyOf(err))
}

// ours is what a server has against whoever sends, and not against one letter.
func ours(s mail.Server, from string, why mail.Why) error {
	switch why.Fault {
	case mail.Password:
		return refuse(Auth, "host", s.Host, "user", s.User, "why", why)
	case mail.Sender:
		return refuse(Sender, "host", s.Host, "from", from, "why", why)
	}
	return refuse(Quota, "host", s.Host, "why", why)
}
