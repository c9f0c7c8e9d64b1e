package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"ikrar/ledger/enrol/web"
	checking "ikrar/verify/web"
	"ikrar/verify/web/browser"
)

const (
	unitToken = "7K2M8QXP04RZ9TVW3N5YB6HDC8"
	unitName  = "Dinas <script>alert(1)</script> Pendidikan dan Kebudayaan"
)

// unitHost serves the page, and answers as a server does that has one link.
type unitHost struct {
	url string

	mutex  sync.Mutex
	status int
	answer string // JSON
	asked  []string
}

func serveUnit(t testing.TB) *unitHost {
	t.Helper()
	h := &unitHost{}
	files := map[string]checking.Asset{}
	for _, a := range append(web.Unit(), checking.Assets()...) {
		files[a.Path] = a
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/opd" {
			h.mutex.Lock()
			defer h.mutex.Unlock()
			h.asked = append(h.asked, r.Header.Get("Authorization")+" "+r.URL.RawQuery+r.Header.Get("Referer"))
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(h.status)
			fmt.Fprint(w, h.answer)
			return
		}
		a, ok := files[r.URL.Path]
		if !ok {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		for name, value := range a.Headers() {
			w.Header().Set(name, value)
		}
		w.Header().Set("Content-Type", a.Type)
		w.Write(a.Body)
	}))
	t.Cleanup(server.Close)
	h.url = server.URL
	return h
}

// says has the server answer so.
func (h *unitHost) says(status int, answer any) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	text, _ := json.Marshal(answer)
	h.status, h.answer = status, string(text)
}

// shownUnit is an answer: of one open campaign, in which so many are missing.
func shownUnit(missing int) map[string]any {
	names := []string{}
	for n := range missing {
		names = append(names, fmt.Sprintf("Pegawai %03d <img src=x onerror=alert(1)>, S.Pd.", n))
	}
	message := map[string]string{"id": "*Deklarasi*\n1. Pegawai & 000\nKetik alamat",
		"en": "*Declaration*\n1. Pegawai & 000"}
	if missing == 0 {
		message = map[string]string{"id": "", "en": ""}
	}
	return map[string]any{"institution": "Pemerintah Provinsi Contoh", "timezone": "WIB", "unit": unitName,
		"people": 1300,
		"until":  1798736400, "time": 1774922470, "address": "https://ikrar.contoh.example/tanda",
		"campaigns": []any{map[string]any{"title": "Deklarasi ASN BerAKHLAK 2026", "closes": 1777600800, "people": 1300,
			"invited": 1290, "signed": 1300 - missing, "certified": 1000, "missing": names, "message": message}}}
}

func without(key string, more ...any) map[string]any {
	v := shownUnit(0)
	v["campaigns"] = []any{}
	v[key] = more[0]
	return v
}

func over(code string) map[string]any {
	return map[string]any{"error": code, "message": "Kalimat peladen.", "time": 1774922470}
}

// unitStates are what a desk may see, and what of it is to be read.
var unitStates = []struct {
	name   string
	status int
	answer any
	wants  string
}{
	{"missing", 200, shownUnit(250), "1.050 dari 1.300 sudah menandatangani"},
	{"done", 200, shownUnit(0), "Selamat, semua sudah menandatangani"},
	{"closed", 200, without("people", 3), "Saat ini tidak ada kegiatan yang dibuka"},
	{"early", 200, without("next", map[string]any{"title": "Deklarasi", "opens": 1777600800}),
		"Deklarasi dibuka 1 Mei 2026"},
	{"gone", 200, without("people", 0), "Tidak ada pegawai dengan unit"},
	{"wrong", 404, over("unit-link-unknown"), "Tautan tidak dikenal"},
	{"ended", 410, over("unit-link-ended"), "berlaku sampai 31 Maret 2026"},
	{"revoked", 410, over("unit-link-revoked"), "Kepegawaian mencabut tautan ini pada 31 Maret 2026"},
	{"many", 429, over("too-many"), "Kalimat peladen."},
	{"unreachable", 502, "<html>", "Peladen tidak dapat dihubungi"},
}

