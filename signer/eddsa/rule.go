package eddsa

import (
	"crypto/ed25519"
	"errors"
	"fmt"

	"filippo.io/edwards25519"
)

// The y-coordinates of the eight points whose order divides 8, without the sign of x.
// Source: RFC 7748 section 7 and the list in C2SP CCTV; the zero point is y = 1.
var smallOrderY = [...][32]byte{
	{},
	{1},
	{0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
		0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
	{0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
		0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
	{0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
}

// fieldPrime is p = 2^255 - 19, little endian.
var fieldPrime = [32]byte{
	0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}

// checkPoint is the part of the one rule that every verifier applies before any arithmetic: an
// encoded point, A or R, has a canonical y (below p) and is none of the eight points of small
// order. The two encodings of x = 0 with the sign bit set, the only other non-canonical ones, have
// y = 1 or y = p-1 and so are small-order encodings as well.
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

// Verify applies the one Ed25519 rule of every ikrar verifier: it refuses a public key or a point R
// that is non-canonical or of small order and an S not below the group order, and then decides by
// the cofactorless equation of RFC 8032 section 5.1.7.
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

// minusOne is L-1, little endian, L being the order of the prime-order subgroup.
var minusOne = must(edwards25519.NewScalar().SetCanonicalBytes([]byte{
	0xec, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10}))

// Check refuses a key that must not be enrolled or listed: not a canonical point of the curve, of
// small order, or with a torsion component. The last would let two verifiers disagree, one with the
// cofactor and one without.
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

// primeOrder says whether a point has no torsion component: [L-1]A == -A exactly when [L]A is zero.
// The point is public, and so is the time this takes.
func primeOrder(point *edwards25519.Point) bool {
	multiple := new(edwards25519.Point).VarTimeDoubleScalarBaseMult(minusOne, point, edwards25519.NewScalar())
	return multiple.Equal(new(edwards25519.Point).Negate(point)) == 1
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // of constants and of hashes: this can only be a programming error
	}
	return v
}
