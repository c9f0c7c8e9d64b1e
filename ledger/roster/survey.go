package roster

import (
	"crypto/sha256"
	"io"
	"slices"
	"strings"

	"ikrar/ledger/roster/internal/spelling"
	"ikrar/ledger/roster/internal/table"
)

// Front is the beginning of a sheet: how its columns are read, and what stands in them, for a
// person who has to say so by hand.
type Front struct {
	Sheet   string // its name; a CSV file is one sheet, without a name
	Hidden  bool
	Headed  bool // a header was found
	Columns []Heading
}

// Heading is a column of a sheet. Its texts may be personal data.
type Heading struct {
	Letter string   // as a spreadsheet program has it
	Text   string   // of the header, "" where there is none
	Field  string   // what is read from it, as ParseColumns calls it; "" for nothing
	Values []string // that stand first below the header
}

// Fields are the names that ParseColumns knows, in the order in which people are shown them.
func Fields() []string { return spelling.Names() }

// Survey reads the beginning of every sheet. It takes no notice of Choice.Sheets: whoever chooses
// wants to see them all. The error is a *FileError.
func Survey(name string, r io.Reader, c Choice) ([]Front, error) {
	f := &File{Name: name, choice: c}
	t, err := table.Open(r, headerColumns(c.Columns.of))
	if err != nil {
		return nil, f.fileError(Place{}, err)
	}
	var all []Front
	for _, one := range t.Sheets {
		s := &sheet{source: source{sheet: one}}
		at, err := f.findHeader(s)
		front := Front{Sheet: one.Name, Hidden: one.Hidden, Headed: err == nil && !s.headless}
		if err != nil && err != HeaderMissing {
			return nil, f.fileError(at, err)
		}
		front.Columns = s.surveyed(err == nil)
		all = append(all, front)
	}
	return all, nil
}

// surveyed are the columns of a sheet whose header was looked for.
func (s *sheet) surveyed(found bool) (all []Heading) {
	rows := s.passedRows // all that there is where none was found
	if found {
		rows = nil
		for n := range surveyRows {
			row, err := s.peek(n)
			if err == io.EOF {
				break
			}
			rows = append(rows, row)
		}
	}
	width := min(len(s.header.labels), surveyWidth)
	for _, row := range rows {
		width = max(width, min(len(row.Cells), surveyWidth))
	}
	for i := range width {
		h := Heading{Letter: letterOf(i), Field: s.header.fieldAt(i, found)}
		if found && i < len(s.header.labels) {
			h.Text = strings.Clone(shown(s.header.labels[i].Text()))
		}
		for _, row := range rows {
			if i >= len(row.Cells) || len(h.Values) == surveyValues {
				continue
			}
			if text := strings.TrimSpace(row.Cells[i].Text); text != "" && !row.Cells[i].Merged {
				h.Values = append(h.Values, strings.Clone(shown(text)))
			}
		}
		all = append(all, h)
	}
	for len(all) > 0 && all[len(all)-1].Text == "" && all[len(all)-1].Field == "" && len(all[len(all)-1].Values) == 0 {
		all = all[:len(all)-1]
	}
	return all
}

// fieldAt names what is read from the cell at i.
func (h *header) fieldAt(i int, found bool) string {
	switch {
	case !found:
		return ""
	case h.pair && h.at[columnName] == i:
		return columnPair.String()
	}
	for c, at := range h.at {
		if at == i {
			return column(c).String()
		}
	}
	return ""
}

// letterOf is the letter of the column at an index: letterIndex the other way.
func letterOf(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return string([]rune{rune('A' + i/26 - 1), rune('A' + i%26)})
}

// HeadDigest tells headers apart: files of one program have the same. It is of the words of the
// header alone; ok is false where nothing is sure to be one, so that no digest is of a person.
func (f Front) HeadDigest() (d [sha256.Size]byte, ok bool) {
	var texts []string
	for _, h := range f.Columns {
		text := h.Text
		if !f.Headed && len(h.Values) > 0 {
			text = h.Values[0]
		}
		texts = append(texts, text)
	}
	digits := func(s string) bool { return table.CountDigits(s) > 0 }
	if len(texts) == 0 || slices.ContainsFunc(texts, digits) && !f.Headed {
		return d, false
	}
	return sha256.Sum256([]byte(strings.Join(texts, "\x1f"))), true
}
