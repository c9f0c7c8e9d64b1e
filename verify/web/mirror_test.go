package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"ikrar/verify"
	"ikrar/verify/web"
	"ikrar/verify/web/browser"
)

// A mirror is the published files of an office in a directory behind a plain file server: no
// headers of ours, no sentence in a 404.
type mirror struct {
	dir    string
	server *httptest.Server
}

// newMirror writes all that an office answers but what is never published.
func newMirror(t *testing.T, o *office) mirror {
	t.Helper()
	m := mirror{dir: t.TempDir()}
	for path, body := range o.files {
		if !strings.HasPrefix(path, "/v1/proofs/") {
			m.write(path, body)
		}
	}
	for _, a := range web.Published(o.list.URL) {
		if a.Path == "/" {
			a.Path = "/index.html"
		}
		m.write(a.Path, a.Body)
	}
	m.server = httptest.NewServer(http.FileServer(http.Dir(m.dir)))
	t.Cleanup(m.server.Close)
	return m
}

func (m mirror) write(path string, body []byte) {
	name := filepath.Join(m.dir, filepath.FromSlash(path))
	must(0, os.MkdirAll(filepath.Dir(name), 0o755))
	must(0, os.WriteFile(name, body, 0o644))
}

// The page stands on any host of files: it answers from them while the institution's own server is
// silent, says what then cannot be checked, and asks that server, by the address in the verified
// trust list, for what is never published.
func TestMirror(t *testing.T) {
	t.Parallel()
	live := newSite(t)
	o := newOffice(func(o *office) { o.list.URL = live.URL })
	live.opens(o)
	live.silence(true)
	pdf := o.issue(false)
	m := newMirror(t, o)
	digest := hexOf(o.proof.Pledge.Digest())
	certificate := filepath.Join(m.dir, "v1", "certificates", digest)
	again := func(p *browser.Page) shown {
		p.Eval(`document.getElementById("answer").dataset.settled = "false"
			document.querySelector(".verdict button, .notice button").click()`, nil)
		return settled(p)
	}

	p := browser.Beside(t)
	expect(t, arrive(p, &site{URL: m.server.URL}, o), "verdict.valid", "status.good", "page.commitment.proved")
	var about string
	p.Eval(`document.getElementById("how").textContent + document.getElementById("served").textContent`, &about)
	if strings.Contains(about, say("reason.inclusion-absent")) || !strings.Contains(about, live.URL) {
		t.Errorf("not proved from the tiles, or no word of where the institution is:\n%s", about)
	}
	if asked := live.questions(); len(asked) > 0 {
		t.Errorf("asked of the live server what is published: %q", asked)
	}
	drop(p, "s.pdf", pdf)
	expect(t, settled(p), "verdict.valid", "file.issued")
	submit(p, string(o.proof.Code()))
	expect(t, settled(p), "verdict.undetermined", "unread.code-offline", "page.again")
	must(0, os.Rename(certificate, certificate+".later"))
	drop(p, "s.pdf", pdf)
	expect(t, settled(p), "verdict.valid", "file.unchecked", "page.cause.apart")

	live.opens(o)
	expect(t, again(p), "verdict.valid", "file.issued")
	submit(p, string(o.proof.Code()))
	expect(t, settled(p), "verdict.valid", "status.good")
	if asked, want := live.questions(), "/v1/proofs/"+string(o.proof.Code()); len(asked) != 2 || asked[1] != want {
		t.Errorf("asked %q of the live server, want which file was issued, and %s", asked, want)
	}
	good := o.files["/status"]
	o.status(verify.StateGood, today-60)
	m.write("/status", o.files["/status"]) // of a mirror that nobody renews
	live.say("/status", good)
	p.Eval(`location.hash = "`+fragment(o)+`"`, nil)
	expect(t, settled(p), "verdict.valid", "status.good")

	submit(p, "K7QM-2F8D-9XPA-0R3T")
	leadsTo(p, live.URL+"/tanda#K7QM2F8D9XPA0R3T")
	for _, complaint := range p.Errors() {
		if strings.Contains(complaint, "Content Security Policy") {
			t.Errorf("the browser complains: %s", complaint)
		}
	}
}

// leadsTo waits until a tab is at an address of another origin: no script of the page lives to see
// it.
func leadsTo(p *browser.Page, address string) {
	p.Do(chromedp.ActionFunc(func(ctx context.Context) error {
		for {
			info, err := target.GetTargetInfo().Do(ctx)
			if err != nil || info.URL == address {
				return err
			}
			time.Sleep(20 * time.Millisecond)
		}
	}))
}

// A mirror's page is kept as the server's is, also where the host knows it under its file's name
// alone.
func TestMirrorOffline(t *testing.T) {
	t.Parallel()
	o := newOffice()
	m := newMirror(t, o)
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := os.ReadFile(filepath.Join(m.dir, filepath.FromSlash(r.URL.Path)))
		if err != nil { // as a bucket answers that lets nobody list it
			w.WriteHeader(http.StatusForbidden)
			return
		}
		if strings.HasSuffix(r.URL.Path, ".js") {
			w.Header().Set("Content-Type", "text/javascript")
		}
		w.Write(body)
	}))
	defer bare.Close()
	p := browser.Beside(t)
	at(p, today)
	p.Open(bare.URL + "/index.html")
	p.Wait(`navigator.serviceWorker.controller !== null`)
	p.Eval(`(async () => { while (!(await caches.match("`+bare.URL+`/v1/texts/`+hexOf(o.text.Digest())+
		`"))) await new Promise((again) => setTimeout(again, 20)) })()`, nil)
	bare.Close()
	p.Do(chromedp.Navigate("about:blank"))
	p.Open(bare.URL + "/index.html#" + fragment(o))
	expect(t, settled(p), "verdict.valid", "page.offline.sentence", "page.commitment.proved")
}
