package signer

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"

	"filippo.io/edwards25519"

	"ikrar/signer/cbor"
)

var (
	// ErrKey is wrapped by errors about public keys that the one rule refuses.
	ErrKey = errors.New("unusable Ed25519 key")
	// ErrSignature is wrapped by errors about signatures that do not hold.
	ErrSignature = errors.New("signature does not hold")
)

// PublicKey is an Ed25519 public key (RFC 8032), 32 bytes. In CBOR it is a COSE_Key: {1: 1, -1: 6, -2: x}.
type PublicKey [ed25519.PublicKeySize]byte

// Signature is an Ed25519 signature, R || S.
type Signature [ed25519.SignatureSize]byte

// KeyID is the first 8 bytes of the SHA-256 of a public key: COSE header label 4 of what the key signed.
type KeyID [8]byte

// ID returns the key's identifier.
func (k PublicKey) ID() KeyID {
	sum := sha256.Sum256(k[:])
	return KeyID(sum[:8])
}

// PublicKeyOf returns the public half of a signing key, or an error where it is no Ed25519 key.
func PublicKeyOf(key crypto.Signer) (PublicKey, error) {
	pub, ok := key.Public().(ed25519.PublicKey)
	if !ok || len(pub) != ed25519.PublicKeySize {
		return PublicKey{}, fmt.Errorf("%w: %T is not an Ed25519 key", ErrKey, key.Public())
	}
	return PublicKey(pub), nil
}

// The y-coordinates of the eight points whose order divides 8, without the sign of x.
// Source: RFC 7748 section 7 and the list in C2SP CCTV; the zero point is y = 1.
var smallOrderY = [...][32]byte{
	{},
	{1},
	{0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
	{0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
	{0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
}

// fieldPrime is p = 2^255 - 19, little endian.
var fieldPrime = [32]byte{0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}

// checkPoint is the part of the one rule that every verifier applies before any arithmetic: an encoded point, A or R,
// has a canonical y (below p) and is none of the eight points of small order. The two encodings of x = 0 with the sign
// bit set, the only other non-canonical ones, have y = 1 or y = p-1 and so are small-order encodings as well.
func checkPoint(point *[32]byte) error {
	y := *point
	y[31] &= 0x7f
	if !less(&y, &fieldPrime) {
		return errors.New("non-canonical point")
	}
	for i := range smallOrderY {
		if y == smallOrderY[i] {
			return errors.New("point of small order")
		}
	}
	return nil
}

// less compares two little-endian numbers.
func less(a, b *[32]byte) bool {
	for i := 31; i >= 0; i-- {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

// Verify applies the one Ed25519 rule of every ikrar verifier: it refuses a public key or a point R that is
// non-canonical or of small order and an S not below the group order, and then decides by the cofactorless equation of
// RFC 8032 section 5.1.7.
func (k PublicKey) Verify(message []byte, sig Signature) error {
	if err := k.checkPoints(&sig); err != nil {
		return err
	}
	if !ed25519.Verify(k[:], message, sig[:]) { // refuses S >= L by itself (RFC 8032 section 5.1.7 step 1)
		return ErrSignature
	}
	return nil
}

// checkPoints is what Verify refuses before the equation.
func (k PublicKey) checkPoints(sig *Signature) error {
	if err := checkPoint((*[32]byte)(&k)); err != nil {
		return fmt.Errorf("%w: %v", ErrKey, err)
	}
	if err := checkPoint((*[32]byte)(sig[:32])); err != nil {
		return fmt.Errorf("%w: R: %v", ErrSignature, err)
	}
	return nil
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // of constants and of hashes: this can only be a programming error
	}
	return v
}

// minusOne is L-1, little endian, L being the order of the prime-order subgroup.
var minusOne = must(edwards25519.NewScalar().SetCanonicalBytes([]byte{
	0xec, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10}))

// Check refuses a key that must not be enrolled or listed: not a canonical point of the curve, of small order, or with
// a torsion component. The last would let two verifiers disagree, one with the cofactor and one without.
func (k PublicKey) Check() error {
	if err := checkPoint((*[32]byte)(&k)); err != nil {
		return fmt.Errorf("%w: %v", ErrKey, err)
	}
	point, err := new(edwards25519.Point).SetBytes(k[:])
	if err != nil {
		return fmt.Errorf("%w: not a point of the curve", ErrKey)
	}
	if !primeOrder(point) {
		return fmt.Errorf("%w: the point has a torsion component", ErrKey)
	}
	return nil
}

// primeOrder says whether a point has no torsion component: [L-1]A == -A exactly when [L]A is zero. The point is public,
// and so is the time this takes.
func primeOrder(point *edwards25519.Point) bool {
	multiple := new(edwards25519.Point).VarTimeDoubleScalarBaseMult(minusOne, point, edwards25519.NewScalar())
	return multiple.Equal(new(edwards25519.Point).Negate(point)) == 1
}

type coseKey struct {
	Type  int    `cbor:"1,keyasint"`
	Curve int    `cbor:"-1,keyasint"`
	X     []byte `cbor:"-2,keyasint"`
}

// coseKeyHead is what stands before x in the encoding of a COSE_Key.
var coseKeyHead = func() string {
	whole := cbor.Encode(coseKey{Type: 1, Curve: 6, X: make([]byte, len(PublicKey{}))})
	return string(whole[:len(whole)-len(PublicKey{})])
}()

// MarshalCBOR writes the key as a COSE_Key (RFC 9053 section 7.2): kty OKP (1), crv Ed25519 (6).
func (k PublicKey) MarshalCBOR() ([]byte, error) {
	return append([]byte(coseKeyHead), k[:]...), nil
}

// UnmarshalCBOR reads what MarshalCBOR writes.
func (k *PublicKey) UnmarshalCBOR(data []byte) error {
	if x, ok := bytes.CutPrefix(data, []byte(coseKeyHead)); ok && len(x) == len(k) {
		copy(k[:], x)
		return nil
	}
	var c coseKey // for the reason: no other encoding is one
	if err := cbor.Decode(data, &c); err != nil {
		return err
	}
	return fmt.Errorf("%w: COSE_Key is not an Ed25519 key of 32 bytes", ErrEncoding)
}

// sign signs message with any crypto.Signer. A key that is not in this process's memory (agent, HSM) is not believed:
// its signature is checked before it is used. One that is in memory is believed, because checking would cost twice the
// signing: who reads it from a file checks once that its public half belongs to its seed.
func sign(key crypto.Signer, pub PublicKey, message []byte) (Signature, error) {
	raw, err := key.Sign(nil, message, crypto.Hash(0))
	if err != nil {
		return Signature{}, fmt.Errorf("sign: %w", err)
	}
	if len(raw) != len(Signature{}) {
		return Signature{}, fmt.Errorf("%w: the key gave %d bytes", ErrSignature, len(raw))
	}
	sig := Signature(raw)
	if _, ok := key.(ed25519.PrivateKey); ok {
		return sig, nil
	}
	if err := pub.Verify(message, sig); err != nil {
		return Signature{}, fmt.Errorf("the key did not sign what it was given: %w", err)
	}
	return sig, nil
}
