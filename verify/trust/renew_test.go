package trust

import (
	"bytes"
	"crypto/ed25519"
	"testing"

	"ikrar/signer/eddsa"
)

// listBy is a trust list by a fixed DEMO key, and its note.
func listBy(t testing.TB, origin string, seed byte) (*List, []byte) {
	t.Helper()
	root := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, 32))
	pub, err := eddsa.PublicKeyOf(root)
	if err != nil {
		t.Fatal(err)
	}
	whole := Range{Last: NoEnd}
	key := LogKey(origin, pub)
	note, err := Sign(List{Institution: "Contoh", Origin: origin, URL: "https://ikrar.contoh.example",
		Timezone: "WIB",
		Serial:   1, Issued: 1648696500, NextUpdate: 1648696500 + 365*86400, Root: LogKey(RootName(origin), pub),
		Registrars: []Registrar{{Range: whole, Key: pub, Name: "Contoh"}},
		Ledgers:    []LedgerKey{{Range: whole, Key: key, State: Active}},
		Policy:     Policy{Logs: []PolicyLog{{Key: key}}, Quorum: "none"}}, root)
	if err != nil {
		t.Fatal(err)
	}
	trust, err := Pin(note)
	if err != nil {
		t.Fatal(err)
	}
	return trust, note
}

// TestOtherRoot: a list is from another root where neither leads to the other.
func TestOtherRoot(t *testing.T) {
	const origin = "ikrar.contoh.example/buku"
	key := func(n byte) ed25519.PrivateKey { return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, 32)) }
	first, firstNote := listBy(t, origin, 1)
	second, secondNote := listBy(t, origin, 2)
	_, elsewhere := listBy(t, "ikrar.lain.example/buku", 2)
	bridge := *first
	bridge.Serial, bridge.NextRoot = 2, &second.Root
	bridgeNote, err := Sign(bridge, key(1))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what  string
		kept  *List
		note  []byte
		other bool
	}{
		{"itself", first, firstNote, false},
		{"a newer one", first, bridgeNote, false},
		{"another", first, secondNote, true},
		{"the other way round", second, firstNote, true},
		{"the one before it", second, bridgeNote, false},
		{"an older one", &bridge, firstNote, false},
		{"of another origin", first, elsewhere, false},
		{"no list", first, []byte("<html>"), false},
		{"an altered one", first, bytes.Replace(secondNote, []byte("serial 1"), []byte("serial 2"), 1), false},
	} {
		if offered, other := c.kept.OtherRoot(c.note); other != c.other || other && offered.Root == c.kept.Root {
			t.Errorf("%s: %v", c.what, other)
		}
	}
}
