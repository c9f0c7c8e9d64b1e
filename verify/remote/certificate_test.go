package remote

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"ikrar/verify/tiles"
)

// TestCertificate: a file, or why there is none; nothing of a proxy's passes for either.
func TestCertificate(t *testing.T) {
	var status int
	var answer string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/ikrar/v1/certificates/K7QM-2F8D-9XPA.pdf" {
			t.Errorf("asked for %s", r.URL)
		}
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(status)
		io.WriteString(w, answer)
	}))
	defer server.Close()
	ask := func(is int, says string) ([]byte, error) {
		status, answer = is, says
		return New().At(server.URL+"/ikrar").Certificate(t.Context(), "K7QM-2F8D-9XPA")
	}
	if file, err := ask(200, "%PDF"); err != nil || string(file) != "%PDF" {
		t.Errorf("%q %v", file, err)
	}
	var early *NotIssuedError
	_, err := ask(404, `{"error":"not-issued","message":"Later."}`)
	if !errors.As(err, &early) || early.Retry != 7*time.Second {
		t.Errorf("%v", err)
	}
	for says, want := range map[string]error{"not-found": tiles.ErrMissing, "revoked": ErrRevoked, "gone": ErrErased} {
		if _, err := ask(404, `{"error":"`+says+`","message":"No."}`); !errors.Is(err, want) {
			t.Errorf("%s: %v", says, err)
		}
	}
	for _, says := range []string{"", "<html>", `{"error":"lain","message":"No."}`} {
		_, err := ask(404, says)
		if err == nil || errors.Is(err, tiles.ErrMissing) || errors.As(err, &early) {
			t.Errorf("%q: %v", says, err)
		}
	}
}
