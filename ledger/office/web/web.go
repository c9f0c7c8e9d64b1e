// Package web is the office: HR's day in a browser, on the officer's own machine, by pages of the
// officer's own program.
//
// It is served on loopback to one officer (internal/frame says how nobody else gets in), and works
// on the home of this machine, through the process that serves the ledger where there is one
// (internal/desk). Each room is a package of its own: what it shows, its sentences, and what it
// calls of package office. Keys are opened here and nowhere else, once a session.
package web

import (
	"net/http"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/approvals"
	"ikrar/ledger/office/web/internal/campaigns"
	"ikrar/ledger/office/web/internal/certificates"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/entrance"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/office/web/internal/importing"
	"ikrar/ledger/office/web/internal/mailroom"
	"ikrar/ledger/office/web/internal/overview"
	"ikrar/ledger/office/web/internal/people"
	"ikrar/ledger/office/web/internal/preferences"
	"ikrar/ledger/office/web/internal/reports"
	"ikrar/ledger/office/web/internal/slips"
	"ikrar/verify/phrase"
)

// Options say whose office it is.
type Options struct {
	Address string // host and port that it is served on: of loopback
	Dir     string // the institution's home, or where one is to be made
	KeyPath string // the officer's key; "" for the home's own
	Lang    phrase.Lang
	Now     func() time.Time // required
	Opening office.Opening   // how the home is opened
	Words   phrase.Book      // the sentences of reasons and refusals: "reason.", "rule.", "fault." and a code

	// Explain says an error to the officer, and what to do next, which may be "".
	Explain func(lang phrase.Lang, err error) (what, next string)

	// Propose is the web address that was meant by one typed in part, or "". It may be nil.
	Propose func(typed string) string
	// Word is a value as one word of this machine's shell, for commands that are to be typed. It
	// may be nil.
	Word func(value string) string

	Far Far    // the way to homes on other machines; nil for none
	At  string // the server to be met, where Dir is no outpost yet
}

// Far is the way to homes on other machines.
type Far = desk.Far

// Office is an http.Handler. Close it.
type Office struct {
	*frame.Frame
	desk *desk.Desk
}

var _ http.Handler = (*Office)(nil)

// New makes an office.
func New(o Options) (*Office, error) {
	d := desk.New(desk.Options{Dir: o.Dir, Now: o.Now, KeyPath: o.KeyPath, Opening: o.Opening,
		Propose: o.Propose, Word: o.Word, Far: o.Far, At: o.At})
	f, err := frame.New(frame.Options{Address: o.Address, Lang: o.Lang, Now: o.Now, Words: o.Words, Rooms: rooms(d),
		Titled: d.Institution, Explain: o.Explain, Passing: desk.Unreached, Enter: entrance.First(d)})
	if err != nil {
		return nil, err
	}
	return &Office{f, d}, nil
}

// rooms are those of the office, in the order of the menu.
func rooms(d *desk.Desk) []frame.Room {
	return append([]frame.Room{
		overview.Room(d),
		people.Room(d),
		importing.Room(d),
		campaigns.Room(d),
		slips.Room(d),
		mailroom.Room(d),
		approvals.Room(d),
		certificates.Room(d),
		reports.Room(d),
		preferences.Room(d),
	}, entrance.Rooms(d)...)
}

// Close stops what is under way, and puts the ledger back.
func (o *Office) Close() error {
	o.Frame.Close()
	return o.desk.Close()
}
