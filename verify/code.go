package verify

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
)

// Code is what a person types where no camera works: 60 bits of a pledge's hash as 12 characters of Crockford's base32,
// written K7QM-2F8D-9XPA. It is computed from the signed pledge, so a QR code proves it, and from nothing public.
type Code string

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// CodeOf returns the code of a pledge: the first 60 bits of SHA-256("ikrar/code/v1" || pledge).
func CodeOf(pledge []byte) Code {
	h := sha256.New()
	h.Write([]byte("ikrar/code/v1"))
	h.Write(pledge)
	bits := binary.BigEndian.Uint64(h.Sum(nil)) >> 4
	var b strings.Builder
	for i := range 12 {
		if i == 4 || i == 8 {
			b.WriteByte('-')
		}
		b.WriteByte(crockford[bits>>(55-5*i)&31])
	}
	return Code(b.String())
}

// ParseCode reads a code as people type it: either case, with or without hyphens and spaces, O for 0, I and L for 1.
func ParseCode(typed string) (Code, error) {
	if len(typed) > maxTypedCode {
		return "", fmt.Errorf("code: %d characters are too many", len(typed))
	}
	s := asCrockford(typed)
	if len(s) != 12 {
		return "", fmt.Errorf("code %q does not have 12 characters", typed)
	}
	for _, c := range s {
		if !strings.ContainsRune(crockford, c) {
			return "", fmt.Errorf("code %q holds %q, which no code has", typed, c)
		}
	}
	return Code(s[:4] + "-" + s[4:8] + "-" + s[8:]), nil
}

// asCrockford is what was typed in Crockford's alphabet, where it can be: without hyphens and spaces, in upper case, O as 0,
// I and L as 1.
func asCrockford(typed string) string {
	return strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(typed))
}
