package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"ikrar/ledger/report"
	"ikrar/verify/phrase"
)

// terminalCells is the width of a terminal that every report fits, and of one that does not say how
// wide it is.
const terminalCells = 80

// reportTable writes figures, a line a unit.
func (a *app) reportTable(out io.Writer, r *report.Report) error {
	fmt.Fprintf(out, "%s\n%s\n", phrase.Visible(r.Campaign.Title),
		a.say("report.as-of", "time", phrase.Moment(a.lang, r.Now, r.Now.Location()), "size", a.figure(r.Size)))
	if r.Away > 0 {
		fmt.Fprintln(out, a.say("report.away", "count", a.figure(r.Away)))
	}
	fmt.Fprintln(out)
	rows := [][]string{{a.say("report.unit")}}
	for _, column := range []string{"people", "keys", "pledges", "certificates", "revoked", "missing", "percent"} {
		rows[0] = append(rows[0], a.say("report."+column))
	}
	line := func(c report.Count, label string) {
		row := []string{label}
		for _, n := range []int{c.People, c.Enrolled, c.Pledged, c.Issued, c.Revoked, c.Missing} {
			row = append(row, a.figure(n))
		}
		rows = append(rows, append(row, a.figure(c.Percent())+"%"))
	}
	for _, u := range r.Units {
		line(u, report.Heading(a.lang, u.Unit))
	}
	line(r.Total, a.say("report.all"))
	widths, name := make([]int, len(rows[0])), terminalCells
	for n := range widths {
		for _, row := range rows {
			widths[n] = max(widths[n], 1+utf8.RuneCountInString(phrase.Visible(row[n])))
		}
		if n > 0 {
			name -= widths[n]
		}
	}
	name = max(8, min(name, widths[0]-1))
	for _, row := range rows {
		fmt.Fprint(out, fitting(row[0], name))
		for n, c := range row[1:] {
			fmt.Fprintf(out, "%*s", widths[n+1], c)
		}
		fmt.Fprintln(out)
	}
	return nil
}

// missingTable writes who has yet to pledge: NIP, name, unit, state. A workbook has their positions.
func (a *app) missingTable(out io.Writer, r *report.Report) error {
	missing := r.Missing()
	if len(missing) == 0 {
		fmt.Fprintln(out, a.say("report.none-missing"))
		return nil
	}
	for _, p := range missing {
		state := a.say("report.state." + string(p.State))
		if p.State == report.Enrolled {
			state = a.say("keyed.state")
		}
		fmt.Fprintf(out, "%-18s  %s  %s  %s\n", p.NIP, fitting(p.Name, 24), fitting(report.Heading(a.lang, p.Unit), 16), state)
	}
	return nil
}

// fitting is a text in so many cells of a terminal.
func fitting(text string, cells int) string {
	text = phrase.Visible(text)
	if long := []rune(text); len(long) > cells {
		text = string(long[:cells-1]) + "…"
	}
	return text + strings.Repeat(" ", cells-utf8.RuneCountInString(text))
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
