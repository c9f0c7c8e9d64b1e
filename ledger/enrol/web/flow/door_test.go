package flow_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"ikrar/verify/web/browser"
	"ikrar/verify/web/bundle"
)

func TestMain(m *testing.M) { os.Exit(browser.Run(m)) }

// script is the flow with what uses it in the tests, in one file as pages have it, and the modules
// that are loaded late, by their names.
var script, late = sync.OnceValues(func() (string, map[string][]byte) {
	all := map[string][]byte{}
	for below, dir := range map[string]string{"flow": ".", "test": "testdata", "signer": "../../../../signer/web",
		"verifier": "../../../../verify/web/verifier", "page": "../../../../verify/web/page"} {
		maps.Copy(all, bundle.Sources(below, os.DirFS(dir)))
	}
	return must(bundle.Script(all, "test/harness.js")), all
})()

// What passed a door.
type passed struct {
	Method, Path string
	Body         []byte
	Referer      string
	Status       int
	Answer       []byte
}

// door stands between the page and a server: it writes down what passes, and can lose it, or answer
// in its place.
type door struct {
	url  string // of the page that the tests open
	base string // below which the server is
	b    *bureau
	tabs int

	mutex  sync.Mutex
	inner  http.Handler
	passed []passed
	// meddle looks at a request before it is forwarded, as the nth; it says what happens to it.
	meddle func(n int, r *http.Request) fate
	// alter changes an answer.
	alter func(path string, status int, answer []byte) (int, []byte)
}

// fate is what happens to a request.
type fate int

const (
	passes  fate = iota
	lost         // it never arrives, and nobody answers
	unheard      // it arrives, and its answer is lost
	cut          // the connection breaks before it arrives
)

func newDoor(t testing.TB, b *bureau, inner http.Handler) *door {
	t.Helper()
	d := &door{inner: inner, b: b}
	ended := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		switch name := strings.TrimPrefix(r.URL.Path, "/"); name {
		case "":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, `<!doctype html><meta charset="utf-8"><script src="test/all.js"></script>`)
		case "test/all.js":
			io.WriteString(w, script)
		default:
			w.Write(late[name])
		}
	})
	mux.Handle("/buku/", http.StripPrefix("/buku", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.pass(w, r, b, ended)
	})))
	s := httptest.NewServer(mux)
	d.url, d.base = s.URL+"/", s.URL+"/buku/"
	t.Cleanup(func() {
		close(ended)
		s.Close()
	})
	return d
}

func (d *door) pass(w http.ResponseWriter, r *http.Request, b *bureau, ended chan struct{}) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	d.mutex.Lock()
	n, meddle, alter, inner := len(d.passed), d.meddle, d.alter, d.inner
	d.passed = append(d.passed, passed{Method: r.Method, Path: r.URL.Path, Body: body, Referer: r.Referer()})
	d.mutex.Unlock()
	is := passes
	if meddle != nil {
		is = meddle(n, r)
	}
	if is == cut {
		panic(http.ErrAbortHandler)
	}
	if is == lost {
		wait(r, ended)
	}
	answer := httptest.NewRecorder()
	inner.ServeHTTP(answer, r)
	if r.Method == http.MethodPost {
		b.publish()
	}
	status, sent := answer.Code, answer.Body.Bytes()
	if alter != nil {
		status, sent = alter(r.URL.Path, status, sent)
	}
	d.mutex.Lock()
	d.passed[n].Status, d.passed[n].Answer = status, sent
	d.mutex.Unlock()
	if is == unheard {
		wait(r, ended)
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.Header().Set("Date", b.now().UTC().Format(http.TimeFormat))
	w.Header().Del("Content-Length")
	w.WriteHeader(status)
	w.Write(sent)
}

// wait keeps a request unanswered for as long as the page lives.
func wait(r *http.Request, ended chan struct{}) {
	select {
	case <-r.Context().Done():
	case <-ended:
	}
	panic(http.ErrAbortHandler)
}

