package config

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ikrar/ledger/certificate"
	"ikrar/verify/phrase"
)

// Limits of what ikrar.toml and the flags of init may hold.
const (
	maxOrigin  = 100     // bytes; it is in the bytes of every signature and the first line of every checkpoint
	maxURL     = 100     // bytes; the QR code holds it, and grows with it
	maxText    = 200     // bytes of a printed name, as a statement allows
	maxReserve = 1 << 20 // MiB, a tebibyte
)

// ValueError is a value that is refused, by its name: a setting's key in ikrar.toml, a fact's,
// "reason", "closes".
type ValueError struct {
	Key, Value string
	Reason     Reason
}

func (e *ValueError) Error() string { return fmt.Sprintf("%s %q: %s", e.Key, e.Value, e.Reason) }

// Reason is why a value is refused, as a code: "empty", "url-long". those of the number speak of
// [NumberParts].
type Reason string

const (
	reasonNIP           Reason = "nip"
	reasonLanguage      Reason = "certificate-language"
	reasonEmpty         Reason = "empty"
	reasonLong          Reason = "long"
	reasonInvisible     Reason = "invisible"
	reasonSpace         Reason = "space"
	reasonOriginLong    Reason = "origin-long"
	reasonOriginScheme  Reason = "origin-scheme"
	reasonOrigin        Reason = "origin"
	reasonURLLong       Reason = "url-long"
	reasonURL           Reason = "url"
	reasonURLParts      Reason = "url-parts"
	reasonTimezone      Reason = "timezone"
	reasonReserve       Reason = "reserve"
	reasonKeys          Reason = "signing-keys"
	reasonColorLight    Reason = "color-light"
	reasonColor         Reason = "color"
	reasonNumberNeeds   Reason = "number-needs"
	reasonNumberUnknown Reason = "number-unknown"
)

// Check returns the first setting that is out of its range, in the order of the file, or nil.
func (c Config) Check() *ValueError {
	cert, reserve := c.Certificate, c.Ledger.FreeSpaceReserveMiB
	all := []ValueError{ // without a reason where the value is fine
		{"origin", c.Origin, checkOrigin(c.Origin)},
		{"ledger.free_space_reserve_mib", strconv.FormatInt(reserve, 10), checkReserve(reserve)},
		{"signing.keys", c.Signing.Keys, checkChoice(c.Signing.Keys, reasonKeys, KeysAsk, KeysKeep, KeysOnce)},
		{"certificate.agency", cert.Agency, CheckText(cert.Agency, false)},
		{"certificate.title", cert.Title, CheckText(cert.Title, true)},
		{"certificate.number", cert.Number, checkNumber(cert.Number)},
		{"certificate.classification", cert.Classification, checkPart(cert, "klasifikasi", cert.Classification)},
		{"certificate.unit_code", cert.UnitCode, checkPart(cert, "unit", cert.UnitCode)},
		{"certificate.nip", cert.NIP, checkChoice(cert.NIP, reasonNIP, "last4", "none", "full")},
		{"certificate.language", cert.Language,
			checkChoice(cert.Language, reasonLanguage, string(phrase.ID), string(phrase.EN), "id+en")},
		{"certificate.primary", cert.Primary, checkColor(certificate.CheckPrimary(cert.Primary))},
		{"certificate.accent", cert.Accent, checkColor(certificate.CheckAccent(cert.Accent))},
		{"certificate.emblem", cert.Emblem, CheckText(cert.Emblem, false)},
		{"certificate.signatory.position", cert.Signatory.Position, CheckText(cert.Signatory.Position, false)},
		{"certificate.signatory.name", cert.Signatory.Name, CheckText(cert.Signatory.Name, false)},
		{"certificate.signatory.nip", cert.Signatory.NIP, CheckText(cert.Signatory.NIP, false)},
		{"certificate.signatory.rank", cert.Signatory.Rank, CheckText(cert.Signatory.Rank, false)},
	}
	for _, one := range append(all, c.Mail.checks()...) {
		if one.Reason != "" {
			return &one
		}
	}
	return nil
}

// The checks return the reason for a refusal, or "".

// CheckText judges a line of print, which may be required.
func CheckText(s string, needed bool) Reason {
	switch {
	case s == "" && needed:
		return reasonEmpty
	case len(s) > maxText:
		return reasonLong
	case !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsGraphic(r) }):
		return reasonInvisible
	case strings.TrimSpace(s) != s:
		return reasonSpace
	}
	return ""
}

// checkOrigin judges a ledger's origin: a URL without its scheme, and a name that a signed note can
// carry, which has neither spaces nor a plus sign (C2SP signed-note).
func checkOrigin(s string) Reason {
	host, _, _ := strings.Cut(s, "/")
	odd := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("+?#", r) }
	switch {
	case s == "":
		return reasonEmpty
	case len(s) > maxOrigin:
		return reasonOriginLong
	case strings.Contains(s, "://"):
		return reasonOriginScheme
	case strings.ContainsFunc(s, odd), host == "", strings.HasSuffix(s, "/"):
		return reasonOrigin
	}
	return ""
}

// checkURL judges the public address, and returns it without a final slash: the QR code adds "/#".
func checkURL(s string) (normal string, reason Reason) {
	u, err := url.Parse(s)
	odd := func(r rune) bool { return r <= ' ' || r > '~' }
	switch {
	case s == "":
		return "", reasonEmpty
	case len(s) > maxURL:
		return "", reasonURLLong
	case err != nil, strings.ContainsFunc(s, odd), u.Hostname() == "":
		return "", reasonURL
	case u.Scheme != "https" && u.Scheme != "http":
		return "", reasonURL
	case strings.ContainsAny(s, "?#"), u.User != nil:
		return "", reasonURLParts
	}
	return strings.TrimRight(s, "/"), ""
}

func checkTimezone(s string) Reason {
	if _, ok := phrase.Zone(s); !ok {
		return reasonTimezone
	}
	return ""
}

func checkReserve(n int64) Reason {
	if n < 0 || n > maxReserve {
		return reasonReserve
	}
	return ""
}

func checkChoice(s string, reason Reason, choices ...string) Reason {
	for _, choice := range choices {
		if s == choice {
			return ""
		}
	}
	return reason
}

func checkColor(err error) Reason {
	switch {
	case errors.Is(err, certificate.ErrTooLight):
		return reasonColorLight
	case err != nil:
		return reasonColor
	}
	return ""
}

// NumberParts are the placeholders of a certificate number.
var NumberParts = []string{"{klasifikasi}", "{urut}", "{unit}", "{tahun}"}

// checkNumber judges the pattern of certificate numbers. Without the counter two certificates would
// share a number, and without the year the next year's would repeat this one's.
func checkNumber(s string) Reason {
	if reason := CheckText(s, true); reason != "" {
		return reason
	}
	if !strings.Contains(s, "{urut}") || !strings.Contains(s, "{tahun}") {
		return reasonNumberNeeds
	}
	for _, part := range NumberParts {
		s = strings.ReplaceAll(s, part, "")
	}
	if strings.ContainsAny(s, "{}") {
		return reasonNumberUnknown
	}
	return ""
}

// checkPart judges what stands for a placeholder of the number, which is needed only where the
// pattern has it.
func checkPart(c Certificate, part, value string) Reason {
	if strings.ContainsAny(value, "{}") {
		return reasonNumberUnknown
	}
	return CheckText(value, strings.Contains(c.Number, "{"+part+"}"))
}
