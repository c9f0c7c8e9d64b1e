package server

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/verify/trust"
	"ikrar/verify/web"
)

// movedTo has the institution move, with a page that stands for the real one.
func (w *world) movedTo(url string) {
	w.Helper()
	list, _ := w.ledger.Trust()
	next := *list
	next.URL, next.Serial = url, list.Serial+1
	note, err := trust.Sign(next, testKey("root"))
	if err != nil {
		w.Fatal(err)
	}
	w.server.options.Moved = movedPages
	w.append(signer.KindTrust, note)
	w.publish()
}

func movedPages(m Move) []web.Asset {
	page := []byte("<!doctype html>" + m.URL + " of " + m.Institution + " in " + m.Timezone)
	return []web.Asset{{Path: "/", Type: "text/html", Body: page}, {Path: "/tanda", Type: "text/html", Body: page},
		{Path: "/sw.js", Type: "text/javascript", Body: []byte("self")},
		{Path: "/web/1/moved.js", Type: "text/javascript", Body: []byte("leave()"), Immutable: true}}
}

// at asks under a host, in the same process: what a client makes of a Host is not the matter.
func (w *world) at(host, method, path string, headers ...string) reply {
	r := httptest.NewRequest(method, "http://x/", strings.NewReader("x"))
	r.Host = host
	if err := setPath(r, path); err != nil {
		w.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	w.server.ServeHTTP(recorder, r)
	return reply{recorder.Result(), recorder.Body.Bytes()}
}

func setPath(r *http.Request, path string) error {
	u, err := r.URL.Parse("http://x" + path)
	if err == nil {
		r.URL = u
	}
	return err
}

// movedAnswer is what a program reads of a refusal.
type movedAnswer struct {
	Error, URL string
	Time       int64
}

// isMoved says whether an answer is that of a former address.
func (r reply) isMoved() bool { return strings.Contains(string(r.body), " of Pemerintah") }

// Which Host is that of a former address: by name, whatever its case, final dot and usual port.
// What may be today's is today's.
func TestDeparted(t *testing.T) {
	for _, c := range []struct{ urls, former, today string }{ // of the urls the last is today's
		{"https://lama.example https://baru.example",
			"lama.example LAMA.Example lama.example. lama.example:443 lama.example:80",
			"baru.example baru.example:443 lain.example 127.0.0.1:8080 lama.example:8443 www.lama.example ["},
		{"https://lama.example:8443 https://baru.example",
			"lama.example:8443 lama.example", "lama.example:8080 baru.example"},
		{"http://127.0.0.1:8080 http://localhost:8080",
			"127.0.0.1:8080 127.0.0.1", "127.0.0.1:9090 localhost:8080 [::1]:8080"},
		{"http://[0:0::1]:8080 https://[2001:DB8::1]",
			"[::1]:8080 [0:0:0::1]:8080 [::1]", "[2001:db8::1] [2001:db8:0::1]:443 [::2]:8080"},
		// Moved twice, and back.
		{"https://a.example https://b.example https://c.example", "a.example b.example", "c.example"},
		{"https://a.example https://b.example https://a.example", "b.example", "a.example"},
		// One host: only another port that is named is another address.
		{"https://h.example/lama https://h.example/baru", "", "h.example h.example:443"},
		{"http://h.example https://h.example", "", "h.example h.example:80 h.example:443"},
		{"https://h.example:8443 https://h.example", "h.example:8443", "h.example h.example:80 h.example:9443"},
		{"https://h.example https://h.example:8443", "", "h.example h.example:443 h.example:8443"},
		{"https://satu.example", "", "satu.example lain.example"},
	} {
		urls := strings.Fields(c.urls)
		w := newWorld(t, func(l *trust.List) { l.URL = urls[0] })
		for _, url := range urls[1:] {
			w.movedTo(url)
		}
		for _, host := range strings.Fields(c.former) {
			if !w.server.Departed(host) {
				t.Errorf("%q: %s is today's", c.urls, host)
			}
		}
		for _, host := range append(strings.Fields(c.today), "") {
			if w.server.Departed(host) {
				t.Errorf("%q: %s is a former one", c.urls, host)
			}
		}
	}
}

// Under a former address there is the page, under all its names, with its worker and files.
func TestMoved(t *testing.T) {
	w, pledge := furnished(t)
	paths := w.paths(pledge)
	for host, want := range map[string]bool{"ikrar.contoh.example": false, "baru.example": false} {
		if got := w.at(host, "GET", "/"); got.isMoved() != want {
			t.Errorf("before the move, %s: %.80q", host, got.body)
		}
	}
	w.movedTo("https://baru.example")
	const old = "ikrar.contoh.example"
	for _, path := range []string{"/", "/tanda", "/?fbclid=x"} {
		got := w.at(old, "GET", path)
		said := strings.Contains(string(got.body), "https://baru.example of Pemerintah Provinsi <Contoh> in WIB")
		policy := got.Header.Get("Content-Security-Policy")
		if got.StatusCode != http.StatusOK || !said || got.Header.Get("Cache-Control") != cacheCheck ||
			!strings.Contains(policy, "script-src 'self'") {
			t.Errorf("%s: %s %q %v", path, got.Status, got.body, got.Header)
		}
		if got := w.at(old, "HEAD", path); got.StatusCode != http.StatusOK {
			t.Errorf("HEAD %s: %s", path, got.Status)
		}
		if got := w.at(old, "POST", path); got.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("POST %s: %s", path, got.Status)
		}
	}
	for path, want := range map[string]string{"/ttd": "./tanda", "/tandatangan": "./tanda", "/%23123": "./#123",
		"/%2523123.": "./#123", "/tanda%23K7QM-2F8D": "./tanda#rewritten"} {
		if got := w.at(old, "GET", path); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != want {
			t.Errorf("%s: %s to %s", path, got.Status, got.Header.Get("Location"))
		}
	}
	files := map[string]string{"/sw.js": "self " + cacheCheck, "/web/1/moved.js": "leave() " + cacheForever}
	for path, want := range files {
		got := w.at(old, "GET", path)
		if is := string(got.body) + " " + got.Header.Get("Cache-Control"); is != want {
			t.Errorf("%s: %s %s, want %s", path, got.Status, is, want)
		}
	}
	if got := w.at(old, "OPTIONS", "/v1/pledges", "Origin", "null"); got.StatusCode != http.StatusNoContent ||
		got.Header.Get("Access-Control-Allow-Headers") != "Content-Type" {
		t.Errorf("leave for a saved page: %s %v", got.Status, got.Header)
	}
	for pattern, path := range paths {
		if got := w.at("baru.example", "GET", path); got.isMoved() || got.code() == "moved" {
			t.Errorf("%s under the new address: %s", pattern, got.Status)
		}
	}
	if strings.Contains(w.log.String(), "K7QM") {
		t.Error("a code is in the log")
	}
}

