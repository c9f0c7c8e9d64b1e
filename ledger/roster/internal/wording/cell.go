package wording

import (
	"regexp"
	"strings"
)

// PlainWords reports that a text holds nothing to doubt: ASCII letters, and what stands between
// words.
func PlainWords(s string) bool {
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

// Visible drops the signs that take no room, which come with what is copied from web pages.
func Visible(s string) (string, bool) {
	if Plain(s) {
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

// Unwrap takes off ="...", with which programs keep a spreadsheet from reading a number.
func Unwrap(s string) string {
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

// Failed knows the results of failed formulas as texts.
func Failed(s string) bool {
	return s != "" && (s[0] == '#' || s[0] == 'E') && failures.MatchString(s)
}

var truth = words("true false benar salah")

// IsTruth knows the values of a spreadsheet that are true or false, as texts.
func IsTruth(s string) bool { return len(s) <= 5 && truth[strings.ToLower(s)] }

// nothing are ways to write that there is nothing.
var nothing = map[string]bool{"-": true, "–": true, "—": true, "--": true, "---": true, "null": true, "(null)": true,
	"<null>": true, "nil": true, "nan": true, "n/a": true, "n.a.": true, "n.a": true, "none": true, "undefined": true,
	"(blank)": true, "blank": true, "(kosong)": true, "kosong": true, "tidak ada": true, "tdk ada": true,
	"tidak ada data": true, "belum ada": true, "nihil": true, ".": true, "..": true, "...": true, "…": true, "_": true,
	"?": true, "*": true, "'": true, "\"\"": true, "\\n": true}

// SaysNothing reports whether a text says that there is nothing.
func SaysNothing(s string) bool {
	return len(s) <= len("tidak ada data") && nothing[strings.ToLower(s)]
}
