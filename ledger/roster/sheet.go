package roster

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"ikrar/ledger/roster/internal/table"
	"ikrar/ledger/spreadsheet"
)

// Sheet reads people from one file, line by line, in memory that does not grow
// with the file but for about 40 bytes a NIP, kept to find one that comes twice.
type Sheet struct {
	File    string   // as given to Read
	Ignored []string // header cells that name no column of ours

	rows   *table.Sheet
	header header
	csv    bool // rows end early by mistake only, and an apostrophe may guard a cell
	count  int
	seen   map[uint64]uint32 // NIP to the line that has it
	words  map[string]string // words that repeat, kept once
	fatal  error
}

// Row is one person of a file. Subject is zero.
type Row struct {
	Line   int
	Person Person
}

// Read opens a roster: CSV (comma, semicolon or tab; UTF-8, UTF-16 with its mark,
// or Windows-1252) or the first visible sheet of an .xlsx workbook. The content
// decides, not the name, which only appears in errors. The error is a *FileError.
func Read(name string, r io.Reader) (*Sheet, error) {
	s := &Sheet{File: name, seen: map[uint64]uint32{}, words: map[string]string{}}
	f, err := table.Open(r, headerColumns)
	if err != nil {
		return nil, s.fileError(0, err)
	}
	s.csv = f.CSV
	h, line, err := s.find(f)
	if err == nil && h.twice != "" {
		return nil, &FileError{File: name, Line: line, Detail: h.twice, Reason: HeaderTwice}
	}
	if err != nil {
		return nil, s.fileError(0, err)
	}
	s.header, s.Ignored = h, h.ignored
	return s, nil
}

// find reads up to the header of the first visible sheet that has one.
func (s *Sheet) find(f *table.File) (h header, line int, err error) {
	err = HeaderMissing
	for _, one := range f.Sheets {
		if one.Hidden {
			continue
		}
		s.rows = one
		if h, line, err = findHeader(one); err != HeaderMissing {
			break
		}
	}
	return h, line, err
}

// headerColumns counts the columns that a row names, if it is a header.
func headerColumns(cells []table.Cell) int {
	h, ok := parseHeader(cells)
	if !ok {
		return 0
	}
	return h.known()
}

// findHeader reads up to the header, past the titles that stand above it.
func findHeader(r *table.Sheet) (header, int, error) {
	for range maxPreamble {
		row, err := r.Next()
		if _, bad := err.(table.Reason); bad {
			continue
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return header{}, row.Line, err
		}
		if h, ok := parseHeader(row.Cells); ok {
			return h, row.Line, nil
		}
	}
	return header{}, 0, HeaderMissing
}

// fileError makes err, a Reason or a cause below, an error of this file.
func (s *Sheet) fileError(line int, err error) error {
	if f, ok := errors.AsType[*FileError](err); ok {
		f.File, f.Line = s.File, line
		return f
	}
	if f, ok := errors.AsType[*table.FileError](err); ok {
		return &FileError{File: s.File, Line: line, Reason: Reason(f.Reason), Err: f.Err}
	}
	if reason, ok := errors.AsType[table.Reason](err); ok {
		return &FileError{File: s.File, Line: line, Reason: Reason(reason)}
	}
	if reason, ok := errors.AsType[Reason](err); ok {
		return &FileError{File: s.File, Line: line, Reason: reason}
	}
	return &FileError{File: s.File, Line: line, Reason: reasonFileUnreadable, Err: err}
}

// Next returns the next person. A *LineError refuses one line and the next call
// goes on after it; io.EOF ends the file; a *FileError ends the reading. Blank
// lines are passed over.
func (s *Sheet) Next() (Row, error) {
	for s.fatal == nil {
		row, err := s.rows.Next()
		line, cells := row.Line, withoutMerged(row.Cells)
		reason, refused := err.(table.Reason)
		switch {
		case err == io.EOF:
			s.fatal = io.EOF
			continue
		case err != nil && !refused:
			s.fatal = s.fileError(line, err)
			continue
		case !refused && blank(cells):
			continue
		}
		if s.count++; s.count > maxRows {
			s.fatal = s.fileError(line, reasonFileRows)
			continue
		}
		if refused {
			return Row{}, s.refuse(line, &LineError{Reason: Reason(reason)})
		}
		p, bad := s.person(line, cells)
		if bad != nil {
			return Row{}, s.refuse(line, bad)
		}
		return Row{Line: line, Person: p}, nil
	}
	return Row{}, s.fatal
}

// withoutMerged empties what a merged range repeats of its first cell.
func withoutMerged(cells []table.Cell) []table.Cell {
	for i, c := range cells {
		if c.Merged {
			cells[i] = table.Cell{}
		}
	}
	return cells
}

