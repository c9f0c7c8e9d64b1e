package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"ikrar/verify/trust"
	"ikrar/verify/web/browser"
)

// below serves sites below their paths, which it takes off as a proxy does that shares one host
// among several services. strayed are the paths that were asked for beside them.
func below(t *testing.T, sites map[string]*site) (address string, strayed func() []string) {
	t.Helper()
	stray := make(chan string, 100)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for prefix, s := range sites {
			if strings.HasPrefix(r.URL.Path, prefix+"/") {
				target, err := url.Parse(s.URL)
				if err != nil {
					panic(err)
				}
				http.StripPrefix(prefix, httputil.NewSingleHostReverseProxy(target)).ServeHTTP(w, r)
				return
			}
		}
		if r.URL.Path != "/favicon.ico" {
			stray <- r.URL.Path
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, func() (all []string) {
		for len(stray) > 0 {
			all = append(all, <-stray)
		}
		return all
	}
}

// The page lives below whatever path a proxy takes off: its files, its questions, its service
// worker with what that keeps. A neighbour on the same host, with another root, is another
// institution and no thief of the first.
func TestBelowAPath(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	neighbour, other := newSite(t), newOffice()
	other.list.Root = trust.LogKey(trust.RootName(origin), demoPublic("thief"))
	other.files["/trust"] = must(trust.Sign(other.list, demoKey("thief")))
	neighbour.opens(other)
	host, strayed := below(t, map[string]*site{"/ikrar": s, "/lain/ikrar": neighbour})
	address := host + "/ikrar"
	p := browser.Tab(t)
	at(p, today)
	p.Open(address + "/#" + fragment(o))
	expect(t, settled(p), "verdict.valid", "status.good")
	submit(p, string(o.proof.Code()))
	expect(t, settled(p), "verdict.valid", "status.good")

	p.Wait(`navigator.serviceWorker.controller !== null`)
	var scope, manifest string
	p.Eval(`navigator.serviceWorker.getRegistration().then(({ scope }) => scope)`, &scope)
	p.Eval(`(async () => {
		const { href } = document.querySelector("link[rel=manifest]")
		const { start_url, scope } = await (await fetch(href)).json()
		return new URL(start_url, href).href + " " + new URL(scope, href).href
	})()`, &manifest)
	if home := address + "/"; scope != home || manifest != home+" "+home {
		t.Errorf("the worker serves %s, the manifest says %s", scope, manifest)
	}

	p.Open(host + "/lain/ikrar/#" + fragment(other))
	if got := settled(p); strings.Contains(got.Text, "kunci akar") {
		t.Errorf("a neighbour's root is taken for a thief's:\n%s", got.Text)
	} else {
		expect(t, got, "verdict.valid", "status.good")
	}
	p.Wait(`navigator.serviceWorker.controller !== null`)

	p.Eval(`(async () => { while (!(await caches.match("`+address+`/v1/texts/`+hexOf(o.text.Digest())+
		`"))) await new Promise((again) => setTimeout(again, 20)) })()`, nil)
	s.silence(true)
	p.Do(chromedp.Navigate("about:blank"))
	p.Open(address + "/#" + fragment(newOffice(func(o *office) { o.person.Name = "Budi Santoso" })))
	// the proxy's own 502
	expect(t, settled(p), "verdict.valid", "page.cause.broken", "page.commitment.proved", "Budi Santoso")
	if stray := strayed(); len(stray) > 0 {
		t.Errorf("asked beside the path: %q", stray)
	}
	for _, complaint := range p.Errors() {
		if strings.Contains(complaint, "Content Security Policy") {
			t.Errorf("the browser complains: %s", complaint)
		}
	}
}
