package signer

import "math"

// The claims of the two kinds that a nation records by the million are read by hand; what is not taken here, Decode
// refuses, and says why. Both shapes are those of claims.go, labels in the order of RFC 8949 section 4.2.1.

// ownLabel is the label of a kind's own part, -65537.
const ownLabel = "\x3a\x00\x01\x00\x00"

// readClaims is Decode of what is taken here.
func readClaims[C Claims](raw []byte, claims *C) (ok bool) {
	switch c := any(claims).(type) {
	case *Pledge:
		*c, ok = readPledge(raw)
	case *Credential:
		*c, ok = readCredential(raw)
	}
	return ok
}

// readPledge is Decode of a pledge's claims.
func readPledge(raw []byte) (p Pledge, ok bool) {
	r := Items{Rest: raw}
	r.Must("\xa2\x06")
	p.IssuedAt = r.time()
	r.Must(ownLabel + "\xa3\x01")
	copy(p.Text[:], r.Bytes(len(p.Text)))
	r.Must("\x02")
	p.Campaign = r.Text()
	r.Must("\x03")
	p.Place = r.Text()
	if !r.Done() {
		return Pledge{}, false
	}
	return p, true
}

// readCredential is Decode of a credential's claims.
func readCredential(raw []byte) (c Credential, ok bool) {
	r := Items{Rest: raw}
	r.Must("\xa3\x06")
	c.IssuedAt = r.time()
	r.Must("\x08\xa1\x01")
	r.Must(coseKeyHead)
	if !r.Wrong && len(r.Rest) >= len(c.Key) {
		r.Rest = r.Rest[copy(c.Key[:], r.Rest):]
	}
	r.Must(ownLabel)
	labels := r.Head(MajorMap)
	r.Must("\x01")
	copy(c.Subject[:], r.Bytes(len(c.Subject)))
	r.Must("\x02")
	c.Name = r.Text()
	read := uint64(2)
	for _, optional := range []struct {
		label string
		value *string
	}{{"\x03", &c.Unit}, {"\x04", &c.Position}, {"\x05", &c.Rank}, {"\x06", &c.NIPLast4}} {
		if r.Is(optional.label) {
			*optional.value = r.Text()
			r.Wrong = r.Wrong || *optional.value == "" // it would not be there
			read++
		}
	}
	if r.Is("\x07") {
		c.Replaces = new(Digest)
		copy(c.Replaces[:], r.Bytes(len(Digest{})))
		read++
	}
	if !r.Done() || labels != read {
		return Credential{}, false
	}
	return c, true
}

// time reads Unix seconds. Those before 1970 are no time of ours.
func (r *Items) time() int64 {
	t := r.Head(MajorUint)
	r.Wrong = r.Wrong || t > math.MaxInt64
	return int64(t)
}
