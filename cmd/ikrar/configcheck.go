package main

import (
	"errors"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ikrar/ledger/certificate"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

// Limits of what ikrar.toml and the flags of init may hold.
const (
	maxOrigin  = 100     // bytes; it is in the bytes of every signature and the first line of every checkpoint
	maxURL     = 100     // bytes; the QR code holds it, and grows with it
	maxText    = 200     // bytes of a printed name, as a statement allows
	maxReserve = 1 << 20 // MiB, a tebibyte
)

// badValue is a setting that is refused, by its key in ikrar.toml.
type badValue struct {
	key, value string
	reason     words
}

// check returns the first setting that is out of its range, in the order of the file, or nil.
func (c config) check() *badValue {
	for _, one := range []struct {
		key, value string
		reason     string // of refusal, "" where the value is fine
	}{
		{"origin", c.Origin, checkOrigin(c.Origin)},
		{"ledger.free_space_reserve_mib", strconv.FormatInt(c.Ledger.FreeSpaceReserveMiB, 10), checkReserve(c.Ledger.FreeSpaceReserveMiB)},
		{"certificate.agency", c.Certificate.Agency, checkText(c.Certificate.Agency, false)},
		{"certificate.title", c.Certificate.Title, checkText(c.Certificate.Title, true)},
		{"certificate.number", c.Certificate.Number, checkNumber(c.Certificate.Number)},
		{"certificate.classification", c.Certificate.Classification, checkPart(c.Certificate, "klasifikasi", c.Certificate.Classification)},
		{"certificate.unit_code", c.Certificate.UnitCode, checkPart(c.Certificate, "unit", c.Certificate.UnitCode)},
		{"certificate.nip", c.Certificate.NIP, checkChoice(c.Certificate.NIP, "reason.nip", "last4", "none", "full")},
		{"certificate.language", c.Certificate.Language, checkChoice(c.Certificate.Language, "reason.certificate-language", string(phrase.ID), string(phrase.EN), "id+en")},
		{"certificate.primary", c.Certificate.Primary, checkColor(certificate.CheckPrimary(c.Certificate.Primary))},
		{"certificate.accent", c.Certificate.Accent, checkColor(certificate.CheckAccent(c.Certificate.Accent))},
		{"certificate.emblem", c.Certificate.Emblem, checkText(c.Certificate.Emblem, false)},
		{"certificate.signatory.position", c.Certificate.Signatory.Position, checkText(c.Certificate.Signatory.Position, false)},
		{"certificate.signatory.name", c.Certificate.Signatory.Name, checkText(c.Certificate.Signatory.Name, false)},
		{"certificate.signatory.nip", c.Certificate.Signatory.NIP, checkText(c.Certificate.Signatory.NIP, false)},
		{"certificate.signatory.rank", c.Certificate.Signatory.Rank, checkText(c.Certificate.Signatory.Rank, false)},
	} {
		if one.reason != "" {
			return &badValue{one.key, one.value, reasonWords(one.reason)}
		}
	}
	return nil
}

// reasonWords is a reason with what its sentence may need.
func reasonWords(key string) words {
	return words{key, []any{"counter", "{urut}", "year", "{tahun}", "parts", strings.Join(numberParts, " ")}}
}

// The checks return the catalogue key of the reason for a refusal, or "".

// checkText judges a line of print.
func checkText(s string, needed bool) string {
	switch {
	case s == "" && needed:
		return "reason.empty"
	case len(s) > maxText:
		return "reason.long"
	case !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsGraphic(r) }):
		return "reason.invisible"
	case strings.TrimSpace(s) != s:
		return "reason.space"
	}
	return ""
}

// writtenNIP is a NIP in a text, as people space it.
var writtenNIP = regexp.MustCompile(`\b\d{8}[ .-]?\d{6}[ .-]?\d[ .-]?\d{3}\b`)

// checkRecorded judges a line that is recorded for good, where no NIP may stand.
func checkRecorded(s string) string {
	if bad := checkText(s, true); bad != "" {
		return bad
	}
	for _, found := range writtenNIP.FindAllString(s, -1) {
		if _, err := roster.ParseNIP(found); err == nil {
			return "reason.personal"
		}
	}
	return ""
}

// checkOrigin judges a ledger's origin: a URL without its scheme, and a name that a signed note can carry, which has
// neither spaces nor a plus sign (C2SP signed-note).
func checkOrigin(s string) string {
	host, _, _ := strings.Cut(s, "/")
	odd := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("+?#", r) }
	switch {
	case s == "":
		return "reason.empty"
	case len(s) > maxOrigin:
		return "reason.origin-long"
	case strings.Contains(s, "://"):
		return "reason.origin-scheme"
	case strings.ContainsFunc(s, odd), host == "", strings.HasSuffix(s, "/"):
		return "reason.origin"
	}
	return ""
}

// checkURL judges the public address, and returns it without a final slash: the QR code adds "/#".
func checkURL(s string) (normal, reason string) {
	u, err := url.Parse(s)
	odd := func(r rune) bool { return r <= ' ' || r > '~' }
	switch {
	case s == "":
		return "", "reason.empty"
	case len(s) > maxURL:
		return "", "reason.url-long"
	case err != nil, strings.ContainsFunc(s, odd), u.Hostname() == "":
		return "", "reason.url"
	case u.Scheme != "https" && u.Scheme != "http":
		return "", "reason.url"
	case strings.ContainsAny(s, "?#"), u.User != nil:
		return "", "reason.url-parts"
	}
	return strings.TrimRight(s, "/"), ""
}

func checkTimezone(s string) string {
	if _, ok := phrase.Zone(s); !ok {
		return "reason.timezone"
	}
	return ""
}

func checkReserve(n int64) string {
	if n < 0 || n > maxReserve {
		return "reason.reserve"
	}
	return ""
}

func checkChoice(s, reason string, choices ...string) string {
	for _, choice := range choices {
		if s == choice {
			return ""
		}
	}
	return reason
}

func checkColor(err error) string {
	switch {
	case errors.Is(err, certificate.ErrTooLight):
		return "reason.color-light"
	case err != nil:
		return "reason.color"
	}
	return ""
}

// numberParts are the placeholders of a certificate number.
var numberParts = []string{"{klasifikasi}", "{urut}", "{unit}", "{tahun}"}

// checkNumber judges the pattern of certificate numbers. Without the counter two certificates would share a number, and
// without the year the next year's would repeat this one's.
func checkNumber(s string) string {
	if reason := checkText(s, true); reason != "" {
		return reason
	}
	if !strings.Contains(s, "{urut}") || !strings.Contains(s, "{tahun}") {
		return "reason.number-needs"
	}
	for _, part := range numberParts {
		s = strings.ReplaceAll(s, part, "")
	}
	if strings.ContainsAny(s, "{}") {
		return "reason.number-unknown"
	}
	return ""
}

// checkPart judges what stands for a placeholder of the number, which is needed only where the pattern has it.
func checkPart(c certificateConfig, part, value string) string {
	if strings.ContainsAny(value, "{}") {
		return "reason.number-unknown"
	}
	return checkText(value, strings.Contains(c.Number, "{"+part+"}"))
}
