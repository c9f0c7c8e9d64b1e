package importing

import (
	"slices"
	"strconv"
	"strings"

	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

// perPage is how many lines of a list a page shows.
const perPage = 100

// page is what an officer sees of a file before it is imported.
type page struct {
	ID, Name   string
	Fault      string // in words: of the form, or why the file cannot be read
	Readable   bool
	Remembered bool
	Answer     string // a key of answers
	Doubts     int    // that an answer is about
	Import     int    // people who are written
	Held, Left int
	NoUnit     int
	Ignored    string

	Lists []tab
	Show  tab
	Lines []line
	Pages pages

	Sheets  []sheet
	Columns []heading
	Sheet   string // whose columns these are
	Mapped  bool   // columns were chosen, or have to be
}

// tab is one of the lists of a plan.
type tab struct {
	Name  string // in addresses, and behind importing.list. in the catalogue
	Count int
	Here  bool
}

// pages are those of a list.
type pages struct{ At, Last, Before, After int }

// line is a line of a list: a person, or a doubt beside its cell.
type line struct {
	Place, Cell, Field, Value, Reason, Proposal string
	NIP, Person, Unit                           string
	Changes                                     []change
}

type change struct{ Field, Old, New string }

type sheet struct {
	Name       string
	Read       bool // or is to be
	Known      bool // it was read: People and HiddenRows count
	Hidden     bool
	Headed     bool
	People     int
	HiddenRows int
}

type heading struct {
	roster.Heading
	Values string
}

// page puts a file's page together. The mutex is held.
func (u *upload) page(r *frame.Request, fault string) page {
	p := page{ID: u.ID, Name: u.Name, Fault: fault, Remembered: u.remembered, Readable: u.plan != nil, Answer: "wait"}
	for name, a := range answers {
		if a == u.choice.Answer {
			p.Answer = name
		}
	}
	p.choices(r, u)
	if u.plan == nil {
		if p.Fault == "" && u.fault != nil {
			p.Fault = sayFile(r, u.fault)
		}
		return p
	}
	plan := u.plan
	p.Import, p.Held, p.Left, p.NoUnit = len(plan.New)+len(plan.Changed), plan.Held, plan.Left, plan.NoUnit
	p.Doubts, p.Ignored = plan.Asked+plan.Proposed+len(plan.Answered), strings.Join(plan.Ignored, ", ")
	p.lists(r, u)
	return p
}

// always are the lists whose count is said also where it is none.
var always = map[string]bool{"refused": true, "changed": true, "new": true, "same": true, "missing": true}

// lists fills in the counts of every list, and a page of the one that is asked for; of the first
// that somebody has to look at where none is.
func (p *page) lists(r *frame.Request, u *upload) {
	plan := u.plan
	lines := map[string][]*roster.LineError{"doubts": plan.Questions, "refused": plan.Refused,
		"proposals": plan.Proposals,
		"answered":  plan.Answered, "look": plan.Warnings, "notes": plan.Notes}
	for _, t := range []tab{{Name: "doubts", Count: plan.Asked}, {Name: "refused", Count: len(plan.Refused)},
		{Name: "answered", Count: len(plan.Answered)}, {Name: "proposals", Count: plan.Proposed},
		{Name: "look", Count: len(plan.Warnings)}, {Name: "changed", Count: len(plan.Changed)},
		{Name: "new", Count: len(plan.New)}, {Name: "same", Count: plan.Same},
		{Name: "missing", Count: len(plan.Missing)}, {Name: "notes", Count: len(plan.Notes)}} {
		asked := r.Text("daftar") == t.Name
		if asked || p.Show.Name == "" && t.Count > 0 && r.Text("daftar") == "" {
			p.Show = t
		}
		if t.Count > 0 || always[t.Name] {
			p.Lists = append(p.Lists, t)
		}
	}
	for n := range p.Lists {
		p.Lists[n].Here = p.Lists[n].Name == p.Show.Name
	}
	all := len(lines[p.Show.Name]) // of very many doubts not all are kept
	switch p.Show.Name {
	case "new":
		all = len(plan.New)
	case "changed":
		all = len(plan.Changed)
	case "missing":
		all = len(plan.Missing)
	}
	p.Pages = pagesOf(all, r.Text("halaman"))
	for n := (p.Pages.At - 1) * perPage; n < min(p.Pages.At*perPage, all); n++ {
		switch p.Show.Name {
		case "new":
			p.Lines = append(p.Lines, personLine(r, plan.New[n], plan.Places[n]))
		case "missing":
			p.Lines = append(p.Lines, personLine(r, plan.Missing[n], roster.Place{}))
		case "changed":
			p.Lines = append(p.Lines, changedLine(r, plan.Changed[n]))
		default:
			p.Lines = append(p.Lines, doubtLine(r, lines[p.Show.Name][n]))
		}
	}
}

// pagesOf finds the page that is asked for, by its number as typed.
func pagesOf(all int, typed string) pages {
	last := max(1, (all+perPage-1)/perPage)
	at, _ := strconv.Atoi(typed)
	at = min(max(at, 1), last)
	p := pages{At: at, Last: last, Before: at - 1}
	if at < last {
		p.After = at + 1
	}
	return p
}

func personLine(r *frame.Request, p roster.Person, at roster.Place) line {
	return line{Place: sayPlace(r, at), NIP: string(p.NIP), Person: p.PrintedName(), Unit: p.Unit}
}

func changedLine(r *frame.Request, d roster.Difference) line {
	l := personLine(r, d.New, d.Place)
	for _, column := range d.Columns() {
		before, after := d.Values(column)
		l.Changes = append(l.Changes, change{sayField(r, column), before, after})
	}
	return l
}

func doubtLine(r *frame.Request, e *roster.LineError) line {
	return line{Place: sayPlace(r, e.Place), Cell: e.Cell, Field: sayField(r, e.Column), Value: e.Value,
		Proposal: e.Proposal,
		Reason: sayReason(r, e.Reason, "first", sayPlace(r, e.First), "other", e.Other, "count",
			phrase.Number(r.Lang, e.Count))}
}

// choices fills in what can be chosen: sheets, and the columns of one.
func (p *page) choices(r *frame.Request, u *upload) {
	found := map[string]*roster.Sheet{}
	if u.plan != nil {
		for _, s := range u.plan.Sheets {
			found[s.Name] = s
		}
	}
	if len(u.auto) > 1 {
		read := u.choice.Sheets
		if len(read) == 0 {
			read = u.readSheets()
		}
		for _, f := range u.auto {
			s := sheet{Name: f.Sheet, Read: slices.Contains(read, f.Sheet), Hidden: f.Hidden, Headed: f.Headed}
			if was := found[f.Sheet]; was != nil {
				s.People, s.HiddenRows, s.Known = was.People, was.HiddenRows, was.Passed == ""
			}
			p.Sheets = append(p.Sheets, s)
		}
	}
	fronts := u.auto
	if len(u.lists) > 0 {
		if now, err := roster.Survey(u.Name, u.reader(), u.choice); err == nil {
			fronts = now
		}
	}
	front := u.front(fronts)
	p.Sheet = front.Sheet
	p.Mapped = len(u.lists) > 0 || u.plan == nil
	for _, h := range front.Columns {
		p.Columns = append(p.Columns, heading{h, strings.Join(h.Values, " · ")})
	}
}

// Fields are what a column may be.
func (page) Fields() []string { return roster.Fields() }

// Answers are those that can be given, in their order.
func (page) Answers() []string { return []string{"wait", "take", "write"} }