// All else that is asked for under a former address has moved, by code, address and time.
func TestMovedAway(t *testing.T) {
	w, pledge := furnished(t)
	w.movedTo("https://baru.example")
	const old = "ikrar.contoh.example"
	addresses, err := w.ledger.Addresses()
	if err != nil {
		t.Fatal(err)
	}
	want := movedAnswer{"moved", "https://baru.example", addresses[len(addresses)-1].Since}
	ways := []string{"/absent", "//", "/web", "/tile", "/tile/0/000", "/v1/pledges", "/v1/x", "/metrics"}
	pages := []string{"/{$}", "/sw.js", "/tanda", "/ttd", "/tandatangan", "/opd"}
	if got := w.at(old, "GET", "/opd"); got.StatusCode != http.StatusSeeOther ||
		got.Header.Get("Location") != "https://baru.example/opd" {
		t.Errorf("a unit's link: %s %v", got.Status, got.Header)
	}
	for pattern, path := range w.paths(pledge) {
		if !slices.Contains(pages, pattern) {
			ways = append(ways, path)
		}
	}
	size := w.ledger.Size()
	for _, path := range ways {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "DELETE"} {
			if method != "GET" && method != "HEAD" && strings.HasPrefix(path, "/web/") {
				continue // the page's own
			}
			got := w.at(old, method, path, "Content-Type", mediaCOSE)
			if got.StatusCode != http.StatusGone || got.Header.Get("Content-Security-Policy") != strictPolicy ||
				got.Header.Get("Cache-Control") != cacheNever {
				t.Errorf("%s %s: %s %v", method, path, got.Status, got.Header)
			}
			shared := got.Header.Get("Access-Control-Allow-Origin") == "*"
			if shared != (strings.HasPrefix(path, "/v1/") && !strings.HasPrefix(path, "/v1/office/")) {
				t.Errorf("%s %s for other origins: %v", method, path, got.Header)
			}
			var said movedAnswer
			if err := json.Unmarshal(got.body, &said); err != nil || said != want || got.code() != "moved" ||
				!strings.Contains(string(got.body), "sekarang https://baru.example.") {
				t.Errorf("%s %s: %s", method, path, got.body)
			}
		}
	}
	if w.ledger.Size() != size {
		t.Error("something was recorded under the former address")
	}
	if got := w.at(old, "GET", "/trust", "Accept-Language", "en"); !strings.Contains(string(got.body), "has moved") {
		t.Errorf("in English: %s", got.body)
	}
}

