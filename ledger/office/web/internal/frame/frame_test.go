package frame

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ikrar/verify/phrase"
)

// window is a browser with a session, as far as HTTP sees it.
type window struct {
	t       *testing.T
	frame   *Frame
	server  *httptest.Server
	token   string
	cookies []*http.Cookie
}

var testPhrases = phrase.Book{"uji.kerja": {ID: "Uji", EN: "Test"}}

// open serves an office of one room, and enters.
func open(t *testing.T, routes map[string]Handler) *window {
	t.Helper()
	s := httptest.NewUnstartedServer(nil)
	f, err := New(Options{Address: s.Listener.Addr().String(), Lang: phrase.ID, Now: time.Now,
		Titled:  func() string { return "<b>Contoh" },
		Explain: func(_ phrase.Lang, err error) (string, string) { return err.Error(), "lakukan ini" },
		Rooms: []Room{{Path: "uji", Phrases: testPhrases, Routes: routes,
			Templates: map[string]string{"lihat": `<h1>{{.}}</h1>`}}}})
	if err != nil {
		t.Fatal(err)
	}
	s.Config.Handler = f
	s.Start()
	t.Cleanup(func() { f.Close(); s.Close() })
	w := &window{t: t, frame: f, server: s}
	_, code, _ := strings.Cut(f.Entry(), "#")
	w.enter(code, http.StatusOK)
	return w
}

func (w *window) enter(code string, want int) {
	w.t.Helper()
	body, _ := json.Marshal(map[string]string{"Code": code})
	q, _ := http.NewRequest("POST", w.server.URL+"/session", strings.NewReader(string(body)))
	q.Header.Set("Origin", w.server.URL)
	a, err := http.DefaultClient.Do(q)
	if err != nil {
		w.t.Fatal(err)
	}
	defer a.Body.Close()
	if a.StatusCode != want {
		w.t.Fatalf("a session: %d, want %d", a.StatusCode, want)
	}
	if want == http.StatusOK {
		var got struct{ Token string }
		if err := json.NewDecoder(a.Body).Decode(&got); err != nil {
			w.t.Fatal(err)
		}
		w.token, w.cookies = got.Token, a.Cookies()
	}
}

// request is one as our own page makes it.
func (w *window) request(method, path string) *http.Request {
	q, err := http.NewRequest(method, w.server.URL+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	q.Header.Set("Origin", w.server.URL)
	q.Header.Set(tokenHeader, w.token)
	for _, c := range w.cookies {
		q.AddCookie(c)
	}
	return q
}

func (w *window) do(q *http.Request) (*http.Response, string) {
	w.t.Helper()
	a, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		w.t.Fatal(err)
	}
	defer a.Body.Close()
	body, _ := io.ReadAll(a.Body)
	return a, string(body)
}

func shows(r *Request) error { return r.Show("lihat", "halo <script>") }

