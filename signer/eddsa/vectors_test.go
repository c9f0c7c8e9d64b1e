package eddsa

import (
	"crypto/sha512"
	"encoding/hex"
	"flag"
	"fmt"
	"math/big"
	"slices"

	"filippo.io/edwards25519"
)

var update = flag.Bool("update", false, "write testdata/ed25519.json anew")

// vector is one line of testdata/ed25519.json, which verifiers in other languages read too. Its
// name is its defect.
type vector struct {
	Name      string   `json:"name"`
	Key       hexBytes `json:"key"`
	Message   hexBytes `json:"message"`
	Signature hexBytes `json:"signature"`
	Valid     bool     `json:"valid"` // by the one rule
	Enrol     bool     `json:"enrol"` // whether the key may be enrolled or listed
	Plain     bool     `json:"plain"` // what RFC 8032 without the cofactor and without the rule's first half says
}

type hexBytes []byte

func (h hexBytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h)), nil }

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

var (
	zeroScalar  = edwards25519.NewScalar()
	keyScalar   = demoScalar("key")
	nonceScalar = demoScalar("nonce")
	groupOrder  = new(big.Int).Add(new(big.Int).SetBytes(reversed(minusOne.Bytes())), big.NewInt(1))
)

func demoScalar(name string) *edwards25519.Scalar {
	sum := sha512.Sum512([]byte("DEMO scalar " + name))
	return must(edwards25519.NewScalar().SetUniformBytes(sum[:]))
}

func reversed(b []byte) []byte {
	b = slices.Clone(b)
	slices.Reverse(b)
	return b
}

// torsion returns i times a point of order 8.
func torsion(i int) *edwards25519.Point {
	eighth, sum := must(new(edwards25519.Point).SetBytes(smallOrderY[2][:])), edwards25519.NewIdentityPoint()
	for range i {
		sum.Add(sum, eighth)
	}
	return sum
}

// mixed encodes [s]B plus torsion i.
func mixed(s *edwards25519.Scalar, i int) []byte {
	p := new(edwards25519.Point).ScalarBaseMult(s)
	return p.Add(p, torsion(i)).Bytes()
}

// seal signs as the owner of [a]B + torsion i would with the nonce point [r]B + torsion j. The
// signature satisfies the equation with the cofactor always, and the one without exactly where the
// residue is 0.
func seal(key, point, message []byte, i, j int, a, r *edwards25519.Scalar) (sig []byte, residue int) {
	k := challenge(point, key, message)
	s := edwards25519.NewScalar().MultiplyAdd(k, a, r)
	return append(slices.Clone(point), s.Bytes()...), (int(k.Bytes()[0]&7)*i + j) & 7
}

// craft looks for a message under which the signature satisfies the equation without the cofactor,
// or does not.
func craft(name string, key, point []byte, i, j int, a, r *edwards25519.Scalar, holds bool) vector {
	for n := 0; n < 10000; n++ {
		message := fmt.Appendf(nil, "%s %d", name, n)
		if sig, residue := seal(key, point, message, i, j, a, r); (residue == 0) == holds {
			return vector{Name: name, Key: key, Message: message, Signature: sig}
		}
	}
	panic("no message for " + name) // i and j leave no such residue: a mistake in this file
}

// encodings returns each of the 14 encodings of points of small order: eight canonical, six not, by
// name.
func encodings() (names []string, all [][]byte) {
	for i := range 8 {
		names, all = append(names, fmt.Sprintf("small-order-%d", i)), append(all, torsion(i).Bytes())
	}
	p := fieldPrime
	plus := func(n int, sign byte) []byte {
		b := p
		b[0] += byte(n)
		b[31] |= sign
		return b[:]
	}
	one := torsion(0).Bytes()
	one[31] |= 0x80
	return append(names,
			"non-canonical-y-is-p", "non-canonical-y-is-p-negative",
			"non-canonical-y-is-p-plus-1", "non-canonical-y-is-p-plus-1-negative",
			"non-canonical-minus-zero-y-is-1", "non-canonical-minus-zero-y-is-p-minus-1"),
		append(all, plus(0, 0), plus(0, 0x80), plus(1, 0), plus(1, 0x80), one, plus(-1, 0x80))
}

