package server

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
)

// A page is sent by brotli to whoever accepts it, once it is compressed, and by gzip until then.
func TestBrotli(t *testing.T) {
	w := newWorld(t)
	plain := w.get("/", "Accept-Encoding", "identity")
	got := w.get("/", "Accept-Encoding", "gzip, br")
	for first := got; got.Header.Get("Content-Encoding") != "br"; got = w.get("/", "Accept-Encoding", "gzip, br") {
		if coding := got.Header.Get("Content-Encoding"); coding != "gzip" {
			t.Fatalf("%q in the meantime", coding)
		}
		if len(got.body) != len(first.body) {
			t.Fatal("another page")
		}
		time.Sleep(20 * time.Millisecond)
	}
	body, err := io.ReadAll(brotli.NewReader(bytes.NewReader(got.body)))
	if err != nil || !bytes.Equal(body, plain.body) || got.Header.Get("ETag") != plain.Header.Get("ETag") {
		t.Errorf("%v, %d bytes of %d, %v", err, len(body), len(plain.body), got.Header)
	}
	if got := w.get("/", "Accept-Encoding", "gzip, br;q=0"); got.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("not by gzip where br is refused: %v", got.Header)
	}
}

// The address of a QR code that some program rewrote leads to the page, its digits to nobody else.
func TestRewrittenAddress(t *testing.T) {
	w, _ := furnished(t)
	digits := strings.Repeat("37719314819778210", 70)
	paths := []string{"/%23" + digits, "/%2523" + digits, "/%252523" + digits}
	for _, behind := range []string{"?fbclid=x", "&utm_source=x", ".", "),", "%20lihat", "%E2%80%A6",
		"&u=http%3A%2F%2Fx?y"} {
		paths = append(paths, "/%23"+digits+behind)
	}
	for _, path := range paths {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			got := w.do(method, path, nil)
			if got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != "./#"+digits ||
				got.Header.Get("Cache-Control") != "no-store" ||
				len(got.body) != 0 || got.Header.Get("Content-Security-Policy") != strictPolicy ||
				got.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s %.20s: %s %v", method, path, got.Status, got.Header)
			}
		}
		if got := w.do(http.MethodPost, path, nil); got.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("POST: %s", got.Status)
		}
	}
	for _, path := range []string{"/%23", "/%23x", "/%23" + digits + "x", "/%23" + digits + "/", "/x/%23" +
		digits, "/%23%2F%2Fcontoh.example", "/%25" + digits, "/" + digits, "/%23K7QM-2F8D-9XPA"} {
		if got := w.get(path); got.StatusCode != http.StatusNotFound || got.code() != "not-found" {
			t.Errorf("%.30s: %s", path, got.Status)
		}
	}
	if strings.Contains(w.log.String(), digits[:20]) {
		t.Error("the digits are in the log")
	}
}

// A slip's address that some program rewrote leads to the signing page, and its code nowhere.
func TestRewrittenSlip(t *testing.T) {
	w := newWorld(t)
	const code = "K7QM-2F8D-9XPA-0R3T"
	for _, page := range []string{"/tanda", "/ttd", "/tandatangan"} {
		for _, behind := range []string{"", code, code + "?fbclid=x", code + ".", code + "%20lihat", "lain"} {
			for _, sign := range []string{"%23", "%2523", "%252523"} {
				got := w.get(page + sign + behind)
				if got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != "./tanda#rewritten" ||
					got.Header.Get("Cache-Control") != "no-store" || len(got.body) != 0 ||
					got.Header.Get("Referrer-Policy") != "no-referrer" {
					t.Errorf("%s%s%s: %s %v", page, sign, behind, got.Status, got.Header)
				}
			}
		}
		if got := w.do(http.MethodPost, page+"%23"+code, nil); got.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("POST: %s", got.Status)
		}
	}
	for path, want := range map[string]string{"/Tanda": "./tanda", "/TTD": "./tanda", "/tanda/": "../tanda",
		"/Tandatangan/": "../tanda", "/OPD": "./opd", "/opd/": "../opd", "/opd%23" + code: "./opd#rewritten",
		"/Tanda%23" + code: "./tanda#rewritten", "/tanda/%23" + code: "../tanda#rewritten"} { // as people type it
		if got := w.get(path); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != want {
			t.Errorf("%s: %s %v", path, got.Status, got.Header)
		}
	}
	for _, path := range []string{"/tanda%23" + code + "/", "/tanda%23" + code + "/x", "/tanda//",
		"/tanda" + code, "/x/tanda%23" + code, "/x/tanda", "/tanda/" + code} {
		if got := w.get(path); got.StatusCode != http.StatusNotFound || got.code() != "not-found" {
			t.Errorf("%s: %s", path, got.Status)
		}
	}
	for _, page := range []string{"/ttd", "/tandatangan"} {
		if got := w.get(page); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != "./tanda" {
			t.Errorf("%s: %s %v", page, got.Status, got.Header)
		}
	}
	if got := w.get("/tanda"); string(got.body) != string(signingPage[0].Body) ||
		got.Header.Get("Content-Security-Policy") == strictPolicy || got.Header.Get("Cache-Control") != cacheCheck {
		t.Errorf("/tanda: %s %v", got.body, got.Header)
	}
	if strings.Contains(w.log.String(), code[:9]) {
		t.Error("the code is in the log")
	}
}
