package reports

import (
	"slices"
	"strconv"
	"strings"

	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/chat"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/report"
	"ikrar/verify/phrase"
)

// onePage is how many people a page shows.
const onePage = 100

// noUnit stands for no unit in an address, where "" means all of them.
const noUnit = " "

// named is a unit as an address names it.
func named(unit string) string {
	if unit == "" {
		return noUnit
	}
	return unit
}

// absentView is a page of the list of who is missing.
type absentView struct {
	view
	Units       []choice
	Search      string
	found       []report.Person
	People      []absentee
	Found       int // of all pages
	Page, Pages int
	Former      string // the addresses of the pages beside it; "" for none
	Further     string
	Message     string // to the chosen unit's group
}

// absentee is who is missing, with the message that reminds them; nil for none.
type absentee struct {
	report.Person
	Message *chat.Message
}

// choice is a unit that can be chosen.
type choice struct {
	Value, Name string
	Missing     int
	Chosen      bool
}

func (room reports) absent(r *frame.Request) error {
	v := absentView{Search: r.Text("cari"), Page: 1}
	unit := r.FormValue("unit")
	err := room.desk.Do(r.Context(), func(i *office.Institution) (err error) {
		if v.view, err = room.gather(r, i); err != nil || v.Report == nil {
			return err
		}
		v.found = found(v.Report.Missing(), unit, v.Search)
		v.turn(r.Text("halaman"), unit)
		return v.remind(i, r.Lang)
	})
	if err != nil {
		return err
	}
	if v.Report == nil {
		return r.Show("kosong", nil)
	}
	for _, u := range v.Report.Units {
		if u.Missing > 0 {
			v.Units = append(v.Units, choice{named(u.Unit), report.Heading(r.Lang, u.Unit), u.Missing,
				named(u.Unit) == unit})
			if named(u.Unit) == unit {
				v.Message = v.Report.GroupMessage(r.Lang, u.Unit, v.URL)
			}
		}
	}
	for n := range v.People {
		v.People[n].Unit = report.Heading(r.Lang, v.People[n].Unit)
	}
	return r.Show("belum", v)
}

// found are the people of a unit, or of all where it is "", whose name, NIP or position holds every
// word.
func found(people []report.Person, unit, search string) []report.Person {
	words := strings.Fields(strings.ToLower(search))
	return slices.DeleteFunc(people, func(p report.Person) bool {
		if unit != "" && named(p.Unit) != unit {
			return true
		}
		text := strings.ToLower(p.Name + " " + string(p.NIP) + " " + p.Position)
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	})
}

// turn turns to a page of the people who were found.
func (v *absentView) turn(page, unit string) {
	v.Found = len(v.found)
	v.Pages = max(1, (v.Found+onePage-1)/onePage)
	if n, err := strconv.Atoi(page); err == nil {
		v.Page = min(max(n, 1), v.Pages)
	}
	link := func(page int) string {
		return frame.Link("/laporan/belum", "kegiatan", v.ID(), "unit", unit, "cari", v.Search, "halaman",
			strconv.Itoa(page))
	}
	if v.Page > 1 {
		v.Former = link(v.Page - 1)
	}
	if v.Page < v.Pages {
		v.Further = link(v.Page + 1)
	}
	for _, p := range v.found[(v.Page-1)*onePage : min(v.Page*onePage, v.Found)] {
		v.People = append(v.People, absentee{Person: p})
	}
}

// remind writes the messages of the page, while the campaign is open.
func (v *absentView) remind(i *office.Institution, lang phrase.Lang) error {
	if office.CampaignState(v.Report.Campaign, i.Now()) != "open" {
		return nil
	}
	reminders := chat.Of(i, v.Report.Campaign, lang)
	for n := range v.People {
		person, ok, err := i.Roster.Find(v.People[n].NIP)
		if err != nil {
			return err
		}
		if ok {
			v.People[n].Message = reminders.To(person)
		}
	}
	return nil
}
