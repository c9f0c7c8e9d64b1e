package signer

import (
	"bytes"
	"reflect"
	"testing"

	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// FuzzByHand holds what is read by hand against Decode: what is taken is the same, and of envelopes
// nothing is left to Decode but null where a byte string belongs, which no header and no payload
// is.
func FuzzByHand(f *testing.F) {
	_, blocks := worked(f)
	for _, block := range blocks {
		f.Add(block)
	}
	for _, n := range []int{0, 23, 24, 255, 256, 65536} {
		f.Add(cbor.Encode(envelope{Protected: make([]byte, n), Payload: make([]byte, n)}))
	}
	f.Add(cbor.Encode(header{Algorithm: algEdDSA, KeyID: make([]byte, 8)}))
	f.Add(
		cbor.Encode(header{Algorithm: algEdDSA,
			Credential: cbor.Encode(envelope{Protected: []byte{1}, Payload: []byte{2}})}))
	f.Add(cbor.Encode(envelope{}))
	claims := Credential{IssuedAt: 1, Confirmation: Confirmation{eddsa.PublicKey{9}}, Person: Person{Name: "Sri"}}
	f.Add(cbor.Encode(claims))
	claims.Unit, claims.Position, claims.Rank, claims.NIPLast4, claims.Replaces = "u", "p", "III/a", "0123", &Digest{7}
	f.Add(cbor.Encode(claims))
	f.Add(cbor.Encode(Pledge{IssuedAt: 1 << 40, PledgeBody: PledgeBody{Campaign: "ikrar", Place: "Jakarta"}}))
	f.Add(bytes.Replace(cbor.Encode(claims), []byte("III/a"), []byte("II\xff/a"), 1))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var e envelope
		got, ok := readEnvelope(raw)
		switch err := cbor.Decode(raw, &e); {
		case ok && (err != nil || !reflect.DeepEqual(got, e)):
			t.Errorf("envelope %x is %+v, Decode says %+v, %v", raw, got, e, err)
		case !ok && err == nil && e.Protected != nil && e.Payload != nil:
			t.Errorf("envelope %x is not taken", raw)
		}
		var h header
		if got, ok := readHeader(raw); ok {
			if err := cbor.Decode(raw, &h); err != nil || !reflect.DeepEqual(got, h) {
				t.Errorf("header %x is %+v, Decode says %+v, %v", raw, got, h, err)
			}
		}
		claimsByHand[Pledge](t, raw)
		claimsByHand[Credential](t, raw)
	})
}

// claimsByHand holds the claims as well: what is not taken, Decode refuses, or check does for its
// time.
func claimsByHand[C Claims](t *testing.T, raw []byte) {
	var got, want C
	ok := readClaims(raw, &got)
	err := cbor.Decode(raw, &want)
	switch {
	case ok && (err != nil || !reflect.DeepEqual(got, want)):
		t.Errorf("%v %x is %+v, Decode says %+v, %v", got.kind(), raw, got, want, err)
	case !ok && err == nil && want.check() == nil:
		t.Errorf("%v %x is not taken", got.kind(), raw)
	case !ok && !reflect.DeepEqual(got, *new(C)):
		t.Errorf("of %v %x something is left: %+v", got.kind(), raw, got)
	}
}

// TestEncodedByHand holds what is written by hand against Encode.
func TestEncodedByHand(t *testing.T) {
	for _, n := range []uint64{0, 23, 24, 255, 256, 65535, 65536, 1<<32 - 1, 1 << 32, MaxIndex} {
		r := Registration{Index: n, Time: int64(n / 2), Digest: DigestOf(nil), Credential: n / 3}
		if !bytes.Equal(r.encode(), cbor.Encode(r)) {
			t.Errorf("registration is %x, want %x", r.encode(), cbor.Encode(r))
		}
	}
}
