package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ikrar/ledger/roster"
)

// Words gives a sentence of the caller's catalogue, by the keys that this package uses: "report." and the name of a column,
// a state or a heading. TestWords lists them.
type Words func(key string, args ...any) string

// columns of figures and of people, by their keys in the catalogue.
var (
	countColumns  = []string{"unit", "people", "enrolled", "pledged", "percent", "issued", "revoked", "missing"}
	personColumns = []string{"unit", "name", "nip", "position", "state", "time", "index", "code", "number", "registrar"}
	absentColumns = []string{"nip", "name", "position", "unit", "state"}
)

// Keys are all that Words is asked for.
func Keys() []string {
	keys := []string{"all", "left", "title", "as-of", "progress", "by-unit", "over-time", "by-registrar", "signed", "summary", "days.all"}
	for _, group := range [][]string{countColumns, personColumns, {"state.absent", "state.enrolled", "state.pledged", "state.issued", "state.revoked"}} {
		keys = append(keys, group...)
	}
	return keys
}

func (w Words) header(columns []string) []any {
	var all []any
	for _, c := range columns {
		all = append(all, w(c))
	}
	return all
}

// unit is a unit's name as it is shown.
func (w Words) unit(name string) string {
	if name == Left {
		return w("left")
	}
	return name
}

func (w Words) count(c Count, name string) []any {
	return []any{name, c.People, c.Enrolled, c.Pledged, c.Percent(), c.Issued, c.Revoked, c.Missing}
}

// person is a row of a list. The NIP is masked: the whole one is for HR's own list of who is missing.
func (w Words) person(p Person, zone *time.Location) []any {
	row := []any{w.unit(p.Unit), p.Name, masked(p.NIP), p.Position, w("state." + string(p.State)), "", "", "", p.Number, p.Registrar}
	if p.Code != "" {
		row[5], row[6], row[7] = time.Unix(p.Time, 0).In(zone).Format("2006-01-02 15:04"), p.Index, string(p.Code)
	}
	return row
}

func masked(n roster.NIP) string {
	if n == "" {
		return ""
	}
	return n.Masked()
}

// CSV writes the figures: a line a unit, and the last of all.
func (r *Report) CSV(out io.Writer, w Words) error {
	rows := [][]any{w.header(countColumns)}
	for _, u := range r.Units {
		rows = append(rows, w.count(u, w.unit(u.Unit)))
	}
	return writeCSV(out, append(rows, w.count(r.Total, w("all"))))
}

// MissingCSV writes who has yet to sign, with whole NIPs.
func (r *Report) MissingCSV(out io.Writer, w Words) error {
	rows := [][]any{w.header(absentColumns)}
	for _, p := range r.Missing() {
		rows = append(rows, []any{string(p.NIP), p.Name, p.Position, w.unit(p.Unit), w("state." + string(p.State))})
	}
	return writeCSV(out, rows)
}

// PeopleCSV writes everybody, with what an auditor needs to find the entry.
func (r *Report) PeopleCSV(out io.Writer, w Words) error {
	rows := [][]any{w.header(personColumns)}
	for _, p := range r.People {
		rows = append(rows, w.person(p, r.Now.Location()))
	}
	return writeCSV(out, rows)
}

// writeCSV writes UTF-8 with a byte order mark, without which Excel takes it for Windows-1252. A text that Excel would take for
// a formula gets an apostrophe.
func writeCSV(out io.Writer, rows [][]any) error {
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(out)
	for _, row := range rows {
		var fields []string
		for _, v := range row {
			fields = append(fields, inert(text(v)))
		}
		if err := c.Write(fields); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func text(v any) string {
	switch v := v.(type) {
	case int:
		return strconv.Itoa(v)
	case uint64:
		return strconv.FormatUint(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', 2, 64)
	case string:
		return v
	}
	return ""
}

func inert(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t", rune(s[0])) && s != Left {
		return "'" + s
	}
	return s
}

// XLSX writes a workbook: the figures first, then a sheet a unit with its people.
func (r *Report) XLSX(out io.Writer, w Words) error {
	book := excelize.NewFile()
	defer book.Close()
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	names := map[string]bool{}
	sheet := func(title string, rows [][]any, widths []float64) error {
		name := sheetName(title, names)
		if len(names) == 1 {
			err = book.SetSheetName("Sheet1", name)
		} else {
			_, err = book.NewSheet(name)
		}
		if err != nil {
			return err
		}
		s, err := book.NewStreamWriter(name)
		if err != nil {
			return err
		}
		for n, width := range widths {
			if err := s.SetColWidth(n+1, n+1, width); err != nil {
				return err
			}
		}
		if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
			return err
		}
		for n, row := range rows {
			cell, err := excelize.CoordinatesToCellName(1, n+1)
			if err != nil {
				return err
			}
			var options []excelize.RowOpts
			if n == 0 {
				options = []excelize.RowOpts{{StyleID: bold}}
			}
			if err := s.SetRow(cell, row, options...); err != nil {
				return err
			}
		}
		return s.Flush()
	}
	rows := [][]any{w.header(countColumns)}
	for _, u := range r.Units {
		rows = append(rows, w.count(u, w.unit(u.Unit)))
	}
	if err := sheet(w("summary"), append(rows, w.count(r.Total, w("all"))), []float64{48, 10, 10, 14, 10, 12, 10, 10}); err != nil {
		return err
	}
	for from := 0; from < len(r.People); {
		rows, to := [][]any{w.header(personColumns[1:])}, from
		for ; to < len(r.People) && r.People[to].Unit == r.People[from].Unit; to++ {
			rows = append(rows, w.person(r.People[to], r.Now.Location())[1:])
		}
		if err := sheet(w.unit(r.People[from].Unit), rows, []float64{36, 20, 32, 18, 17, 9, 17, 26, 24}); err != nil {
			return err
		}
		from = to
	}
	return book.Write(out)
}

// sheetName makes a name that Excel takes: 31 characters, some not allowed, none twice in either case.
func sheetName(title string, taken map[string]bool) string {
	name := []rune(strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return r
	}, title), " '"))
	if len(name) == 0 {
		name = []rune("?")
	}
	for n := 1; ; n++ {
		suffix := ""
		if n > 1 {
			suffix = " " + strconv.Itoa(n)
		}
		one := string(name[:min(len(name), 31-len(suffix))]) + suffix
		if key := strings.ToLower(one); !taken[key] {
			taken[key] = true
			return one
		}
	}
}
