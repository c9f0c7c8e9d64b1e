// Package reasons judges what officers write for good, beside what they do to somebody.
package reasons

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"ikrar/ledger/office/config"
	"ikrar/ledger/roster"
)

// writtenNIP is a NIP in a text, as people space it.
var writtenNIP = regexp.MustCompile(`\b\d{8}[ .-]?\d{6}[ .-]?\d[ .-]?\d{3}\b`)

// reasonPersonal is why a text that is recorded for good is refused.
const reasonPersonal config.Reason = "personal"

// Check judges why somebody is revoked or erased. It is recorded for good, shown to whoever
// checks, and survives the erasure of the person it is about: so it must hold no NIP, and none of
// these names.
func Check(s string, names ...string) config.Reason {
	if bad := config.CheckText(s, true); bad != "" {
		return bad
	}
	for _, found := range writtenNIP.FindAllString(s, -1) {
		if _, err := roster.ParseNIP(found); err == nil {
			return reasonPersonal
		}
	}
	if slices.ContainsFunc(names, func(name string) bool { return nameIn(s, name) }) {
		return reasonPersonal
	}
	return ""
}

// nameIn says whether a text holds a name: its words one after the other, whatever their case and
// their diacritics. Titles and abbreviations do not count, for people leave them out: of "Ir. M.
// Yusuf Sari, S.E." it looks for "Yusuf Sari".
func nameIn(text, name string) bool {
	name, _, _ = strings.Cut(name, ",")
	all := strings.Fields(name)
	var whole []string
	for _, word := range all {
		if !strings.HasSuffix(word, ".") {
			whole = append(whole, word)
		}
	}
	if len(whole) == 0 { // abbreviated to its last word
		whole = all
	}
	wanted := Words(strings.Join(whole, " "))
	// Whole words only: who is called Sari can be erased for a reason that says "lestari".
	return wanted != "" && strings.Contains(" "+Words(text)+" ", " "+wanted+" ")
}

// Words are the words of a text in one spelling, with a space between. Apostrophes are written
// and left out as people like ("Ma'ruf", "Maruf"), and are in no word.
func Words(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || strings.ContainsRune("'`‘’ʼ", r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
