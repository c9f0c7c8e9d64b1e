package check

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestRedirects: what was meant for one host is not told to another, whether it is a question or a statement.
func TestRedirects(t *testing.T) {
	told := 0
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { told++ }))
	defer other.Close()
	first := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, strings.Replace(other.URL, "127.0.0.1", "localhost", 1)+"/", http.StatusTemporaryRedirect)
	}))
	defer first.Close()
	if _, err := Post(t.Context(), first.URL+"/v1/pledges", "id", []byte("an invitation")); err == nil || !strings.Contains(err.Error(), "leads to localhost") {
		t.Errorf("a statement: %v", err)
	}
	if _, err := FetchFrom(first.URL)(t.Context(), "checkpoint"); err == nil || !strings.Contains(err.Error(), "leads to localhost") {
		t.Errorf("a question: %v", err)
	}
	if told != 0 {
		t.Errorf("the other host was asked %d times", told)
	}
}
