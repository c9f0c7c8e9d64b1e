package people

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/office/standing"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// State is how far a person has come, in the last campaign that the person has signed in.
type State string

const (
	Absent   State = "absent"   // never had a key
	Enrolled State = "enrolled" // has a key, and signed nothing
	Pledged  State = "pledged"  // signed, without a certificate
	Issued   State = "issued"   // signed, with a certificate
	Revoked  State = "revoked"  // what was signed, or the key, was revoked, and nothing has followed
)

// States are all of them, in the order in which people go through them.
var States = []State{Absent, Enrolled, Pledged, Issued, Revoked}

// Person is somebody of the roster.
type Person struct {
	roster.Person
	State State

	folded string
}

// Directory finds people. It keeps the list as long as nothing in the view that it is drawn from
// has changed. A Directory with its View is ready. It may be used by several goroutines, for one
// institution.
type Directory struct {
	View *standing.View

	mutex  sync.Mutex
	people []Person // by name
	of     standing.Now
}

// All lists everybody, by name. The slice is not to be changed.
func (d *Directory) All(i *office.Institution) ([]Person, error) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	now, err := d.View.Now(i)
	if err != nil {
		return nil, err
	}
	sameRoster := d.people != nil && now.Roster == d.of.Roster
	if sameRoster && now.Last == d.of.Last {
		return d.people, nil
	}
	people := slices.Clone(d.people)
	if !sameRoster {
		people = listed(now.People)
	}
	for n, p := range people {
		people[n].State = stateOf(now.Standings[signer.Subject(p.Subject)])
	}
	d.people, d.of = people, *now
	return people, nil
}

// listed sorts people.
func listed(people []roster.Person) []Person {
	all := make([]Person, 0, len(people))
	for _, p := range people {
		all = append(all, Person{Person: p, folded: foldPerson(p)})
	}
	slices.SortFunc(all, func(a, b Person) int {
		return cmp.Or(strings.Compare(a.folded, b.folded), cmp.Compare(a.NIP, b.NIP))
	})
	return all
}

// stateOf says how far a person has come.
func stateOf(s ledger.Standing) State {
	var last ledger.Signed
	for _, p := range s.Pledges {
		if p.Index > last.Index {
			last = p
		}
	}
	switch {
	case last.Index > 0 && !last.Revoked && last.Number != "":
		return Issued
	case last.Index > 0 && !last.Revoked:
		return Pledged
	case last.Index > 0, s.Ended && !s.Key:
		return Revoked
	case s.Key:
		return Enrolled
	}
	return Absent
}

// Query is what is looked for. The zero Query is everybody.
type Query struct {
	Text  string // as typed: words of a name, a unit, a position, a number, each anywhere
	Unit  string
	State State
}

// Find lists those who are looked for among people.
func (q Query) Find(people []Person) (found []Person) {
	words := strings.Fields(fold(q.Text))
	number := digits(q.Text)
	for _, p := range people {
		if q.Unit != "" && p.Unit != q.Unit || q.State != "" && p.State != q.State {
			continue
		}
		if number != "" && strings.Contains(string(p.NIP), number) || holds(p.folded, words) {
			found = append(found, p)
		}
	}
	return found
}

func holds(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// digits is a text that is a number as people space it: of an NIP, or a part of one.
func digits(s string) string {
	bare := strings.Map(func(r rune) rune {
		if r == ' ' || r == '.' || r == '-' {
			return -1
		}
		return r
	}, strings.TrimSpace(s))
	if strings.ContainsFunc(bare, func(r rune) bool { return r < '0' || r > '9' }) {
		return ""
	}
	return bare
}

// foldPerson is what is searched of a person. It begins with the name, by which people are sorted.
func foldPerson(p roster.Person) string {
	return fold(p.Name + " " + p.TitleBefore + " " + p.TitleAfter + " " + p.Unit + " " + p.Subunit + " " + p.Position +
		" " + string(p.NIP))
}

// fold writes a text so that neither case nor diacritics nor apostrophes matter: "Ma'rufah Ñ" as
// "marufah n".
func fold(s string) string {
	plain := true
	for n := range len(s) {
		plain = plain && s[n] < 0x80
	}
	if plain && !strings.ContainsAny(s, "'`") { // nearly everybody
		return strings.ToLower(s)
	}
	s = norm.NFKD.String(s)
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || strings.ContainsRune("'`‘’ʼ", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// Units are the units of people, in order.
func Units(people []Person) []string {
	seen := map[string]bool{}
	for _, p := range people {
		if p.Unit != "" {
			seen[p.Unit] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
