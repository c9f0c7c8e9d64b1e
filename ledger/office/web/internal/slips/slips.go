// Package slips is Slip & Undangan: who has no key yet, and the slips by which people get one.
//
// A code is in this process and on paper, and nowhere else that could be read: what was made stays
// in memory until the office closes, or somebody in it is erased. Who made a slip can print it
// again.
package slips

import (
	"embed"
	"slices"
	"strings"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer"
)

//go:embed *.html
var templates embed.FS

// Room is Slip & Undangan.
func Room(d *desk.Desk) frame.Room {
	s := slips{d, new(shelf)}
	d.WhenErased(func(who signer.Subject) {
		s.shelf.drop(func(one signer.Subject) bool { return one == who })
	})
	return frame.Room{Path: "slip", Title: "slips.title", Templates: frame.Templates(templates), Phrases: phrases,
		Routes: map[string]frame.Handler{"GET ": s.show, "POST rencana": s.plan, "POST buat": s.make,
			"GET status": s.list, "POST unduh/{set}/{kind}": s.download}}
}

type slips struct {
	desk  *desk.Desk
	shelf *shelf
}

// invitees are all people, and how far they have come to a key.
func (s slips) invitees(i *office.Institution) ([]enrol.Invitee, error) {
	everybody, err := s.desk.Everybody(i)
	if err != nil {
		return nil, err
	}
	return everybody.Invitees(i)
}

// count is how many people have come how far.
type count struct {
	Unit    string
	Ticked  bool
	People  int
	ByReach []int // in the order of enrol.Reaches
}

func newCount(unit string) *count {
	return &count{Unit: unit, ByReach: make([]int, len(enrol.Reaches))}
}

func (c *count) add(r enrol.Reach) {
	c.People++
	c.ByReach[slices.Index(enrol.Reaches, r)]++
}

// choosing is the page where people are chosen. Wrong are keys of the catalogue, by field.
type choosing struct {
	choice
	Total   *count
	Units   []*count
	Reaches []enrol.Reach
	Wrong   map[string]string
	Made    []set
}

// show lists the units, with what the address names chosen already: "?nip=", "?unit=" or "?ganti=".
func (s slips) show(r *frame.Request) error {
	return s.showWrong(r, readChoice(r), nil)
}

func (s slips) showWrong(r *frame.Request, c choice, wrong map[string]string) error {
	page := choosing{choice: c, Reaches: enrol.Reaches, Wrong: wrong}
	err := s.desk.Do(r.Context(), func(i *office.Institution) error {
		now := s.desk.Now().In(i.Zone())
		if c.Until == "" && wrong == nil {
			var err error
			if page.Until, err = campaignEnd(i, now); err != nil {
				return err
			}
		}
		all, err := s.invitees(i)
		page.Total, page.Units = countUnits(all, c.Units)
		if err == nil {
			s.keep(all)
		}
		return err
	})
	if err != nil {
		return err
	}
	page.Made = s.shelf.all()
	return r.Show("pilih", page)
}

// keep drops the slips of whoever is not among all people any more: another office erased them.
func (s slips) keep(all []enrol.Invitee) {
	there := map[signer.Subject]bool{}
	for _, one := range all {
		there[one.Person.Subject] = true
	}
	s.shelf.drop(func(one signer.Subject) bool { return !there[one] })
}

// countUnits counts all people, and those of each unit, by its name.
func countUnits(all []enrol.Invitee, ticked []string) (total *count, units []*count) {
	total = newCount("")
	byName := map[string]*count{}
	for _, one := range all {
		name := one.Person.Unit
		if byName[name] == nil {
			byName[name] = newCount(name)
			byName[name].Ticked = slices.Contains(ticked, name)
			units = append(units, byName[name])
		}
		byName[name].add(one.Reach)
		total.add(one.Reach)
	}
	slices.SortFunc(units, func(a, b *count) int {
		return strings.Compare(strings.ToLower(a.Unit), strings.ToLower(b.Unit))
	})
	return total, units
}

// campaignEnd is the last day of the campaign that is open, and of several, of the one that ends
// first; "" where none is.
func campaignEnd(i *office.Institution, now time.Time) (string, error) {
	campaigns, err := i.Ledger.Campaigns()
	var first int64
	for _, c := range campaigns {
		claims := c.Claims()
		if office.CampaignState(claims, now) == "open" && (first == 0 || claims.Closes < first) {
			first = claims.Closes
		}
	}
	if first == 0 {
		return "", err
	}
	return time.Unix(first-1, 0).In(now.Location()).Format(time.DateOnly), err
}
