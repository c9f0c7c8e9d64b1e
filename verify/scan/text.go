package scan

import (
	"strings"

	"ikrar/signer/crockford"
)

// findText looks for a code, when the whole text is one, or for the digits of proofs anywhere in
// it.
func findText(text string) (Found, error) {
	found := Found{Kind: Text}
	if code, ok := typedCode(text); ok {
		found.Code = code
		return found, nil
	}
	if whole := strings.TrimSpace(text); isWhole(whole) {
		found.QR = whole
		return found, nil
	}
	digits := ""
	for at := 0; at < len(text); {
		start := at + strings.IndexAny(text[at:], "0123456789")
		if start < at {
			break
		}
		var run string
		run, at = digitRun(text, start)
		if len(run) < minDigits || run == digits {
			continue
		}
		if digits != "" {
			return Found{Kind: Text}, ErrAmbiguous
		}
		digits, found.QR = run, address(text[:start])+run
	}
	if digits == "" {
		return found, ErrNothing
	}
	return found, nil
}

// isWhole reports whether a text is the text of one QR code and nothing else, be it damaged: a
// stray character among the digits is for verify to name, and no reason to see two proofs.
func isWhole(text string) bool {
	if len(text) > maxQRText || strings.ContainsAny(text, " \t\r\n") || strings.Count(text, "#") > 1 {
		return false
	}
	digits := text[strings.IndexByte(text, '#')+1:]
	n := 0
	for i := range len(digits) {
		n += leadingDigits(digits[i : i+1])
	}
	return n >= minDigits && len(digits)-n <= len(digits)/10
}

// typedCode reads a code as people type it, by the rules of verify.ParseCode: either case, spaces
// and hyphens anywhere.
func typedCode(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if len(text) > maxTypedCode {
		return "", false
	}
	s := crockford.Typed(text)
	if len(s) != codeLength || !crockford.Valid(s) {
		return "", false
	}
	return crockford.Grouped(s), true
}

// digitRun returns the digits that begin at start, and where they end. Mail programs break long
// addresses: a line that ends within the digits goes on in the next when that is all digits. A line
// with a whole proof's digits is not broken, so a NIP on the line below it stays out.
func digitRun(text string, start int) (string, int) {
	var run strings.Builder
	for at := start; ; {
		end := at + leadingDigits(text[at:])
		run.WriteString(text[at:end])
		next, ok := nextDigitLine(text, end)
		if !ok || end-at > maxPiece {
			return run.String(), end
		}
		at = next
	}
}

// nextDigitLine returns where the line after end begins, when end is at a line's end and that next
// line is all digits.
func nextDigitLine(text string, end int) (int, bool) {
	rest := strings.TrimPrefix(text[end:], "=") // quoted-printable marks such a break, RFC 2045 section 6.7
	rest = strings.TrimLeft(rest, " \t\r")
	if !strings.HasPrefix(rest, "\n") {
		return 0, false
	}
	rest = strings.TrimLeft(rest[1:], "> \t") // the marks of a quoted message
	n := leadingDigits(rest)
	after := strings.TrimLeft(strings.TrimPrefix(rest[n:], "="), " \t\r")
	return len(text) - len(rest), n > 0 && (after == "" || after[0] == '\n')
}

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// address returns the address with its # that before ends in, or "".
func address(before string) string {
	if !strings.HasSuffix(before, "#") {
		return ""
	}
	return before[strings.LastIndexAny(before[:len(before)-1], " \t\r\n<>\"'()[]#")+1:]
}

// isOurs reports whether the text of a QR code has the shape of ours: address#digits or digits.
func isOurs(text string) bool {
	digits := text[strings.IndexByte(text, '#')+1:]
	return len(digits) >= minDigits && leadingDigits(digits) == len(digits)
}