func (d *door) set(change func(*door)) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	change(d)
}

// seen are the requests that came, as "POST /v1/pledges".
func (d *door) seen() []passed {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return append([]passed{}, d.passed...)
}

func paths(all []passed) (list []string) {
	for _, p := range all {
		list = append(list, p.Method+" "+p.Path)
	}
	return list
}

// state is a state of the flow as harness.js gives it.
type state struct {
	At, Why, Fault, Lack, What, Link, Kind, Code, Fingerprint, Purpose, Needs, Form string
	Required, Foreign, CanWithdraw, Retry, Reload, Changed, AtOnce, Ended, Offline  bool
	Storing, Stored, Questioned, Unfinished, Prepare, Resume                        bool
	Time, Since, Until                                                              int64
	Key                                                                             any
	Index                                                                           *int64
	Person, Before                                                                  map[string]string
	Digest, Detail, Taken                                                           string
	Proof                                                                           struct{ Bytes, Name, URL string }
	Answer                                                                          *struct{ Verdict string }
	Certificate                                                                     struct{ State, URL string }
	File                                                                            struct{ Name, Text, Bytes string }
	Campaign                                                                        struct{ ID, Title, Text string }
	Campaigns, List, Revoked                                                        []struct{ ID string }
	Choices                                                                         []string
	Entries                                                                         []struct {
		Kind, Title string
		Index       int64
		Proved      *bool
	}
	Pledged []struct{ Code string }
	Trace   []string
	Sent    int
	URL     string
}

// tab is a page with storage of its own.
type tab struct {
	*browser.Page
	t testing.TB
	d *door
}

func (d *door) tab(t testing.TB) *tab {
	t.Helper()
	if d.tabs == len(d.b.pages) {
		d.b.pages = append(d.b.pages, browser.Tab(d.b.t))
	}
	tb := &tab{d.b.pages[d.tabs], t, d}
	d.tabs++
	tb.open()
	return tb
}

// open opens the page, or opens it anew: whatever it was doing ends there and then.
func (b *tab) open() {
	b.t.Helper()
	b.Open(b.d.url)
	b.Wait(`window.ready === true`)
}

// visit begins a visit by a link. options is the JavaScript of an object.
func (b *tab) visit(code, options string) {
	b.t.Helper()
	b.Eval(fmt.Sprintf(`(window.v = visit({ door: %q, hash: %q, ...%s }), true)`,
		b.d.base, hash(code), or(options, "{}")), nil)
}

func hash(code string) string {
	if code == "" {
		return ""
	}
	return "#" + code
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// drive does what a person does, and returns where that ends.
func (b *tab) drive(options string) (s state) {
	b.t.Helper()
	return b.run(fmt.Sprintf(`v.drive(%s)`, or(options, "{}")))
}

// do calls an action and waits for a state.
func (b *tab) do(action string, names ...string) (s state) {
	b.t.Helper()
	return b.run(fmt.Sprintf(`v.flow.%s.then(() => v.until(%s))`, action, quoted(names)))
}

func (b *tab) until(names ...string) (s state) {
	b.t.Helper()
	return b.run(fmt.Sprintf(`v.until(%s)`, quoted(names)))
}

func quoted(names []string) string {
	list := make([]string, len(names))
	for n, name := range names {
		list[n] = fmt.Sprintf("%q", name)
	}
	return strings.Join(list, ", ")
}

func (b *tab) run(expression string) (s state) {
	b.t.Helper()
	var said string
	b.Eval(expression+`.then((s) => seen(s, v.trace))`, &said)
	if err := json.Unmarshal([]byte(said), &s); err != nil {
		b.t.Fatalf("%v in %s", err, said)
	}
	return s
}

// stored is everything that the browser keeps.
func (b *tab) stored() (all string) {
	b.t.Helper()
	b.Eval(`stored()`, &all)
	return all
}
