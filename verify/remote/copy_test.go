package remote

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"ikrar/verify/tiles"
)

// TestCopy: a host of published files says of those files whether they are there, be it a bucket
// that forbids what it does not have. Of what a ledger is asked by code or key it says nothing.
func TestCopy(t *testing.T) {
	answer := http.NotFound
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answer(w, r) }))
	defer host.Close()
	fetch := func(path string) error {
		_, err := New().At(host.URL).Fetch(t.Context(), path)
		return err
	}
	for _, path := range []string{"checkpoint", "tile/0/000", "v1/revocations/7"} {
		if err := fetch(path); !errors.Is(err, tiles.ErrMissing) {
			t.Errorf("404 for %s: %v", path, err)
		}
	}
	for _, path := range []string{"v1/proofs/K7QM-2F8D-9XPA", "v1/keys/00"} {
		if err := fetch(path); !errors.Is(err, ErrCopy) || errors.Is(err, tiles.ErrMissing) {
			t.Errorf("404 for %s: %v", path, err)
		}
	}
	answer = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }
	for path, missing := range map[string]bool{"tile/0/000": true, "v1/revocations/7": true, "checkpoint": false,
		"v1/keys/00": false} {
		if err := fetch(path); err == nil || errors.Is(err, tiles.ErrMissing) != missing {
			t.Errorf("403 for %s: %v", path, err)
		}
	}
	answer = func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		w.Write([]byte(`{"error":"not-found","message":"Nothing."}`))
	}
	if err := fetch("v1/keys/00"); !errors.Is(err, tiles.ErrMissing) {
		t.Errorf("a ledger's own 404: %v", err)
	}
}
