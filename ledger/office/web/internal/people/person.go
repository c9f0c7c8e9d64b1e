package people

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/people"
	"ikrar/ledger/office/web/internal/chat"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/keyfile"
	"ikrar/verify"
	"ikrar/verify/phrase"
)

// profile is one person's page.
type profile struct {
	roster.Person
	Fault        string // in words
	Settled      bool   // a wish was just taken off the list
	State        people.State
	Away         bool // not waited for now
	Key          bool // one is in force
	Invited      enrol.Invited
	Events       []event
	Keys         []key
	Certificates []people.Event
	Wishes       []wish
	Actions      []action
	Message      *chat.Message // that reminds them; nil for none
}

// event is a line of a history.
type event struct {
	people.Event
	Text string // in words
}

type key struct {
	Fingerprint string // short
	Since       time.Time
	Holds       bool
}

type wish struct {
	enrol.Wish
	ID   string
	Time time.Time
}

// action is something that can be done for the person: a key of the catalogue, and where.
type action struct{ Key, Path string }

// unknown is the page for a number that nobody has here.
type unknown struct {
	Typed  string
	Erased time.Time // the day on which it was erased; zero for never
}

// with does something with the person of a request. Where nobody has the number, a page says so.
func (m room) with(r *frame.Request, do func(*office.Institution, roster.Person) error) error {
	nobody := unknown{Typed: r.PathValue("nip")}
	err := m.desk.Do(r.Context(), func(i *office.Institution) error {
		person, err := i.Person(nobody.Typed)
		if errors.Is(err, office.NIPUnknown) {
			if nip, bad := roster.ParseNIP(nobody.Typed); bad == nil {
				nobody.Erased, _, bad = i.Roster.Erased(nip)
				err = errors.Join(err, bad)
			}
		}
		if err != nil {
			return err
		}
		return do(i, person)
	})
	if errors.Is(err, office.NIPUnknown) || errors.Is(err, office.NIPMalformed) {
		return r.Show("tidak-ada", nobody)
	}
	return err
}

func (m room) show(r *frame.Request) error { return m.profile(r, "", false) }

func (m room) profile(r *frame.Request, fault string, settled bool) error {
	return m.with(r, func(i *office.Institution, p roster.Person) error {
		page, err := profileOf(r, i, p)
		if err != nil {
			return err
		}
		page.Fault, page.Settled = fault, settled
		return r.Show("orang", page)
	})
}

// profileOf gathers what is known of a person.
func profileOf(r *frame.Request, i *office.Institution, p roster.Person) (page profile, err error) {
	page.Person = p
	history, err := people.History(i, p)
	if err != nil {
		return page, err
	}
	page.State, page.Away = people.StateOf(history), p.Absence.At(i.Now())
	for _, e := range history {
		page.Events = append(page.Events, event{e, sayEvent(r, e)})
		switch {
		case e.What == people.KeyGiven:
			page.Keys = append(page.Keys, key{short(e.Key[:]), e.Time, e.Holds})
		case e.What == people.DataRenewed && len(page.Keys) > 0:
			page.Keys[len(page.Keys)-1].Holds = e.Holds
		case e.Holds && (e.What == people.CertificateIssued || e.What == people.CertificateAnew):
			page.Certificates = append(page.Certificates, e)
		}
		page.Key = page.Key || e.Holds && (e.What == people.KeyGiven || e.What == people.DataRenewed)
	}
	if page.Invited, err = i.Desk().Invited(signer.Subject(p.Subject)); err != nil {
		return page, err
	}
	for _, at := range []*time.Time{&page.Invited.Until, &page.Invited.Came, &page.Invited.Used} {
		*at = at.In(i.Zone())
	}
	wishes, err := i.Wishes(&p)
	for _, w := range wishes {
		page.Wishes = append(page.Wishes, wish{w, wishID(w), time.Unix(w.Time, 0).In(i.Zone())})
	}
	page.Actions = actions(page)
	if err == nil {
		page.Message, err = reminder(r, i, page)
	}
	return page, err
}

