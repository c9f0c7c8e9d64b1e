package roster

import (
	"regexp"
	"strings"
	"unicode"

	"ikrar/ledger/roster/internal/table"
)

// reading is what a cell says: its text as written, and where that is doubtful, why and what it may
// have been meant to say.
type reading struct {
	text     string
	proposal string // empty for none
	doubt    Reason // empty for none
	cleaned  bool   // signs that nobody sees were taken out
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
	s, cleaned := visible(unwrap(v.Text))
	s, reason := fold(s)
	switch {
	case reason != "":
		return reading{}, reason
	case failed(s):
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
	case truth[strings.ToLower(s)]:
		return reading{}, reasonFieldBoolean
	case c >= columnFields || c == columnStatus:
		return reading{text: s, cleaned: cleaned}, ""
	case c == columnGrade:
		s = parseGrade(s)
	}
	r := reading{text: s, cleaned: cleaned}
	if plainWords(s) {
		return r, ""
	}
	if strings.HasPrefix(s, "=") {
		r.doubt = reasonTextFormula
		return r, ""
	}
	r.repair()
	letters := strings.ContainsFunc(s, unicode.IsLetter)
	if r.doubt == "" && !letters && (c != columnGrade || gradeOfNumber(s) == "") {
		r.doubt = reasonFieldNumber
	}
	return r, ""
}

// plainWords reports that a text holds nothing to doubt: ASCII letters, and what stands between words.
func plainWords(s string) bool {
	letter := s == ""
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			letter = true
		case c == ' ', c == '.', c == ',' && i > 0, c == '/', c == '-', c == '(', c == ')':
		default:
			return false
		}
	}
	return letter
}

// repair proposes what a garbled, escaped or quoted text was meant to say.
func (r *reading) repair() {
	for _, step := range []struct {
		doubt Reason
		fix   func(string) string
	}{{reasonTextGarbled, ungarble}, {reasonTextEscaped, unescape}, {reasonTextQuoted, unquote}} {
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

// visible drops the signs that take no room, which come with what is copied from web pages.
func visible(s string) (string, bool) {
	if plain(s) {
		return s, false
	}
	bare := strings.Map(func(r rune) rune {
		switch r {
		case '\u00ad', '\u061c', '\u180e', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff':
			return -1
		}
		return r
	}, s)
	return bare, bare != s
}

var wrapped = regexp.MustCompile(`^\s*=\s*(?:[Tt]\()?"((?:[^"]|"")*)"\)?\s*$`)

// unwrap takes off ="...", with which programs keep a spreadsheet from reading a number.
func unwrap(s string) string {
	if !strings.Contains(s, `="`) && !strings.HasPrefix(strings.TrimSpace(s), "=") {
		return s
	}
	if m := wrapped.FindStringSubmatch(s); m != nil {
		return strings.ReplaceAll(m[1], `""`, `"`)
	}
	return s
}

var failures = regexp.MustCompile(
	`^(#(N/?A|REF|NAME|VALUE|DIV/0|NULL|NUM|SPILL|CALC|FIELD|BUSY|BLOCKED|CONNECT|UNKNOWN|GETTING_DATA|ERROR)[!?]?` +
		`|#{3,}|Err:\d{3})$`)

// failed knows the results of failed formulas as texts.
func failed(s string) bool {
	return s != "" && (s[0] == '#' || s[0] == 'E') && failures.MatchString(s)
}

var truth = words("true false benar salah")

// nothing are ways to write that there is nothing.
var nothing = map[string]bool{"-": true, "–": true, "—": true, "--": true, "---": true, "null": true, "(null)": true,
	"<null>": true, "nil": true, "nan": true, "n/a": true, "n.a.": true, "n.a": true, "none": true, "undefined": true,
	"(blank)": true, "blank": true, "(kosong)": true, "kosong": true, "tidak ada": true, "tdk ada": true,
	"tidak ada data": true, "belum ada": true, "nihil": true, ".": true, "..": true, "...": true, "…": true, "_": true,
	"?": true, "*": true, "'": true, "\"\"": true, "\\n": true}

// saysNothing reports whether a cell says that it holds nothing. A zero does where titles belong.
func saysNothing(c column, s string) bool {
	if len(s) > len("tidak ada data") {
		return false
	}
	return nothing[strings.ToLower(s)] || s == "0" && (c == columnTitleBefore || c == columnTitleAfter || c == columnRank)
}
