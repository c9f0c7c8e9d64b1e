package roster

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"ikrar/ledger/roster/internal/wording"

	"ikrar/ledger/roster/internal/table"
)

// NIP is the number of a civil servant, 18 digits without separators: the NIP
// of a PNS or the NI PPPK of a PPPK. It shows date of birth and sex and is
// personal data; it is no secret and proves nothing. Only ParseNIP makes a
// valid one.
//
//	PNS   YYYYMMDD of birth, YYYYMM of appointment, sex 1|2, serial 001-999
//	PPPK  YYYYMMDD of birth, YYYY of first contract, 2, ordinal 1-9, sex 1|2, serial 001-999
type NIP string

// A spreadsheet's way to show a number too long for it: 1.98609E+17, or
// eighteen digits with decimals.
var typedNumber = regexp.MustCompile(`^([0-9]+([.,][0-9]+)?[eE]\+?[0-9]+|[0-9]{15,}[.,]0{1,2})$`)

// Years a person of the roster can have been born or appointed in. The clock is
// not asked: a bound is enough to catch misplaced digits.
const firstYear, lastYear = 1900, 2099

// ParseNIP reads an NIP or NI PPPK; spaces, dots and dashes between the digits
// are accepted, and what programs put around them: an apostrophe, ="...", NIP
// itself, signs that nobody sees. The error is a *LineError with the reason (reasonNIPMissing ...
// reasonNIPSerial) and the value.
func ParseNIP(s string) (NIP, error) {
	s = strings.TrimSpace(s)
	bare := bareNIP(s)
	if r := checkNIP(bare); r != "" {
		return "", &LineError{Column: columnNIP.String(), Value: shown(s), Reason: r}
	}
	return NIP(digits(bare)), nil
}

var nipLabel = regexp.MustCompile(`(?i)^(nip|ni\s*\.?\s*pppk|nipppk)\s*[.:]*\s*`)

// bareNIP takes off what programs put around a number.
func bareNIP(s string) string {
	if len(s) == 18 && table.CountDigits(s) == 18 || len(s) > maxCell {
		return s
	}
	s, _ = wording.Visible(wording.Unwrap(s))
	s = strings.Trim(s, "'’‘`´\"“”,; \t")
	return strings.TrimSpace(strings.Trim(nipLabel.ReplaceAllString(s, ""), "'’‘`´\" "))
}

// checkNIP returns the first reason against s, or "".
func checkNIP(s string) Reason {
	switch {
	case s == "":
		return reasonNIPMissing
	case len(s) > maxCell:
		return reasonNIPLength
	case strings.ContainsAny(s, "eE.,") && typedNumber.MatchString(s):
		return reasonNIPNumber
	}
	d := digits(s)
	if i := strings.IndexFunc(d, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		return reasonNIPChars
	}
	if len(d) != 18 {
		return reasonNIPLength
	}
	mark := number(d[12:14])
	switch {
	case born(d).IsZero():
		return reasonNIPBirth
	case number(d[8:12]) < firstYear || number(d[8:12]) > lastYear:
		return reasonNIPYear
	case !(mark >= 1 && mark <= 12) && !(mark >= 21 && mark <= 29):
		return reasonNIPMonth
	case d[14] != '1' && d[14] != '2':
		return reasonNIPSex
	case d[15:] == "000":
		return reasonNIPSerial
	}
	return ""
}

// digits drops what people put between the digits.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		// U+2010 to U+2015: the dashes a word processor makes of "-".
		if r == '.' || r == '-' || unicode.IsSpace(r) || r >= 0x2010 && r <= 0x2015 {
			return -1
		}
		return r
	}, s)
}

// number reads ASCII digits that were checked before.
func number(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// born returns the date of birth in 18 digits, or the zero time where there is no such day.
func born(d string) time.Time {
	y, m, day := number(d[0:4]), number(d[4:6]), number(d[6:8])
	t := time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
	// time.Date turns 31 April into 1 May; two digits never reach the same month again.
	if y < firstYear || y > lastYear || t.Month() != time.Month(m) {
		return time.Time{}
	}
	return t
}

// valid guards the methods below against a NIP that was converted, not parsed.
func (n NIP) valid() bool { return len(n) == 18 && checkNIP(string(n)) == "" }

// Last4 returns the last four digits, the most of a NIP that may be shown in public.
func (n NIP) Last4() string {
	if len(n) < 4 {
		return ""
	}
	return string(n[len(n)-4:])
}

// Masked returns the NIP for print: fourteen asterisks and the last four digits.
func (n NIP) Masked() string {
	last := n.Last4()
	return strings.Repeat("*", max(0, len(n)-len(last))) + last
}

// isPPPK tells a PPPK (digits 13-14 are 21-29) from a PNS (01-12).
func (n NIP) isPPPK() bool { return n.valid() && n[12] == '2' }

// warning returns reasonNIPUnder18 where the appointment is certainly under 18 years
// after birth, "" otherwise: such a number exists on paper and is not refused,
// but is most often a slip. A PPPK's number has no month, so only years count.
func (n NIP) warning() Reason {
	if !n.valid() {
		return ""
	}
	months := (number(string(n[8:12])) - number(string(n[0:4]))) * 12
	if !n.isPPPK() {
		months += number(string(n[12:14])) - number(string(n[4:6]))
	}
	if months < 18*12 {
		return reasonNIPUnder18
	}
	return ""
}