// reminder is for who can sign in the campaign that is open, and has not.
func reminder(r *frame.Request, i *office.Institution, p profile) (*chat.Message, error) {
	reminders, err := chat.Open(i, r.Lang)
	if err != nil || reminders == nil || p.Absence.At(i.Now()) ||
		!p.Key && (!p.Invited.Made || p.Invited.Ended || !p.Invited.Came.IsZero()) {
		return nil, err
	}
	for _, e := range p.Events {
		if e.Campaign == reminders.Campaign.Title && e.Holds {
			return nil, nil
		}
	}
	return reminders.To(p.Person), nil
}

// stale says that things have changed since they were shown, and what was recorded of the person
// last: by whom, and what.
func stale(r *frame.Request, i *office.Institution, p roster.Person) (string, error) {
	history, err := people.History(i, p)
	if err != nil || len(history) == 0 {
		return r.Say("people.stale"), err
	}
	last := history[len(history)-1]
	return r.Say("people.stale") + " " + r.Say("people.stale.last", "moment",
		phrase.Moment(r.Lang, last.Time, last.Time.Location()), "event", sayEvent(r, last)), nil
}

func sayEvent(r *frame.Request, e people.Event) string {
	key := "people.event." + e.What
	if e.Registrar != "" && e.Reason != "" {
		key += ".by"
	}
	return r.Say(key, "registrar", e.Registrar, "unit", e.Unit, "campaign", e.Campaign, "number", e.Number, "reason",
		e.Reason)
}

// actions are what can be done for a person now.
func actions(p profile) (all []action) {
	at := "/pegawai/" + string(p.NIP)
	all = append(all, action{"people.do.invite", frame.Link("/slip", "nip", string(p.NIP))})
	all = append(all, action{"people.do.correct", at + "/perbaiki"}, action{"people.do.retire", at + "/pamit"})
	if p.Email != "" {
		all = append(all, action{"people.do.mail", frame.Link("/surel/catatan", "cari", string(p.NIP))})
	}
	if p.Key {
		all = append(all, action{"people.do.revoke", at + "/cabut"})
	}
	return append(all, action{"people.do.erase", at + "/hapus"})
}

// short is a key's fingerprint, as far as one compares it by eye.
func short(public ed25519.PublicKey) string {
	return keyfile.Fingerprint(public)[:16]
}

// wishID tells a person's wishes apart in a form.
func wishID(w enrol.Wish) string {
	return fmt.Sprintf("%d-%s", w.Time, signer.DigestOf([]byte(w.Field+"\x1f"+w.Wish+"\x1f"+w.Note)))
}

// certificate hands out a certificate as it was issued: one of this person's that is in force.
func (m room) certificate(r *frame.Request) error {
	var pdf []byte
	code, fault := verify.Code(r.Text("code")), ""
	err := m.with(r, func(i *office.Institution, p roster.Person) error {
		history, err := people.History(i, p)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(history, func(e people.Event) bool {
			return e.Code == code && e.Holds &&
				e.Number != ""
		}) {
			fault = "people.certificate.none"
			return nil
		}
		pdf, err = i.CertificatePDF(code)
		if errors.Is(err, issue.ErrGone) {
			fault, err = "people.certificate.gone", nil
		} else if errors.Is(err, issue.ErrRevoked) || errors.Is(err, issue.ErrNotIssued) {
			fault, err = "people.certificate.none", nil
		}
		return err
	})
	if err != nil || fault == "" && pdf == nil { // with has shown why
		return err
	}
	if fault != "" {
		return m.profile(r, r.Say(fault), false)
	}
	return r.Offer(string(code)+".pdf", "application/pdf", func(w io.Writer) error {
		_, err := w.Write(pdf)
		return err
	})
}

// settle takes a wish off the list that somebody has seen to.
func (m room) settle(r *frame.Request) error {
	known := false
	err := m.with(r, func(i *office.Institution, p roster.Person) error {
		known = true
		wishes, err := i.Wishes(&p)
		if err != nil {
			return err
		}
		wishes = slices.DeleteFunc(wishes, func(w enrol.Wish) bool { return wishID(w) != r.Text("wish") })
		return i.SettleWishes(wishes)
	})
	if err != nil || !known {
		return err
	}
	return m.profile(r, "", true)
}
