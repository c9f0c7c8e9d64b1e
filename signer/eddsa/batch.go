package eddsa

import (
	"crypto/rand"
	"crypto/sha512"

	"filippo.io/edwards25519"
)

// Signed is one signature to check: who is said to have signed which bytes.
type Signed struct {
	Key       PublicKey
	Message   []byte
	Signature Signature
}

// Verify applies the one Ed25519 rule.
func (s Signed) Verify() error { return s.Key.Verify(s.Message, s.Signature) }

// CheckPoints is the half of the one Ed25519 rule that comes before any arithmetic: what
// crypto/ed25519 takes and Verify does not. Whoever decides the equation by other means asks it
// first.
func (s Signed) CheckPoints() error { return s.Key.checkPoints(&s.Signature) }

// leastBatch is how many signatures a batch must hold before it is faster than one after the other:
// a batch pays for 128 scalar multiplications before it has looked at anything.
const leastBatch = 256

// VerifyBatch gives for every signature the answer that [Signed.Verify] gives, in less time where
// there are thousands and all hold. The i-th error is of the i-th signature; nil where it holds.
//
// The equation of a batch, sum z(sB - R - kA) = 0 with random z of 128 bits, says the same as its
// single equations only where every R and A lies in the group of prime order: among points with a
// torsion component some sums cancel. So that is shown first, by sums over 128 random subsets of
// all points, each of which [L] must take to zero. A point outside the group is in about half of
// the subsets and makes each sum that it is in, or each that it is not in, fail. Both shortcuts err
// with a probability below 2^-127, whatever the input, because z is drawn after it. Where either
// says no, and for what is no point at all, each signature is verified alone.
func VerifyBatch(all []Signed) []error { return verifyBatch(all, leastBatch) }

func verifyBatch(all []Signed, least int) []error {
	errs := make([]error, len(all))
	b, single := newBatch(all)
	if len(b.r) < least || !b.holds() {
		single = nil
		for i := range all {
			single = append(single, i)
		}
	}
	for _, i := range single {
		errs[i] = all[i].Verify()
	}
	return errs
}

// CheckBatch gives for every key the answer that [PublicKey.Check] gives, by the same subsets.
func CheckBatch(keys []PublicKey) []error { return checkBatch(keys, leastBatch) }

func checkBatch(keys []PublicKey, least int) []error {
	errs := make([]error, len(keys))
	var points []*edwards25519.Point
	for i, k := range keys {
		if p, err := pointOf((*[32]byte)(&keys[i])); err == nil {
			points = append(points, p)
		} else {
			errs[i] = k.Check()
		}
	}
	if len(points) >= least && torsionFree(sums(points, randomScalars(len(points)), randomBits)) {
		return errs
	}
	for i, k := range keys {
		errs[i] = k.Check()
	}
	return errs
}

// batch is the sum of many equations.
type batch struct {
	r, a  []*edwards25519.Point // every R, and every key once
	z, zk [][32]byte            // the random z of each R, and of each key the sum of its z k
	s     *edwards25519.Scalar  // the sum of z S
}

// newBatch adds up the equations of all signatures that are made of points and scalars as the rule
// wants them. The others have no equation: their positions are returned, and Verify says what is
// wrong.
func newBatch(all []Signed) (b batch, single []int) {
	b.s = edwards25519.NewScalar()
	keys := map[PublicKey]int{}
	var zk []*edwards25519.Scalar
	random := randomScalars(len(all))
	for i := range all {
		r, errR := pointOf((*[32]byte)(all[i].Signature[:32]))
		s, errS := edwards25519.NewScalar().SetCanonicalBytes(all[i].Signature[32:])
		at, known := keys[all[i].Key]
		if errR == nil && errS == nil && !known {
			a, err := pointOf((*[32]byte)(&all[i].Key))
			if errR = err; err == nil {
				at, keys[all[i].Key] = len(b.a), len(b.a)
				b.a, zk = append(b.a, a), append(zk, edwards25519.NewScalar())
			}
		}
		if errR != nil || errS != nil {
			single = append(single, i)
			continue
		}
		z := must(edwards25519.NewScalar().SetCanonicalBytes(random[i][:]))
		b.r, b.z = append(b.r, r), append(b.z, random[i])
		b.s.MultiplyAdd(z, s, b.s)
		zk[at].MultiplyAdd(z, hashOf(&all[i]), zk[at])
	}
	for _, sum := range zk {
		b.zk = append(b.zk, [32]byte(sum.Bytes()))
	}
	return b, single
}