// Who has moved twice leads to the last address, and who comes back serves as ever, at once.
func TestMovedAgain(t *testing.T) {
	w := newWorld(t)
	w.movedTo("https://kedua.example")
	w.movedTo("https://ketiga.example:8443/ikrar")
	for _, host := range []string{"ikrar.contoh.example", "kedua.example"} {
		got := w.at(host, "GET", "/")
		if !strings.Contains(string(got.body), ">https://ketiga.example:8443/ikrar of") {
			t.Errorf("%s: %s", host, got.body)
		}
	}
	w.movedTo("https://ikrar.contoh.example")
	if got := w.at("ikrar.contoh.example", "GET", "/trust"); got.StatusCode != http.StatusOK {
		t.Errorf("back again: %s %s", got.Status, got.body)
	}
	if got := w.at("kedua.example", "GET", "/trust"); got.code() != "moved" ||
		!strings.Contains(string(got.body), `"url":"https://ikrar.contoh.example"`) {
		t.Errorf("the second after that: %s %s", got.Status, got.body)
	}
	if got := w.at("ketiga.example:8443", "GET", "/"); !got.isMoved() {
		t.Errorf("the third after that: %s", got.Status)
	}
	// Over the wire the Host is what arrives, and no other header says another.
	r, err := http.NewRequest("GET", w.url+"/trust", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "KEDUA.example:443"
	r.Header.Set("X-Forwarded-Host", "ikrar.contoh.example")
	got, err := w.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
	if got.StatusCode != http.StatusGone {
		t.Errorf("over the wire: %s", got.Status)
	}
}

// A server without such a page says where everything is all the same.
func TestMovedWithoutPage(t *testing.T) {
	w := newWorld(t)
	w.movedTo("https://baru.example")
	w.server.options.Moved = nil
	w.server.departures.Store(nil)
	for _, path := range []string{"/", "/tanda", "/sw.js"} {
		if got := w.at("ikrar.contoh.example", "GET", path); got.code() != "moved" {
			t.Errorf("%s: %s", path, got.Status)
		}
	}
}

// Whether a host is a former one is asked of every request.
func BenchmarkDeparted(b *testing.B) {
	w := newWorld(b)
	w.movedTo("https://baru.example")
	b.ReportAllocs()
	for b.Loop() {
		w.server.Departed("baru.example")
	}
}
