package remote

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestRedirects: what was meant for one address is not told to another, whether it is a question or
// a statement, and whether the other is of another host or of the same one.
func TestRedirects(t *testing.T) {
	told := 0
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { told++ }))
	defer other.Close()
	first := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, strings.Replace(other.URL, "127.0.0.1", "localhost", 1)+"/", http.StatusTemporaryRedirect)
	}))
	defer first.Close()
	if _, err := New().Post(t.Context(), first.URL+"/v1/pledges", "application/cose", "id",
		[]byte("an invitation")); err == nil || !strings.Contains(err.Error(), "leads to http://localhost:") {
		t.Errorf("a statement: %v", err)
	}
	if _, err := New().At(first.URL).Fetch(t.Context(), "checkpoint"); err == nil ||
		!strings.Contains(err.Error(), "leads to http://localhost:") {
		t.Errorf("a question: %v", err)
	}
	circle := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/other/checkpoint" {
			told++
		}
		http.Redirect(w, r, "/other"+r.URL.Path, http.StatusMovedPermanently)
	}))
	defer circle.Close()
	if _, err := New().At(circle.URL).Fetch(t.Context(), "checkpoint"); err == nil ||
		!strings.HasSuffix(err.Error(), "leads to "+circle.URL+"/other") {
		t.Errorf("on the same host: %v", err)
	}
	if told != 0 {
		t.Errorf("the other address was asked %d times", told)
	}
}

// TestMoved: where an institution has left an address, who asks there is told the one of today, and
// nothing that is no address.
func TestMoved(t *testing.T) {
	for body, want := range map[string]string{
		`{"error":"moved","message":"x","url":"https://baru.example/ikrar"}`: "leads to https://baru.example/ikrar",
		`{"error":"moved","url":"javascript:alert(1)"}`:                      "erased",
		`{"error":"moved"}`:                                  "erased",
		`{"error":"gone","url":"https://baru.example"}`:      "erased",
		`<html>moved: {"url":"https://baru.example"}</html>`: "erased",
	} {
		former := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusGone)
			w.Write([]byte(body))
		}))
		_, err := New().At(former.URL).Fetch(t.Context(), "trust")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", body, err)
		}
		former.Close()
	}
}
