package server

import (
	"net/http"
	"strings"
	"testing"

	"ikrar/signer"
)

// units stand for the links of an institution.
type units struct{}

func (units) Unit(token string) (any, error) {
	switch token {
	case "BAIK":
		return map[string]string{"unit": "Dinas <b>Contoh</b>"}, nil
	case "HABIS", "CABUT":
		return nil, &LinkOverError{Revoked: token == "CABUT", Since: 1774922470, Of: signer.DigestOf([]byte(token))}
	}
	return nil, ErrNoLink
}

// TestUnit: a link answers by its token, kept by no cache; another token, one in the address, one
// that is over get their reason, and the log has none of them.
func TestUnit(t *testing.T) {
	w := newWorld(t)
	got := w.get("/v1/opd", "Authorization", "Ikrar-Unit BAIK")
	if got.StatusCode != http.StatusOK || !strings.Contains(string(got.body), "Contoh") ||
		got.Header.Get("Cache-Control") != cacheNever || got.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Fatalf("%s %v %s", got.Status, got.Header, got.body)
	}
	for authorization, want := range map[string]string{"": "404 unit-link-unknown", "BAIK": "404 unit-link-unknown",
		"Ikrar BAIK": "404 unit-link-unknown", "Ikrar-Unit": "404 unit-link-unknown",
		"Ikrar-Unit SALAHSALAH": "404 unit-link-unknown", "Ikrar-Unit BAIK BAIK": "404 unit-link-unknown",
		"Ikrar-Unit HABIS": "410 unit-link-ended", "ikrar-unit CABUT": "410 unit-link-revoked"} {
		got := w.get("/v1/opd?token=BAIK", "Authorization", authorization)
		if said := got.Status[:4] + got.code(); said != want || got.Header.Get("Cache-Control") != cacheNever ||
			want[:3] == "410" != strings.Contains(string(got.body), `"time":1774922470`) {
			t.Errorf("%q: %s %s", authorization, said, got.body)
		}
	}
	for _, token := range []string{"BAIK", "SALAH", "HABIS"} {
		if strings.Contains(w.log.String(), token) {
			t.Errorf("%s is in the log: %s", token, w.log)
		}
	}
}

// TestUnitFlood: who tries tokens is stopped, and neither links that are good nor those that have
// ended count for their address.
func TestUnitFlood(t *testing.T) {
	w := newWorld(t)
	ask := func(token string) reply { return w.get("/v1/opd", "Authorization", "Ikrar-Unit "+token) }
	for range maxRefusedKnown {
		if got := ask("HABIS"); got.code() != "unit-link-ended" {
			t.Fatalf("one that has ended: %s", got.body)
		}
	}
	if got := ask("HABIS"); got.code() != "too-many" {
		t.Errorf("it is asked for without end: %s", got.body)
	}
	for range maxRefused {
		ask("SALAH")
	}
	if got := ask("SALAH"); got.code() != "too-many" || got.StatusCode != http.StatusTooManyRequests {
		t.Errorf("tokens are tried without end: %s %s", got.Status, got.body)
	}
	if got := ask("BAIK"); got.StatusCode != http.StatusOK {
		t.Errorf("whoever shares that address: %s %s", got.Status, got.body)
	}
}
