package roster

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"ikrar/ledger/roster/internal/table"
	"ikrar/ledger/roster/internal/wording"
	"ikrar/ledger/spreadsheet"
)

// cell returns the cell of a column; an absent column reads as blank. What a merged range says of
// several people is never who they are.
func (s *sheet) cell(cells []table.Cell, c column) table.Cell {
	if i := s.header.at[c]; i >= 0 && i < len(cells) && !(cells[i].Merged && c <= columnTitleAfter) {
		return cells[i]
	}
	return table.Cell{}
}

// about is a complaint about a cell.
func (s *sheet) about(row table.Row, c column, value string, reason Reason) *LineError {
	e := &LineError{Column: c.String(), Value: shown(value), Reason: reason}
	if i := s.header.at[c]; i >= 0 && !s.file.table.CSV && !(s.header.pair && c == columnNIP) {
		e.Cell = table.Letters(i) + strconv.Itoa(row.Line)
	}
	return e
}

// values are what the cells of a row say.
type values [columnCount]reading

// person makes a person of a row.
func (s *sheet) person(row table.Row) (Row, *LineError) {
	cells := row.Cells
	if len(cells) < s.header.width && s.file.table.CSV && !s.header.pair && !s.shortFits(cells) {
		return Row{}, &LineError{Reason: reasonCellsFew}
	}
	// Before all else: after a shift, every other complaint would be about the wrong cell.
	if len(cells) > s.header.width && !table.Blank(cells[s.header.width:]) {
		return Row{}, &LineError{Reason: reasonCellsMany}
	}
	nip, bad := s.nip(row)
	if bad != nil {
		return Row{}, bad
	}
	one := Row{Place: s.at(row.Line)}
	v, bad := s.values(row, &one)
	if bad != nil {
		return Row{}, bad
	}
	one.Person = s.compose(nip, v, false)
	one.proposed = s.compose(nip, v, true)
	s.doubtWhole(row, &one, v)
	for c := columnNIP + 1; c < columnFields; c++ {
		one.given[c] = s.gives(c) && !v[c].unread || fromOthers(c) && *one.Person.text(c) != ""
	}
	for _, p := range []Person{one.Person, one.proposed} {
		if p.Name == "" {
			return Row{}, s.about(row, columnName, v[columnName].text, reasonNameTitle)
		}
		if bad := checkPrinted(p); bad != nil {
			return Row{}, bad
		}
	}
	return one, nil
}

// values reads the cells of a row, and notes what is doubtful in them.
func (s *sheet) values(row table.Row, one *Row) (v values, bad *LineError) {
	for c := columnNIP + 1; c < columnCount; c++ {
		if !s.header.has(c) && c != columnName || c.IsContact() {
			continue
		}
		cell := s.cell(row.Cells, c)
		if s.file.table.CSV { // in a CSV file of our own, an apostrophe may stand before a name like "-Budi"
			cell.Text = spreadsheet.Plain(cell.Text)
		}
		r, reason := read(c, cell)
		if reason != "" {
			return v, s.about(row, c, cell.Text, reason)
		}
		if v[c] = r; r.cleaned {
			one.Notes = append(one.Notes, s.note(row.Line, s.about(row, c, r.text, reasonTextCleaned)))
		}
		if r.doubt != "" {
			s.doubt(row, one, c, r.text, r.proposal, r.doubt)
		}
	}
	s.contacts(row, one, &v)
	return v, nil
}

func (s *sheet) doubt(row table.Row, one *Row, c column, text, proposal string, reason Reason) {
	e := s.about(row, c, text, reason)
	e.Proposal = shown(proposal)
	one.Doubts = append(one.Doubts, s.note(row.Line, e))
}

// gives reports whether a file says something of a field, so that a blank there is a blank.
func (s *sheet) gives(c column) bool {
	h := &s.header
	switch c {
	case columnUnit:
		return h.has(c) || s.unit.unit != ""
	case columnSubunit:
		return h.has(c) || !h.has(columnUnit) && s.unit.unit != ""
	case columnGrade:
		return h.has(c) || h.has(columnRankGrade)
	case columnRank:
		return h.has(c) || h.has(columnRankGrade)
	case columnStatus:
		return h.has(c) || h.has(columnKind) || h.has(columnCPNS)
	}
	return h.has(c)
}

