package roster

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"ikrar/ledger/spreadsheet"
)

// cell is one cell as its file has it.
type cell struct {
	text string // valid UTF-8; shares memory with its line
	kind cellKind
}

type cellKind byte

const (
	textCell   cellKind = iota
	numberCell          // a spreadsheet holds it as a binary float of 15 to 17 digits
	failedCell          // a formula's #N/A, #REF! and so on
)

// rows is a file's rows. The cells are valid until the next call. An error that
// is itself a Reason costs that line only, io.EOF ends, any other is of the file.
type rows interface {
	next() (line int, cells []cell, err error)
}

// Sheet reads people from one file, line by line, in memory that does not grow
// with the file but for about 40 bytes a NIP, kept to find one that comes twice.
type Sheet struct {
	File    string   // as given to Read
	Ignored []string // header cells that name no column of ours

	rows   rows
	header header
	ragged bool // rows may end early: a workbook does not store blank cells
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
	b := bufio.NewReaderSize(r, 16)
	magic, _ := b.Peek(8)
	var err error
	switch {
	case bytes.HasPrefix(magic, []byte("PK\x03\x04")):
		s.ragged = true
		s.rows, err = newXLSXRows(b)
	case bytes.HasPrefix(bytes.TrimLeft(bytes.ToLower(magic), "\ufeff \r\n\t"), []byte("<")):
		err = reasonFileHTML
	case string(magic) == "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
		err = reasonFileOld // the compound file of .xls, and of encrypted workbooks
	default:
		s.rows = newCSVRows(b)
	}
	if err != nil {
		return nil, s.fileError(0, err)
	}
	h, line, err := findHeader(s.rows)
	if err == nil && h.twice != "" {
		return nil, &FileError{File: name, Line: line, Detail: h.twice, Reason: HeaderTwice}
	}
	if err != nil {
		return nil, s.fileError(0, err)
	}
	s.header, s.Ignored = h, h.ignored
	return s, nil
}

// findHeader reads up to the header, past the titles that stand above it.
func findHeader(r rows) (header, int, error) {
	for range maxPreamble {
		line, cells, err := r.next()
		if _, bad := err.(Reason); bad {
			continue
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return header{}, line, err
		}
		if h, ok := parseHeader(cells); ok {
			return h, line, nil
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
		line, cells, err := s.rows.next()
		reason, refused := err.(Reason)
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
			return Row{}, s.refuse(line, &LineError{Reason: reason})
		}
		p, bad := s.person(line, cells)
		if bad != nil {
			return Row{}, s.refuse(line, bad)
		}
		return Row{Line: line, Person: p}, nil
	}
	return Row{}, s.fatal
}

func blank(cells []cell) bool {
	for _, c := range cells {
		if strings.TrimSpace(c.text) != "" {
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
func (s *Sheet) person(line int, cells []cell) (Person, *LineError) {
	if _, err := ParseNIP(s.cell(cells, columnNIP).text); err != nil && isTotal(cells) {
		return Person{}, &LineError{Reason: reasonLineTotal}
	}
	if len(cells) < s.header.width && !s.ragged {
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
		if !s.ragged { // in a CSV file of our own, an apostrophe may stand before a name like "-Budi"
			v.text = spreadsheet.Plain(v.text)
		}
		text, reason := field(c, v)
		if reason != "" {
			return Person{}, &LineError{Column: c.String(), Value: shown(v.text), Reason: reason}
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
func isTotal(cells []cell) bool {
	for _, c := range cells {
		if words := strings.Fields(strings.ToLower(c.text)); len(words) > 0 {
			first := strings.Trim(words[0], ":.")
			return first == "jumlah" || first == "total" || first == "subtotal"
		}
	}
	return false
}

// cell returns the cell of a column; the name's is blank-checked by field, an
// absent column reads as blank.
func (s *Sheet) cell(cells []cell, c column) cell {
	if i := s.header.at[c]; i >= 0 && i < len(cells) {
		return cells[i]
	}
	return cell{}
}

// nip reads the NIP and remembers it, so that a second line with it is refused.
func (s *Sheet) nip(line int, v cell) (NIP, *LineError) {
	refused := &LineError{Column: columnNIP.String(), Value: shown(strings.TrimSpace(v.text))}
	switch v.kind {
	case numberCell:
		if short(v.text) { // a date, or the number of a column
			refused.Reason = reasonNIPLength
			return "", refused
		}
		// Even with 18 digits in the file: a float near 2*10^17 holds multiples
		// of 32 only, so the digits may be another person's.
		refused.Reason = reasonNIPNumber
		return "", refused
	case failedCell:
		refused.Reason = reasonFieldFormula
		return "", refused
	}
	n, err := ParseNIP(v.text)
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
