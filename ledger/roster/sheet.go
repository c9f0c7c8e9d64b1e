package roster

import (
	"io"
	"slices"
	"strings"
	"unicode"

	"ikrar/ledger/roster/internal/spelling"
	"ikrar/ledger/roster/internal/table"
	"ikrar/ledger/roster/internal/wording"
)

// sheet is one sheet that is being read.
type sheet struct {
	source
	file  *File
	found *Sheet
	name  string // empty where the file has one sheet only

	passedRows []table.Row // above the header
	headless   bool        // columns were chosen by letters, and nobody was read yet
	lost       bool        // below a header that cannot be read
	tail       bool        // below a total or a signature
	signed     bool        // below a signature, and nobody is counted yet
	left       string      // the heading of those who have left the service
	unit       heading
}

func (s *sheet) at(line int) Place { return Place{s.name, line} }

func (s *sheet) note(line int, e *LineError) *LineError { return s.file.refuse(s.at(line), e) }

// obey takes a header that was found, and what stands above it.
func (s *sheet) obey(at Place) error {
	if s.header.twice != "" {
		return s.file.fileError(at, &FileError{Detail: s.header.twice, Reason: HeaderTwice})
	}
	for _, text := range s.header.ignored {
		if !slices.Contains(s.file.Ignored, text) {
			s.file.Ignored = append(s.file.Ignored, text)
		}
	}
	for _, row := range s.passedRows {
		if n := countNIPs(row.Cells); n > 0 {
			s.file.queue = append(s.file.queue, s.note(row.Line, &LineError{Reason: reasonLineAbove}))
		}
		if text, ok := labelledUnit(row.Cells); ok && !s.header.has(columnUnit) {
			s.unit.set(text)
			s.file.queue = append(s.file.queue,
				s.note(row.Line, &LineError{Value: shown(text), Reason: reasonLineUnit}))
		}
	}
	s.passedRows = nil
	return nil
}

// read reads one line: a person, a *LineError, errPassed, or what ends the sheet.
func (s *sheet) read() (Row, error) {
	row, err := s.next()
	reason, refused := err.(table.Reason)
	switch {
	case err == io.EOF:
		return Row{}, err
	case err != nil && !refused:
		return Row{}, s.file.fileError(s.at(row.Line), err)
	}
	if s.file.count++; s.file.count > maxRows {
		return Row{}, s.file.fileError(s.at(row.Line), reasonFileRows)
	}
	if refused {
		return Row{}, s.note(row.Line, &LineError{Reason: Reason(reason)})
	}
	if s.header.pair {
		row.Cells = s.header.parted(row.Cells)
	}
	if _, err := s.parseNIP(row.Cells); err == nil && !s.lost {
		return s.readPerson(row)
	}
	return s.readOther(row)
}

func (s *sheet) readPerson(row table.Row) (Row, error) {
	if s.isSignature(row.Cells) {
		s.tail = true
		return Row{}, s.note(row.Line, &LineError{Reason: reasonLineBelow})
	}
	s.headless, s.tail, s.signed = false, false, s.signed && !table.Counted(row.Cells)
	if n, err := s.parseNIP(row.Cells); err == nil && s.signed {
		if _, listed := s.file.seen[n.key()]; listed {
			return Row{}, s.note(row.Line, &LineError{Reason: reasonLineBelow})
		}
	}
	s.found.People++
	if row.Hidden {
		s.found.HiddenRows++
	}
	one, bad := s.person(row)
	if bad != nil {
		s.lost = s.joined(row.Cells)
		return Row{}, s.note(row.Line, bad)
	}
	if s.signed {
		s.doubt(row, &one, columnNIP, string(one.Person.NIP), "", reasonLineSigned)
	}
	return one, nil
}

