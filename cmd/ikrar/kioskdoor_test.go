package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ikrar/verify/phrase"
)

// TestKioskDoor: the page's own questions come in, and nothing else of the server is to be had: not
// its other paths, not under another name, not from another page.
func TestKioskDoor(t *testing.T) {
	door := kioskDoor{lang: phrase.EN, server: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})}
	const own = "127.0.0.1:7000"
	type headers = map[string]string
	for _, c := range []struct {
		method, path, host string
		headers            headers
		status             int
	}{
		{"GET", "/tanda", own, nil, 204},
		{"HEAD", "/tanda", "localhost:7000", nil, 204},
		{"GET", "/ttd", own, nil, 204},
		{"GET", "/tandatangan", own, nil, 204},
		{"GET", "/web/0123/sign/sign.js", own, headers{"Sec-Fetch-Site": "same-origin"}, 204},
		{"GET", "/trust", own, nil, 204},
		{"GET", "/v1/proofs/K7QM-2F8D-9XPA", own, nil, 204},
		{"HEAD", "/v1/certificates/K7QM-2F8D-9XPA.pdf", own, nil, 204},
		{"POST", "/v1/pledges", own, headers{"Origin": "http://" + own, "Sec-Fetch-Site": "same-origin"}, 204},

		// The rest of the server.
		{"GET", "/", own, nil, 404},
		{"GET", "/sw.js", own, nil, 404},
		{"GET", "/web/", own, nil, 404},
		{"GET", "/tanda/", own, nil, 404},
		{"GET", "/tanda%23K7QM-2F8D-9XPA-0R3T", own, nil, 404},
		{"GET", "/checkpoint", own, nil, 404},
		{"GET", "/tile/0/000", own, nil, 404},
		{"GET", "/status", own, nil, 404},
		{"GET", "/healthz", own, nil, 404},
		{"GET", "/v1/keys/00", own, nil, 404},
		{"GET", "/v1/certificates/00", own, nil, 404},
		{"GET", "/v1/pledges", own, nil, 404},
		{"POST", "/v1/pledges/sequence", own, nil, 404},
		{"POST", "/v1/revocations", own, nil, 404},
		{"POST", "/tanda", own, nil, 404},
		{"OPTIONS", "/v1/pledges", own, nil, 404},
		{"DELETE", "/tanda", own, nil, 404},

		// A name that points here (DNS rebinding).
		{"GET", "/tanda", "jahat.example", nil, 421},
		{"GET", "/tanda", "jahat.example:7000", nil, 421},
		{"GET", "/tanda", "127.0.0.1.jahat.example:7000", nil, 421},
		{"GET", "/tanda", "192.168.1.5:7000", nil, 421},
		{"GET", "/tanda", "", nil, 421},
		{"POST", "/v1/pledges", "jahat.example", headers{"Origin": "http://jahat.example"}, 421},

		// Another page of the same browser: it may lead here, and ask nothing.
		{"GET", "/tanda", own, headers{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 204},
		{"GET", "/tanda", own, headers{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403},
		{"GET", "/trust", own, headers{"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, 403},
		{"GET", "/trust", own, headers{"Origin": "https://jahat.example"}, 403},
		{"POST", "/v1/pledges", own, headers{"Origin": "http://127.0.0.1:7001"}, 403},
		{"POST", "/v1/pledges", own, headers{"Origin": "null"}, 403},
		{"POST", "/v1/pledges", own, headers{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403},
	} {
		r := httptest.NewRequest(c.method, c.path, strings.NewReader("?"))
		r.Host = c.host
		for name, value := range c.headers {
			r.Header.Set(name, value)
		}
		w := httptest.NewRecorder()
		door.ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("%s %s at %q with %v: %d, want %d", c.method, c.path, c.host, c.headers, w.Code, c.status)
		}
		if w.Code != 204 && (!strings.Contains(w.Body.String(), `"message":"`) ||
			w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("Access-Control-Allow-Origin") != "" ||
			strings.Contains(w.Body.String(), "kiosk.door")) {
			t.Errorf("%s %s: %v %s", c.method, c.path, w.Header(), w.Body)
		}
	}
}
