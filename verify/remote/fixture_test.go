package remote

import (
	"bytes"
	"crypto/ed25519"
	"testing"

	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

const testNow = 1648696500 // 31 March 2022, 10.15 WIB

// testTrust is a trust list by a fixed DEMO key, and its note.
func testTrust(t testing.TB, origin string, seed byte) (*trust.List, []byte) {
	t.Helper()
	root := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, 32))
	pub, err := eddsa.PublicKeyOf(root)
	if err != nil {
		t.Fatal(err)
	}
	whole := trust.Range{Last: trust.NoEnd}
	key := trust.LogKey(origin, pub)
	note, err := trust.Sign(trust.List{Institution: "Contoh", Origin: origin,
		URL: "https://ikrar.contoh.example", Timezone: "WIB",
		Serial: 1, Issued: testNow, NextUpdate: testNow + 365*86400, Root: trust.LogKey(trust.RootName(origin), pub),
		Registrars: []trust.Registrar{{Range: whole, Key: pub, Name: "Contoh"}},
		Ledgers:    []trust.LedgerKey{{Range: whole, Key: key, State: trust.Active}},
		Policy:     trust.Policy{Logs: []trust.PolicyLog{{Key: key}}, Quorum: "none"}}, root)
	if err != nil {
		t.Fatal(err)
	}
	list, err := trust.Pin(note)
	if err != nil {
		t.Fatal(err)
	}
	return list, note
}