// joined reports whether the header of another file follows in a line, as where files were joined
// whose last line had no end, and it has another order.
func (s *sheet) joined(cells []table.Cell) bool {
	known, moved := 0, false
	for i, l := range spelling.Labels(cells) {
		if c, ok := l.Column(); ok && i >= s.header.width {
			known++
			moved = moved || s.header.at[c] != i-s.header.width+1
		}
	}
	return known >= 2 && moved
}

// readOther finds out what a line is that has no NIP in its place.
func (s *sheet) readOther(row table.Row) (Row, error) {
	row.Cells = slices.Clone(row.Cells) // a look ahead takes the row's own
	if h, ok := s.headerAt(row, s.file.choice.Columns.of); ok {
		return Row{}, s.again(row.Line, h)
	}
	cells := table.Filled(row.Cells)
	note := func(r Reason) (Row, error) { return Row{}, s.note(row.Line, &LineError{Reason: r}) }
	switch {
	case s.lost:
		return note(reasonHeaderLost)
	case s.spoiltHeader(row.Cells):
		s.lost = true
		return note(reasonHeaderLost)
	case table.IsNumbers(row.Cells):
		return note(reasonLineNumbers)
	case s.unfilled(row.Cells):
		return note(reasonLineEmpty)
	case table.IsTotal(row.Cells) && !s.named(row.Cells):
		s.tail = true
		return note(reasonLineTotal)
	case s.headless && (!s.personLike(row.Cells) || s.entitled(row.Cells)):
		return note(reasonLineTitle)
	case len(cells) <= 3 && s.signs(row.Cells):
		s.tail, s.signed = true, s.signed || !begins(row.Cells, wording.Remark)
		return note(reasonLineBelow)
	}
	text, ok := s.heading(row.Cells)
	leads := ok && s.leads()
	switch {
	case leads && !wording.Titled(text):
		return Row{}, s.takeHeading(row.Line, text)
	case !leads && (ok && !s.onlyName(row.Cells) || s.tail && !s.personLike(row.Cells) || s.isSignature(row.Cells)):
		s.tail = true
		return note(reasonLineBelow)
	}
	s.found.People++
	_, bad := s.person(row)
	if bad == nil {
		bad = &LineError{Column: columnNIP.String(), Reason: reasonNIPMissing}
	}
	return Row{}, s.note(row.Line, bad)
}

// entitled reports whether a row above the people only has words, also where the numbers are to be.
func (s *sheet) entitled(cells []table.Cell) bool {
	digits := func(c table.Cell) bool { return table.CountDigits(c.Text) > 0 }
	return strings.ContainsFunc(s.cell(cells, columnNIP).Text, unicode.IsLetter) && !slices.ContainsFunc(cells, digits)
}

// again takes a header that comes between people.
func (s *sheet) again(line int, h header) error {
	same := h.at == s.header.at
	s.header, s.lost, s.tail, s.signed = h, false, false, false
	if err := s.obey(s.at(line)); err != nil {
		return err
	}
	if same {
		return s.note(line, &LineError{Reason: reasonLineHeader})
	}
	return s.note(line, &LineError{Reason: reasonLineHeaderOther})
}

// spoiltHeader reports whether a row looks like a header that cannot be read. What follows may have
// any order.
func (s *sheet) spoiltHeader(cells []table.Cell) bool {
	if table.HoldsNIP(cells) {
		return false
	}
	named, nip := 0, false
	for _, l := range spelling.Labels(cells) {
		if c, known := l.Column(); known && l.Own != "" {
			named, nip = named+1, nip || c == columnNIP
		}
	}
	return named >= 2 || nip && len(table.Filled(cells)) > 1
}

// unfilled knows a line of a form that nobody has filled in: it has its number and nothing else.
func (s *sheet) unfilled(cells []table.Cell) bool {
	for _, i := range table.Filled(cells) {
		text := strings.Trim(strings.TrimSpace(cells[i].Text), ".)")
		if slices.Contains(s.header.at[:], i) || len(text) > 6 || table.CountDigits(text) != len(text) {
			return false
		}
	}
	return true
}
