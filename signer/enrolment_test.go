package signer_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"testing"

	"ikrar/signer"
	"ikrar/signer/eddsa"
)

func TestEnrolment(t *testing.T) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32)) // TEST-ONLY
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, 32))
	const origin = "ikrar.contoh.example/buku"
	for _, invitation := range []string{"", "K7QM2F8D9XPA0000"} {
		raw, err := signer.Enrolment{Invitation: invitation}.Sign(key, origin)
		if err != nil {
			t.Fatal(err)
		}
		got, err := signer.OpenEnrolment(raw, origin)
		if err != nil || got.Invitation != invitation || !bytes.Equal(got.Key[:], key.Public().(ed25519.PublicKey)) {
			t.Errorf("%+v %v", got, err)
		}
		if _, err := signer.OpenEnrolment(raw, "ikrar.lain.example"); !errors.Is(err, eddsa.ErrSignature) {
			t.Errorf("for another institution: %v", err)
		}
		// Nothing of it can be changed: every bit is part of the one encoding or of what is signed.
		for n := range raw {
			bad := bytes.Clone(raw)
			bad[n] ^= 1
			if _, err := signer.OpenEnrolment(bad, origin); !errors.Is(err, eddsa.ErrSignature) && !errors.Is(err, signer.ErrEncoding) {
				t.Errorf("byte %d changed: %v", n, err)
			}
		}
		// Somebody else's key in it does not make it theirs.
		theirs, err := signer.Enrolment{Invitation: invitation}.Sign(other, origin)
		if err != nil {
			t.Fatal(err)
		}
		stolen := bytes.Replace(theirs, other.Public().(ed25519.PublicKey), key.Public().(ed25519.PublicKey), 1)
		if _, err := signer.OpenEnrolment(stolen, origin); err == nil {
			t.Error("a request in the name of another's key was opened")
		}
	}
	if _, err := (signer.Enrolment{Invitation: string(make([]byte, 65))}).Sign(key, origin); err == nil {
		t.Error("an endless invitation was signed")
	}
}
