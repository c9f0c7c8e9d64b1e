package web_test

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"ikrar/ledger/enrol/web"
	checking "ikrar/verify/web"
	"ikrar/verify/web/browser"
)

var testMove = web.Move{URL: "https://baru.contoh.example", Since: 1774922470, // 31 March 2026
	Institution: "Pemerintah Provinsi <Contoh>", Timezone: "WIB"}

// keep puts records where the signing page of that origin keeps its own.
const keep = `async (...records) => {
	const asked = indexedDB.open("ikrar", 1)
	asked.onupgradeneeded = () => asked.result.createObjectStore("records")
	await new Promise((resolve) => (asked.onsuccess = resolve))
	const writing = asked.result.transaction("records", "readwrite")
	for (const one of records) writing.objectStore("records").put(JSON.stringify(one), "record." + one.id)
	await new Promise((resolve) => (writing.oncomplete = resolve))
	asked.result.close()
}`

const (
	keyText = `-----BEGIN OPENSSH PRIVATE KEY-----\nbukan kunci sungguhan\n-----END OPENSSH PRIVATE KEY-----\n`

	siti = `{ id: "01", public: "01ab23cd", file: "` + keyText + `", wrapped: null, handed: null, credential: "x", ended: false,
		shown: { name: "Siti Nurhaliza Abdurrahman Wahyuningsih, S.Pd., M.Pd." }, touched: 2 }`
	budi = `{ id: "02", public: "02ab23cd", file: "` + keyText + `budi", wrapped: null, handed: "download", credential: null,
		ended: false, shown: null, touched: 1 }`
	once  = `{ id: "03", public: "03ab23cd", file: null, wrapped: "x", credential: null, ended: false, shown: null, touched: 3 }`
	spent = `{ id: "04", public: "04ab23cd", file: "x", wrapped: null, credential: "x", ended: true, shown: null, touched: 4 }`
)

// former opens the page under a former address, in a browser that has kept some records for it.
func former(t testing.TB, place string, records ...string) *browser.Page {
	t.Helper()
	p, url := browser.Tab(t), serve(t, web.Moved(testMove))
	p.Do(emulation.SetDeviceMetricsOverride(360, 740, 1, true), emulation.SetTouchEmulationEnabled(true))
	if len(records) > 0 {
		p.Open(url + "/tanda")
		p.Wait(`document.getElementById("screen").dataset.ready`)
		p.Eval("("+keep+")("+strings.Join(records, ", ")+")", nil)
		p.Open("about:blank")
	}
	p.Open(url + place)
	p.Wait(`document.getElementById("screen")?.dataset.ready`)
	return p
}

// carryStates are what a person may see of it, each with what leads there.
var carryStates = []struct {
	name    string
	records []string
	step    string
}{
	{"nothing", nil, ""},
	{"one", []string{siti, spent}, ""},
	{"qr", []string{siti}, `document.getElementById("hand-qr").click()`},
	{"download", []string{siti}, `document.getElementById("hand-download").click()`},
	{"sure", []string{budi}, `document.getElementById("remove").click()`},
	{"several", []string{siti, budi, once}, ""},
	{"chosen", []string{siti, budi}, `document.querySelectorAll("button.tall")[1].click()`},
	{"once", []string{once}, ""},
}

