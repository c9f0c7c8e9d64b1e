// Package people is the room Pegawai: everybody, found as one types, and one person's page with
// what was recorded about them and what can be done for them.
//
// Whatever has no undo is planned on a page of its own first: a revocation with the pledges that it
// ends, an erasure with what is lost, which is confirmed by typing the person's number.
package people

import (
	"embed"
	"strconv"

	"ikrar/ledger/office"
	"ikrar/ledger/office/people"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/verify/phrase"
)

//go:embed *.html
var templates embed.FS

// Room is Pegawai.
func Room(d *desk.Desk) frame.Room {
	m := room{d, &people.Directory{View: d.View()}}
	book, err := phrase.Merge(phrases, renewPhrases)
	if err != nil {
		panic(err) // one sentence twice in our own: every test meets it
	}
	return frame.Room{Path: "pegawai", Title: "people.title", Templates: frame.Templates(templates), Phrases: book,
		Routes: map[string]frame.Handler{
			"GET ": m.list, "GET {nip}": m.show,
			"GET perbarui": m.planRenewals, "POST perbarui": m.renew,
			"POST {nip}/sertifikat": m.certificate, "POST {nip}/keinginan": m.settle,
			"GET {nip}/perbaiki": m.askCorrection, "POST {nip}/perbaiki": m.correct,
			"GET {nip}/pamit": m.askRetirement, "POST {nip}/pamit": m.retire, "POST {nip}/kembali": m.comeBack,
			"GET {nip}/cabut": m.askRevocation, "POST {nip}/cabut": m.planRevocation, "POST {nip}/cabut/ya": m.revoke,
			"GET {nip}/hapus": m.askErasure, "POST {nip}/hapus": m.planErasure, "POST {nip}/hapus/ya": m.erase,
		}}
}

type room struct {
	desk      *desk.Desk
	directory *people.Directory
}

// perPage is how many people a page shows.
const perPage = 100

// listing is the list as it is asked for.
type listing struct {
	people.Query
	Units         []string
	States        []people.State
	People        []people.Person
	Found, All    int
	At, Last      int // the page, of how many
	Before, After int // pages; 0 for none
}

func (m room) list(r *frame.Request) error {
	l := listing{Query: people.Query{Text: r.Text("q"), Unit: r.Text("unit"), State: people.State(r.Text("keadaan"))},
		States: people.States}
	var all []people.Person
	err := m.desk.Do(r.Context(), func(i *office.Institution) (err error) {
		all, err = m.directory.All(i)
		return err
	})
	if err != nil {
		return err
	}
	l.Units, l.All = people.Units(all), len(all)
	l.turn(l.Find(all), r.Text("halaman"))
	return r.Show("pegawai", l)
}

// turn shows a page of those who were found, by its number as typed.
func (l *listing) turn(found []people.Person, typed string) {
	l.Found, l.Last = len(found), max(1, (len(found)+perPage-1)/perPage)
	l.At, _ = strconv.Atoi(typed)
	l.At = min(max(l.At, 1), l.Last)
	l.Before = l.At - 1
	if l.At < l.Last {
		l.After = l.At + 1
	}
	l.People = found[(l.At-1)*perPage : min(l.At*perPage, len(found))]
}

// Page is the address of another page of the same list.
func (l listing) Page(n int) string {
	return frame.Link("/pegawai", "q", l.Text, "unit", l.Unit, "keadaan", string(l.State), "halaman", strconv.Itoa(n))
}
