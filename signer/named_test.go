package signer

import (
	"bytes"
	"errors"
	"testing"

	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// FuzzNamed holds that what is read has one encoding: encode(parse(x)) is x.
func FuzzNamed(f *testing.F) {
	f.Add(must(SignNamed(testKey("employee"), "request", origin, []byte{0xa0})))
	f.Add(must(Enrolment{}.Sign(testKey("employee"), origin)))
	pledge, _ := worked(f)
	f.Add(pledge.Bytes()) // whose header carries a credential
	f.Fuzz(func(t *testing.T, raw []byte) {
		n, err := ParseNamed(raw)
		if err != nil {
			if !errors.Is(err, ErrEncoding) {
				t.Errorf("an error of another kind: %v", err)
			}
			return
		}
		if again := cbor.Encode(n.envelope); !bytes.Equal(again, raw) || !bytes.Equal(n.Bytes(), raw) {
			t.Errorf("%x is encoded as %x", raw, again)
		}
		if again := cbor.Encode(n.header); !bytes.Equal(again, n.envelope.Protected) {
			t.Errorf("the header %x is encoded as %x", n.envelope.Protected, again)
		}
	})
}

// A name, an institution and a key are all in the signature.
func TestNamed(t *testing.T) {
	key, other := testKey("employee"), testKey("registrar")
	raw := must(SignNamed(key, "view", origin, []byte("apa saja")))
	n, err := ParseNamed(raw)
	if err != nil || string(n.Payload()) != "apa saja" || n.KeyID() != publicOf(key).ID() {
		t.Fatalf("%+v %v", n, err)
	}
	if err := n.Verify("view", origin, publicOf(key)); err != nil {
		t.Error(err)
	}
	for what, err := range map[string]error{"another name": n.Verify("correction", origin, publicOf(key)),
		"another institution": n.Verify("view", origin+"x", publicOf(key)),
		"another key":         n.Verify("view", origin, publicOf(other))} {
		if !errors.Is(err, eddsa.ErrSignature) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := SignNamed(key, "view", "spasi di dalam", nil); err == nil {
		t.Error("signed for what is no origin")
	}
	if _, err := ParseNamed(make([]byte, MaxStatement+1)); !errors.Is(err, ErrEncoding) {
		t.Errorf("too long: %v", err)
	}
}
