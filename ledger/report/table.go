package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"time"

	"ikrar/ledger/roster"
	"ikrar/ledger/spreadsheet"
	"ikrar/verify/phrase"
)

// columns of figures and of people, by their keys in the catalogue.
var (
	countColumns  = []string{"unit", "people", "enrolled", "pledged", "percent", "issued", "revoked", "missing"}
	personColumns = []string{"unit", "name", "nip", "position", "state", "time", "index", "code", "number", "registrar"}
	absentColumns = []string{"nip", "name", "position", "unit", "state"}
)

func (w words) header(columns []string) (all []string) {
	for _, c := range columns {
		all = append(all, w.say(c))
	}
	return all
}

// unit is a unit's name as it is shown.
func (w words) unit(name string) string {
	if name == Left {
		return w.say("left")
	}
	return name
}

// heading is a unit's name above its people or beside its figures, where nothing would puzzle.
func (w words) heading(name string) string {
	if name == "" {
		return w.say("unitless")
	}
	return w.unit(name)
}

// Heading is a unit's name as people read it, also of those who left the roster and of no unit.
func Heading(lang phrase.Lang, unit string) string { return words(lang).heading(unit) }

func (w words) count(c Count, name string) []any {
	return []any{name, c.People, c.Enrolled, c.Pledged, c.Percent(), c.Issued, c.Revoked, c.Missing}
}

// person is a row of a list. The NIP is masked: the whole one is for HR's own list of who is
// missing.
func (w words) person(p Person, zone *time.Location) []any {
	row := []any{w.unit(p.Unit), p.Name, masked(p.NIP), p.Position, w.say("state." + string(p.State)), "", "", "",
		p.Number, p.Registrar}
	if p.Code != "" {
		row[5], row[6], row[7] = time.Unix(p.Time, 0).In(zone), p.Index, string(p.Code)
	}
	return row
}

// absent is a row of the list of who is missing.
func (w words) absent(p Person) []any {
	return []any{string(p.NIP), p.Name, p.Position, w.unit(p.Unit), w.say("state." + string(p.State))}
}

func masked(n roster.NIP) string {
	if n == "" {
		return ""
	}
	return n.Masked()
}

// CSV writes the figures: a line a unit, and the last of all.
func (r *Report) CSV(out io.Writer, lang phrase.Lang) error {
	w := words(lang)
	return writeCSV(out, w.header(countColumns), append(r.figures(w), w.count(r.Total, w.say("all"))))
}

func (r *Report) figures(w words) (rows [][]any) {
	for _, u := range r.Units {
		rows = append(rows, w.count(u, w.heading(u.Unit)))
	}
	return rows
}

// MissingCSV writes who has yet to sign, with whole NIPs.
func (r *Report) MissingCSV(out io.Writer, lang phrase.Lang) error {
	w, rows := words(lang), [][]any(nil)
	for _, p := range r.Missing() {
		rows = append(rows, w.absent(p))
	}
	return writeCSV(out, w.header(absentColumns), rows)
}

// PeopleCSV writes everybody, with what an auditor needs to find the entry.
func (r *Report) PeopleCSV(out io.Writer, lang phrase.Lang) error {
	w, rows := words(lang), [][]any(nil)
	for _, p := range r.People {
		rows = append(rows, w.person(p, r.Now.Location()))
	}
	return writeCSV(out, w.header(personColumns), rows)
}

// writeCSV writes for Excel, which needs the mark.
func writeCSV(out io.Writer, header []string, rows [][]any) error {
	if _, err := io.WriteString(out, spreadsheet.BOM); err != nil {
		return err
	}
	var first []any
	for _, h := range header {
		first = append(first, h)
	}
	return spreadsheet.WriteRows(csv.NewWriter(out), append([][]any{first}, rows...))
}

// JSON writes the figures for programs.
func (r *Report) JSON(out io.Writer) error {
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	if err := e.Encode(struct {
		Campaign string    `json:"campaign"`
		Title    string    `json:"title"`
		Opens    int64     `json:"opens"`
		Closes   int64     `json:"closes"`
		Time     int64     `json:"time"`
		Size     uint64    `json:"size"`
		Total    Count     `json:"total"`
		Units    []Count   `json:"units"`
		Days     []Day     `json:"days"`
		Vouched  []Vouched `json:"registrars"`
		Away     int       `json:"away"` // people who are not counted
	}{r.Campaign.ID, r.Campaign.Title, r.Campaign.Opens, r.Campaign.Closes, r.Now.Unix(), r.Size, r.Total, r.Units,
		r.Days, r.Vouched, r.Away}); err != nil {
		return err
	}
	_, err := out.Write(phrase.VisibleJSON(line.Bytes()))
	return err
}
