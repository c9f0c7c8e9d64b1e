package mailroom

import (
	"context"
	"crypto"
	"errors"
	"os"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/mail"
	"ikrar/ledger/office/mailing"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

// sending is a run of sending, and what came of it.
type sending struct {
	choice
	room *room
	mark string
	who  string
	say  func(key string, args ...any) string
	lang phrase.Lang // the officer's

	Changed bool // since the officer saw the plan: nothing was sent
	Total   int
	Done    int
	Sent    int
	Queued  reasons
	Refused reasons
	Passed  reasons // not sent, since something changed
	Fault   string
	Next    string
}

// reasons are people, each with why.
type reasons struct {
	Key    string
	Count  int
	People []outcome // the first of them
}

// outcome is what became of one letter, in words.
type outcome struct {
	someone
	Why string
}

func (l *reasons) add(p roster.Person, why string) {
	l.Count++
	if len(l.People) < maxShown {
		l.People = append(l.People, outcome{showPerson(p), why})
	}
}

// More are those that are not named.
func (l reasons) More() int { return l.Count - len(l.People) }

// Lists are those that have somebody on them.
func (s *sending) Lists() (all []reasons) {
	for _, l := range []reasons{s.Refused, s.Queued, s.Passed} {
		if l.Count > 0 {
			all = append(all, l)
		}
	}
	return all
}

// Left are those whose turn did not come.
func (s *sending) Left() int { return s.Total - s.Done }

// Rest is the plan of those. Who was asked about is asked about anew.
func (s *sending) Rest() string { return s.choice.with("") }

// send sends the letters that were shown, and no others.
func (m *room) send(r *frame.Request) error {
	var run *sending
	err := m.planned(r, func(i *office.Institution, p *planning) (show bool, err error) {
		switch {
		case p.plan.Mark() != r.Text("mark"):
			p.page.Changed = true
			return true, nil
		case !m.takePassword(r, p):
			p.page.Wrong["sandi"] = r.Say("mailroom.password.needed")
			return true, nil
		}
		if goOn, err := p.page.Unseen.Answer(i.Home, r.Chosen(desk.UnseenBox)); err != nil || !goOn {
			return true, err
		}
		run = &sending{choice: p.page.choice, room: m, mark: p.plan.Mark(), say: r.Say, lang: r.Lang,
			who: r.Say("mailroom.who", "officer", m.desk.Officer(), "pid", os.Getpid())}
		return false, nil
	})
	if err != nil || run == nil {
		return err
	}
	var key crypto.Signer
	if kinds[run.Kind] == mail.Invitation {
		if key, err = m.desk.Registrar(); err != nil {
			return err
		}
	}
	return r.Work("mailroom.working", func(ctx context.Context, p frame.Progress) (frame.Outcome, error) {
		err := m.do(ctx, func(i *office.Institution) error { return run.send(ctx, r, i, key, p) })
		if said, next := m.explain(run.say, run.lang, err); said != "" {
			run.Fault, run.Next, err = said, next, nil
		}
		return frame.Outcome{Template: "hasil", Data: run}, err
	})
}

// send does it, as far as it comes.
func (s *sending) send(ctx context.Context, r *frame.Request, i *office.Institution, key crypto.Signer,
	p frame.Progress) error {
	what, wrong := s.choice.mailing(r, i)
	server, known, err := s.room.server(i.Home)
	if err != nil {
		return err
	}
	s.Changed = wrong != "" || !known
	if s.Changed {
		return nil
	}
	plan, err := mailing.New(i, what)
	if err != nil {
		return err
	}
	if s.Changed = plan.Mark() != s.mark; !s.Changed && plan.Kind == mail.Invitation {
		unseen, err := desk.UnseenOf(i.Home, persons(plan.To))
		if s.Changed = unseen.Count > 0; err != nil {
			return err
		}
	}
	if s.Changed {
		return nil
	}
	s.Total = len(plan.To)
	s.Queued.Key, s.Refused.Key, s.Passed.Key = "mailroom.queued", "mailroom.refused", "mailroom.passed-over"
	plan.Who, plan.Waiting = s.who, func(who string) {
		if who == "" {
			who = s.say("mailroom.who.unknown")
		}
		p.Step(0, s.Total, s.say("mailroom.waiting", "who", who))
	}
	p.Step(0, s.Total, s.say("mailroom.connecting"))
	err = plan.Send(ctx, key, server, s.choice.Lang, func(one roster.Person, e mailing.Entry, err error) {
		s.add(one, e, err)
		p.Step(s.Done, s.Total, one.PrintedName())
	})
	s.room.forget(i, server, err)
	return err
}

// add counts what became of one letter.
func (s *sending) add(p roster.Person, e mailing.Entry, err error) {
	s.Done++
	switch {
	case errors.Is(err, mailing.ErrElsewhere):
		s.Passed.add(p, s.say("mailroom.passed.elsewhere"))
	case errors.Is(err, mailing.ErrChanged):
		s.Passed.add(p, s.say("mailroom.passed.changed"))
	case errors.Is(err, enrol.ErrSealed):
		s.Passed.add(p, s.say("mailroom.passed.sealed"))
	case err != nil:
		s.Passed.add(p, s.say("mailroom.passed.void"))
	case e.State == mailing.Sent:
		s.Sent++
	case e.State == mailing.Queued:
		s.Queued.add(p, mail.WhyNotTaken(e.Detail).In(s.lang))
	default:
		s.Refused.add(p, mail.WhyNotTaken(e.Detail).In(s.lang))
	}
}

// explain says a refusal of package mailing, and what to do next; "" for other errors. The command
// has its own sentences for them, which speak of flags.
func (m *room) explain(say func(key string, args ...any) string, lang phrase.Lang, err error) (what, next string) {
	var refused *office.RefusedError
	if !errors.As(err, &refused) {
		return "", ""
	}
	key := "mailroom.fault." + string(refused.Code)
	if _, ok := resultPhrases[key]; !ok {
		return "", ""
	}
	args := make([]any, len(refused.Args))
	for n, arg := range refused.Args {
		if why, ok := arg.(mail.Why); ok {
			arg = why.In(lang)
		}
		args[n] = arg
	}
	return say(key, args...), say(key + ".next")
}
