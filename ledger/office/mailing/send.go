package mailing

import (
	"cmp"
	"context"
	"crypto"
	"errors"
	"iter"
	netmail "net/mail"
	"time"

	"ikrar/ledger/office/mail"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/phrase"
)

// Done is called for each letter with what became of it, in the order of the plan. err is
// enrol.ErrSealed and its like where the letter could not be written; the others go on.
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

// Send hands the letters over, at the rate of ikrar.toml. Each is noted before and after, so that
// of what a crash or a broken connection leaves at most one letter is unsure; to go on is to plan
// again. A letter that the server does not take for now waits for the next time. Invitations need a
// registrar's key, which makes the codes that are missing; a key in an agent cannot read codes
// again, and is refused as "mail-unsealed". Other errors are "mail-auth", "mail-unreachable",
// "mail-lost", "mail-unsure", those of [office.InvitationPlan.Invite] and the ledger's.
func (p *Plan) Send(ctx context.Context, registrar crypto.Signer, server mail.Server, lang phrase.Lang,
	done Done) error {
	i := p.institution
	for _, a := range p.taken {
		if err := note(i, signer.Subject(a.Person.Subject), p.entry(a, Sent)); err != nil {
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
	pause := time.Minute / time.Duration(i.Config.Mail.Rate)
	for n, a := range p.To {
		if p.Kind == mail.Invitation && a.code == "" {
			if a, err = p.reprint(i.Desk(), registrar, a); err != nil {
				done(a.Person, Entry{}, err)
				continue
			}
		}
		if err := s.send(ctx, a); err != nil {
			return err
		}
		if n+1 < len(p.To) {
			select {
			case <-time.After(pause):
			case <-ctx.Done():
				return ctx.Err()
			}
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
		return refuse(Unsealed, nil)
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

func (p *Plan) entry(a Addressee, state State) Entry {
	return Entry{Kind: p.Kind, About: a.about, State: state, Address: a.Person.Email}
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

// send sends one letter. Where the server has closed the connection, as it does with idle ones, it
// is tried once more over a new one.
func (s *mailer) send(ctx context.Context, a Addressee) error {
	for try := 0; ; try++ {
		lost, err := s.try(ctx, a)
		if !lost || try > 0 {
			return err
		}
	}
}

func (s *mailer) try(ctx context.Context, a Addressee) (lost bool, err error) {
	i, subject := s.plan.institution, signer.Subject(a.Person.Subject)
	if s.conn == nil {
		if s.conn, err = dialMail(ctx, s.server); err != nil {
			return false, err
		}
	}
	if err := note(i, subject, s.plan.entry(a, Sending)); err != nil {
		return false, err
	}
	m := i.Config.Mail
	from := netmail.Address{Name: cmp.Or(m.FromName, i.Facts().Name), Address: m.From}
	err = s.conn.Send(ctx, from, a.Person.Email, s.plan.Letter(s.lang, a), i.Now())
	entry := s.plan.entry(a, Sent)
	refused, said := errors.AsType[*mail.RefusedError](err)
	switch {
	case err == nil:
	case errors.Is(err, mail.ErrUnsure):
		s.close()
		return false, refuse(Unsure, err, "name", a.Person.PrintedName())
	case said && !refused.Temporary():
		entry.State, entry.Detail = Refused, refused.Error()
	default: // not taken, and free to go again
		entry.State, entry.Detail = Queued, ""
		if said {
			entry.Detail = refused.Error()
		}
	}
	if bad := note(i, subject, entry); bad != nil {
		return false, bad
	}
	if err != nil && !said {
		s.close()
		if errors.Is(err, mail.ErrLost) {
			return true, refuse(Lost, err, "host", s.server.Host)
		}
		return false, err
	}
	s.done(a.Person, entry, nil)
	return false, nil
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
		return nil, refuse(Auth, err, "host", s.Host, "user", s.User)
	}
	return nil, refuse(Unreachable, err, "host", s.Host, "port", s.Port)
}