// fromOthers reports whether a field may come out of another column's cell.
func fromOthers(c column) bool {
	return c == columnTitleBefore || c == columnTitleAfter || c == columnGrade
}

// compose makes a person of what the cells say, or of what is proposed for them.
func (s *sheet) compose(nip NIP, v values, proposed bool) Person {
	say := func(c column) string {
		if proposed && v[c].proposal != "" {
			return v[c].proposal
		}
		return v[c].text
	}
	p := Person{NIP: nip, Unit: s.unit.unit, Subunit: s.unit.subunit}
	for c := columnNIP + 1; c < columnFields; c++ {
		if s.header.has(c) {
			*p.text(c) = say(c)
		}
	}
	if s.header.has(columnUnit) && !s.header.has(columnSubunit) {
		p.Subunit = ""
	}
	if !s.header.has(columnStatus) {
		p.Status = wording.SIASNStatus(say(columnKind), say(columnCPNS))
	}
	s.rank(&p, say(columnRankGrade), say(columnRoom))
	switch {
	case !s.header.has(columnTitleBefore) && !s.header.has(columnTitleAfter):
		p.TitleBefore, p.Name, p.TitleAfter = wording.SplitTitles(p.Name)
	default:
		p.Name = wording.WithoutTitles(p.Name, p.TitleBefore, p.TitleAfter)
	}
	if proposed && v[columnName].doubt == reasonNameCapitals {
		p.TitleBefore, p.TitleAfter = wording.MixedTitles(p.TitleBefore), wording.MixedTitles(p.TitleAfter)
	}
	for c := columnNIP + 1; c < columnFields; c++ {
		*p.text(c) = s.file.keep(c, *p.text(c))
	}
	return p
}

// rank parts what stands in one cell, and gives a PNS the pangkat of the golongan where none is
// said.
func (s *sheet) rank(p *Person, both, room string) {
	h := &s.header
	p.Grade = wording.GradeWithRoom(p.Grade, room)
	switch {
	case h.has(columnRankGrade):
		rank, grade := wording.SplitRank(both)
		if !h.has(columnRank) {
			p.Rank = rank
		}
		if !h.has(columnGrade) {
			p.Grade = grade
		}
	case h.has(columnRank) && !h.has(columnGrade):
		if rank, grade := wording.SplitRank(p.Rank); grade != "" && rank != "" {
			p.Rank, p.Grade = rank, grade
		}
	case h.has(columnGrade) && !h.has(columnRank) && !wording.KnownGrade(p.Grade, p.NIP.isPPPK()):
		if rank, grade := wording.SplitRank(p.Grade); grade != "" && rank != "" {
			p.Rank, p.Grade = rank, grade
		}
	}
	if p.NIP.isPPPK() {
		if grade := wording.GradeOfNumber(p.Grade); grade != "" {
			p.Grade = grade
		}
		return
	}
	if p.Rank == "" {
		p.Rank = wording.Ranks[p.Grade]
	}
}

// doubtWhole asks about what only shows where a whole line is seen.
func (s *sheet) doubtWhole(row table.Row, one *Row, v values) {
	p, better := one.Person, one.proposed
	for _, c := range []column{columnTitleBefore, columnTitleAfter} {
		if was, is := *p.text(c), *better.text(c); s.header.has(c) && was != is && v[c].doubt == "" {
			s.doubt(row, one, c, was, is, reasonNameCapitals)
		}
	}
	if p.Unit != "" && strings.EqualFold(p.Name, p.Unit) && v[columnName].doubt == "" {
		s.doubt(row, one, columnName, p.Name, "", reasonNameUnit)
	}
	if s.left != "" && v[columnStanding].text == "" {
		s.doubt(row, one, columnStanding, s.left, "", reasonStandingLeft)
	}
	switch wording.Standing(v[columnStanding].text) {
	case wording.Left:
		s.doubt(row, one, columnStanding, v[columnStanding].text, "", reasonStandingLeft)
	case wording.Away:
		s.doubt(row, one, columnStanding, v[columnStanding].text, "", reasonStandingAway)
	default: // a column of the usual status tells only who has left from others
		if wording.Standing(p.Status) == wording.Left {
			s.doubt(row, one, columnStatus, p.Status, "", reasonStandingLeft)
		}
	}
}

