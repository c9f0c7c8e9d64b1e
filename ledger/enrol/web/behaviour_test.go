package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"ikrar/ledger/enrol/web"
	"ikrar/verify/qr"
	"ikrar/verify/web/browser"
)

// press holds a finger on an element for a while.
func press(p *browser.Page, selector string, long time.Duration) {
	var at struct{ X, Y float64 }
	p.Eval(`(() => {
		const e = document.querySelector("`+selector+`")
		e.scrollIntoView({ block: "center" })
		const { x, y, width, height } = e.getBoundingClientRect()
		return { X: x + width / 2, Y: y + height / 2 }
	})()`, &at)
	p.Do(input.DispatchTouchEvent(input.TouchStart, []*input.TouchPoint{{X: at.X, Y: at.Y}}))
	time.Sleep(long)
	p.Do(input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}))
}

func tap(p *browser.Page, selector string) { press(p, selector, 0) }

// asked waits until the flow was asked for as many actions, and compares them.
func asked(t *testing.T, p *browser.Page, want ...string) {
	t.Helper()
	p.Wait(fmt.Sprintf(`asked().length >= %d`, len(want)))
	var got []json.RawMessage
	p.Eval(`asked()`, &got)
	var list []string
	for _, one := range got {
		list = append(list, string(one))
	}
	if !reflect.DeepEqual(list, want) {
		t.Errorf("the flow was asked %q, want %q", list, want)
	}
}

func focused(t *testing.T, p *browser.Page, id string) {
	t.Helper()
	p.Wait(`document.activeElement.id === "` + id + `"`)
}

// The code is off the address bar, and off the back list, before anything else; it is in no
// question.
func TestAddress(t *testing.T) {
	t.Parallel()
	p, url := browser.Tab(t), serve(t, web.SampleAssets())
	p.Open(url + web.Path + "?state=person#K7QM-2F8D-9XPA-0R3T")
	p.Wait(`globalThis.given`)
	var got struct {
		Href, Given string
		Length      int
	}
	p.Eval(`({ Href: location.href, Given: given.hash, Length: history.length })`, &got)
	if got.Href != url+web.Path || got.Given != "K7QM-2F8D-9XPA-0R3T" || got.Length > 2 {
		t.Errorf("after arrival: %+v", got)
	}
	for _, request := range p.Requests() {
		if strings.Contains(request, "2F8D") {
			t.Errorf("the code was sent: %s", request)
		}
	}
	p.Eval(`location.hash = "main"`, nil) // where the link past the head leads
	p.Eval(`location.hash = "AAAA-BBBB-CCCC-DDDD"`, nil)
	p.Wait(`location.hash === ""`)
	asked(t, p, `["typed","AAAA-BBBB-CCCC-DDDD"]`)
}

// Held, the button signs; pressed, it asks; and without the consent it does neither.
func TestHold(t *testing.T) {
	t.Parallel()
	p := phone(t, web.SampleAssets())
	stand(p, "text-hold")
	press(p, "#sign", 1500*time.Millisecond)
	focused(t, p, "agree")
	asked(t, p)
	tap(p, "#agree")
	tap(p, "#sign")
	focused(t, p, "sure")
	tap(p, "#sign-sure")
	asked(t, p, `["sign",{"agreed":true}]`)

	stand(p, "text-hold")
	tap(p, "#agree")
	press(p, "#sign", 2*time.Second)
	asked(t, p, `["sign",{"agreed":true}]`)

	stand(p, "text-hold")
	p.Eval(`document.getElementById("agree").click(), document.getElementById("sign").focus()`, nil)
	p.Do(chromedp.KeyEvent("\r"))
	focused(t, p, "sure")
	asked(t, p)
}

// What is signed is the flow's, whatever a translator has made of the page; and what a person did
// to the page stays when the language is turned.
func TestTranslated(t *testing.T) {
	t.Parallel()
	p := phone(t, web.SampleAssets())
	stand(p, "text")
	tap(p, "#agree")
	p.Eval(`(() => {
		const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
		const all = []
		while (texts.nextNode()) all.push(texts.currentNode)
		for (const one of all.filter((n) => n.data.trim() && !n.parentElement.closest("script"))) {
			const font = document.createElement("font")
			font.textContent = "translated"
			one.replaceWith(font)
		}
	})()`, nil)
	p.Eval(`document.getElementById("language").click()`, nil)
	p.Wait(`document.getElementById("title").textContent === "Read, then sign" && document.getElementById("agree").checked`)
	p.Eval(`document.getElementById("passphrase").value = "kuda baterai staples"`, nil)
	tap(p, "#submit")
	asked(t, p, `["sign",{"agreed":true,"passphrase":"kuda baterai staples"}]`)
}

