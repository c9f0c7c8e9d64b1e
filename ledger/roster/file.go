package roster

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"ikrar/ledger/roster/internal/table"
)

// File reads people from one file, line by line, in memory that does not grow
// with the file but for about 40 bytes a NIP, kept to find one that comes twice.
type File struct {
	Name    string   // as given to Read
	Ignored []string // header cells that name no column of ours
	Sheets  []*Sheet // as far as they are read; those of a CSV file have no name

	choice Choice
	table  *table.File
	opened int // of the table's sheets
	sheet  *sheet
	queue  []*LineError
	count  int
	seen   map[uint64]Place // where a NIP stands
	words  map[string]string
	fatal  error
}

// Sheet is what was found on one sheet.
type Sheet struct {
	Name       string
	People     int    // lines that hold a person, also where they are refused or asked about
	HiddenRows int    // of these, those that a spreadsheet program does not show
	Passed     Reason // why the sheet was passed over, or ""
}

// Why a sheet was passed over.
const (
	SheetNoHeader Reason = "sheet-no-header"
	SheetHidden   Reason = "sheet-hidden"
	SheetOther    Reason = "sheet-other" // HR has chosen others
)

// Place is a line of a file.
type Place struct {
	Sheet string // empty where the file has one sheet only
	Line  int    // from 1, as a text editor or spreadsheet counts
}

// Row is one person of a file. Subject is zero.
type Row struct {
	Place
	Person Person       // as the file has it
	Doubts []*LineError // what HR is asked about it
	Notes  []*LineError // what was read otherwise than it stands, without a doubt

	proposed Person
	warnings []*LineError
	given    [columnFields]bool // the columns that the file has
}

// Read opens a roster: a CSV file or an .xlsx workbook. The content decides, not the name, which
// only appears in errors. The error is a *FileError.
func Read(name string, r io.Reader, c Choice) (*File, error) {
	f := &File{Name: name, choice: c, seen: map[uint64]Place{}, words: map[string]string{}}
	var err error
	if f.table, err = table.Open(r, headerColumns(c.Columns.of)); err != nil {
		return nil, f.fileError(Place{}, err)
	}
	if err := f.checkSheets(); err != nil {
		return nil, err
	}
	if err := f.nextSheet(); err == io.EOF {
		return nil, f.noHeader()
	} else if err != nil {
		return nil, err
	}
	return f, nil
}

// checkSheets refuses the name of a sheet that is not there.
func (f *File) checkSheets() error {
	for _, name := range f.choice.Sheets {
		if !slices.ContainsFunc(f.table.Sheets, func(s *table.Sheet) bool { return sameSheet(s.Name, name) }) {
			var all []string
			for _, s := range f.table.Sheets {
				all = append(all, fmt.Sprintf("%q", s.Name))
			}
			return &FileError{File: f.Name, Detail: strings.Join(all, ", "), Reason: SheetUnknown}
		}
	}
	return nil
}

