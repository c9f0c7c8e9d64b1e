package remote

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestPostAgain: who is told to come again because there is too much does, and is told so where
// that does not help.
func TestPostAgain(t *testing.T) {
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		tries, refuse := 0, 1
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if tries++; tries > refuse {
				io.WriteString(w, "recorded")
				return
			}
			w.WriteHeader(status)
			io.WriteString(w, `{"error":"too-many","message":"Wait a moment."}`)
		}))
		defer server.Close()
		got, err := New().Post(t.Context(), server.URL, "application/cose", "en", []byte("pledge"))
		if err != nil || string(got) != "recorded" || tries != 2 {
			t.Errorf("%d: %q after %d tries, %v", status, got, tries, err)
		}
		tries, refuse = 0, 100
		_, err = New().Post(t.Context(), server.URL, "application/cose", "en", []byte("pledge"))
		var refusal *Refusal
		if !errors.As(err, &refusal) || refusal.Status != status || !strings.Contains(refusal.Message, "Wait") ||
			tries != askTries {
			t.Errorf("%d: %v after %d tries", status, err, tries)
		}
	}
}

// TestStartedAnew: while a server is started anew, or has too much to do, the proxy in front
// answers for it. Who asks then is not told that there is no ledger.
func TestStartedAnew(t *testing.T) {
	for _, status := range []int{http.StatusBadGateway, http.StatusGatewayTimeout, http.StatusTooManyRequests} {
		tries, away := 0, 1
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if tries++; tries > away {
				io.WriteString(w, "recorded")
				return
			}
			http.Error(w, "<html>", status)
		}))
		defer server.Close()
		got, err := New().Post(t.Context(), server.URL, "application/cose", "en", []byte("pledge"))
		if err != nil || string(got) != "recorded" || tries != 2 {
			t.Errorf("%d: %q after %d tries, %v", status, got, tries, err)
		}
		away = 100
		_, wait, err := New().ask(t.Context(), Question{Address: server.URL, Body: []byte("pledge")})
		if !errors.As(err, new(Unreachable)) || wait < 0 {
			t.Errorf("%d: %v, asked again after %v", status, err, wait)
		}
	}
}
