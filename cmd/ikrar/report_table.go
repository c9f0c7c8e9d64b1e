package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"ikrar/ledger/report"
	"ikrar/verify/phrase"
)

// barCells is the length of a bar in the terminal.
const barCells = 24

// reportTable writes figures with a bar a unit, in the widths of a terminal.
func (a *app) reportTable(out io.Writer, r *report.Report) error {
	fmt.Fprintf(out, "%s\n%s\n", phrase.Visible(r.Campaign.Title),
		a.say("report.as-of", "time", phrase.Moment(a.lang, r.Now, r.Now.Location()), "size", a.figure(r.Size)))
	if r.Away > 0 {
		fmt.Fprintln(out, a.say("report.away", "count", a.figure(r.Away)))
	}
	fmt.Fprintln(out)
	columns := []string{"people", "enrolled", "pledged", "issued", "revoked", "missing"}
	name := utf8.RuneCountInString(a.say("report.all"))
	for _, u := range r.Units {
		name = max(name, min(40, utf8.RuneCountInString(phrase.Visible(u.Unit))))
	}
	row := func(label string, cells []string, bar string) {
		label = phrase.Visible(label)
		if short := []rune(label); len(short) > name {
			label = string(short[:name-1]) + "…"
		}
		fmt.Fprintf(out, "%s%s", label, strings.Repeat(" ", name-utf8.RuneCountInString(label)))
		for n, c := range cells {
			width := max(7, utf8.RuneCountInString(a.say("report."+columns[n]))) + 2
			fmt.Fprintf(out, "%*s", width, c)
		}
		fmt.Fprintln(out, strings.TrimRight("  "+bar, " "))
	}
	var heads []string
	for _, c := range columns {
		heads = append(heads, a.say("report."+c))
	}
	row(a.say("report.unit"), heads, "")
	line := func(c report.Count, label string) {
		var cells []string
		for _, n := range []int{c.People, c.Enrolled, c.Pledged, c.Issued, c.Revoked, c.Missing} {
			cells = append(cells, a.figure(n))
		}
		full := 0
		if c.People > 0 {
			full = barCells * c.Pledged / c.People
		}
		row(label, cells, strings.Repeat("█", full)+strings.Repeat("░", barCells-full)+fmt.Sprintf(" %7s", a.figure(c.Percent())+"%"))
	}
	for _, u := range r.Units {
		label := u.Unit
		switch label {
		case report.Left:
			label = a.say("report.left")
		case "":
			label = a.say("report.unitless")
		}
		line(u, label)
	}
	line(r.Total, a.say("report.all"))
	return nil
}

// missingTable writes who has yet to pledge: NIP, name, position, unit, state.
func (a *app) missingTable(out io.Writer, r *report.Report) error {
	missing := r.Missing()
	if len(missing) == 0 {
		fmt.Fprintln(out, a.say("report.none-missing"))
		return nil
	}
	for _, p := range missing {
		fmt.Fprintln(out, phrase.Visible(strings.Join([]string{string(p.NIP), p.Name, p.Position, p.Unit, a.say("report.state." + string(p.State))}, "  ")))
	}
	return nil
}

func (a *app) reportJSON(out io.Writer, r *report.Report) error {
	a.encode(out, struct {
		Campaign string           `json:"campaign"`
		Title    string           `json:"title"`
		Opens    int64            `json:"opens"`
		Closes   int64            `json:"closes"`
		Time     int64            `json:"time"`
		Size     uint64           `json:"size"`
		Total    report.Count     `json:"total"`
		Units    []report.Count   `json:"units"`
		Days     []report.Day     `json:"days"`
		Vouched  []report.Vouched `json:"registrars"`
		Away     int              `json:"away"` // people who are not counted
	}{r.Campaign.ID, r.Campaign.Title, r.Campaign.Opens, r.Campaign.Closes, r.Now.Unix(), r.Size, r.Total, r.Units,
		r.Days, r.Vouched, r.Away})
	return nil
}

func (a *app) missingJSON(out io.Writer, r *report.Report) error {
	for _, p := range r.Missing() {
		a.encode(out, struct {
			NIP      string       `json:"nip"`
			Name     string       `json:"name"`
			Position string       `json:"position"`
			Unit     string       `json:"unit"`
			State    report.State `json:"state"`
		}{string(p.NIP), p.Name, p.Position, p.Unit, p.State})
	}
	return nil
}
