package web_test

import (
	"bytes"
	"fmt"
	"testing"

	"ikrar/verify/phrase"
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

// A page that was cut off on its way lacks its English. It answers all the same: in Indonesian, also
// whoever reads English, and whether or not the browser says that the page is at its end.
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
