package trust

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"ikrar/signer/crockford"
)

// Fingerprint is SHA-256 of a key's SSH wire form (RFC 8709 section 4), by which people compare
// root keys: the hash that `ssh-keygen -l` prints. PROOF.md section 3 has both of its spellings.
type Fingerprint [sha256.Size]byte

// The short spelling is as many bits as nobody can find a second key for, and no more than a slip
// has room for.
const (
	shortFingerprintBits = 100
	shortFingerprint     = shortFingerprintBits / 5 // characters, without their hyphens
	longFingerprint      = 43                       // characters
)

// errFingerprint says that what was typed is no fingerprint in either spelling.
var errFingerprint = errors.New("not a fingerprint of 20 or of 43 characters")

// Fingerprint is the fingerprint of the key itself: its name is not in it.
func (k VerifierKey) Fingerprint() Fingerprint {
	var wire []byte
	for _, part := range []string{"ssh-ed25519", string(k.key[:])} {
		wire = append(binary.BigEndian.AppendUint32(wire, uint32(len(part))), part...)
	}
	return sha256.Sum256(wire)
}

// String gives all of it: 43 characters of base64url without padding.
func (f Fingerprint) String() string { return base64.RawURLEncoding.EncodeToString(f[:]) }

// Short gives its first 100 bits, as they are printed on a slip and compared: 20 characters of
// Crockford's base32 in groups of four, 4DMH-XGA1-R6DD-KVG1-GMY4.
func (f Fingerprint) Short() string {
	return crockford.Grouped(crockford.Encode(f[:], shortFingerprint))
}

// TypedFingerprint is a fingerprint as a person gave it: all of it, or its first 100 bits.
type TypedFingerprint struct {
	first Fingerprint // zeros behind what was typed
	bits  int
}

// ParseFingerprint reads either spelling: the 43 characters exactly, or the 20 as people type them,
// in either case, with or without hyphens and spaces, O for 0, I and L for 1.
func ParseFingerprint(typed string) (TypedFingerprint, error) {
	if len(typed) == longFingerprint {
		raw, err := base64.RawURLEncoding.Strict().DecodeString(typed)
		if err != nil || len(raw) != len(Fingerprint{}) { // line ends, which the decoder passes over
			return TypedFingerprint{}, fmt.Errorf("%w: %.64q", errFingerprint, typed)
		}
		return TypedFingerprint{Fingerprint(raw), 8 * len(raw)}, nil
	}
	s := crockford.Typed(typed)
	if len(typed) > maxTyped || len(s) != shortFingerprint {
		return TypedFingerprint{}, fmt.Errorf("%w: %.64q", errFingerprint, typed)
	}
	t := TypedFingerprint{bits: shortFingerprintBits}
	for n := range s {
		five := strings.IndexByte(crockford.Alphabet, s[n])
		if five < 0 {
			return TypedFingerprint{}, fmt.Errorf("%w: %.64q", errFingerprint, typed)
		}
		for k := range 5 {
			at := 5*n + k
			t.first[at/8] |= byte(five>>(4-k)&1) << (7 - at%8)
		}
	}
	return t, nil
}

// Of reports whether what was typed is of this fingerprint: all of it, or how it begins.
func (t TypedFingerprint) Of(f Fingerprint) bool {
	switch t.bits {
	case 8 * len(f):
		return t.first == f
	case shortFingerprintBits:
		return t.String() == f.Short()
	}
	return false // the zero value is of none
}

// String writes it in the one spelling of its length.
func (t TypedFingerprint) String() string {
	if t.bits == shortFingerprintBits {
		return t.first.Short()
	}
	return t.first.String()
}
