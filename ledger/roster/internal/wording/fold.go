// Package wording is what the text of one cell says and what it was meant to say: letters that were
// read under a wrong encoding, signs of web pages and quotes of files, names in capitals, titles,
// golongan. It knows no columns and no people.
package wording

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold brings a cell to the one form that is stored and printed: NFC, each run
// of white space one space, none at the ends. It refuses what cannot be seen:
// control and format characters (bidirectional overrides among them, which make
// a printed name read as another), private use, and the mark of undecodable bytes.
func Fold(s string) (string, bool) {
	if Plain(s) {
		return s, true
	}
	s = norm.NFC.String(strings.Join(strings.Fields(s), " "))
	for _, r := range s {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return "", false
		}
	}
	return s, true
}

// Plain reports that s is printable ASCII which fold would not change.
func Plain(s string) bool {
	space := true
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return s == "" || !space
}

// Key reduces a header cell to its lower-case letters, so that "Gol./Ruang",
// "gol_ruang" and "GOL RUANG" are one.
func Key(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
