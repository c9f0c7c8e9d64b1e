package mailroom

import (
	"errors"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/event"
	"ikrar/ledger/office/mail"
	"ikrar/ledger/office/mailing"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
	"ikrar/ledger/roster/contact"
	"ikrar/verify/phrase"
)

// maxShown is how many names of a list are shown: nobody reads thousands.
const maxShown = 100

// list is people of one kind in a plan.
type list struct {
	Key    string // of its heading and its hint
	Count  int
	People []someone // the first of them
}

// More are those that are not named.
func (l list) More() int { return l.Count - len(l.People) }

func listed(key string, people []roster.Person) list {
	l := list{Key: key, Count: len(people)}
	for _, p := range people[:min(len(people), maxShown)] {
		l.People = append(l.People, showPerson(p))
	}
	return l
}

// letter is one as its reader gets it.
type letter struct {
	Lang          phrase.Lang
	Subject, Text string
}

// planned is what is shown before letters are sent.
type planned struct {
	choice
	Title       string // of the campaign
	To          list
	Lists       []list // who gets none, and why
	Unsure      list
	Unseen      desk.Unseen // of those to whom a code goes
	Counted     int         // unsure ones that count as sent from now on
	Sent        int
	Passed      int
	Minutes     int
	Letters     []letter
	Mark        string
	AskPassword bool
	Own         string // the officer's address
	Busy        string
	Changed     bool
	Tested      string
	Wrong       map[string]string // by field, in words
}

// Choice is what was chosen, where the page has a word of the same name for another thing.
func (p planned) Choice() choice { return p.choice }

// lastDay is the last day before an end, as a form has it.
func lastDay(end int64, zone *time.Location) string {
	return time.Unix(end-1, 0).In(zone).Format(time.DateOnly)
}

// mailing reads what a choice means; wrong says in words what it lacks.
func (c choice) mailing(r *frame.Request, i *office.Institution) (m mailing.Mailing, wrong string) {
	m = mailing.Mailing{Kind: kinds[c.Kind], Campaign: c.Campaign, Unit: c.Unit, Retry: c.Retry,
		Unsure: answers[c.Unsure]}
	if m.Kind != mail.Invitation {
		return m, ""
	}
	var ok bool
	m.Renew = c.Renew
	if m.Until, ok = event.ParseLast(c.Until, i.Zone()); !ok {
		return m, r.Say("mailroom.until.wrong")
	}
	if !m.Until.After(i.Now()) {
		return m, r.Say("mailroom.until.past")
	}
	return m, ""
}

// planning is a plan with what its page needs beside it.
type planning struct {
	page   planned
	plan   *mailing.Plan
	server mail.Server
	known  bool // the server's password
}

// look plans. Where nothing can be planned, page says why, or wrong does.
func (m *room) look(r *frame.Request, i *office.Institution) (p planning, wrong string, err error) {
	if p.server, p.known, err = m.server(i.Home); err != nil {
		return p, "", err
	}
	if p.page.choice, err = m.choosing(r, i); err != nil {
		return p, "", err
	}
	if p.page.choice.Campaign == "" {
		return p, r.Say("mailroom.no-campaign"), nil
	}
	what, wrong := p.page.choice.mailing(r, i)
	if wrong != "" {
		return p, wrong, nil
	}
	p.plan, err = mailing.New(i, what)
	if errors.Is(err, office.UnitUnknown) {
		return p, r.Say("mailroom.unit.gone"), nil
	}
	if err != nil {
		return p, "", err
	}
	if p.show(i); p.plan.Kind == mail.Invitation {
		if p.page.Unseen, err = desk.UnseenOf(i.Home, persons(p.plan.To)); err != nil {
			return p, "", err
		}
	}
	p.page.Busy, p.page.AskPassword, p.page.Wrong = m.busy(r, i), !p.known, map[string]string{}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	p.page.Own = m.own
	return p, "", nil
}

// show puts the plan into the page.
func (p *planning) show(i *office.Institution) {
	plan, page := p.plan, &p.page
	page.Title, page.Mark, page.Sent, page.Passed = plan.Campaign.Title, plan.Mark(), plan.Sent, plan.Passed
	page.To, page.Unsure = listed("mailroom.to", persons(plan.To)), listed("mailroom.unsure", persons(plan.Unsure))
	page.Counted = len(plan.Counted())
	for _, l := range []list{listed("mailroom.without", plan.NoAddress), listed("mailroom.shared", plan.Shared),
		listed("mailroom.failed", plan.Failed)} {
		if l.Count > 0 {
			page.Lists = append(page.Lists, l)
		}
	}
	rate := int(i.Config.Mail.Rate)
	page.Minutes = (len(plan.To) + rate - 1) / rate
	for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
		l := p.letter(lang)
		page.Letters = append(page.Letters, letter{lang, l.Subject(), l.Text()})
	}
}

func persons(all []mailing.Addressee) (people []roster.Person) {
	for _, a := range all {
		people = append(people, a.Person)
	}
	return people
}

// letter is what the first person would get.
func (p *planning) letter(lang phrase.Lang) mail.Letter { return p.plan.Letter(lang, p.plan.Sample()) }

func (m *room) plan(r *frame.Request) error {
	return m.planned(r, func(*office.Institution, *planning) (bool, error) { return true, nil })
}

// planned plans, does something with the plan, and shows it then unless that goes on elsewhere.
func (m *room) planned(r *frame.Request, do func(*office.Institution, *planning) (show bool, err error)) error {
	var p planning
	var wrong string
	show := false
	err := m.do(r.Context(), func(i *office.Institution) (err error) {
		if p, wrong, err = m.look(r, i); err == nil && wrong == "" {
			show, err = do(i, &p)
		}
		return err
	})
	switch {
	case errors.Is(err, mailing.Off):
		return r.Go(path)
	case err != nil:
		return err
	case wrong != "":
		return m.showWrong(r, wrong)
	case !show:
		return nil
	}
	return r.Show("rencana", p.page)
}

// takePassword takes what was typed for it; ok is false where it is still missing.
func (m *room) takePassword(r *frame.Request, p *planning) (ok bool) {
	if typed := string(r.Secret("sandi")); !p.known && typed != "" {
		m.keep(p.server, typed)
		p.server.Password, p.known, p.page.AskPassword = typed, true, false
	}
	return p.known
}

// test sends the letter to the officer.
func (m *room) test(r *frame.Request) error {
	return m.planned(r, func(i *office.Institution, p *planning) (bool, error) {
		to, err := contact.ParseEmail(r.Text("kepada"))
		p.page.Own = r.Text("kepada")
		switch {
		case err != nil || to == "":
			p.page.Wrong["kepada"] = r.Say("mailroom.test.wrong")
			return true, nil
		case !m.takePassword(r, p):
			p.page.Wrong["uji-sandi"] = r.Say("mailroom.password.needed")
			return true, nil
		}
		m.mutex.Lock()
		m.own = to
		m.mutex.Unlock()
		err = p.plan.Test(r.Context(), p.server, p.letter(p.page.Lang), to)
		if said, next := m.explain(r.Say, r.Lang, err); said != "" {
			p.page.AskPassword = m.forget(i, p.server, err)
			p.page.Wrong["kepada"] = said + " " + next
			return true, nil
		}
		if err == nil {
			p.page.Tested = to
		}
		return true, err
	})
}

// forget forgets a typed password that was not taken, so that it is asked again.
func (m *room) forget(i *office.Institution, s mail.Server, err error) (asked bool) {
	if !errors.Is(err, mailing.Auth) || i.Config.Mail.PasswordFile != "" {
		return false
	}
	m.keep(s, "")
	return true
}
