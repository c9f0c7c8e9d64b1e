package invitation

import (
	"crypto/ed25519"
	"crypto/pbkdf2"
	"crypto/sha256"
	"errors"
	"io"

	"ikrar/signer/crockford"
)

// Code is an invitation's code in the form it is written, without hyphens: 75 random bits as 15
// characters, and a check character.
type Code string

// ErrCode is the error about a text that is no code, mistyped perhaps.
var ErrCode = errors.New("not an invitation's code")

const codeLength = 16 // characters, without their hyphens

// NewCode draws a code. Its randomness must be secret: crypto/rand.Reader.
func NewCode(rand io.Reader) (Code, error) {
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

// ParseCode reads a code as people type it: in either case, with or without hyphens and spaces, O
// for 0, I and L for 1. A wrong character, and two that were exchanged, are an error.
func ParseCode(typed string) (Code, error) {
	s := crockford.Typed(typed)
	if len(s) != codeLength || !crockford.Valid(s) || crockford.CheckCharacter(s[:codeLength-1]) != s[codeLength-1] {
		return "", ErrCode
	}
	return Code(s), nil
}

// String gives the code in groups of four, as it is printed.
func (c Code) String() string { return crockford.Grouped(string(c)) }

// rounds of PBKDF2 stand between the public key of an invitation and a guess of its code. The code
// has 75 random bits, so they are few enough for a cheap telephone and for a province at once.
const rounds = 10_000

// Key derives the invitation key of a code at the institution of the given origin. HR and the
// person who holds the code derive the same, so the code is never sent.
func (c Code) Key(origin string) ed25519.PrivateKey {
	seed := c.derive("ikrar/invitation/v1 " + origin)
	return ed25519.NewKeyFromSeed(seed[:])
}

// WrappingKey derives the key under which a device keeps a key that was made for this one pledge,
// until its proof has been checked.
func (c Code) WrappingKey(origin string) [32]byte { return c.derive("ikrar/wrap/v1 " + origin) }

func (c Code) derive(salt string) (key [32]byte) {
	derived, err := pbkdf2.Key(sha256.New, string(c), []byte(salt), rounds, len(key))
	if err != nil {
		panic(err) // only where a FIPS policy forbids these lengths, which are allowed
	}
	copy(key[:], derived)
	return key
}
