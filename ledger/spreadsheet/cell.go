package spreadsheet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ikrar/verify/phrase"
)

// formulaSigns begin a formula, in the widths that East Asian programs take for the same.
const formulaSigns = "=+-@＝＋－＠﹦﹢﹣﹫−"

// separators part cells or rows for some reader. Breaks and tabs never come here, since they are
// made visible.
const separators = ",;"

// Inert is a text as a cell of a CSV file: what hides or breaks lines is made visible, and an
// apostrophe stands before each sign that could begin a formula: at the start and behind a
// separator, with quotes and blanks between or without.
func Inert(s string) string {
	return guard(phrase.Visible(s), func(b *strings.Builder, rest string) string {
		if beginsFormula(rest) {
			b.WriteByte('\'')
		}
		return rest
	})
}

// Plain is the text of a cell that Inert wrote.
func Plain(s string) string {
	return guard(s, func(_ *strings.Builder, rest string) string {
		if after, quoted := strings.CutPrefix(rest, "'"); quoted && beginsFormula(after) {
			return after
		}
		return rest
	})
}

// guard calls at where a reader could see a cell begin, with what follows. at returns what is to be
// copied of that.
func guard(s string, at func(b *strings.Builder, rest string) string) string {
	if !strings.ContainsAny(s, formulaSigns) {
		return s
	}
	var b strings.Builder
	for begins := true; s != ""; {
		r, n := utf8.DecodeRuneInString(s)
		if begins && !passedOver(r) {
			s, begins = at(&b, s), false
			continue
		}
		begins = begins || strings.ContainsRune(separators, r)
		b.WriteString(s[:n])
		s = s[n:]
	}
	return b.String()
}

func beginsFormula(s string) bool {
	for _, r := range s {
		return strings.ContainsRune(formulaSigns, r)
	}
	return false
}

// passedOver are what a reader may take off before it looks for a sign.
func passedOver(r rune) bool {
	return r == '"' || unicode.IsSpace(r)
}
