package roster

import (
	"regexp"
	"strings"
	"unicode"

	"ikrar/ledger/roster/internal/wording"
)

// readName doubts what no person is called.
func readName(s string, cleaned bool) (reading, Reason) {
	r := reading{text: s, cleaned: cleaned}
	switch {
	case s == "":
		return r, reasonNameMissing
	case !strings.ContainsFunc(s, unicode.IsLetter):
		return r, reasonNameLetters
	case wording.OnlyTitles(s):
		return r, reasonNameTitle
	case wording.IsTruth(s):
		r.doubt = reasonFieldBoolean
		return r, ""
	case wording.UnitWord(s):
		r.doubt = reasonNameUnit
	case wording.IsRank(s), wording.IsMark(s), wording.IsPost(s), wording.IsPost(wording.Behind(s)):
		r.doubt = reasonNameOther
		return r, ""
	}
	if !wording.PlainWords(s) || strings.ContainsAny(s, "/()") {
		r.doubtSigns()
	}
	if bare := strings.TrimRight(s, " ,;-–"); bare != s && r.doubt == "" {
		r.doubt, r.proposal = reasonNameSigns, bare
	}
	r.capitals()
	return r, ""
}

var enumerated = regexp.MustCompile(`^\(?\d{1,5}\s*[.)]\s*`)

// doubtSigns proposes a name without what came from the file, and doubts without a proposal what is
// not of a name at all.
func (r *reading) doubtSigns() {
	r.repair()
	name := r.proposal
	if name == "" {
		name = r.text
	}
	if bare := enumerated.ReplaceAllString(name, ""); bare != name && bare != "" {
		r.doubt, r.proposal, name = reasonNameDigits, bare, bare
	}
	switch {
	case strings.HasPrefix(name, "="):
		r.doubt, r.proposal = reasonTextFormula, ""
	case strings.ContainsRune(name, '@'), strings.Contains(name, "://"),
		strings.Contains(strings.ToLower(name), "www."):
		r.doubt, r.proposal = reasonNameAddress, ""
	case strings.ContainsFunc(name, unicode.IsDigit):
		r.doubt, r.proposal = reasonNameDigits, ""
	case strings.ContainsFunc(name, wording.Unlikely):
		r.doubt, r.proposal = reasonNameSigns, ""
	}
}

// capitals proposes a name that is written in capitals, or in small letters, as it is usually
// printed.
func (r *reading) capitals() {
	name := r.proposal
	if name == "" {
		name = r.text
	}
	better := wording.MixedCase(name)
	if better == "" || r.doubt != "" && r.proposal == "" {
		return
	}
	r.proposal = better
	if r.doubt == "" {
		r.doubt = reasonNameCapitals
	}
}