// The key is handed over, and the person is asked whether it is there: no browser tells.
func TestHandover(t *testing.T) {
	t.Parallel()
	p := phone(t, web.SampleAssets())
	p.Eval(`URL.createObjectURL = (blob) => (blob.text().then((text) => (globalThis.saved = text)), "#")`, nil)
	stand(p, "handover-required")
	tap(p, "#hand-qr")
	focused(t, p, "there")
	var key string
	p.Eval(`stand.key`, &key)
	p.Do(emulation.SetDeviceMetricsOverride(360, 740, 2, true))
	img, err := png.Decode(bytes.NewReader(p.Screenshot()))
	if err != nil {
		t.Fatal(err)
	}
	read, err := qr.Read(img, func(string) bool { return true })
	if err != nil || len(read) != 1 || read[0] != key {
		t.Errorf("the code on the screen reads %q, %v", read, err)
	}
	tap(p, "#hand-download")
	p.Wait(`globalThis.saved === stand.key`)
	focused(t, p, "there")
	tap(p, "#hand-yes")
	asked(t, p, `["next"]`) // once it was taken, which the sample does not write down
}

// The finger that has held the button is lifted from another screen, and presses nothing there.
func TestHeldFinger(t *testing.T) {
	t.Parallel()
	p := phone(t, web.SampleAssets())
	stand(p, "text-hold")
	tap(p, "#agree")
	p.Eval(`globalThis.clicks = 0; document.addEventListener("click", () => clicks++)`, nil)
	p.Eval(`(() => { // whatever comes next has a button everywhere
		new MutationObserver(() => {
			if (document.getElementById("sign") || document.getElementById("all")) return
			const all = document.body.appendChild(document.createElement("button"))
			all.id = "all"
			all.setAttribute("style", "position: fixed; inset: 0; min-height: 100%; z-index: 9")
		}).observe(document.body, { childList: true, subtree: true })
	})()`, nil)
	press(p, "#sign", 2500*time.Millisecond)
	var clicks int
	p.Eval(`new Promise((done) => setTimeout(() => done(clicks), 500))`, &clicks)
	if clicks != 0 {
		t.Errorf("%d clicks by the finger that held", clicks)
	}
	tap(p, "#all")
	p.Eval(`new Promise((done) => setTimeout(() => done(clicks), 500))`, &clicks)
	if clicks != 1 {
		t.Errorf("%d clicks by the next touch", clicks)
	}
}

// Whoever has a key may bring it, where there is a choice of new ones and where there is none.
func TestOwnKey(t *testing.T) {
	t.Parallel()
	p := phone(t, web.SampleAssets())
	for _, state := range []string{"keys-keep", "keys-elsewhere", "keys-once"} {
		stand(p, state)
		tap(p, "#import")
		asked(t, p, `["import_"]`)
	}
}

// The last day is the slip's, in the institution's zone and wherever the telephone is: an end at
// midnight is 23.59 of the day before.
func TestLastDay(t *testing.T) {
	t.Parallel()
	p := phone(t, web.SampleAssets())
	p.Do(emulation.SetTimezoneOverride("America/New_York"))
	for state, want := range map[string]string{
		"person": "30 April 2026, 23.59 WIB", "person-east": "30 April 2026, 23.59 WIT",
		"stopped-invitation-expired": "30 April 2026, 23.59 WIB", "campaign-closed": "30 April 2026, 23.59 WIB",
		"campaign-several": "sampai 30 April 2026", "text": "30 April 2026",
	} {
		stand(p, state)
		var text string
		if p.Eval(`document.body.innerText`, &text); !strings.Contains(text, want) || strings.Contains(text, "1 Mei") {
			t.Errorf("%s does not say %s: %s", state, want, text)
		}
	}
}

