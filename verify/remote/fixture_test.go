package remote

import (
	"bytes"
	"crypto/ed25519"
	"testing"

	"ikrar/signer/eddsa"
	"ikrar/verify"
)

const testNow = 1648696500 // 31 March 2022, 10.15 WIB

// testTrust is a trust list by a fixed DEMO key, and its note.
func testTrust(t testing.TB, origin string, seed byte) (*verify.Trust, []byte) {
	t.Helper()
	root := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, 32))
	pub, err := eddsa.PublicKeyOf(root)
	if err != nil {
		t.Fatal(err)
	}
	whole := verify.Range{Last: verify.Open}
	key := verify.LogKey(origin, pub)
	note, err := verify.SignTrust(verify.Trust{Institution: "Contoh", Origin: origin,
		URL: "https://ikrar.contoh.example", Timezone: "WIB",
		Serial: 1, Issued: testNow, NextUpdate: testNow + 365*86400, Root: verify.LogKey(verify.RootName(origin), pub),
		Registrars: []verify.Registrar{{Range: whole, Key: pub, Name: "Contoh"}},
		Ledgers:    []verify.LedgerKey{{Range: whole, Key: key, State: verify.Active}},
		Policy:     verify.Policy{Logs: []verify.PolicyLog{{Key: key}}, Quorum: "none"}}, root)
	if err != nil {
		t.Fatal(err)
	}
	trust, err := verify.PinTrust(note)
	if err != nil {
		t.Fatal(err)
	}
	return trust, note
}