func blank(cells []table.Cell) bool {
	for _, c := range cells {
		if strings.TrimSpace(c.Text) != "" {
			return false
		}
	}
	return true
}

// refuse places an error in this file.
func (s *Sheet) refuse(line int, e *LineError) *LineError {
	e.File, e.Line = s.File, line
	return e
}

// person makes a person of a row.
func (s *Sheet) person(line int, cells []table.Cell) (Person, *LineError) {
	if _, err := ParseNIP(s.cell(cells, columnNIP).Text); err != nil && isTotal(cells) {
		return Person{}, &LineError{Reason: reasonLineTotal}
	}
	if len(cells) < s.header.width && s.csv {
		return Person{}, &LineError{Reason: reasonCellsFew}
	}
	// Before all else: after a shift, every other complaint would be about the wrong cell.
	if len(cells) > s.header.width && !blank(cells[s.header.width:]) {
		return Person{}, &LineError{Reason: reasonCellsMany}
	}
	nip, bad := s.nip(line, s.cell(cells, columnNIP))
	if bad != nil {
		return Person{}, bad
	}
	p := Person{NIP: nip}
	for c := columnNIP + 1; c < columnCount; c++ {
		v := s.cell(cells, c)
		if s.csv { // in a CSV file of our own, an apostrophe may stand before a name like "-Budi"
			v.Text = spreadsheet.Plain(v.Text)
		}
		text, reason := field(c, v)
		if reason != "" {
			return Person{}, &LineError{Column: c.String(), Value: shown(v.Text), Reason: reason}
		}
		*p.text(c) = s.keep(c, text)
	}
	if !s.header.has(columnTitleBefore) && !s.header.has(columnTitleAfter) {
		before, name, after := splitTitles(p.Name)
		p.TitleBefore, p.Name, p.TitleAfter = s.keep(columnTitleBefore, before), name, s.keep(columnTitleAfter, after)
	}
	return p, checkPrinted(p)
}

// isTotal knows the row that sums a sheet up: its first cell that is not blank says so.
func isTotal(cells []table.Cell) bool {
	for _, c := range cells {
		if words := strings.Fields(strings.ToLower(c.Text)); len(words) > 0 {
			first := strings.Trim(words[0], ":.")
			return first == "jumlah" || first == "total" || first == "subtotal"
		}
	}
	return false
}

// cell returns the cell of a column; the name's is blank-checked by field, an
// absent column reads as blank.
func (s *Sheet) cell(cells []table.Cell, c column) table.Cell {
	if i := s.header.at[c]; i >= 0 && i < len(cells) {
		return cells[i]
	}
	return table.Cell{}
}

// nip reads the NIP and remembers it, so that a second line with it is refused.
func (s *Sheet) nip(line int, v table.Cell) (NIP, *LineError) {
	refused := &LineError{Column: columnNIP.String(), Value: shown(strings.TrimSpace(v.Text))}
	switch v.Kind {
	case table.Number:
		if short(v.Text) { // a date, or the number of a column
			refused.Reason = reasonNIPLength
			return "", refused
		}
		// Even with 18 digits in the file: a float near 2*10^17 holds multiples
		// of 32 only, so the digits may be another person's.
		refused.Reason = reasonNIPNumber
		return "", refused
	case table.Failed, table.Formula:
		refused.Reason = reasonFieldFormula
		return "", refused
	}
	n, err := ParseNIP(v.Text)
	if bad, ok := errors.AsType[*LineError](err); ok {
		return "", bad
	}
	if first, ok := s.seen[n.key()]; ok {
		refused.Reason, refused.First = reasonNIPTwice, int(first)
		return "", refused
	}
	s.seen[n.key()] = uint32(line)
	return n, nil
}

// short reports whether a number of a spreadsheet has fewer digits than it can hold.
func short(number string) bool {
	f, err := strconv.ParseFloat(number, 64)
	return err == nil && f < 1e15
}

// key is the number itself, which takes a quarter of the string's memory.
func (n NIP) key() uint64 {
	k, _ := strconv.ParseUint(string(n), 10, 64) // 18 digits always fit
	return k
}

// keep returns s without the line it was cut from. Words that repeat from person
// to person share one copy; names seldom do.
func (s *Sheet) keep(c column, text string) string {
	if text == "" {
		return ""
	}
	if c == columnName {
		return strings.Clone(text)
	}
	if w, ok := s.words[text]; ok {
		return w
	}
	text = strings.Clone(text)
	if len(s.words) < maxWords {
		s.words[text] = text
	}
	return text
}

// checkPrinted refuses a name that does not fit with its titles.
func checkPrinted(p Person) *LineError {
	if name := p.PrintedName(); len(name) > maxField {
		return &LineError{Column: columnName.String(), Value: shown(name), Reason: reasonNameLong}
	}
	return nil
}
