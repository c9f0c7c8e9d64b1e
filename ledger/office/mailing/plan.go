package mailing

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/office/mail"
	"ikrar/ledger/report"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
)

// UnsureAnswer is the officer's answer for letters of which nobody knows whether they were taken.
type UnsureAnswer byte

const (
	AskUnsure   UnsureAnswer = iota // they are left, and listed
	SendUnsure                      // they go once more
	UnsureTaken                     // they count as sent
)

// Mailing is what is to be written to whom.
type Mailing struct {
	Kind     mail.Kind
	Unit     string    // empty for everybody
	Campaign string    // its id; empty for the only one that can be meant
	Until    time.Time // of new invitations, exclusive
	Renew    bool      // new codes also for who is enrolled already
	Retry    bool      // also to addresses that were refused or bounced before
	Unsure   UnsureAnswer
}

// Addressee is a person who gets a letter.
type Addressee struct {
	Person roster.Person

	about  string // Entry.About; empty for an invitation that is still to be made
	until  time.Time
	code   string
	before Entry // what was known of this letter; zero for nothing
}

// Plan is letters that are to be sent. Nobody of To has had this letter before.
type Plan struct {
	Mailing
	To        []Addressee
	Unsure    []Addressee     // nobody knows whether they have it: see UnsureAnswer
	NoAddress []roster.Person // of who should get one
	Shared    []roster.Person // others have the same address, who would read the code
	Failed    []roster.Person // refused or bounced before, at the address that they still have
	Sent      int             // have it already
	Passed    int             // need none

	// Who says to others who is sending; Waiting, which may be nil, is called where another process
	// sends, with who that says to be. Set them before Send.
	Who     string
	Waiting func(who string)

	Campaign    signer.Campaign
	institution *office.Institution
	taken       []Addressee // unsure, and sent by the officer's word
	shared      map[string]int
	logs        map[signer.Subject][]Entry
}

// New looks who would get a letter, and writes nothing. Errors are the refusals of a campaign
// or unit, and the ledger's.
func New(i *office.Institution, m Mailing) (*Plan, error) {
	r, err := i.Report(m.Campaign)
	if err != nil {
		return nil, err
	}
	c := r.Campaign
	p := &Plan{Mailing: m, Campaign: c, institution: i, shared: map[string]int{}}
	if p.logs, err = Logs(i); err != nil {
		return nil, err
	}
	known := m.Unit == ""
	var people []roster.Person
	for person, err := range i.Roster.List("") {
		if err != nil {
			return nil, err
		}
		if person.Email != "" {
			p.shared[strings.ToLower(person.Email)]++
		}
		if m.Unit == "" || strings.EqualFold(strings.Join(strings.Fields(m.Unit), " "), person.Unit) {
			people, known = append(people, person), true
		}
	}
	if !known {
		return nil, &office.RefusedError{Code: office.UnitUnknown, Args: []any{"unit", m.Unit}}
	}
	about, err := p.subjects(r)
	if err != nil {
		return nil, err
	}
	for _, person := range people {
		if m.Kind != mail.Certificate && person.Absence.At(i.Now()) { // retired, or on leave
			p.Passed++
			continue
		}
		a, ok, err := about(person)
		if err != nil {
			return nil, err
		}
		if !ok {
			p.Passed++
			continue
		}
		p.add(a)
	}
	return p, nil
}

// subjects says what a letter to a person would be about; ok is false for who needs none.
func (p *Plan) subjects(r *report.Report) (func(roster.Person) (a Addressee, ok bool, err error), error) {
	i := p.institution
	if p.Kind == mail.Invitation {
		return p.invitation, nil
	}
	stands := map[roster.NIP]report.Person{}
	for _, one := range r.People {
		stands[one.NIP] = one
	}
	return func(person roster.Person) (Addressee, bool, error) {
		one := stands[person.NIP]
		a := Addressee{Person: person, about: p.Campaign.ID, until: time.Unix(p.Campaign.Closes, 0)}
		if p.Kind == mail.Certificate {
			a.about = string(one.Code)
			return a, one.State == report.Issued, nil
		}
		if one.State == report.Enrolled { // has a key, also where no code is left
			return a, true, nil
		}
		_, _, invited, err := i.Desk().Standing(signer.Subject(person.Subject))
		return a, one.State == report.Absent && invited, err
	}, nil
}