// order8Index tells which multiple of the generator of the torsion an encoding, canonical or not,
// stands for.
func order8Index(encoded []byte) int {
	p := must(new(edwards25519.Point).SetBytes(encoded))
	for i := range 8 {
		if p.Equal(torsion(i)) == 1 {
			return i
		}
	}
	panic("not of small order")
}

// craftVectors makes the vectors, the same ones each time.
func craftVectors() []vector {
	honest, point := mixed(keyScalar, 0), mixed(nonceScalar, 0)
	good := craft("valid", honest, point, 0, 0, keyScalar, nonceScalar, true)
	good.Valid, good.Enrol, good.Plain = true, true, true
	vectors := []vector{good}
	names, all := encodings()
	for n, encoded := range all { // A of small order: anyone can sign for it
		v := craft("key-"+names[n], encoded, point, order8Index(encoded), 0, zeroScalar, nonceScalar, true)
		v.Plain = true
		vectors = append(vectors, v)
	}
	for n, encoded := range all { // R of small order: one that a signer chooses, never one that signing gives
		v := craft("r-"+names[n], mixed(keyScalar, 1), encoded, 1, order8Index(encoded), keyScalar, zeroScalar, true)
		v.Plain = n < 8 // comparing encodings refuses the rest by itself
		vectors = append(vectors, v)
	}
	identity := craft("r-identity-honest-key", honest, torsion(0).Bytes(), 0, 0, keyScalar, zeroScalar, true)
	identity.Enrol, identity.Plain = true, true
	vectors = append(vectors, identity)
	vectors = append(vectors, craftMixed(honest, point)...)
	return append(vectors, craftScalars(good)...)
}

// craftMixed makes points with a torsion component: the cofactor decides, and only Check refuses
// the key.
func craftMixed(honest, point []byte) []vector {
	var vectors []vector
	for _, i := range []int{1, 4} {
		key := mixed(keyScalar, i)
		name := fmt.Sprintf("key-torsion-%d", i)
		v := craft(name+"-holds", key, point, i, 0, keyScalar, nonceScalar, true)
		v.Valid, v.Plain = true, true
		residue := craft(name+"-only-with-cofactor", key, point, i, 0, keyScalar, nonceScalar, false)
		vectors = append(vectors, v, residue)
	}
	both := craft("key-and-r-torsion-holds",
		mixed(keyScalar, 1), mixed(nonceScalar, 1), 1, 1, keyScalar, nonceScalar, true)
	both.Valid, both.Plain = true, true
	r := craft("r-torsion-only-with-cofactor", honest, mixed(nonceScalar, 1), 0, 1, keyScalar, nonceScalar, false)
	r.Enrol = true
	return append(vectors, both, r)
}

// craftScalars makes, from a valid vector, the same signature with another S, and the plain
// forgeries.
func craftScalars(good vector) []vector {
	s := new(big.Int).SetBytes(reversed(good.Signature[32:]))
	with := func(name string, s *big.Int) vector {
		sig := append(slices.Clone(good.Signature[:32]), reversed(s.FillBytes(make([]byte, 32)))...)
		return vector{Name: name, Key: good.Key, Message: good.Message, Signature: sig, Enrol: true}
	}
	times := func(n int64) *big.Int { return new(big.Int).Mul(groupOrder, big.NewInt(n)) }
	forged := func(name string, key, message []byte, enrol bool) vector {
		return vector{Name: name, Key: key, Message: message, Signature: good.Signature, Enrol: enrol}
	}
	offCurve := forged("key-not-on-curve", append([]byte{2}, make([]byte, 31)...), good.Message, false)
	other := forged("message-changed", good.Key, append(slices.Clone(good.Message), '.'), true)
	return []vector{
		with("s-plus-order", new(big.Int).Add(s, times(1))), with("s-plus-8-orders", new(big.Int).Add(s, times(8))),
		with("s-is-order", times(1)), with("s-is-zero", new(big.Int)),
		with("s-changed", new(big.Int).Xor(s, big.NewInt(1))), offCurve, other,
	}
}