// TestUnitPage: a desk opens its link on a telephone of 320 pixels and on a desktop, reads how far
// the unit is or why nothing is shown, and keeps the link in the address.
func TestUnitPage(t *testing.T) {
	t.Parallel()
	h := serveUnit(t)
	p := browser.Beside(t)
	always(p, `Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => {
		if (globalThis.forbidden) throw new Error("forbidden")
		globalThis.copied = text
	} } })`)
	always(p, `new MutationObserver(() => {
		const asking = document.getElementById("screen")?.dataset.at === "asking"
		if (asking && getComputedStyle(document.querySelector(".foot")).visibility !== "hidden") globalThis.pushed = true
	}).observe(document, { subtree: true, attributes: true })`)
	p.Do(emulation.SetDeviceMetricsOverride(320, 640, 1, true), emulation.SetTouchEmulationEnabled(true),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "pointer", Value: "coarse"}}))
	for n, state := range unitStates {
		h.says(state.status, state.answer)
		if n == 0 {
			p.Open(h.url + "/opd#" + unitToken)
		} else {
			p.Eval(`dispatchEvent(new HashChangeEvent("hashchange"))`, nil)
		}
		p.Wait(`document.getElementById("screen").innerText.includes(` + quote(state.wants) + `)`)
		h.look(t, p, state.name)
	}
	h.asks(t)
	var pushed bool
	if p.Eval(`Boolean(globalThis.pushed)`, &pushed); pushed {
		t.Error("while it is asked, a foot is shown that the answer pushes away")
	}

	// A label beside a long date is not set a letter a line.
	h.says(200, shownUnit(3))
	p.Eval(`dispatchEvent(new HashChangeEvent("hashchange"))`, nil)
	p.Wait(`document.querySelectorAll("#screen dt").length > 4`)
	p.Wait(`Array.from(document.querySelectorAll("#screen dt")).every((at) => at.getClientRects().length === 1 &&
		at.getBoundingClientRect().height < 40)`)

	// What the person meant is on the way once it is asked again.
	h.says(200, shownUnit(250))
	tap(p, "#refresh")
	p.Wait(`document.getElementById("names-0")?.children.length === 200`)
	p.Wait(`document.querySelector("h1").textContent === ` + quote(unitName))
	p.Wait(`document.activeElement.id === "refresh"`)
	p.Eval(`(() => {
		const field = document.getElementById("search-0")
		field.value = "s.pd 249"
		field.dispatchEvent(new Event("input"))
	})()`, nil)
	p.Wait(`document.getElementById("names-0").children.length === 1 && document.body.innerText.includes("1 orang.")`)
	tap(p, "#copy-0")
	p.Wait(`globalThis.copied?.startsWith("*Deklarasi*") && document.getElementById("search-0").value === "s.pd 249" &&
		document.activeElement.id === "copy-0" && document.getElementById("copy-0").textContent === "Pesan disalin"`)
	p.Eval(`globalThis.forbidden = true`, nil)
	tap(p, "#copy-0")
	p.Wait(`document.activeElement.id === "text-0" && getSelection().toString() === globalThis.copied`)

	// The link stays, also past the way around the head, and in another language.
	p.Eval(`document.querySelector(".skip").click()`, nil)
	p.Wait(`location.hash === "#` + unitToken + `" && document.activeElement.id === "main"`)
	tap(p, "#language")
	p.Dark(true)
	p.Wait(`document.body.innerText.includes("1,050 of 1,300 have signed")`)
	h.look(t, p, "missing-en")
	p.Size(1280, 900)
	h.look(t, p, "missing-wide")
	p.Eval(`location.hash = "#rewritten"`, nil)
	p.Wait(`document.body.innerText.includes("changed it on its way")`)
	h.look(t, p, "rewritten")
	p.Eval(`document.getElementById("link").value = "(https://contoh.example/opd#`+strings.ToLower(unitToken)+
		`?fbclid=IwAR0)."`, nil)
	tap(p, "#submit")
	p.Wait(`location.hash === "#` + unitToken + `" && document.getElementById("names-0")`)
	h.asks(t)
}

// asks fails where a token went elsewhere than into the header.
func (h *unitHost) asks(t *testing.T) {
	t.Helper()
	h.mutex.Lock()
	defer h.mutex.Unlock()
	for _, one := range h.asked {
		if one != "Ikrar-Unit "+unitToken+" " {
			t.Errorf("it asked by %q", one)
		}
	}
	if len(h.asked) == 0 {
		t.Error("nothing was asked")
	}
	h.asked = nil
}

// look holds a state to what every page holds to.
func (h *unitHost) look(t *testing.T, p *browser.Page, name string) {
	t.Helper()
	var got seen
	p.Eval(look, &got)
	for what, list := range map[string][]string{"wider than the window": got.Wide, "too small": got.Small,
		"twice": got.Same, "axe": p.Inspect()} {
		if len(list) > 0 {
			t.Errorf("%s: %s: %s", name, what, strings.Join(list, "\n\t"))
		}
	}
	for _, bad := range []string{"unit.", "undefined", "[object", "{"} {
		if strings.Contains(got.Text, bad) {
			t.Errorf("%s: %q in %s", name, bad, got.Text)
		}
	}
	for _, e := range p.Errors() {
		if !strings.Contains(e, "the server responded with a status of") {
			t.Errorf("%s: the page complains: %s", name, e)
		}
	}
	if dir := os.Getenv("IKRAR_PICTURES"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "unit-"+name+".png"), p.Screenshot(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// TestUnitPhrases: every sentence is there in both languages, and every one that is asked for.
func TestUnitPhrases(t *testing.T) {
	t.Parallel()
	if err := web.UnitBook.Check(); err != nil {
		t.Error(err)
	}
	whole := string(web.UnitSources()["sign/index.html"])
	for name, source := range web.UnitSources() {
		if !strings.HasPrefix(name, "unit/") {
			continue
		}
		whole += string(source)
		for _, m := range said.FindAllSubmatch(source, -1) {
			if key := string(m[1]); !strings.HasSuffix(key, ".") && web.UnitBook[key].ID == "" {
				t.Errorf("%s: there is no sentence %s", name, key)
			}
		}
	}
	for key := range web.UnitBook {
		if !strings.Contains(whole, key) && !strings.HasPrefix(key, "unit.stopped.") {
			t.Errorf("nobody says %s", key)
		}
	}
}