// At a kiosk nothing stays of a person: not after a minute, not behind Back, and not in storage.
func TestKiosk(t *testing.T) {
	t.Parallel()
	p := browser.Tab(t)
	always(p, `const timeout = setTimeout
		window.setTimeout = (call, ms) => (ms === 40000 || ms === 20000 ? ((globalThis.elapse = call), 0) : timeout(call, ms))`)
	url := serve(t, web.SampleKiosk())
	p.Open(url + web.Path + "?state=text")
	p.Wait(`globalThis.elapse && document.getElementById("title")`)
	p.Eval(`elapse()`, nil)
	p.Wait(`document.querySelector("#idle button")`)
	p.Eval(`document.querySelector("#idle button").click()`, nil)
	p.Wait(`!document.querySelector("#idle button")`)
	asked(t, p)
	// What is under way is not emptied: its key is nowhere else.
	stand(p, "stopped-unfinished")
	p.Eval(`elapse(), elapse()`, nil)
	p.Wait(`document.getElementById("screen").dataset.at === "stopped" && !document.querySelector("#idle button")`)
	p.Wait(`!dispatchEvent(new Event("beforeunload", { cancelable: true }))`) // whoever closes it is asked
	// A key leaves as a picture alone: a file or a clipboard would stay here.
	stand(p, "handover-elsewhere")
	p.Wait(`dispatchEvent(new Event("beforeunload", { cancelable: true }))`)
	p.Wait(`document.getElementById("hand-qr") && !document.querySelector("#hand-download, #hand-copy, #hand-share")`)
	p.Eval(`elapse(), elapse()`, nil) // a warning, and nobody
	p.Wait(`document.getElementById("screen").dataset.at === "code"`)
	p.Eval(`stand("done")`, nil)
	p.Wait(`document.querySelector("h2#certificate") && !/Unduh (sertifikat|bukti)/.test(document.getElementById("screen").innerText)`)
	p.Eval(`dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }))`, nil) // as it is left
	var got struct {
		Text    string
		Storage int
	}
	p.Eval(`({ Text: document.body.innerText, Storage: localStorage.length })`, &got)
	if strings.Contains(got.Text, "Rahmawati") || got.Storage > 0 {
		t.Errorf("something stays: %+v", got)
	}
}

// The served page begins with few requests, under its own policy.
func TestServed(t *testing.T) {
	t.Parallel()
	p := browser.Tab(t)
	p.Open(serve(t, web.Assets()) + web.Path)
	p.Wait(`/^(code|stopped)$/.test(document.getElementById("screen").dataset.at)`) // it gets no trust list
	// page, trust list, icon
	if requests := p.Requests(); len(requests) > 3 {
		t.Errorf("it asks %q", requests)
	}
	if errors := p.Errors(); len(errors) > 0 {
		t.Errorf("the page complains: %q", errors)
	}
	var bytes int
	for _, a := range web.Assets() {
		if !strings.Contains(a.Path, "/signer/") { // of the worker, which begins later
			bytes += min(len(a.Body), len(a.Gzip))
		}
	}
	if bytes > 96<<10 {
		t.Errorf("it begins with %d bytes", bytes)
	}
	t.Logf("%d bytes", bytes)
}

// The saved page runs from a disk, by its own policy, and may ask the pinned address alone.
func TestSaved(t *testing.T) {
	t.Parallel()
	pinned := web.Pinned{URL: "https://ikrar.contoh.example", Trust: []byte("no list"), Root: "none"}
	page, err := web.Saved(pinned)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(page, []byte("connect-src https://ikrar.contoh.example/;")) {
		t.Error("the policy does not name the pinned address")
	}
	file := filepath.Join(t.TempDir(), "tanda.html")
	if err := os.WriteFile(file, page, 0o600); err != nil {
		t.Fatal(err)
	}
	p := browser.Tab(t)
	p.Open("file://" + file)
	p.Wait(`document.getElementById("screen").dataset.at === "stopped"`) // it was given no trust list
	for _, request := range p.Requests() {
		if !strings.Contains(request, " file://") && !strings.Contains(request, " data:") &&
			!strings.HasPrefix(request, "GET "+pinned.URL+"/") {
			t.Errorf("it asks for %s", request)
		}
	}
	for _, complaint := range p.Errors() {
		if !strings.Contains(complaint, "ERR_CONNECTION_REFUSED") { // there is no such institution
			t.Errorf("the page complains: %s", complaint)
		}
	}
}
