package check

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/phrase"
)

// hostile serves the same nonsense, or a way to somewhere else, under every path.
func hostile(t *testing.T, answer http.HandlerFunc) (*remote, *[]string, *[]string) {
	var asked, failed []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	trust, _ := testTrust(t, "ikrar.contoh.example/buku", 1)
	trust.URL = server.URL
	online := NewOnline(context.Background(), phrase.ID, testNow, func(sentence string) { failed = append(failed, sentence) })
	return online.of(trust), &asked, &failed
}

// TestOnlineNonsense: what a server gives that is not signed as it must be counts for nothing, is said once, and leaves the
// trust list as it was.
func TestOnlineNonsense(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("another host was asked") }))
	defer other.Close()
	pinned, _ := testTrust(t, "ikrar.contoh.example/buku", 1)
	_, foreign := testTrust(t, "ikrar.contoh.example/buku", 2) // the same origin, by another root
	for what, answer := range map[string]http.HandlerFunc{
		"nothing":      func(http.ResponseWriter, *http.Request) {},
		"garbage":      func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("{\"statement\":\"AAAA\"}")) },
		"without end":  func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, verify.MaxStatusList+2)) },
		"not found":    http.NotFound,
		"failing":      func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"elsewhere":    func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL+"/", http.StatusFound) },
		"in a circle":  func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) },
		"another root": func(w http.ResponseWriter, _ *http.Request) { w.Write(foreign) },
	} {
		r, asked, failed := hostile(t, answer)
		if r.trust.Serial != 1 || r.trust.Root != pinned.Root || r.status != nil || r.checkpoint != nil || len(*failed) != 3 {
			t.Errorf("%s: trust %+v, status %v, checkpoint %v, said %q", what, r.trust, r.status, r.checkpoint, *failed)
		}
		if said := strings.Contains((*failed)[0], "dua kunci akar yang berbeda memakai nama itu"); said != (what == "another root") {
			t.Errorf("%s: said %q", what, *failed)
		}
		if _, err := r.Status(3); err == nil {
			t.Errorf("%s: a status without a status list", what)
		}
		if full, ok := r.include(verify.Proof{Index: 3}); ok || full != nil {
			t.Errorf("%s: an inclusion without a checkpoint", what)
		}
		if file, _, err := r.File(signer.DigestOf([]byte("komitmen")), []byte("%PDF")); file != verify.FileUnchecked || err == nil {
			t.Errorf("%s: the file is %s, %v", what, file, err)
		}
		if proof, err := r.ProofOf("K7QM-2F8D-9XPA"); err == nil && verify.Check(proof, r.trust, nil, testNow).Verdict == verify.Valid {
			t.Errorf("%s: a proof that is valid", what)
		}
		for _, path := range *asked {
			if !strings.HasPrefix(path, "/trust") && path != "/status" && path != "/checkpoint" && !strings.HasPrefix(path, "/v1/certificates/") && path != "/v1/proofs/K7QM-2F8D-9XPA" {
				t.Errorf("%s: %s was asked for", what, path)
			}
		}
	}
}

// TestOtherRoot: a list is from another root where neither leads to the other.
func TestOtherRoot(t *testing.T) {
	const origin = "ikrar.contoh.example/buku"
	key := func(n byte) ed25519.PrivateKey { return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, 32)) }
	first, firstNote := testTrust(t, origin, 1)
	second, secondNote := testTrust(t, origin, 2)
	_, elsewhere := testTrust(t, "ikrar.lain.example/buku", 2)
	bridge := *first
	bridge.Serial, bridge.NextRoot = 2, &second.Root
	bridgeNote, err := verify.SignTrust(bridge, key(1))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what  string
		kept  *verify.Trust
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
		if offered, other := OtherRoot(c.kept, c.note); other != c.other || other && offered.Root == c.kept.Root {
			t.Errorf("%s: %v", c.what, other)
		}
	}
}

// TestOnlineRenews: a newer list by the pinned root takes the old one's place, and then the address in it is asked. That
// nobody answers there is said once, although two things were asked for.
func TestOnlineRenews(t *testing.T) {
	newer, _ := testTrust(t, "ikrar.contoh.example/buku", 1)
	newer.Serial, newer.Institution, newer.URL = 2, "Contoh yang baru", "http://127.0.0.1:1"
	note, err := verify.SignTrust(*newer, ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	r, _, failed := hostile(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/trust" {
			w.Write(note)
		}
	})
	if r.trust.Serial != 2 || r.trust.Institution != "Contoh yang baru" || len(*failed) != 1 {
		t.Errorf("%+v, said %q", r.trust, *failed)
	}
}
