package verify

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"ikrar/signer/crockford"
)

// Code is what a person types where no camera works: 60 bits of a pledge's hash as 12 characters of
// Crockford's base32, written K7QM-2F8D-9XPA. It is computed from the signed pledge, so a QR code
// proves it, and from nothing public.
type Code string

const codeLength = 12 // characters, without their hyphens

// CodeOf returns the code of a pledge: the first 60 bits of SHA-256("ikrar/code/v1" || pledge).
func CodeOf(pledge []byte) Code {
	h := sha256.New()
	h.Write([]byte("ikrar/code/v1"))
	h.Write(pledge)
	return Code(crockford.Grouped(crockford.Encode(h.Sum(nil), codeLength)))
}

// ParseCode reads a code as people type it, by [crockford.Typed]: either case, with or without
// dashes and blanks of any kind, O for 0, I and L for 1.
func ParseCode(typed string) (Code, error) {
	if len(typed) > maxTypedCode {
		return "", fmt.Errorf("code: %d characters are too many", len(typed))
	}
	s := crockford.Typed(typed)
	if len(s) != codeLength {
		return "", fmt.Errorf("code %q does not have %d characters", typed, codeLength)
	}
	for _, c := range s {
		if !strings.ContainsRune(crockford.Alphabet, c) {
			return "", fmt.Errorf("code %q holds %q, which no code has", typed, c)
		}
	}
	return Code(crockford.Grouped(s)), nil
}
