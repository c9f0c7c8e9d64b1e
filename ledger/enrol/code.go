package enrol

import (
	"crypto/sha256"
	"errors"
	"io"

	"ikrar/signer/crockford"
)

// Code is an invitation's code: 15 characters of Crockford's base32, 75 bits drawn at random, and
// one that tells most mistypings before anybody is asked. Written in groups of four,
// K7QM-2F8D-9XPA-0R3T.
type Code string

// ErrCode says that what was typed is no code: of another length, with other characters, or
// mistyped.
var ErrCode = errors.New("not an invitation's code")

const codeLength = 16 // characters, without their hyphens

// newCode draws a code. rand must be cryptographic.
func newCode(rand io.Reader) (Code, error) {
	var drawn [codeLength - 1]byte
	if _, err := io.ReadFull(rand, drawn[:]); err != nil {
		return "", err
	}
	s := make([]byte, 0, codeLength)
	for _, b := range drawn {
		s = append(s, crockford.Alphabet[b&31])
	}
	return Code(append(s, crockford.CheckCharacter(string(s)))), nil
}

// ParseCode reads a code as people type it, by [crockford.Typed]: either case, with or without
// dashes and blanks of any kind, O for 0, I and L for 1.
func ParseCode(typed string) (Code, error) {
	s := crockford.Typed(typed)
	if len(s) != codeLength || !crockford.Valid(s) || crockford.CheckCharacter(s[:codeLength-1]) != s[codeLength-1] {
		return "", ErrCode
	}
	return Code(s), nil
}

// String writes a code as it is printed.
func (c Code) String() string { return crockford.Grouped(string(c)) }

// hash is what is kept of a code.
func (c Code) hash() [sha256.Size]byte {
	return sha256.Sum256([]byte("ikrar/invitation/v1" + string(c)))
}
