package signer

import (
	"reflect"
	"testing"
)

// FuzzByHand holds what is read by hand against Decode: what is taken is the same, and of envelopes nothing is left to
// Decode but null where a byte string belongs, which no header and no payload is.
func FuzzByHand(f *testing.F) {
	_, blocks := worked(f)
	for _, block := range blocks {
		f.Add(block)
	}
	for _, n := range []int{0, 23, 24, 255, 256, 65536} {
		f.Add(Encode(envelope{Protected: make([]byte, n), Payload: make([]byte, n)}))
	}
	f.Add(Encode(header{Algorithm: algEdDSA, KeyID: make([]byte, 8)}))
	f.Add(Encode(header{Algorithm: algEdDSA, Credential: Encode(envelope{Protected: []byte{1}, Payload: []byte{2}})}))
	f.Add(Encode(envelope{}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var e envelope
		got, ok := readEnvelope(raw)
		switch err := Decode(raw, &e); {
		case ok && (err != nil || !reflect.DeepEqual(got, e)):
			t.Errorf("envelope %x is %+v, Decode says %+v, %v", raw, got, e, err)
		case !ok && err == nil && e.Protected != nil && e.Payload != nil:
			t.Errorf("envelope %x is not taken", raw)
		}
		var h header
		if got, ok := readHeader(raw); ok {
			if err := Decode(raw, &h); err != nil || !reflect.DeepEqual(got, h) {
				t.Errorf("header %x is %+v, Decode says %+v, %v", raw, got, h, err)
			}
		}
	})
}
