package roster

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold brings a cell to the one form that is stored and printed: NFC, each run
// of white space one space, none at the ends. It refuses what cannot be seen:
// control and format characters (bidirectional overrides among them, which make
// a printed name read as another), private use, and the mark of undecodable bytes.
func fold(s string) (string, Reason) {
	if plain(s) {
		return s, ""
	}
	s = norm.NFC.String(strings.Join(strings.Fields(s), " "))
	for _, r := range s {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return "", reasonFieldInvisible
		}
	}
	return s, ""
}

// plain reports that s is printable ASCII which fold would not change.
func plain(s string) bool {
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
