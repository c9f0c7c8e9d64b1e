package report

import (
	"encoding/csv"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"ikrar/ledger/roster"
	"ikrar/ledger/spreadsheet"
	"ikrar/verify/phrase"
)

// Words gives a sentence of the caller's catalogue, by the keys that this package uses: "report."
// and the name of a column, a state or a heading.
type Words func(key string, args ...any) string

// columns of figures and of people, by their keys in the catalogue.
var (
	countColumns  = []string{"unit", "people", "enrolled", "pledged", "percent", "issued", "revoked", "missing"}
	personColumns = []string{"unit", "name", "nip", "position", "state", "time", "index", "code", "number", "registrar"}
	absentColumns = []string{"nip", "name", "position", "unit", "state"}
)

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

// heading is a unit's name above its people or beside its figures, where nothing would puzzle.
func (w Words) heading(name string) string {
	if name == "" {
		return w("unitless")
	}
	return w.unit(name)
}

func (w Words) count(c Count, name string) []any {
	return []any{name, c.People, c.Enrolled, c.Pledged, c.Percent(), c.Issued, c.Revoked, c.Missing}
}

// person is a row of a list. The NIP is masked: the whole one is for HR's own list of who is
// missing.
func (w Words) person(p Person, zone *time.Location) []any {
	row := []any{w.unit(p.Unit), p.Name, masked(p.NIP), p.Position, w("state." + string(p.State)), "", "", "", p.Number,
		p.Registrar}
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
	return writeCSV(out, r.figures(w))
}

func (r *Report) figures(w Words) [][]any {
	rows := [][]any{w.header(countColumns)}
	for _, u := range r.Units {
		rows = append(rows, w.count(u, w.heading(u.Unit)))
	}
	return append(rows, w.count(r.Total, w("all")))
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

// writeCSV writes for Excel, which needs the mark.
func writeCSV(out io.Writer, rows [][]any) error {
	if _, err := io.WriteString(out, spreadsheet.BOM); err != nil {
		return err
	}
	return spreadsheet.WriteRows(csv.NewWriter(out), rows)
}

// XLSX writes a workbook: the figures first, then a sheet a unit with its people.
func (r *Report) XLSX(out io.Writer, w Words) error {
	b, err := newBook()
	if err != nil {
		return err
	}
	defer b.file.Close()
	if err := b.sheet(w("summary"), r.figures(w), []float64{48, 10, 10, 14, 10, 12, 10, 10}); err != nil {
		return err
	}
	for from := 0; from < len(r.People); {
		rows, to := [][]any{w.header(personColumns[1:])}, from
		for ; to < len(r.People) && r.People[to].Unit == r.People[from].Unit; to++ {
			rows = append(rows, w.person(r.People[to], r.Now.Location())[1:])
		}
		if err := b.sheet(w.heading(r.People[from].Unit), rows,
			[]float64{36, 20, 32, 18, 17, 9, 17, 26, 24}); err != nil {
			return err
		}
		from = to
	}
	return b.file.Write(out)
}

// book is a workbook in the making.
type book struct {
	file       *excelize.File
	names      spreadsheet.Names
	bold, text int // styles; a cell of text stays one when somebody edits it
	sheets     int
}

func newBook() (*book, error) {
	b := &book{file: excelize.NewFile()}
	var err error
	if b.bold, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return nil, err
	}
	b.text, err = b.file.NewStyle(&excelize.Style{NumFmt: 49})
	return b, err
}

// sheet adds a sheet whose first row is its header.
func (b *book) sheet(title string, rows [][]any, widths []float64) error {
	s, err := b.begin(title)
	if err != nil {
		return err
	}
	for n, width := range widths {
		if err := s.SetColWidth(n+1, n+1, width); err != nil {
			return err
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2",
		ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for n, row := range rows {
		style := b.text
		if n == 0 {
			style = b.bold
		}
		at, err := excelize.CoordinatesToCellName(1, n+1)
		if err == nil {
			err = s.SetRow(at, styled(row, style))
		}
		if err != nil {
			return err
		}
	}
	return s.Flush()
}

func (b *book) begin(title string) (s *excelize.StreamWriter, err error) {
	name := b.names.Name(title)
	if b.sheets++; b.sheets == 1 {
		err = b.file.SetSheetName("Sheet1", name)
	} else {
		_, err = b.file.NewSheet(name)
	}
	if err != nil {
		return nil, err
	}
	return b.file.NewStreamWriter(name)
}

// styled gives the texts of a row a style, and leaves numbers their own.
func styled(row []any, style int) []any {
	cells := make([]any, len(row))
	for n, v := range row {
		if s, ok := v.(string); ok {
			v = excelize.Cell{StyleID: style, Value: phrase.Visible(s)}
		}
		cells[n] = v
	}
	return cells
}
