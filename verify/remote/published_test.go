package remote

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// hostile serves the same nonsense, or a way to somewhere else, under every path.
func hostile(t *testing.T, answer http.HandlerFunc) (*Published, *[]string, *[]Failure) {
	var asked []string
	var failed []Failure
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	list, _ := testTrust(t, "ikrar.contoh.example/buku", 1)
	list.URL = server.URL
	tell := func(f Failure) { failed = append(failed, f) }
	return New().Published(context.Background(), list, testNow, tell), &asked, &failed
}

// TestPublishedNonsense: what a server gives that is not signed as it must be counts for nothing,
// is told once, and leaves the trust list as it was.
func TestPublishedNonsense(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("another host was asked")
	}))
	defer other.Close()
	pinned, _ := testTrust(t, "ikrar.contoh.example/buku", 1)
	_, foreign := testTrust(t, "ikrar.contoh.example/buku", 2) // the same origin, by another root
	for what, answer := range map[string]http.HandlerFunc{
		"nothing":     func(http.ResponseWriter, *http.Request) {},
		"garbage":     func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("{\"statement\":\"AAAA\"}")) },
		"without end": func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, verify.MaxStatusList+2)) },
		"not found":   http.NotFound,
		"failing":     func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL+"/", http.StatusFound)
		},
		"in a circle": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		},
		"another root": func(w http.ResponseWriter, _ *http.Request) { w.Write(foreign) },
	} {
		r, asked, failed := hostile(t, answer)
		if r.trust.Serial != 1 || r.trust.Root != pinned.Root || r.status != nil || r.checkpoint != nil ||
			len(*failed) != 3 {
			t.Errorf("%s: trust %+v, status %v, checkpoint %v, told %v", what, r.trust, r.status, r.checkpoint, *failed)
		}
		if said := errors.As((*failed)[0].Err, new(*OtherRootError)); said != (what == "another root") {
			t.Errorf("%s: told %v", what, *failed)
		}
		if _, err := r.Status(3); err == nil {
			t.Errorf("%s: a status without a status list", what)
		}
		if full, ok := r.Include(verify.Proof{Index: 3}); ok || full != nil {
			t.Errorf("%s: an inclusion without a checkpoint", what)
		}
		if file, _, err := r.File(signer.DigestOf([]byte("komitmen")), []byte("%PDF")); file != verify.FileUnchecked ||
			err == nil {
			t.Errorf("%s: the file is %s, %v", what, file, err)
		}
		if proof, err := r.ProofOf("K7QM-2F8D-9XPA"); err == nil &&
			verify.Check(proof, r.trust, nil, testNow).Verdict == verify.Valid {
			t.Errorf("%s: a proof that is valid", what)
		}
		for _, path := range *asked {
			if !strings.HasPrefix(path, "/trust") && path != "/status" && path != "/checkpoint" &&
				!strings.HasPrefix(path, "/v1/certificates/") && path != "/v1/proofs/K7QM-2F8D-9XPA" {
				t.Errorf("%s: %s was asked for", what, path)
			}
		}
	}
}

// TestPublishedRenews: a newer list by the pinned root takes the old one's place, and then the
// address in it is asked. That nobody answers there is told once, although two things were asked
// for.
func TestPublishedRenews(t *testing.T) {
	newer, _ := testTrust(t, "ikrar.contoh.example/buku", 1)
	newer.Serial, newer.Institution, newer.URL = 2, "Contoh yang baru", "http://127.0.0.1:1"
	note, err := trust.Sign(*newer, ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	r, _, failed := hostile(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/trust" {
			w.Write(note)
		}
	})
	if r.trust.Serial != 2 || r.trust.Institution != "Contoh yang baru" || len(*failed) != 1 {
		t.Errorf("%+v, told %v", r.trust, *failed)
	}
}
