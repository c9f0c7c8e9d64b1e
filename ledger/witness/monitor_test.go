package witness

import (
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"testing"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
)

// TestMonitor: anybody reads what was cosigned last, and torchwood believes it.
func TestMonitor(t *testing.T) {
	l := newTestLog(t, "a", "b", "c", "d", "e")
	o := newOffice(t, t.TempDir())
	path := fmt.Sprintf("/%x/checkpoint", sha256.Sum256([]byte(testOrigin)))
	if got := MonitorPath(testOrigin); got != path {
		t.Errorf("%s, want %s", got, path)
	}
	ask := func(method, path, etag string, status int) (string, http.Header) {
		t.Helper()
		r, err := http.NewRequest(method, o.url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("If-None-Match", etag)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != status {
			t.Errorf("%s %s: %d %q %v, want %d", method, path, resp.StatusCode, body, err, status)
		}
		return string(body), resp.Header
	}
	ask("GET", path, "", 404) // nothing yet
	ask("GET", fmt.Sprintf("/%x/checkpoint", sha256.Sum256([]byte("other"))), "", 404)
	ask("GET", fmt.Sprintf("/%X/checkpoint", sha256.Sum256([]byte(testOrigin))), "", 404)
	etags := map[string]bool{}
	for _, step := range [][2]int64{{0, 3}, {3, 5}} {
		size := step[1]
		o.cosigns(l.body(step[0], size))
		body, h := ask("GET", path, "", 200)
		theirs, err := torchwood.NewCosignatureVerifier(o.Key().String())
		if err != nil {
			t.Fatal(err)
		}
		n, err := note.Open([]byte(body), note.VerifierList(theirs, testLogKeys()[0].Key))
		if err != nil || len(n.Sigs) != 2 {
			t.Fatalf("torchwood does not accept %q: %v", body, err)
		}
		c, err := torchwood.ParseCheckpoint(n.Text)
		if err != nil || c.N != size || c.Origin != testOrigin {
			t.Errorf("%+v, %v; want size %d", c, err, size)
		}
		etag := h.Get("ETag")
		if h.Get("Content-Type") != "text/plain; charset=utf-8" || h.Get("Cache-Control") != "public, max-age=5" ||
			etag == "" || etags[etag] {
			t.Errorf("headers %v", h)
		}
		etags[etag] = true
		ask("GET", path, etag, 304)
		if body, _ := ask("HEAD", path, "", 200); body != "" {
			t.Errorf("HEAD: %q", body)
		}
	}
	ask("POST", path, "", 405)

	o.logs[testOrigin].torn = true // what may be lost again is not given away
	ask("GET", path, "", 500)
}
