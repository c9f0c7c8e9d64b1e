package invitation_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"testing"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	. "ikrar/signer/invitation"
)

const (
	origin  = "ikrar.contoh.example/buku"
	address = "https://ikrar.contoh.example"
	code    = Code("K7QM2F8D9XPA0R3T")
)

var (
	person    = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32)) // TEST-ONLY
	registrar = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, 32)) // TEST-ONLY
)

func TestKeysOfACode(t *testing.T) {
	// PBKDF2 by another hand: openssl kdf -keylen 32 -kdfopt digest:SHA2-256 -kdfopt pass:… -kdfopt
	// salt:… -kdfopt iter:10000 PBKDF2
	wrap := code.WrappingKey(origin)
	if bytes.Equal(wrap[:], code.Key(origin).Seed()) || bytes.Equal(code.Key(origin), code.Key(origin+"x")) {
		t.Error("one key for two purposes")
	}
	t.Log(hex.EncodeToString(code.Key(origin).Seed()), hex.EncodeToString(wrap[:]))
}

// forms are all that is signed here, each as a function that makes it and one that opens it.
var forms = map[string]struct {
	make func(origin string) ([]byte, error)
	open func(raw []byte, origin string) error
}{
	"invitation": {
		func(origin string) ([]byte, error) {
			return Invitation{1774922400, Body{signer.Person{Subject: signer.Subject{1}, Name: "Siti", Unit: "Biro"},
				key(), 1775000000}}.Sign(registrar, origin)
		},
		func(raw []byte, origin string) error {
			u, err := Parse(raw)
			if err != nil {
				return err
			}
			pub, _ := eddsa.PublicKeyOf(registrar)
			_, err = u.Open(origin, pub)
			return err
		}},
	"request": {
		func(origin string) ([]byte, error) {
			return Request{Address: address}.Sign(person, code.Key(origin), origin)
		},
		func(raw []byte, origin string) error { _, err := OpenRequest(raw, origin); return err }},
	"view": {
		func(origin string) ([]byte, error) {
			return View{Date: 1774922400, Address: address}.Sign(code.Key(origin), origin)
		},
		func(raw []byte, origin string) error { _, err := OpenView(raw, origin); return err }},
	"withdrawal": {
		func(origin string) ([]byte, error) {
			return Withdrawal{Date: 1774922400, Address: address, Request: signer.Digest{9}}.Sign(code.Key(origin),
				origin)
		},
		func(raw []byte, origin string) error { _, err := OpenWithdrawal(raw, origin); return err }},
	"correction": {
		func(origin string) ([]byte, error) {
			return Correction{Date: 1774922400, Address: address, Field: "name", Wish: "Siti Rahmawati"}.Sign(person,
				origin)
		},
		func(raw []byte, origin string) error { _, err := OpenCorrection(raw, origin); return err }},
}

func key() eddsa.PublicKey {
	pub, err := eddsa.PublicKeyOf(code.Key(origin))
	if err != nil {
		panic(err)
	}
	return pub
}

func TestForms(t *testing.T) {
	for name, form := range forms {
		raw, err := form.make(origin)
		if err != nil {
			t.Fatal(name, err)
		}
		if err := form.open(raw, origin); err != nil {
			t.Error(name, err)
		}
		if err := form.open(raw, "ikrar.lain.example"); !errors.Is(err, eddsa.ErrSignature) {
			t.Errorf("%s for another institution: %v", name, err)
		}
		for other, form := range forms {
			if other != name && form.open(raw, origin) == nil {
				t.Errorf("%s passes for %s", name, other)
			}
		}
		for n := range raw { // every bit is part of the one encoding or of what is signed
			bad := bytes.Clone(raw)
			bad[n] ^= 1
			if err := form.open(bad, origin); !errors.Is(err, eddsa.ErrSignature) &&
				!errors.Is(err, signer.ErrEncoding) {
				t.Errorf("%s, byte %d changed: %v", name, n, err)
			}
		}
	}
}
