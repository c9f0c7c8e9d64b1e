package roster

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"ikrar/ledger/roster/internal/spelling"
	"ikrar/ledger/roster/internal/table"
	"ikrar/ledger/roster/internal/wording"
)

// heading is the unit that stands as a row of its own above the people in it.
type heading struct {
	unit, subunit string
	agency        bool // unit is one that has others below it
}

// set takes a heading: a bureau's office below it, or another unit.
func (h *heading) set(text string) {
	if h.unit != "" && h.agency && wording.DivisionName.MatchString(text) {
		h.subunit = text
		return
	}
	h.unit, h.subunit, h.agency = text, "", wording.AgencyName.MatchString(text)
}

// begins reports whether a cell of a row begins as a pattern says.
func begins(cells []table.Cell, pattern *regexp.Regexp) bool {
	for _, i := range table.Filled(cells) {
		if pattern.MatchString(strings.TrimSpace(cells[i].Text)) {
			return true
		}
	}
	return false
}

// signs reports whether a row is of what stands below the people, and no person without a NIP.
func (s *sheet) signs(cells []table.Cell) bool {
	return begins(cells, wording.Signature) &&
		(!s.personLike(cells) || wording.Signature.MatchString(strings.TrimSpace(s.cell(cells, columnName).Text)))
}

// labelledUnit reads "Unit Kerja : Dinas Pendidikan", in one cell or two.
func labelledUnit(cells []table.Cell) (string, bool) {
	var text []string
	for _, i := range table.Filled(cells) {
		text = append(text, strings.Trim(strings.TrimSpace(cells[i].Text), " :"))
	}
	all := strings.Join(text, " : ")
	label := wording.UnitLabel.FindString(all)
	if !strings.Contains(label, ":") || len(text) > 3 {
		return "", false
	}
	rest, reason := fold(strings.Trim(all[len(label):], " :"))
	if _, header := spelling.Spelled(rest); header {
		return "", false
	}
	return rest, reason == "" && strings.ContainsFunc(rest, unicode.IsLetter) && len(rest) <= maxField
}

// heading reads a row as the name of a unit: one cell, or an wording.Ordinal and one.
func (s *sheet) heading(cells []table.Cell) (string, bool) {
	if text, ok := labelledUnit(cells); ok {
		return text, true
	}
	at := table.Filled(cells)
	counted := len(at) == 2 && wording.OrdinalAlone.MatchString(strings.TrimSpace(cells[at[0]].Text))
	if len(at) != 1 && !counted || table.IsTotal(cells) {
		return "", false
	}
	i := at[len(at)-1]
	text, reason := fold(cells[i].Text)
	text = strings.Trim(wording.Ordinal.ReplaceAllString(text, ""), " :")
	if reason != "" || !strings.ContainsFunc(text, unicode.IsLetter) || table.CountDigits(text) > 4 ||
		len(text) > maxField || strings.ContainsRune(text, '@') {
		return "", false
	}
	numbered := counted && table.CountDigits(cells[at[0]].Text) > 0
	if cells[i].Kind != table.Text || !s.mayHead(cells, i, numbered, wording.IsUnit(text)) {
		return "", false
	}
	return text, true
}

// mayHead reports whether a text is in a place for a heading: in a merged range, or left of the
// people's own columns; in these it may be all that is left of a person.
func (s *sheet) mayHead(cells []table.Cell, i int, numbered, unit bool) bool {
	if i+1 < len(cells) && cells[i+1].Merged {
		return true
	}
	switch c := slices.Index(s.header.at[:], i); column(c) {
	case -1, columnNIP:
		return unit || !numbered
	case columnUnit, columnSubunit:
		return false
	}
	return unit
}

// leads reports whether people, or another heading before them, follow the row.
func (s *sheet) leads() bool {
	for n := range maxHeadings {
		next, err := s.peek(n)
		if err != nil {
			return false
		}
		if _, err := s.parseNIP(next.Cells); err == nil {
			return !s.isSignature(next.Cells)
		}
		_, heads := s.heading(next.Cells)
		_, titled := resolve(spelling.Labels(next.Cells), s.file.choice.Columns.of)
		if !heads && !titled && !table.IsNumbers(next.Cells) && !s.personLike(next.Cells) {
			return false
		}
	}
	return false
}

// takeHeading makes a heading the unit of the people below it. Where the file has a column for the
// unit, the column counts, and HR is asked where the two differ.
func (s *sheet) takeHeading(line int, text string) error {
	s.tail, s.signed, s.left = false, false, ""
	e := &LineError{Value: shown(text), Reason: reasonLineUnit}
	if wording.IsGroup(text) {
		if wording.Standing(text) == wording.Left {
			s.left = text
		}
		e.Reason = reasonLineGroup
		return s.note(line, e)
	}
	if !s.header.has(columnUnit) {
		s.unit.set(text)
		return s.note(line, e)
	}
	e.Reason = reasonLineUnitSame
	if next, err := s.peek(0); err == nil && s.cell(next.Cells, columnNIP).Text != "" {
		of, _ := fold(s.cell(next.Cells, columnUnit).Text)
		if !strings.EqualFold(of, text) {
			e.Reason, e.Proposal = reasonUnitHeading, of
		}
	}
	return s.note(line, e)
}

// isSignature knows the number of who signs below the people.
func (s *sheet) isSignature(cells []table.Cell) bool {
	at := table.Filled(cells)
	if len(at) > 2 || strings.TrimSpace(s.cell(cells, columnName).Text) != "" && !begins(cells, wording.Signature) {
		return false
	}
	for _, i := range at {
		if text := strings.ToLower(strings.TrimSpace(cells[i].Text)); !strings.HasPrefix(text, "nip") {
			return false
		}
	}
	return len(at) > 0
}

// named reports whether a row has a NIP of sorts: then it is a person, whatever else it says.
func (s *sheet) named(cells []table.Cell) bool {
	return table.CountDigits(s.cell(cells, columnNIP).Text) >= 8
}

// personLike reports whether a row without a readable NIP is a person all the same: it has half a
// number, or a name beside other things.
func (s *sheet) personLike(cells []table.Cell) bool {
	if s.named(cells) {
		return true
	}
	if strings.TrimSpace(s.cell(cells, columnName).Text) == "" {
		return false
	}
	at := table.Filled(cells)
	counted := false
	for _, i := range at {
		_, ok := table.ColumnNumber(cells[i].Text)
		counted = counted || ok
	}
	return counted || len(at) > 3 || len(at) > 1 && !s.tail
}

// onlyName reports whether all that a row has is a name.
func (s *sheet) onlyName(cells []table.Cell) bool {
	at := table.Filled(cells)
	return !s.tail && len(at) == 1 && at[0] == s.header.at[columnName]
}
