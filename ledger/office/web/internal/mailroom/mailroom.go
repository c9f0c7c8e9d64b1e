// Package mailroom is Surel: letters to people over the institution's mail server, each once; what
// became of them; and where the server is set.
//
// The server's password is in no page and not in ikrar.toml: it lies in a file that its user alone
// can read, or is typed once and stays in the memory of this office.
package mailroom

import (
	"context"
	"embed"
	"errors"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"

	"ikrar/ledger/office"
	"ikrar/ledger/office/mail"
	"ikrar/ledger/office/mailing"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

//go:embed *.html
var templates embed.FS

// path is the room's.
const path = "/surel"

// Room is Surel.
func Room(d *desk.Desk) frame.Room {
	m := &room{desk: d}
	book, err := phrase.Merge(phrases, serverPhrases, resultPhrases)
	if err != nil {
		panic(err) // one sentence twice in our own: every test meets it
	}
	return frame.Room{Path: path[1:], Title: "mailroom.title", Templates: frame.Templates(templates), Phrases: book,
		Routes: map[string]frame.Handler{
			"GET ":             m.show,
			"GET peladen":      m.settings,
			"POST peladen":     m.saveSettings,
			"GET rencana":      m.plan,
			"POST uji":         m.test,
			"POST kirim":       m.send,
			"GET catatan":      m.log,
			"POST catatan.csv": m.download,
			"POST kembali":     m.bounced,
		}}
}

type room struct {
	desk *desk.Desk

	mutex    sync.Mutex
	account  string // whose password was typed
	password string
	own      string // the officer's address, where a test last went
}

// do does something with the institution, under the settings as they are saved now.
func (m *room) do(ctx context.Context, do func(*office.Institution) error) error {
	return m.desk.Do(ctx, func(i *office.Institution) error {
		home, err := m.desk.Home()
		if err != nil {
			return err
		}
		now := *i
		now.Home = home
		return do(&now)
	})
}

// account names what a password is for.
func account(s mail.Server) string {
	return s.User + "\n" + net.JoinHostPort(s.Host, strconv.Itoa(s.Port))
}

// server is the mail server with its password; known is false where that is to be typed.
func (m *room) server(h *office.Home) (s mail.Server, known bool, err error) {
	if s, err = mailing.Server(h, ""); err != nil {
		return s, false, err
	}
	if s.Password, known, err = mailing.Password(h); err != nil || known {
		return s, known, err
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	s.Password = m.password
	return s, m.account == account(s) && m.password != "", nil
}

// keep keeps a password while the office is open; "" forgets it.
func (m *room) keep(s mail.Server, password string) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.account, m.password = account(s), password
}

// choice is what is to be sent to whom, as it was chosen, and what there is to choose.
type choice struct {
	Kind, Campaign, Unit, Until string
	Lang                        phrase.Lang
	Renew, Retry                bool
	Unsure                      string // "lagi", "terkirim" or "": to be asked

	Kinds     []string
	Campaigns []campaign
	Units     []string
}

type campaign struct{ ID, Title string }

// kinds are the letters, by how an address names them.
var kinds = map[string]mail.Kind{"undangan": mail.Invitation, "pengingat": mail.Reminder,
	"sertifikat": mail.Certificate}

var answers = map[string]mailing.UnsureAnswer{"lagi": mailing.SendUnsure, "terkirim": mailing.UnsureTaken}

// choosing reads a choice. The campaign is the one that was chosen, and else the newest.
func (m *room) choosing(r *frame.Request, i *office.Institution) (c choice, err error) {
	c = choice{Kind: r.Text("jenis"), Campaign: r.Text("kegiatan"), Unit: r.FormValue("unit"),
		Until: r.Text("sampai"), Renew: r.Chosen("ganti"), Retry: r.Chosen("ulang"), Unsure: r.Text("belum-pasti"),
		Kinds: []string{"undangan", "pengingat", "sertifikat"}}
	if kinds[c.Kind] == "" {
		c.Kind = c.Kinds[0]
	}
	if lang, ok := phrase.ParseLang(r.Text("bahasa")); ok {
		c.Lang = lang
	} else {
		c.Lang = r.Lang
	}
	all, err := i.Ledger.Campaigns()
	if err != nil {
		return c, err
	}
	slices.Reverse(all)
	known := false
	for _, one := range all {
		c.Campaigns = append(c.Campaigns, campaign{one.Claims().ID, one.Claims().Title})
		known = known || one.Claims().ID == c.Campaign
	}
	if !known && len(all) > 0 {
		c.Campaign = c.Campaigns[0].ID
	}
	for _, one := range all {
		if claims := one.Claims(); c.Until == "" && claims.ID == c.Campaign {
			c.Until = lastDay(claims.Closes, i.Zone())
		}
	}
	c.Units, err = units(i)
	return c, err
}

// units are those of the roster, by name.
func units(i *office.Institution) (names []string, err error) {
	seen := map[string]bool{}
	for p, err := range i.Roster.List("") {
		if err != nil {
			return nil, err
		}
		if p.Unit != "" && !seen[p.Unit] {
			seen[p.Unit] = true
			names = append(names, p.Unit)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	return names, nil
}

// Address is the plan's.
func (c choice) Address() string { return c.with(c.Unsure) }

// Again and Counted are the plan's where those of whom nobody knows get the letter once more, or
// count as having it.
func (c choice) Again() string   { return c.with("lagi") }
func (c choice) Counted() string { return c.with("terkirim") }

func (c choice) with(unsure string) string {
	yes := map[bool]string{true: "ya"}
	return frame.Link(path+"/rencana", "jenis", c.Kind, "kegiatan", c.Campaign, "unit", c.Unit, "sampai", c.Until,
		"bahasa", string(c.Lang), "ganti", yes[c.Renew], "ulang", yes[c.Retry], "belum-pasti", unsure)
}

// overview is the room's first page.
type overview struct {
	choice
	Set       bool // there is a server
	Server    string
	From      string
	Rate      int
	Trouble   string // with the password's file, in words
	TroubleDo string
	Busy      string // who sends now, in words
	Saved     bool
	Form      *form // where there is no server yet
	Wrong     string
}

func (m *room) show(r *frame.Request) error { return m.showWrong(r, "") }

func (m *room) showWrong(r *frame.Request, wrong string) error {
	page := overview{Saved: r.Chosen("tersimpan"), Wrong: wrong}
	err := m.do(r.Context(), func(i *office.Institution) (err error) {
		page.Busy = m.busy(r, i)
		page.choice, err = m.choosing(r, i)
		s, _, bad := m.server(i.Home)
		page.Set, page.Server = s.Host != "", net.JoinHostPort(s.Host, strconv.Itoa(s.Port))
		page.From, page.Rate = i.Config.Mail.From, int(i.Config.Mail.Rate)
		if bad != nil && !errors.Is(bad, mailing.Off) {
			page.Trouble, page.TroubleDo = r.Explain(bad)
		}
		return err
	})
	if err != nil {
		return err
	}
	if !page.Set {
		if page.Form, err = m.readForm(r); err != nil {
			return err
		}
	}
	return r.Show("surel", page)
}

// busy says who sends mail now; "" for nobody.
func (m *room) busy(r *frame.Request, i *office.Institution) string {
	who, yes := mailing.Underway(r.Context(), i.Home)
	switch {
	case !yes:
		return ""
	case who == "":
		who = r.Say("mailroom.who.unknown")
	}
	return r.Say("mailroom.busy", "who", who)
}

// someone is a person as a list shows them.
type someone struct{ Name, NIP, Last4, Unit, Email string }

func showPerson(p roster.Person) someone {
	return someone{p.PrintedName(), string(p.NIP), p.NIP.Last4(), p.Unit, p.Email}
}
