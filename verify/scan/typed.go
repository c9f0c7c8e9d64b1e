package scan

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"ikrar/signer/crockford"
)

// typedCode reads a code as people type it, in the whole of a text: behind "Kode:", behind the # of
// an address, with a full stop after it.
func typedCode(text string) (string, bool) {
	if strings.HasPrefix(text, "+") { // of a telephone
		return "", false
	}
	text = typed(text)
	for _, one := range []string{text, label.ReplaceAllString(text, "")} {
		if s := crockford.Typed(one); len(s) == codeLength && crockford.Valid(s) {
			return crockford.Grouped(s), true
		}
	}
	return "", false
}

var (
	label    = regexp.MustCompile(`^(?i:kode|code)(?i: sertifikat)?(?: *[:.] *| +)`)
	fragment = regexp.MustCompile(`^\S*/#`)
	marks    = regexp.MustCompile(`^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$`)
)

// typed is a text that is short enough to be typed, without the address before it and the marks
// around it; "" for others.
func typed(text string) string {
	text = fragment.ReplaceAllString(strings.TrimSpace(text), "")
	if utf8.RuneCountInString(text) > maxTyped {
		return ""
	}
	return marks.ReplaceAllString(text, "")
}

// TypedError says what was typed in the place of a code. It wraps [ErrNothing].
type TypedError struct {
	What  string // nip, number, certificate-number, invitation, fingerprint, code-length
	Count int    // of its characters
}

// What people type in the place of a certificate's code.
const (
	asNIP               = "nip"                // 18 digits that begin with a date of birth
	asNumber            = "number"             // digits, as of a telephone or an account
	asCertificateNumber = "certificate-number" // 800.1.3.3.22/3/BKD/2026
	asInvitation        = "invitation"         // a code of an invitation to sign
	asFingerprint       = "fingerprint"        // of a key
	asCodeLength        = "code-length"        // a code with too many or too few characters
)

func (e *TypedError) Error() string { return "no proof found: typed was a " + e.What }

// Unwrap makes it an ErrNothing.
func (e *TypedError) Unwrap() error { return ErrNothing }

var (
	nipLabel     = regexp.MustCompile(`^(?i:nip)[.: ]*`)
	nip          = regexp.MustCompile(`^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{10}$`)
	number       = regexp.MustCompile(`^\d[\d .()/+\p{Pd}-]*$`)
	certificate  = regexp.MustCompile(`^\d[\p{L}\d. -]*(?:/[\p{L}\d. -]+)+/(?:19|20)\d\d$`)
	longPrint    = regexp.MustCompile(`^(?:SHA256:)?[A-Za-z0-9+/_-]{43}$`)
	grouped      = regexp.MustCompile(`^[^\s\p{Pd}]{3,5}(?:[\s\p{Pd}]+[^\s\p{Pd}]{3,5})+$`)
	longWord     = regexp.MustCompile(`\p{L}{7}`)
	notDigits    = regexp.MustCompile(`\D`)
	codeLengths  = [2]int{8, 24} // of what may be a code that was typed wrong
	printLength  = 20            // of a fingerprint's short form
	inviteLength = 16
)

// nameTyped is the error for a text in which nothing was found: ErrNothing, or a TypedError.
func nameTyped(text string) error {
	text = typed(text)
	digits := notDigits.ReplaceAllString(nipLabel.ReplaceAllString(text, ""), "")
	switch s := crockford.Typed(text); {
	case certificate.MatchString(text):
		return &TypedError{asCertificateNumber, utf8.RuneCountInString(text)}
	case number.MatchString(nipLabel.ReplaceAllString(text, "")) && nip.MatchString(digits):
		return &TypedError{asNIP, len(digits)}
	case number.MatchString(text) && len(digits) > 3:
		return &TypedError{asNumber, len(digits)}
	case longPrint.MatchString(text):
		return &TypedError{asFingerprint, utf8.RuneCountInString(text)}
	case !isCodeLike(text, s):
		return ErrNothing
	case len(s) == printLength:
		return &TypedError{asFingerprint, len(s)}
	case len(s) == inviteLength && crockford.CheckCharacter(s[:inviteLength-1]) == s[inviteLength-1]:
		return &TypedError{asInvitation, len(s)}
	default:
		return &TypedError{asCodeLength, len(s)}
	}
}

// isCodeLike tells what was meant as a code from a word: it is grouped as codes are, or has letters
// and digits in disorder.
func isCodeLike(text, s string) bool {
	if len(s) < codeLengths[0] || len(s) > codeLengths[1] || len(s) == codeLength {
		return false
	}
	if !crockford.Valid(s) || longWord.MatchString(text) {
		return false
	}
	digits := len(notDigits.ReplaceAllString(text, ""))
	return digits > 0 && (grouped.MatchString(text) || digits > 1)
}