var (
	titleLike  = regexp.MustCompile(`^[\p{L}]{1,6}\.?$|\.`)
	statusLike = regexp.MustCompile(`(?i)pns|pppk|asn|aktif|honor|kontrak|tetap|^[pc]$`)
)

// shortFits reports whether a line with too few cells only lacks empty ones at its end: all cells
// that it has hold what belongs into their columns.
func (s *sheet) shortFits(cells []table.Cell) bool {
	is := func(c column, fits func(string) bool) bool {
		text := strings.TrimSpace(s.cell(cells, c).Text)
		return text == "" || text == "-" || fits(text)
	}
	grade := func(text string) bool {
		rank, grade := wording.SplitRank(text)
		return grade != "" && (rank == "" || strings.Contains(text, rank))
	}
	noUnit := func(text string) bool { return !wording.IsUnit(text) && !statusLike.MatchString(text) && !grade(text) }
	name := strings.TrimSpace(s.cell(cells, columnName).Text)
	return s.header.at[columnNIP] < len(cells) && name != "" && noUnit(name) && !wording.OnlyTitles(name) &&
		is(columnTitleBefore, titleLike.MatchString) && is(columnTitleAfter, titleLike.MatchString) &&
		is(columnGrade, grade) && is(columnRankGrade, grade) && is(columnPosition, noUnit) &&
		is(columnStatus, statusLike.MatchString) &&
		is(columnRank, func(text string) bool { return !wording.IsUnit(text) })
}

// parseNIP reads the number of a row, where it is text.
func (s *sheet) parseNIP(cells []table.Cell) (NIP, error) {
	v := s.cell(cells, columnNIP)
	if v.Kind != table.Text {
		return "", reasonNIPMissing
	}
	return ParseNIP(v.Text)
}

// nip reads the NIP and remembers it, so that a second line with it is refused.
func (s *sheet) nip(row table.Row) (NIP, *LineError) {
	v := s.cell(row.Cells, columnNIP)
	refused := s.about(row, columnNIP, strings.TrimSpace(v.Text), "")
	switch v.Kind {
	case table.Number:
		if v.Short() { // a date, or the number of a column
			refused.Reason = reasonNIPLength
			return "", refused
		}
		// Even with 18 digits in the file: a float near 2*10^17 holds multiples
		// of 32 only, so the digits may be another person's.
		refused.Reason = reasonNIPNumber
		return "", refused
	case table.Failed:
		refused.Reason = reasonFieldFormula
		return "", refused
	case table.Formula:
		refused.Reason = reasonFormulaEmpty
		return "", refused
	case table.Date, table.Boolean:
		refused.Reason = reasonNIPLength
		return "", refused
	}
	n, err := ParseNIP(v.Text)
	if bad, ok := errors.AsType[*LineError](err); ok {
		if refused.Reason = bad.Reason; wording.Failed(strings.TrimSpace(v.Text)) {
			refused.Reason = reasonFieldFormula
		} else if saysNothing(columnNIP, strings.TrimSpace(v.Text)) {
			refused.Reason = reasonNIPMissing
		}
		return "", refused
	}
	if first, ok := s.file.seen[n.key()]; ok {
		refused.Reason, refused.First = reasonNIPTwice, first
		return "", refused
	}
	s.file.seen[n.key()] = s.at(row.Line)
	return n, nil
}

// key is the number itself, which takes a quarter of the string's memory.
func (n NIP) key() uint64 {
	k, _ := strconv.ParseUint(string(n), 10, 64) // 18 digits always fit
	return k
}

// keep returns s without the line it was cut from. Words that repeat from person
// to person share one copy; names and addresses seldom do.
func (f *File) keep(c column, text string) string {
	if text == "" {
		return ""
	}
	if c == columnName || c.IsContact() {
		return strings.Clone(text)
	}
	if w, ok := f.words[text]; ok {
		return w
	}
	text = strings.Clone(text)
	if len(f.words) < maxWords {
		f.words[text] = text
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
