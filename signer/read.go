package signer

import (
	"math"
	"strings"

	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// The claims of the two kinds that a nation records by the million are read by hand, as
// [cbor.Decode] would, without reflection. Where they are not ok, Decode says what is wrong. Both
// shapes are those of claims.go, labels in the order of RFC 8949 section 4.2.1.

// ownLabel is the label of a kind's own part, -65537.
const ownLabel = "\x3a\x00\x01\x00\x00"

// keyHead is what stands before the 32 bytes of a key in its encoding, a COSE_Key.
var keyHead = strings.TrimSuffix(string(cbor.Encode(eddsa.PublicKey{})), string(make([]byte, len(eddsa.PublicKey{}))))

// readClaims reads the claims of a kind that is read by hand; of other kinds it is never ok.
func readClaims[C Claims](raw []byte, claims *C) (ok bool) {
	switch c := any(claims).(type) {
	case *Pledge:
		*c, ok = readPledge(raw)
	case *Credential:
		*c, ok = readCredential(raw)
	}
	return ok
}

// readPledge reads a pledge's claims.
func readPledge(raw []byte) (p Pledge, ok bool) {
	r := cbor.Reader{Rest: raw}
	r.Expect("\xa2\x06")
	p.IssuedAt = readTime(&r)
	r.Expect(ownLabel + "\xa3\x01")
	copy(p.Text[:], r.Bytes(len(p.Text)))
	r.Expect("\x02")
	p.Campaign = r.Text()
	r.Expect("\x03")
	p.Place = r.Text()
	if !r.Done() {
		return Pledge{}, false
	}
	return p, true
}

// readCredential reads a credential's claims. Which of the optional labels are there, the map's
// length must say.
func readCredential(raw []byte) (c Credential, ok bool) {
	r := cbor.Reader{Rest: raw}
	r.Expect("\xa3\x06")
	c.IssuedAt = readTime(&r)
	r.Expect("\x08\xa1\x01")
	r.Expect(keyHead)
	if !r.Wrong && len(r.Rest) >= len(c.Key) {
		r.Rest = r.Rest[copy(c.Key[:], r.Rest):]
	}
	r.Expect(ownLabel)
	labels := r.Map()
	r.Expect("\x01")
	copy(c.Subject[:], r.Bytes(len(c.Subject)))
	r.Expect("\x02")
	c.Name = r.Text()
	read := uint64(2)
	for _, optional := range []struct {
		label string
		value *string
	}{{"\x03", &c.Unit}, {"\x04", &c.Position}, {"\x05", &c.Rank}, {"\x06", &c.NIPLast4}} {
		if r.Accept(optional.label) {
			*optional.value = r.Text()
			r.Wrong = r.Wrong || *optional.value == "" // it would not be there
			read++
		}
	}
	if r.Accept("\x07") {
		c.Replaces = new(Digest)
		copy(c.Replaces[:], r.Bytes(len(Digest{})))
		read++
	}
	if !r.Done() || labels != read {
		return Credential{}, false
	}
	return c, true
}

// readTime reads Unix seconds. Those before 1970 are no time of ours.
func readTime(r *cbor.Reader) int64 {
	t := r.Uint()
	r.Wrong = r.Wrong || t > math.MaxInt64
	return int64(t)
}
