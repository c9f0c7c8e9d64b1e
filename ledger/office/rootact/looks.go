package rootact

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// alike are letters and digits that many typefaces print alike.
var alike = strings.NewReplacer("l", "i", "1", "i", "|", "i", "0", "o")

// looks is a name as an eye takes it in: without case, width, accents and doubled blanks. A name is
// all that a check shows of who vouched, so that no two registrars may look the same.
func looks(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(name) {
		if !unicode.IsMark(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return alike.Replace(strings.Join(strings.Fields(b.String()), " "))
}

// mixed tells a name that has Latin letters beside those of another script, a Cyrillic а in place
// of an a: nobody's name has, and no eye sees it.
func mixed(name string) bool {
	latin, other := false, false
	for _, r := range norm.NFKC.String(name) {
		if unicode.IsLetter(r) {
			is := unicode.Is(unicode.Latin, r)
			latin, other = latin || is, other || !is
		}
	}
	return latin && other
}
