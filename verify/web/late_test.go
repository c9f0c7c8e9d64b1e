package web_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"

	"ikrar/verify/phrase"
	"ikrar/verify/trust"
	"ikrar/verify/web"
	"ikrar/verify/web/browser"
)

// thePage is what a server sends for "/".
func thePage() web.Asset {
	for _, a := range web.Assets() {
		if a.Path == "/" {
			return a
		}
	}
	panic("no page")
}

// On a slow line the page is painted before its script is there, and its trust list comes after
// that. Whoever is about to tap then finds everything where it was: a button, and the name of an
// institution with a long one.
func TestNothingMoves(t *testing.T) {
	t.Parallel()
	const pause = 500 * time.Millisecond // to paint in; a machine that needs longer passes
	o := newOffice()
	o.reissue(func(l *trust.List) { l.Institution = "Pemerintah Provinsi Contoh (DEMO)" })
	a := thePage()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			for name, value := range a.Headers() {
				w.Header().Set(name, value)
			}
			w.Header().Set("Content-Type", a.Type)
			script := bytes.Index(a.Body, []byte("</footer>"))
			w.Write(a.Body[:script])
			http.NewResponseController(w).Flush()
			time.Sleep(pause)
			w.Write(a.Body[script:])
		case "/trust":
			time.Sleep(2 * pause)
			w.Write(o.files[r.URL.Path])
		default:
			failing{status: 404, code: "not-found"}.write(w)
		}
	}))
	t.Cleanup(server.Close)
	p := browser.Beside(t)
	always(p, withoutWorker)
	always(p, `globalThis.moved = []; new PerformanceObserver((list) => {
		for (const { value, sources } of list.getEntries()) if (value > 0.005)
			moved.push(value.toFixed(3) + " " + sources.map(({ node }) => node?.id || node?.nodeName).join(" "))
	}).observe({ type: "layout-shift", buffered: true })`)
	p.Do(emulation.SetDeviceMetricsOverride(320, 740, 1, true))
	at(p, today)
	p.Open(server.URL)
	p.Wait(`document.getElementById("owner").textContent !== "" && !document.getElementById("scan").hidden`)
	p.Eval(`new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))`, nil)
	var moved []string
	if p.Eval(`moved`, &moved); len(moved) > 0 {
		t.Errorf("%q", moved)
	}
}

// A page that was cut off on its way lacks its English. It answers all the same: in Indonesian,
// also whoever reads English, and whether or not the browser says that the page is at its end.
func TestCutOff(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	body := thePage().Body
	s.say("/", body[:bytes.Index(body, []byte(`id="english"`))+300])
	for name, script := range map[string]string{"ended": "", "endless": `
		Object.defineProperty(document, "readyState", { value: "loading" })
		addEventListener("DOMContentLoaded", (event) => event.stopImmediatePropagation(), true)
		const slowly = setTimeout
		setTimeout = (call, time) => slowly(call, time === 4000 ? 50 : time) // nobody waits that long here`} {
		t.Run(name, func(t *testing.T) {
			p := browser.Beside(t)
			always(p, withoutWorker+fmt.Sprintf("; localStorage.setItem(%q, %q)", "ikrar.language", `"en"`)+script)
			expect(t, arrive(p, s, o), "verdict.valid", "status.good")
			p.Eval(`document.getElementById("language").click()`, nil)
			p.Wait(`document.getElementById("language").textContent === "English"`)
			if got := settled(p); got.Lang != string(phrase.ID) {
				t.Errorf("in %s: %s", got.Lang, got.Text)
			}
			if complaints := p.Errors(); len(complaints) > 0 {
				t.Errorf("the browser complains: %q", complaints)
			}
		})
	}
}
