package fasted25519

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"testing"

	voi "github.com/oasisprotocol/curve25519-voi/primitives/ed25519"

	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// vector is a signature of our own list, or of those from outside, which call it otherwise.
type vector struct {
	Name                         string
	Key, Message, Signature, Sig string
	Msg                          string
}

func (v vector) signed(t *testing.T) eddsa.Signed {
	t.Helper()
	message, err := hex.DecodeString(v.Message)
	if v.Msg != "" {
		message = []byte(v.Msg)
	}
	key, errKey := hex.DecodeString(v.Key)
	signature, errSignature := hex.DecodeString(v.Signature + v.Sig)
	if err := errors.Join(err, errKey, errSignature); err != nil {
		t.Fatal(err)
	}
	return eddsa.Signed{Key: eddsa.PublicKey(key), Message: message, Signature: eddsa.Signature(signature)}
}

// TestVectors: of signatures made to tell implementations apart, this one says what package eddsa
// says, and so does its equation where nothing comes after it.
func TestVectors(t *testing.T) {
	for _, file := range []struct {
		path  string
		least int
	}{{"../../../signer/eddsa/testdata/ed25519.json", 43}, {"../../../../shared/vectors/cctv-ed25519.json", 914}} {
		raw, err := os.ReadFile(file.path)
		if errors.Is(err, fs.ErrNotExist) && file.least > 43 {
			t.Logf("skipped: %s comes with the outside vectors, not with the repository", file.path)
			continue
		}
		var vectors []vector
		if err := errors.Join(err, json.Unmarshal(raw, &vectors)); err != nil || len(vectors) < file.least {
			t.Fatalf("%s: %d vectors, %v", file.path, len(vectors), err)
		}
		for i, v := range vectors {
			same(t, fmt.Sprint(file.path, " ", i, " ", v.Name), v.signed(t))
		}
	}
}

func same(t *testing.T, name string, s eddsa.Signed) {
	t.Helper()
	quick, slow := Verify(s), s.Verify()
	if fmt.Sprint(quick) != fmt.Sprint(slow) {
		t.Errorf("%s: %v, package signer says %v", name, quick, slow)
	}
	if s.CheckPoints() == nil && voi.VerifyWithOptions(s.Key[:], s.Message, s.Signature[:], options) != (slow == nil) {
		t.Errorf("%s: the equation does not say %v", name, slow)
	}
}

// FuzzQuick signs with both, and bends what was signed.
func FuzzQuick(f *testing.F) {
	f.Add([]byte("seed"), []byte("message"), uint16(0), byte(1))
	f.Add([]byte("seed"), []byte{}, uint16(40), byte(0x80))
	f.Fuzz(func(t *testing.T, seed, message []byte, at uint16, flip byte) {
		d := signer.DigestOf(seed)
		key := ed25519.NewKeyFromSeed(d[:])
		s := eddsa.Signed{Key: eddsa.PublicKey(key.Public().(ed25519.PublicKey)), Message: message,
			Signature: Sign(key, message)}
		if s.Signature != eddsa.Signature(ed25519.Sign(key, message)) {
			t.Fatalf("%x signed %x", seed, message)
		}
		same(t, "as signed", s)
		if n := int(at) % (32 + 64); n < 32 {
			s.Key[n] ^= flip
		} else {
			s.Signature[n-32] ^= flip
		}
		same(t, "bent", s)
	})
}

// BenchmarkQuick is against crypto/ed25519, in the same run.
func BenchmarkQuick(b *testing.B) {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	message := make([]byte, 200)
	s := eddsa.Signed{Key: eddsa.PublicKey(key.Public().(ed25519.PublicKey)), Message: message,
		Signature: Sign(key, message)}
	for name, f := range map[string]func(){
		"verify": func() { Verify(s) }, "verify, crypto": func() { s.Verify() }, "sign": func() { Sign(key, message) },
		"sign, crypto": func() {
			ed25519.Sign(key, message)
		}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f()
			}
		})
	}
}
