package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"ikrar/ledger/enrol/web"
	checking "ikrar/verify/web"
	"ikrar/verify/web/browser"
)

// serve serves files as a server does.
func serve(t testing.TB, assets []checking.Asset) string {
	t.Helper()
	files := map[string]checking.Asset{}
	for _, a := range assets {
		files[a.Path] = a
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ok := files[r.URL.Path]
		if !ok {
			w.WriteHeader(http.StatusNoContent) // what the page asks for ahead
			return
		}
		for name, value := range a.Headers() {
			w.Header().Set(name, value)
		}
		w.Header().Set("Content-Type", a.Type)
		if a.Gzip != nil {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(a.Gzip)
			return
		}
		w.Write(a.Body)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// phone opens the page with samples in the place of the flow, as a telephone of 360 x 740 does.
func phone(t testing.TB, assets []checking.Asset) *browser.Page {
	t.Helper()
	p := browser.Beside(t)
	p.Do(emulation.SetDeviceMetricsOverride(360, 740, 1, true), emulation.SetTouchEmulationEnabled(true))
	p.Open(serve(t, assets) + web.Path)
	p.Wait(`globalThis.stand && document.getElementById("title")`)
	return p
}

// states returns the names of all samples.
func states(p *browser.Page) (names []string) {
	p.Eval(`stand.names`, &names)
	return names
}

// stand has the page draw a state.
func stand(p *browser.Page, state string) {
	p.Eval(`stand("`+state+`")`, nil)
	p.Wait(`document.getElementById("screen").dataset.sample === "` + state + `"`)
}

// always runs a script before all others in whatever a tab opens from now on.
func always(p *browser.Page, script string) {
	p.Do(chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(script).Do(ctx)
		return err
	}))
}
