package report

import (
	"io"

	"ikrar/ledger/spreadsheet/workbook"
	"ikrar/verify/phrase"
)

// XLSX writes a workbook: the figures first, then a sheet a unit with its people.
func (r *Report) XLSX(out io.Writer, lang phrase.Lang) error {
	w := words(lang)
	sheets := []workbook.Sheet{{Title: w.say("summary"), Lines: r.lines(w, r.Campaign.Title),
		Header: w.header(countColumns), Rows: r.figures(w), Total: w.count(r.Total, w.say("all"))}}
	for unit, people := range byUnit(r.People) {
		s := workbook.Sheet{Title: w.heading(unit), Lines: r.lines(w, r.Campaign.Title, w.heading(unit)),
			Header: w.header(personColumns[1:])}
		for _, p := range people {
			s.Rows = append(s.Rows, w.person(p, r.Now.Location())[1:])
		}
		sheets = append(sheets, s)
	}
	return writeBook(out, w, sheets)
}

// MissingXLSX writes a workbook of who has yet to sign, for those who remind them: how many of each
// unit first, then a sheet a unit with whole NIPs.
func (r *Report) MissingXLSX(out io.Writer, lang phrase.Lang) error {
	w := words(lang)
	first := workbook.Sheet{Title: w.say("summary"), Lines: r.lines(w, w.say("missing-list"), r.Campaign.Title),
		Header: w.header([]string{"unit", "people", "pledged", "missing"}),
		Total:  []any{w.say("all"), r.Total.People, r.Total.Pledged, r.Total.Missing}}
	for _, u := range r.Units {
		if u.Missing > 0 {
			first.Rows = append(first.Rows, []any{w.heading(u.Unit), u.People, u.Pledged, u.Missing})
		}
	}
	sheets := []workbook.Sheet{first}
	for unit, people := range byUnit(r.Missing()) {
		s := workbook.Sheet{Title: w.heading(unit), Header: w.header([]string{"nip", "name", "position", "state"}),
			Lines: r.lines(w, w.say("missing-unit", "unit", w.heading(unit)), r.Campaign.Title)}
		for _, p := range people {
			row := w.absent(p)
			s.Rows = append(s.Rows, append(row[:3:3], row[4]))
		}
		sheets = append(sheets, s)
	}
	return writeBook(out, w, sheets)
}

// lines are those above a table: what it is, whose, and of when.
func (r *Report) lines(w words, title ...string) []string {
	return append(title, r.Institution, r.asOf(w))
}

// byUnit yields people, who are sorted by unit, a unit at a time.
func byUnit(people []Person) func(yield func(string, []Person) bool) {
	return func(yield func(string, []Person) bool) {
		for from := 0; from < len(people); {
			to := from
			for to < len(people) && people[to].Unit == people[from].Unit {
				to++
			}
			if !yield(people[from].Unit, people[from:to]) {
				return
			}
			from = to
		}
	}
}

func writeBook(out io.Writer, w words, sheets []workbook.Sheet) error {
	b, err := workbook.New(func(page, pages string) string {
		return w.say("page", "page", page, "pages", pages)
	})
	if err != nil {
		return err
	}
	defer b.Close()
	for _, s := range sheets {
		if err := b.Add(s); err != nil {
			return err
		}
	}
	return b.Write(out)
}
