package roster

import (
	"strings"
	"unicode"

	"ikrar/ledger/roster/internal/table"
	"ikrar/ledger/roster/internal/wording"
)

// reading is what a cell says: its text as written, and where that is doubtful, why and what it may
// have been meant to say.
type reading struct {
	text     string
	proposal string // empty for none
	doubt    Reason // empty for none
	cleaned  bool   // signs that nobody sees were taken out
	unread   bool   // an address or a number that cannot be read
}

// read gives a cell its text, or refuses it.
func read(c column, v table.Cell) (reading, Reason) {
	switch {
	case v.Kind == table.Failed:
		return reading{}, reasonFieldFormula
	case v.Kind == table.Formula && (v.Text != "" || c == columnName): // else its value is an empty text
		return reading{}, reasonFormulaEmpty
	case v.Kind == table.Boolean:
		return reading{}, reasonFieldBoolean
	case v.Kind == table.Date:
		return reading{}, reasonFieldDate
	case len(v.Text) > maxCell:
		return reading{}, reasonFieldLong
	}
	s, cleaned := wording.Visible(wording.Unwrap(v.Text))
	s, reason := fold(s)
	switch {
	case reason != "":
		return reading{}, reason
	case wording.Failed(s):
		return reading{}, reasonFieldFormula
	case saysNothing(c, s):
		s = ""
	case len(s) > maxField:
		return reading{}, reasonFieldLong
	}
	if c == columnName {
		return readName(s, cleaned)
	}
	return readOther(c, s, cleaned)
}

// readOther doubts what is no text of a person's post, unit or titles.
func readOther(c column, s string, cleaned bool) (reading, Reason) {
	switch {
	case wording.IsTruth(s):
		return reading{}, reasonFieldBoolean
	case c == columnStatus && wording.AgencyName.MatchString(s):
		return reading{text: s, doubt: reasonFieldOther}, ""
	case c >= columnFields || c == columnStatus || c.IsContact():
		return reading{text: s, cleaned: cleaned}, ""
	case c == columnGrade:
		s = wording.ParseGrade(s)
	}
	r := reading{text: s, cleaned: cleaned}
	switch {
	case misplaced(c, s):
		r.doubt = reasonFieldOther
		return r, ""
	case wording.IsDitto(s):
		r.doubt = reasonTextDitto
		return r, ""
	case wording.PlainWords(s):
		return r, ""
	}
	if strings.HasPrefix(s, "=") {
		r.doubt = reasonTextFormula
		return r, ""
	}
	r.repair()
	letters := strings.ContainsFunc(s, unicode.IsLetter)
	if r.doubt == "" && !letters && (c != columnGrade || wording.GradeOfNumber(s) == "") {
		r.doubt = reasonFieldNumber
	}
	return r, ""
}

// misplaced knows what a shift of the cells has brought into a column. A position may be Penata.
func misplaced(c column, s string) bool {
	if s == "" {
		return false
	}
	other := wording.OnlyTitles(s) || wording.IsMark(s)
	switch c {
	case columnTitleBefore:
		return wording.IsDegree(s)
	case columnPosition:
		return other || wording.AgencyName.MatchString(s) || wording.IsRank(s) && strings.ContainsAny(s, " /.,")
	case columnUnit, columnSubunit:
		return other || wording.IsRank(s)
	case columnRank:
		return other || wording.AgencyName.MatchString(s)
	}
	return false
}

// repair proposes what a garbled, escaped or quoted text was meant to say.
func (r *reading) repair() {
	for _, step := range []struct {
		doubt Reason
		fix   func(string) string
	}{{reasonTextGarbled, wording.Ungarble}, {reasonTextEscaped, wording.Unescape},
		{reasonTextQuoted, wording.Unquote}} {
		from := r.proposal
		if from == "" {
			from = r.text
		}
		to, bad := fold(step.fix(from))
		if bad != "" || to == "" || to == from {
			continue
		}
		r.proposal = to
		if r.doubt == "" {
			r.doubt = step.doubt
		}
	}
}

// fold is a text as it is stored, or why it cannot be.
func fold(s string) (string, Reason) {
	s, ok := wording.Fold(s)
	if !ok {
		return "", reasonFieldInvisible
	}
	return s, ""
}

// saysNothing reports whether a cell says that it holds nothing. A zero does where titles belong.
func saysNothing(c column, s string) bool {
	return wording.SaysNothing(s) || s == "0" && (c == columnTitleBefore || c == columnTitleAfter || c == columnRank)
}
