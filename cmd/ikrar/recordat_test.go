package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// TestRecordAtStops: where a ledger takes nothing more, what it recorded and what is wrong with other files is said first.
func TestRecordAtStops(t *testing.T) {
	const origin = "ikrar.contoh.example/buku"
	seed := signer.DigestOf([]byte("DEMO ledger"))
	key := ed25519.NewKeyFromSeed(seed[:])
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		t.Fatal(err)
	}
	r := signer.Registration{Index: 5, Time: 1774922470, Digest: signer.DigestOf([]byte{3}), Credential: 2}
	s, err := r.Sign(key, origin)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode([]map[string]any{
			{"error": "disk-full", "message": "Penuh."}, {"error": "pledge-twice", "message": "Sudah\x1b[2J."},
			{"index": r.Index, "time": r.Time, "digest": r.Digest.String(), "credential": r.Credential, "signature": hex.EncodeToString(s[:])}})
	}))
	defer server.Close()
	a, stdout, stderr := testApp("")
	p := poster{app: a, url: server.URL, bar: &progress{},
		trust: &trust.List{Origin: origin, Ledgers: []trust.LedgerKey{
			{Range: trust.Range{First: 0, Last: trust.NoEnd}, Key: trust.LogKey(origin, pub), State: trust.Active}}}}
	for n, err := range []error{nil, nil, os.ErrNotExist, nil} {
		if err := p.add(t.Context(), []string{"a", "b", "tidak-ada", "c"}[n], []byte{byte(n)}, err); err != nil {
			t.Fatal(err)
		}
	}
	var f *fault
	if err := p.flush(t.Context()); !errors.As(err, &f) || f.rule != "disk-full" {
		t.Errorf("stopped by %v", err)
	}
	said := stderr.Bytes()
	if !strings.HasPrefix(stdout.String(), "5 ") || !strings.HasSuffix(stdout.String(), " c\n") || p.count != 1 || p.failed != 2 ||
		strings.Count(string(said), "\n") != 3 || !strings.Contains(string(said), "b: Sudah") || !strings.Contains(string(said), "tidak-ada") || bytes.ContainsRune(said, 0x1b) {
		t.Errorf("%q\n%q %d %d", stdout.String(), said, p.count, p.failed)
	}
}