func sameSheet(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// noHeader says why no sheet can be read.
func (f *File) noHeader() error {
	e := &FileError{File: f.Name, Reason: HeaderMissing}
	var chosen []string
	for c := range columnCount {
		if text := f.choice.Columns.of[c]; text != "" && letterIndex(text) < 0 && text != notThere {
			chosen = append(chosen, fmt.Sprintf("%s=%s", c, text))
		}
	}
	if len(chosen) > 0 {
		e.Reason, e.Detail = ColumnsMissing, strings.Join(chosen, ", ")
	}
	for _, s := range f.Sheets {
		if s.Passed == SheetHidden {
			return &FileError{File: f.Name, Detail: fmt.Sprintf("%q", s.Name), Reason: SheetHiddenOnly}
		}
	}
	return e
}

// hasHeader reads the beginning of a sheet, which is then read no more.
func (f *File) hasHeader(s *table.Sheet) bool {
	_, err := f.findHeader(&sheet{source: source{sheet: s}})
	return err == nil
}

// nextSheet opens the next sheet that has a header, and notes those that it passes over. At the end
// of the file it returns io.EOF.
func (f *File) nextSheet() error {
	for f.sheet = nil; f.opened < len(f.table.Sheets); {
		t := f.table.Sheets[f.opened]
		f.opened++
		found := &Sheet{Name: t.Name, Passed: f.passed(t)}
		f.Sheets = append(f.Sheets, found)
		if found.Passed != "" {
			continue
		}
		s := &sheet{source: source{sheet: t}, found: found, file: f}
		if len(f.table.Sheets) > 1 {
			s.name = t.Name
		}
		at, err := f.findHeader(s)
		switch {
		case err == HeaderMissing:
			found.Passed = SheetNoHeader
			if err := f.lookForPeople(s); err != nil {
				return err
			}
			continue
		case err != nil:
			return f.fileError(at, err)
		}
		f.sheet = s
		return s.obey(at)
	}
	return io.EOF
}

// passed says why a sheet is not to be read at all.
func (f *File) passed(t *table.Sheet) Reason {
	chosen := slices.ContainsFunc(f.choice.Sheets, func(name string) bool { return sameSheet(t.Name, name) })
	switch {
	case len(f.choice.Sheets) > 0 && !chosen:
		return SheetOther
	case t.Hidden && !chosen && f.hasHeader(t):
		return SheetHidden
	case t.Hidden && !chosen:
		return SheetNoHeader
	}
	return ""
}

// lookForPeople counts the numbers on a sheet that has no header: nobody is lost without a word.
func (f *File) lookForPeople(s *sheet) error {
	people, first := 0, 0
	for _, row := range s.passedRows {
		if n := countNIPs(row.Cells); n > 0 && first == 0 {
			first = row.Line
		}
		people += countNIPs(row.Cells)
	}
	for {
		row, err := s.next()
		if _, bad := err.(table.Reason); bad {
			continue
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return f.fileError(s.at(row.Line), err)
		}
		n := countNIPs(row.Cells)
		if n > 0 && first == 0 {
			first = row.Line
		}
		people += n
	}
	if people > 0 {
		f.queue = append(f.queue,
			f.refuse(Place{s.found.Name, first}, &LineError{Count: people, Reason: reasonSheetPeople}))
	}
	return nil
}

func countNIPs(cells []table.Cell) (n int) {
	for _, c := range cells {
		if c.Merged || len(c.Text) < 18 || len(c.Text) > maxCell {
			continue
		}
		if _, err := ParseNIP(c.Text); err == nil {
			n++
		}
	}
	return n
}

// findHeader reads up to the header, past the titles that stand above it.
func (f *File) findHeader(s *sheet) (Place, error) {
	chosen := f.choice.Columns.of
	for range maxPreamble {
		row, err := s.next()
		if _, bad := err.(table.Reason); bad {
			continue
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return s.at(row.Line), err
		}
		row.Cells = slices.Clone(row.Cells)
		if h, ok := s.headerAt(row, chosen); ok {
			s.header = h
			return s.at(row.Line), nil
		}
		s.passedRows = append(s.passedRows, row)
	}
	if !chosen.byLetters() {
		return Place{}, HeaderMissing
	}
	s.header = chosen.bare()
	s.ahead = append(queuedRows(s.passedRows), s.ahead...)
	s.passedRows, s.headless = nil, true
	return Place{}, nil
}

func queuedRows(rows []table.Row) (all []queued) {
	for _, row := range rows {
		all = append(all, queued{row: row})
	}
	return all
}

// fileError makes err, a Reason or a cause below, an error of this file.
func (f *File) fileError(at Place, err error) error {
	e := &FileError{File: f.Name, Sheet: at.Sheet, Line: at.Line, Reason: reasonFileUnreadable, Err: err}
	if own, ok := errors.AsType[*FileError](err); ok {
		own.File, own.Sheet, own.Line = f.Name, at.Sheet, at.Line
		return own
	}
	if own, ok := errors.AsType[*table.FileError](err); ok {
		e.Reason, e.Err = Reason(own.Reason), own.Err
	} else if reason, ok := errors.AsType[table.Reason](err); ok {
		e.Reason, e.Err = Reason(reason), nil
	} else if reason, ok := errors.AsType[Reason](err); ok {
		e.Reason, e.Err = reason, nil
	}
	return e
}

// Next returns the next person. A *LineError refuses one line, or, where it is a note, says what
// the line is instead of a person; the next call goes on after it. io.EOF ends the file; a
// *FileError ends the reading. Blank lines are passed over.
func (f *File) Next() (Row, error) {
	for {
		if len(f.queue) > 0 {
			e := f.queue[0]
			f.queue = f.queue[1:]
			return Row{}, e
		}
		if f.fatal != nil {
			return Row{}, f.fatal
		}
		if f.sheet == nil {
			f.fatal = f.nextSheet()
			continue
		}
		row, err := f.sheet.read()
		switch _, line := errors.AsType[*LineError](err); {
		case err == io.EOF:
			f.fatal = f.nextSheet()
		case line, err == nil:
			return row, err
		case err != errPassed:
			f.fatal = err
		}
	}
}

// errPassed says that a line was dealt with, and the next is to be read.
var errPassed = errors.New("passed")

// refuse places an error in this file.
func (f *File) refuse(at Place, e *LineError) *LineError {
	e.File, e.Place = f.Name, at
	return e
}