// Whatever a person sees of the page holds to what holds for the signing page.
func TestMovedStates(t *testing.T) {
	t.Parallel()
	for _, state := range carryStates {
		p := former(t, "/tanda#K7QM-2F8D-9XPA-0R3T", state.records...)
		if state.step != "" {
			p.Eval(state.step+";true", nil)
		}
		for _, lang := range []string{"id", "en"} {
			if lang == "en" {
				p.Do(emulation.SetDeviceMetricsOverride(320, 640, 1, true))
				p.Dark(true)
				p.Eval(`document.getElementById("language").click()`, nil)
			}
			var got seen
			p.Eval(look, &got)
			got.Keys = nil // addresses read like keys: TestMovedPhrases has those
			for what, list := range map[string][]string{"wider than the window": got.Wide, "too small": got.Small,
				"twice": got.Same, "axe": p.Inspect()} {
				if len(list) > 0 {
					t.Errorf("%s in %s: %s: %s", state.name, lang, what, strings.Join(list, "\n\t"))
				}
			}
			for _, bad := range []string{"moved.", "hand.", "undefined", "[object", "{"} {
				if strings.Contains(got.Text, bad) {
					t.Errorf("%s in %s: %q in %s", state.name, lang, bad, got.Text)
				}
			}
			if dir := os.Getenv("IKRAR_PICTURES"); dir != "" {
				name := filepath.Join(dir, "moved-"+state.name+"-"+lang+".png")
				if err := os.WriteFile(name, p.Screenshot(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		if errors := p.Errors(); len(errors) > 0 {
			t.Errorf("%s: the page complains: %q", state.name, errors)
		}
	}
}

// The page leads to the new address with what followed the #, which is sent to nobody, and is off
// the address bar.
func TestMovedWay(t *testing.T) {
	t.Parallel()
	const code = "K7QM-2F8D-9XPA-0R3T"
	for place, want := range map[string]string{"/tanda#" + code: "/tanda#" + code, "/tanda": "/tanda", "/": "/",
		"/tanda#rewritten": "/tanda#rewritten", "/?fbclid=x": "/"} {
		p := former(t, place)
		var got struct{ Link, Href, Text, Title string }
		p.Eval(`({ Link: document.getElementById("go").getAttribute("href"), Href: location.href,
			Text: document.getElementById("screen").innerText, Title: document.title })`, &got)
		if got.Link != testMove.URL+want || strings.Contains(got.Href, "#") {
			t.Errorf("%s leads to %s, the address is %s", place, got.Link, got.Href)
		}
		if !strings.Contains(got.Text, "Sejak 31 Maret 2026 Pemerintah Provinsi <Contoh> beralamat di:") ||
			!strings.Contains(got.Text, testMove.URL) || !strings.Contains(got.Title, " – Pemerintah") {
			t.Errorf("%s: %s: %s", place, got.Title, got.Text)
		}
		for _, request := range p.Requests() {
			if strings.Contains(request, "2F8D") {
				t.Errorf("the code was sent: %s", request)
			}
		}
	}
}

// A certificate's digits lead on by themselves, as a redirect would, but where a key waits here.
func TestMovedCertificate(t *testing.T) {
	t.Parallel()
	digits := "#" + strings.Repeat("37719314819778210", 70)
	arrived := serve(t, checking.Assets())
	move := testMove
	move.URL = strings.Replace(arrived, "127.0.0.1", "baru.localhost", 1)
	url := serve(t, web.Moved(move))
	p := browser.Tab(t)
	p.Open(url + "/" + digits)
	p.Wait(`location.href === "` + move.URL + "/" + digits + `"`)
	for _, request := range p.Requests() {
		path, _, _ := strings.Cut(request, "#")
		if strings.Contains(path, "3771931") {
			t.Errorf("the digits were sent: %s", request)
		}
	}
	stays := former(t, "/"+digits, siti)
	var href string
	stays.Eval(`document.getElementById("go").getAttribute("href")`, &href)
	if href != testMove.URL+"/"+digits {
		t.Errorf("beside a key it leads to %.60s", href)
	}
}

// A kept key leaves as it is, and is deleted here only once it has left.
func TestMovedKey(t *testing.T) {
	t.Parallel()
	p := former(t, "/tanda", siti, budi, once, spent)
	p.Eval(`URL.createObjectURL = (blob) => (blob.text().then((text) => (globalThis.saved = text)), "#")`, nil)
	tap(p, "button.tall")
	focused(t, p, "whose")
	p.Wait(`document.getElementById("whose").innerText.includes("Siti Nurhaliza") && !document.getElementById("remove")`)
	tap(p, "#hand-download")
	focused(t, p, "there")
	p.Wait(`globalThis.saved === "` + keyText + `"`)
	const file = "kunci-siti-nurhaliza-abdurrahman-wahyuningsih.txt"
	p.Wait(`document.getElementById("there").innerText.endsWith("` + file + `")`)
	p.Wait(`!document.getElementById("remove")`)
	tap(p, "#hand-yes")
	focused(t, p, "taken")
	tap(p, "#remove")
	focused(t, p, "sure")
	tap(p, "#remove-yes")
	focused(t, p, "title")
	// One is left, which had left this browser before, and what serves once.
	p.Wait(`document.getElementById("whose") === null && document.getElementById("remove") && document.querySelector(".notice h2")`)
	var kept []string
	p.Eval(`new Promise((resolve) => {
		const asked = indexedDB.open("ikrar")
		asked.onsuccess = () => {
			const names = asked.result.transaction("records").objectStore("records").getAllKeys()
			names.onsuccess = () => resolve(names.result)
		}
	})`, &kept)
	if got := strings.Join(kept, " "); got != "record.02 record.03 record.04" {
		t.Errorf("kept: %s", got)
	}
	if errors := p.Errors(); len(errors) > 0 {
		t.Errorf("the page complains: %q", errors)
	}
}

// Below a path nothing was ever kept, and the store of the host is somebody else's.
func TestMovedBelowPath(t *testing.T) {
	t.Parallel()
	var below = web.Moved(testMove)
	for n := range below {
		below[n].Path = "/ikrar" + below[n].Path
	}
	p, url := browser.Tab(t), serve(t, below)
	p.Open(url + "/ikrar/")
	p.Wait(`document.getElementById("screen").dataset.ready && document.getElementById("go")`)
	var stores int
	p.Eval(`indexedDB.databases().then((all) => all.length)`, &stores)
	if stores != 0 {
		t.Error("it has looked into the host's store")
	}
}

// A browser that refuses its store is not taken for one that kept nothing.
func TestMovedUnread(t *testing.T) {
	t.Parallel()
	p, url := browser.Tab(t), serve(t, web.Moved(testMove))
	always(p, `IDBFactory.prototype.open = () => { throw new DOMException("refused", "SecurityError") }`)
	p.Open(url + "/#123")
	p.Wait(`document.getElementById("screen").dataset.ready && document.querySelector(".notice")`)
}

// Every sentence is there in both languages, and every one that is asked for exists.
func TestMovedPhrases(t *testing.T) {
	t.Parallel()
	if err := web.MovedBook.Check(); err != nil {
		t.Error(err)
	}
	for name, source := range web.MovedSources() {
		known := path.Dir(name) == "moved" || name == "sign/hand.js"
		for _, m := range said.FindAllSubmatch(source, -1) {
			key := string(m[1])
			unused := key == "next" || key == "copied" || key == "device.address" // not offered here
			if known && !unused && !strings.HasSuffix(key, ".") && web.MovedBook[key].ID == "" {
				t.Errorf("%s: there is no sentence %s", name, key)
			}
		}
	}
	source := string(web.MovedSources()["moved/main.js"]) + string(web.MovedSources()["moved/kept.js"]) +
		string(web.MovedSources()["sign/index.html"])
	for key := range web.MovedBook {
		begun := strings.HasPrefix(key, "moved.carry.") || strings.HasPrefix(key, "moved.carries.")
		if !begun && !strings.HasPrefix(key, "hand.") && !strings.Contains(source, key) {
			t.Errorf("nobody says %s", key)
		}
	}
}
