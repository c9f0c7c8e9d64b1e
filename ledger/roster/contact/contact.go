// Package contact reads how a person is reached: an address of mail and a telephone number, each in
// the one form that is stored.
package contact

import (
	"errors"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// Why a value is refused, as package roster has it.
var (
	ErrEmail = errors.New("not one address of mail")
	ErrPhone = errors.New("not one telephone number")
)

// Limits of what is read.
const (
	maxLocalPart, maxLabel, maxDomain = 64, 63, 253 // bytes: RFC 5321 section 4.5.3.1, RFC 1035
	minHome, maxHome                  = 7, 13       // digits in Indonesia behind the zero
	minE164, maxE164                  = 8, 15       // digits of any number with its country
)

// ParseEmail reads one address of mail, in the one form that is stored: the part before the @ as it
// is, the domain in lower case and, where it has letters beyond ASCII, as the DNS has it (xn--).
// Whatever could end a line of a message's header or name a second person is refused, as is what
// few servers take: quoted local parts, addresses in brackets, a domain without a dot.
func ParseEmail(typed string) (string, error) {
	text := strings.TrimSpace(typed)
	if head, rest, found := strings.Cut(text, ":"); found && strings.EqualFold(head, "mailto") {
		text = rest
	}
	at := strings.LastIndexByte(text, '@')
	if at < 1 || at > maxLocalPart || !isDotAtom(text[:at]) {
		return "", ErrEmail
	}
	domain, err := idna.Lookup.ToASCII(strings.ToLower(text[at+1:]))
	top := domain[strings.LastIndexByte(domain, '.')+1:]
	if err != nil || len(domain) > maxDomain || !strings.Contains(domain, ".") || !isDotAtom(domain) ||
		hasLongLabel(domain) || isNumber(top) {
		return "", ErrEmail
	}
	return text[:at] + "@" + domain, nil
}

// hasLongLabel reports whether the DNS has no room for a part of a domain (RFC 1035 section 2.3.4).
func hasLongLabel(domain string) bool {
	for label := range strings.SplitSeq(domain, ".") {
		if len(label) > maxLabel {
			return true
		}
	}
	return false
}

// isDotAtom reports whether a text is a dot-atom of RFC 5322 section 3.2.3.
func isDotAtom(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if part == "" {
			return false
		}
		for i := range len(part) {
			c := part[i]
			letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
			if !letter && !strings.ContainsRune("!#$%&'*+-/=?^_`{|}~", rune(c)) {
				return false
			}
		}
	}
	return true
}

// ParsePhone reads one telephone number, and returns it as E.164 has it: +6281234567890. A number
// without a country is Indonesian, also where a spreadsheet has taken its first zero.
func ParsePhone(typed string) (string, error) {
	digits, plus := strings.TrimSpace(typed), false
	if f, err := strconv.ParseFloat(digits, 64); err == nil && strings.ContainsAny(digits, "eE") && f < 1e15 {
		digits = strconv.FormatFloat(f, 'f', 0, 64) // as a workbook keeps a number
	}
	digits, plus = strings.CutPrefix(digits, "+")
	digits = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .-()", r) {
			return -1
		}
		return r
	}, digits)
	if !isNumber(digits) {
		return "", ErrPhone
	}
	switch {
	case plus:
	case strings.HasPrefix(digits, "00"):
		digits = digits[2:]
	case strings.HasPrefix(digits, "0"):
		digits = indonesia + digits[1:]
	case strings.HasPrefix(digits, "8"):
		digits = indonesia + digits
	case !strings.HasPrefix(digits, indonesia):
		return "", ErrPhone
	}
	if home, ok := strings.CutPrefix(digits, indonesia); ok { // +62 (0)812 is written often
		home = strings.TrimPrefix(home, "0")
		digits = indonesia + home
		if len(home) < minHome || len(home) > maxHome || home[0] == '0' {
			return "", ErrPhone
		}
	}
	if len(digits) < minE164 || len(digits) > maxE164 || digits[0] == '0' {
		return "", ErrPhone
	}
	return "+" + digits, nil
}

// indonesia is the country's code.
const indonesia = "62"

// isNumber reports whether a text is digits and nothing else.
func isNumber(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}