// hashOf is k of RFC 8032 section 5.1.7: SHA-512(R || A || message) mod L.
func hashOf(s *Signed) *edwards25519.Scalar {
	h := sha512.New()
	h.Write(s.Signature[:32])
	h.Write(s.Key[:])
	h.Write(s.Message)
	return must(edwards25519.NewScalar().SetUniformBytes(h.Sum(nil)))
}

// holds says whether all points are shown to be of prime order and the sum of the equations is
// zero.
func (b batch) holds() bool {
	sumsR := sums(b.r, b.z, randomBits) // the bits of z choose the subsets of R, and weigh them at once
	subsetsA := sums(b.a, randomScalars(len(b.a)), randomBits)
	for i := range subsetsA {
		subsetsA[i].Add(subsetsA[i], sumsR[i])
	}
	if !torsionFree(subsetsA) {
		return false
	}
	left := new(edwards25519.Point).ScalarBaseMult(b.s)
	right := new(edwards25519.Point).Add(weightedSum(sumsR), weightedSum(sums(b.a, b.zk, 253)))
	return left.Equal(right) == 1
}

// pointOf decodes what the rule accepts as A or R before any arithmetic.
func pointOf(encoded *[32]byte) (*edwards25519.Point, error) {
	if err := checkPoint(encoded); err != nil {
		return nil, err
	}
	return new(edwards25519.Point).SetBytes(encoded[:])
}

// randomBits is the length of a random scalar, in bits.
const randomBits = 128

// randomScalars draws n numbers below 2^128, little endian.
func randomScalars(n int) [][32]byte {
	raw := make([]byte, 16*n)
	rand.Read(raw) // never fails
	scalars := make([][32]byte, n)
	for i := range scalars {
		copy(scalars[i][:], raw[16*i:16*i+16])
	}
	return scalars
}

// groupSize is how many points share a table of the sums of all their subsets.
const groupSize = 6

// sums returns for each bit the sum of the points whose scalar has that bit.
func sums(points []*edwards25519.Point, scalars [][32]byte, bits int) []*edwards25519.Point {
	all := make([]*edwards25519.Point, bits)
	for bit := range all {
		all[bit] = edwards25519.NewIdentityPoint()
	}
	var table [1 << groupSize]edwards25519.Point
	for len(points) > 0 {
		n := min(groupSize, len(points))
		group, weights := points[:n], scalars[:n]
		points, scalars = points[n:], scalars[n:]
		for i, p := range group {
			table[1<<i].Set(p)
			for j := 1; j < 1<<i; j++ {
				table[1<<i+j].Add(&table[j], p)
			}
		}
		for bit := range all {
			subset := 0
			for i := range group {
				subset |= int(weights[i][bit/8]>>(bit%8)&1) << i
			}
			if subset != 0 {
				all[bit].Add(all[bit], &table[subset])
			}
		}
	}
	return all
}

// weightedSum returns the sum of 2^bit times the point of each bit.
func weightedSum(sums []*edwards25519.Point) *edwards25519.Point {
	p := edwards25519.NewIdentityPoint()
	for bit := len(sums) - 1; bit >= 0; bit-- {
		p.Add(p, p).Add(p, sums[bit])
	}
	return p
}

// torsionFree says whether [L] takes every point to zero.
func torsionFree(points []*edwards25519.Point) bool {
	for _, p := range points {
		if !primeOrder(p) {
			return false
		}
	}
	return true
}