// TestOnlyOurPagesAreAnswered: what another site, another port, another user of this machine and a
// name that was made to lead here can send.
func TestOnlyOurPagesAreAnswered(t *testing.T) {
	w := open(t, map[string]Handler{"GET ": shows, "POST ": shows})
	for name, one := range map[string]struct {
		method, path string
		change       func(*http.Request)
		want         int
	}{
		"as it is":                     {"GET", "/x/uji", func(*http.Request) {}, 200},
		"posted":                       {"POST", "/x/uji", func(*http.Request) {}, 200},
		"another host (DNS rebinding)": {"GET", "/x/uji", func(q *http.Request) { q.Host = "jahat.example" }, 421},
		"localhost": {"GET", "/x/uji", func(q *http.Request) {
			q.Host = strings.Replace(q.URL.Host,
				"127.0.0.1", "localhost", 1)
		}, 421},
		"without the cookie": {"GET", "/x/uji", func(q *http.Request) { q.Header.Del("Cookie") }, 401},
		"without the token":  {"GET", "/x/uji", func(q *http.Request) { q.Header.Del(tokenHeader) }, 401},
		"another token": {"GET", "/x/uji", func(q *http.Request) {
			q.Header.Set(tokenHeader,
				w.token+"A")
		}, 401},
		"another site posts": {"POST", "/x/uji", func(q *http.Request) {
			q.Header.Set("Origin",
				"https://jahat.example")
		}, 403},
		"a file posts": {"POST", "/x/uji", func(q *http.Request) { q.Header.Set("Origin", "null") },
			403},
		"nobody says who posts": {"POST", "/x/uji", func(q *http.Request) { q.Header.Del("Origin") }, 403},
		"another port asks": {"GET", "/x/uji", func(q *http.Request) {
			q.Header.Set("Sec-Fetch-Site",
				"same-site")
		}, 403},
		"another site loads a script": {"GET", "/s/x/office.js",
			func(q *http.Request) { q.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
		"another site navigates": {"GET", "/uji", func(q *http.Request) {
			q.Header.Set("Sec-Fetch-Site", "cross-site")
			q.Header.Set("Sec-Fetch-Mode", "navigate")
		}, 200},
		"navigation gets an empty shell": {"GET", "/uji", func(q *http.Request) { q.Header.Del(tokenHeader) }, 200},
	} {
		q := w.request(one.method, one.path)
		one.change(q)
		a, body := w.do(q)
		if a.StatusCode != one.want {
			t.Errorf("%s: %d, want %d", name, a.StatusCode, one.want)
		}
		if !strings.HasPrefix(one.path, "/x/") && strings.Contains(body, "halo") {
			t.Errorf("%s: the shell shows a room", name)
		}
		if a.Header.Get("Content-Security-Policy") != policy || a.Header.Get("Cache-Control") == "" {
			t.Errorf("%s: headers %v", name, a.Header)
		}
	}
	if c := w.cookies[0]; !c.HttpOnly || c.SameSite != http.SameSiteStrictMode {
		t.Errorf("the cookie: %+v", c)
	}
}

// TestEntryIsGoodOnce: nobody opens the office by what the browser's history or a file left behind.
func TestEntryIsGoodOnce(t *testing.T) {
	w := open(t, nil)
	_, code, _ := strings.Cut(w.frame.Entry(), "#")
	w.enter(code, http.StatusOK)
	w.enter(code, http.StatusUnauthorized)
	w.enter("", http.StatusUnauthorized)
	_, code, _ = strings.Cut(w.frame.Entry(), "#")
	w.frame.guard.now = func() time.Time { return time.Now().Add(entryTime + time.Second) }
	w.enter(code, http.StatusUnauthorized)
}

// TestWatchingIsNoUse: a window that was left open asks by itself, and does not keep an office
// open. What it loads has an address that nobody who had this port before could know.
func TestWatchingIsNoUse(t *testing.T) {
	w := open(t, map[string]Handler{"GET ": shows})
	before := w.frame.Asked()
	q := w.request("GET", "/x/uji")
	q.Header.Set(watchHeader, "1")
	if a, _ := w.do(q); a.StatusCode != http.StatusOK || w.frame.Asked() != before {
		t.Errorf("%s, and used at %v", a.Status, w.frame.Asked())
	}
	if w.do(w.request("GET", "/x/uji")); !w.frame.Asked().After(before) {
		t.Error("used, and not noticed")
	}
	if open(t, nil).frame.files.version == w.frame.files.version {
		t.Error("two offices load the same address")
	}
}

// TestRoomsEscape: what people wrote is text in every page.
func TestRoomsEscape(t *testing.T) {
	w := open(t, map[string]Handler{"GET ": shows, "GET salah": func(*Request) error { return errors.New("<i>galat") }})
	for path, want := range map[string]string{"/x/uji": "halo &lt;script&gt;", "/x/uji/salah": "&lt;i&gt;galat"} {
		_, body := w.do(w.request("GET", path))
		if !strings.Contains(body, want) || !strings.Contains(body, "&lt;b&gt;Contoh") {
			t.Errorf("%s: %s", path, body)
		}
	}
}

// TestDownloadsAreGoodOnce: an address of a download opens nothing a second time, and nothing
// without the cookie.
func TestDownloadsAreGoodOnce(t *testing.T) {
	w := open(t, map[string]Handler{"POST ": func(r *Request) error {
		return r.Offer("sertifikat é.pdf", "application/pdf", func(out io.Writer) error {
			_,
				err := io.WriteString(out, "isi")
			return err
		})
	}})
	a, _ := w.do(w.request("POST", "/x/uji"))
	path := a.Header.Get("Ikrar-Download")
	stranger, _ := http.NewRequest("GET", w.server.URL+path, nil)
	if a, _ := w.do(stranger); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("without the cookie: %d", a.StatusCode)
	}
	browser := w.request("GET", path)
	browser.Header.Del(tokenHeader)
	if a, body := w.do(browser); body != "isi" || !strings.Contains(a.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%q %v", body, a.Header)
	}
	if a, _ := w.do(w.request("GET", path)); a.StatusCode != http.StatusNotFound {
		t.Errorf("a second time: %d", a.StatusCode)
	}
}

// TestWorkGoesOn: work outlives the request, one of a kind runs at a time, it can be watched and
// stopped, and what came of it is shown.
func TestWorkGoesOn(t *testing.T) {
	more := make(chan int)
	file := File{Name: "a.txt", Media: "text/plain", Label: "Unduh",
		Write: func(out io.Writer) error { _, err := io.WriteString(out, "isi"); return err }}
	w := open(t, map[string]Handler{"POST ": func(r *Request) error {
		r.Secret("sandi")
		return r.Work("uji.kerja", func(ctx context.Context, p Progress) (Outcome, error) {
			for {
				select {
				case n := <-more:
					p.Step(n, 3, "Nabila")
					if n == 3 {
						return Outcome{Template: "lihat", Data: "selesai", Files: []File{file}}, nil
					}
				case <-ctx.Done():
					return Outcome{Template: "lihat", Data: "sebagian"}, ctx.Err()
				}
			}
		})
	}})
	a, _ := w.do(w.request("POST", "/x/uji"))
	path := a.Header.Get("Ikrar-Go")
	if a, _ = w.do(w.request("POST", "/x/uji")); a.Header.Get("Ikrar-Go") != path {
		t.Error("asked for twice, it runs twice")
	}
	// Something else of the kind is not begun, and not taken for this.
	other := w.request("POST", "/x/uji")
	other.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	other.Body = io.NopCloser(strings.NewReader("unit=%22B%22&sandi=rahasia"))
	a, body := w.do(other)
	if a.Header.Get("Ikrar-Go") != "" || !strings.Contains(body, "belum dimulai") ||
		!strings.Contains(body, `href="`+path+`"`) || !strings.Contains(body, `action="/uji"`) ||
		!strings.Contains(body, `name="unit" value="&#34;B&#34;"`) || strings.Contains(body, "rahasia") {
		t.Errorf("other work: %v %s", a.Header, body)
	}
	events, err := http.DefaultTransport.RoundTrip(w.request("GET", "/x"+path+"/events"))
	if err != nil {
		t.Fatal(err)
	}
	defer events.Body.Close()
	lines := bufio.NewScanner(events.Body)
	wait := func(want string) {
		t.Helper()
		for lines.Scan() {
			if strings.Contains(lines.Text(), want) {
				return
			}
		}
		t.Fatalf("no event with %s", want)
	}
	wait(`"done":0`)
	more <- 1
	wait(`"at":"Nabila"`)
	if _, body := w.do(w.request("GET", "/x"+path)); !strings.Contains(body, `value="1"`) {
		t.Errorf("shown in its middle: %s", body)
	}
	more <- 3
	wait(`"ended":true`)
	if _, body := w.do(w.request("GET", "/x"+path)); !strings.Contains(body, "selesai") || !strings.Contains(body,
		"Unduh") {
		t.Errorf("shown at its end: %s", body)
	}
	for range 2 {
		a, _ = w.do(w.request("POST", "/x"+path+"/file/0"))
		if _, body := w.do(w.request("GET", a.Header.Get("Ikrar-Download"))); body != "isi" {
			t.Errorf("its file: %q", body)
		}
	}
	if a, _ = w.do(w.request("POST", "/x/uji")); a.Header.Get("Ikrar-Go") == path {
		t.Error("asked for again after its end, it does not run")
	}
	if a, body := w.do(w.request("POST", "/x"+path+"/file/0")); a.StatusCode != http.StatusOK ||
		!strings.Contains(body, "tidak disimpan lagi") {
		t.Errorf("a file of earlier work: %s %s", a.Status, body)
	}
	if _, body := w.do(w.request("GET", "/x/tidak/ada")); !strings.Contains(body, "Halaman ini tidak ada") {
		t.Errorf("a page that is not there: %s", body)
	}
	path = a.Header.Get("Ikrar-Go")
	w.do(w.request("POST", "/x"+path+"/stop"))
	w.frame.Close()
	if _, body := w.do(w.request("GET", "/x"+path)); !strings.Contains(body, "sebagian") || !strings.Contains(body,
		"Dihentikan") {
		t.Errorf("stopped: %s", body)
	}
}