// invitation looks whether a person is to be invited, or was and has had no letter about it.
func (p *Plan) invitation(person roster.Person) (a Addressee, ok bool, err error) {
	i, subject := p.institution, signer.Subject(person.Subject)
	a = Addressee{Person: person, until: p.Until}
	key, until, standing, err := i.Desk().Standing(subject)
	if err != nil {
		return a, false, err
	}
	if standing {
		a.about, a.until = aboutInvitation(key), time.Unix(until, 0)
		return a, true, nil
	}
	made, err := i.Desk().Invited(subject)
	if err != nil || !made.Came.IsZero() && made.Used.IsZero() && !made.Ended { // waits for approval
		return a, false, err
	}
	_, err = i.Ledger.LiveCredential(subject)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return a, false, err
	}
	return a, err != nil || p.Renew, nil
}

func aboutInvitation(key eddsa.PublicKey) string {
	id := key.ID()
	return hex.EncodeToString(id[:])
}

// add puts a person where they belong in the plan.
func (p *Plan) add(a Addressee) {
	person := a.Person
	entries := p.logs[signer.Subject(person.Subject)]
	if e := findMail(entries, p.Kind, a.about); e != nil {
		a.before = *e
	}
	switch {
	case a.before.State == Sent:
		p.Sent++
	case person.Email == "":
		p.NoAddress = append(p.NoAddress, person)
	case p.Kind == mail.Invitation && p.shared[strings.ToLower(person.Email)] > 1:
		p.Shared = append(p.Shared, person)
	case !p.Retry && isBad(entries, person.Email):
		p.Failed = append(p.Failed, person)
	case a.before.State != Sending || p.Mailing.Unsure == SendUnsure:
		p.To = append(p.To, a)
	case p.Mailing.Unsure == UnsureTaken:
		p.taken = append(p.taken, a)
	default:
		p.Unsure = append(p.Unsure, a)
	}
}

// Sample is whom the letter is shown for: the first who gets it, and where nobody does, a person of
// no name.
func (p *Plan) Sample() Addressee {
	if len(p.To) > 0 {
		return p.To[0]
	}
	a := Addressee{Person: roster.Person{Name: "…"}, until: p.Until}
	if p.Kind != mail.Invitation {
		a.about, a.until = "XXXX-XXXX-XXXX", time.Unix(p.Campaign.Closes, 0)
	}
	return a
}

// Mark names what is planned, for whoever was shown it and says yes to it.
func (p *Plan) Mark() string {
	var all strings.Builder
	fmt.Fprintf(&all, "%q %q %q %d %t", p.Kind, p.Campaign.ID, p.Unit, p.Until.Unix(), p.Renew)
	for _, those := range [][]Addressee{p.To, p.taken} {
		all.WriteString("\n")
		for _, a := range those {
			fmt.Fprintf(&all, " %s %q %q", a.Person.NIP, a.about, a.Person.Email)
		}
	}
	return signer.DigestOf([]byte(all.String())).String()
}

// isBad reports whether the last that is known of an address is that mail does not get there.
func isBad(entries []Entry, address string) (bad bool) {
	for _, e := range entries {
		if strings.EqualFold(e.Address, address) && e.State != Queued && e.State != Sending {
			bad = e.State == Refused || e.State == Bounced
		}
	}
	return bad
}

// Server is the server that ikrar.toml names, with its password.
func Server(h *office.Home, password string) (mail.Server, error) {
	m := h.Config.Mail
	if m.Server == "" {
		return mail.Server{}, refuse(Off, "path", h.ConfigPath())
	}
	return mail.Server{Host: m.Server, Port: int(m.Port), TLS: m.TLS, User: m.User, Password: password}, nil
}

// Password reads the file that ikrar.toml names; ok is false where the password is to be asked.
func Password(h *office.Home) (password string, ok bool, err error) {
	path := h.Config.Mail.PasswordFile
	if path == "" {
		return "", h.Config.Mail.User == "", nil
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(h.Dir, path)
	}
	err = keyfile.CheckMode(path)
	if errors.Is(err, fs.ErrNotExist) && h.Away != nil { // another officer keeps it, on another machine
		return "", false, nil
	}
	if err != nil {
		return "", false, err
	}
	text, err := files.ReadBounded(path, maxMailPassword)
	first, _, _ := strings.Cut(string(text), "\n")
	return strings.TrimSuffix(first, "\r"), err == nil, err
}

// maxMailPassword bounds the file of the password, in bytes.
const maxMailPassword = 4 << 10

// refuse makes a refusal. What a library said is not in it: "why" says the kind.
func refuse(code office.Code, args ...any) error { return &office.RefusedError{Code: code, Args: args} }
