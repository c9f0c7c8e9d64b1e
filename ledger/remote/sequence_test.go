package remote

import (
	"crypto/ed25519"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

// TestRecorded: only what the ledger's key of the trust list signed, of this very pledge, is an
// answer.
func TestRecorded(t *testing.T) {
	const origin = "ikrar.contoh.example/buku"
	seed := signer.DigestOf([]byte("DEMO ledger"))
	key := ed25519.NewKeyFromSeed(seed[:])
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		t.Fatal(err)
	}
	list := &trust.List{Origin: origin, Ledgers: []trust.LedgerKey{
		{Range: trust.Range{First: 0, Last: 9}, Key: trust.LogKey(origin, pub), State: trust.Active},
		{Range: trust.Range{First: 10, Last: trust.NoEnd}, Key: trust.LogKey(origin, pub), State: trust.Stolen}}}
	pledge := []byte("pledge")
	registered := func(index uint64, pledge []byte) Recorded {
		r := signer.Registration{Index: index, Time: 1774922470, Digest: signer.DigestOf(pledge), Credential: 2}
		s, err := r.Sign(key, origin)
		if err != nil {
			t.Fatal(err)
		}
		return Recorded{Index: r.Index, Time: r.Time, Credential: r.Credential, Digest: r.Digest.String(),
			Signature: hex.EncodeToString(s[:])}
	}
	changed := func(f func(r *Recorded)) Recorded { r := registered(5, pledge); f(&r); return r }
	for name, c := range map[string]struct {
		answer Recorded
		holds  bool
	}{
		"as it was signed":       {registered(5, pledge), true},
		"another pledge's":       {registered(5, []byte("other")), false},
		"another index":          {changed(func(r *Recorded) { r.Index++ }), false},
		"another time":           {changed(func(r *Recorded) { r.Time++ }), false},
		"another credential":     {changed(func(r *Recorded) { r.Credential++ }), false},
		"a flipped signature":    {changed(func(r *Recorded) { r.Signature = "00" + r.Signature[2:] }), false},
		"a short signature":      {changed(func(r *Recorded) { r.Signature = r.Signature[2:] }), false},
		"no signature":           {changed(func(r *Recorded) { r.Signature = "" }), false},
		"no hexadecimal":         {changed(func(r *Recorded) { r.Signature = "zz" + r.Signature[2:] }), false},
		"by a stolen ledger key": {registered(10, pledge), false},
		"nothing":                {Recorded{}, false},
	} {
		if err := c.answer.Verify(pledge, list); (err == nil) != c.holds {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPledgeAll: a server answers each pledge in its place, or has not answered at all.
func TestPledgeAll(t *testing.T) {
	var answer string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || string(body) != "\x01\x02" || r.URL.Path != "/v1/pledges/sequence" ||
			r.Header.Get("Content-Type") != "application/cbor-seq" || r.Header.Get("Accept-Language") != "en" {
			t.Errorf("%s %q %v %v", r.URL, body, r.Header, err)
		}
		io.WriteString(w, answer)
	}))
	defer server.Close()
	ask := func(is string) ([]Recorded, error) {
		answer = is
		return At(remote.New(), server.URL, "en").PledgeAll(t.Context(), [][]byte{{1}, {2}})
	}
	all, err := ask(`[{"index":7,"time":8,"digest":"00","credential":3,"signature":"ff"},{"error":"pledge-twice","message":"Twice."}]`)
	if want := (Recorded{Index: 7, Time: 8, Digest: "00", Credential: 3, Signature: "ff"}); err != nil ||
		len(all) != 2 || all[0] != want || all[0].Refusal() != nil {
		t.Errorf("%+v %v", all, err)
	} else if r := all[1].Refusal(); r == nil || r.Code != "pledge-twice" || r.Message != "Twice." {
		t.Errorf("%+v", all[1])
	}
	for _, wrong := range []string{"", "[]", `[{"index":7}]`, "{}", "[1,2,3]", `<html>`} {
		if all, err := ask(wrong); err == nil {
			t.Errorf("%q: %+v", wrong, all)
		}
	}
}
