package verify

import (
	"bytes"
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
	"math/big"
	"slices"

	"filippo.io/edwards25519"
)

// Ways to sign that honest keys never take, for the one Ed25519 rule (STATEMENT.md section 5).

const (
	orderOne       = "0100000000000000000000000000000000000000000000000000000000000000"
	orderTwo       = "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
	orderEight     = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
	orderOneBeyond = "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f" // y = p+1
)

func point(encoded string) *edwards25519.Point {
	return must(new(edwards25519.Point).SetBytes(must(hex.DecodeString(encoded))))
}

// crooked signs with a key and a point R to which points of small order may have been added.
type crooked struct {
	name     string // of the demo key whose secret scalar signs; "" for the scalar 0
	a, r     string // what is added to A and to R; "" for nothing
	public   string // the key as it is written, where that is not how its point is encoded
	zeroR    bool   // the nonce is 0
	multiple byte   // the challenge leaves this remainder
	modulo   byte   // when divided by this power of two; 0 for any
}

func (c crooked) secret() (*edwards25519.Scalar, []byte) {
	if c.name == "" {
		return edwards25519.NewScalar(), []byte("DEMO nonce")
	}
	h := sha512.Sum512(demoKey(c.name).Seed())
	return must(edwards25519.NewScalar().SetBytesWithClamping(h[:32])), h[32:]
}

func (c crooked) key() []byte {
	if c.public != "" {
		return must(hex.DecodeString(c.public))
	}
	s, _ := c.secret()
	p := new(edwards25519.Point).ScalarBaseMult(s)
	if c.a != "" {
		p.Add(p, point(c.a))
	}
	return p.Bytes()
}

func (c crooked) sign(message []byte) []byte {
	s, prefix := c.secret()
	for try := uint64(0); ; try++ {
		h := sha512.Sum512(binary.BigEndian.AppendUint64(slices.Concat(prefix, message), try))
		nonce := must(edwards25519.NewScalar().SetUniformBytes(h[:]))
		if c.zeroR {
			nonce = edwards25519.NewScalar()
		}
		r := new(edwards25519.Point).ScalarBaseMult(nonce)
		if c.r != "" {
			r.Add(r, point(c.r))
		}
		h = sha512.Sum512(slices.Concat(r.Bytes(), c.key(), message))
		k := must(edwards25519.NewScalar().SetUniformBytes(h[:]))
		if c.modulo == 0 || k.Bytes()[0]%c.modulo == c.multiple {
			return slices.Concat(r.Bytes(), edwards25519.NewScalar().MultiplyAdd(k, s, nonce).Bytes())
		}
	}
}

// beyondOrder adds the group order L to the S of a signature.
func beyondOrder(s sign) sign {
	return func(message []byte) []byte {
		order, _ := new(big.Int).SetString("7237005577332262213973186563042994240857116359379907606001950938285454250989", 10)
		sig := bytes.Clone(s(message))
		slices.Reverse(sig[32:])
		sum := new(big.Int).Add(new(big.Int).SetBytes(sig[32:]), order)
		sum.FillBytes(sig[32:])
		slices.Reverse(sig[32:])
		return sig
	}
}
