package unitlink

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"ikrar/ledger/office"
	"ikrar/ledger/office/nearest"
)

// Why no link is made.
var (
	ErrPast = errors.New("the end is past")
	ErrNote = errors.New("the note is too long, or has more than one line")
	ErrNone = errors.New("the roster has no unit")
)

// UnitError is a unit that nobody of the roster is of.
type UnitError struct {
	Unit string
	Near []string // that may have been meant
}

func (e *UnitError) Error() string { return fmt.Sprintf("nobody is of the unit %q", e.Unit) }

// maxNote is how many characters a note may have.
const maxNote = 100

// Plan is links to be made.
type Plan struct {
	Units    []Unit
	Unitless int // people who are of no unit, and whom no link shows
	Until    time.Time
	Note     string

	institution *office.Institution
}

// Unit is one that gets a link.
type Unit struct {
	Name   string // as the roster spells it
	People int
	Open   []Link // that it has already: they stay
}

// PlanLinks plans a link for each of some units, or of all where none is named, which is good until
// a moment.
func PlanLinks(i *office.Institution, units []string, until time.Time, note string) (*Plan, error) {
	note = strings.TrimSpace(note)
	switch {
	case !until.After(i.Now()):
		return nil, ErrPast
	case utf8.RuneCountInString(note) > maxNote || strings.ContainsAny(note, "\r\n") || !utf8.ValidString(note):
		return nil, ErrNote
	}
	p := &Plan{Until: until, Note: note, institution: i}
	people, all, err := p.roster()
	if err != nil {
		return nil, err
	}
	chosen := all
	if len(units) > 0 {
		chosen = nil
		for _, typed := range units {
			unit, err := spelt(typed, all)
			if err != nil {
				return nil, err
			}
			chosen = append(chosen, unit)
		}
		slices.Sort(chosen)
		chosen = slices.Compact(chosen)
	}
	if len(chosen) == 0 {
		return nil, ErrNone
	}
	links, err := All(i)
	if err != nil {
		return nil, err
	}
	for _, unit := range chosen {
		one := Unit{Name: unit, People: people[unit]}
		for _, l := range links {
			if l.Unit == unit && l.State(i.Now()) == Open {
				one.Open = append(one.Open, l)
			}
		}
		p.Units = append(p.Units, one)
	}
	return p, nil
}

// roster counts the people of each unit.
func (p *Plan) roster() (people map[string]int, units []string, err error) {
	people = map[string]int{}
	for one, err := range p.institution.Roster.List("") {
		if err != nil {
			return nil, nil, err
		}
		if one.Unit == "" {
			p.Unitless++
			continue
		}
		if people[one.Unit] == 0 {
			units = append(units, one.Unit)
		}
		people[one.Unit]++
	}
	slices.Sort(units)
	return people, units, nil
}

// spelt is a unit as the roster spells it.
func spelt(typed string, units []string) (string, error) {
	want := strings.Join(strings.Fields(typed), " ")
	for _, unit := range units {
		if strings.EqualFold(want, unit) {
			return unit, nil
		}
	}
	return "", &UnitError{typed, nearest.Names(typed, units)}
}

// Units are those of some links that are meant by names as people type them. The error is a
// *UnitError where no link is of one.
func Units(links []Link, names []string) (map[string]bool, error) {
	var all []string
	for _, l := range links {
		all = append(all, l.Unit)
	}
	all = slices.Compact(all) // they are sorted
	meant := map[string]bool{}
	for _, typed := range names {
		unit, err := spelt(typed, all)
		if err != nil {
			return nil, err
		}
		meant[unit] = true
	}
	return meant, nil
}

// Made is a link with its token, which is known at this moment and never again.
type Made struct {
	Link
	People  int
	Address string
}

// Made are the links of a plan, in the name of a registrar. They open nothing before [Links.Keep]:
// so they can be written to a file first, and none is lost.
func (p *Plan) Made(by string) *Links {
	i := p.institution
	facts := i.Facts()
	made := &Links{Institution: facts.Name, Until: p.Until.In(i.Zone()), Now: i.Now().In(i.Zone()), institution: i}
	for _, unit := range p.Units {
		t := NewToken()
		l := Link{Unit: unit.Name, Until: p.Until.Unix(), By: by, Made: i.Now().Unix(), Note: p.Note}
		l.named(t.digest())
		made.All = append(made.All, Made{l, unit.People, Address(facts.URL, t)})
	}
	return made
}

// Links are those that were made together.
type Links struct {
	Institution string
	Until, Now  time.Time // in the institution's zone
	All         []Made

	institution *office.Institution
}

// Keep has the links open their units: all of them or none.
func (m *Links) Keep() error {
	var changes []struct{ Key, Value []byte }
	for _, l := range m.All {
		changes = append(changes, struct{ Key, Value []byte }{key(rowLink, l.digest), l.write()})
	}
	return drawer(m.institution).Write(changes)
}
