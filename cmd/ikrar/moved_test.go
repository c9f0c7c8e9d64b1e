package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"ikrar/verify/web/browser"
)

const movedPassphrase = "kuda baterai staples"

// person is somebody who uses the pages of an institution that moves.
type person struct {
	*browser.Page
	t *testing.T
}

// until waits for an expression, across whatever the page goes through.
func (p person) until(expression string) {
	p.t.Helper()
	expression = "Promise.resolve(" + expression + ").then(Boolean)"
	var holds bool
	ask := chromedp.Evaluate(expression, &holds, func(e *runtime.EvaluateParams) *runtime.EvaluateParams {
		return e.WithAwaitPromise(true)
	})
	for since := time.Now(); !holds; time.Sleep(20 * time.Millisecond) {
		p.Do(chromedp.ActionFunc(func(ctx context.Context) error {
			_ = ask.Do(ctx) // fails where the page gives way to another just now
			return nil
		}))
		if time.Since(since) > time.Minute {
			var seen string
			p.Eval(`location.pathname + " " + document.body.innerText`, &seen)
			p.t.Fatalf("never %s; seen: %.1500s", expression, seen)
		}
	}
}

// click clicks the button or link that says a text, once there is one.
func (p person) click(text string) {
	p.t.Helper()
	found := `[...document.querySelectorAll("button, a.button")].find((e) => e.innerText.startsWith("` + text + `"))`
	p.until(found)
	p.Eval(found+`.click()`, nil)
}

func (p person) fill(id, text string) {
	p.t.Helper()
	p.until(`document.getElementById("` + id + `")`)
	p.Eval(`document.getElementById("`+id+`").value = `+"`"+text+"`", nil)
}

// sign signs by the slip that the page was opened with, and keeps the key.
func (p person) sign() {
	p.t.Helper()
	p.click("Ya, ini saya")
	p.click("Simpan kunci saya")
	p.fill("passphrase", movedPassphrase)
	p.fill("again", movedPassphrase)
	p.click("Buat kunci")
	p.until(`document.getElementById("agree")`)
	p.Eval(`document.getElementById("agree").click()`, nil)
	p.fill("passphrase", movedPassphrase)
	p.click("Tanda tangani")
	p.until(`document.getElementById("screen").dataset.at === "done"`)
}

// TestMove goes with two people through a move: one has signed before it and kept the key in a
// browser that has the checking page for later, the other has a slip still. Whoever comes to the
// former address finds the way on, the key comes along, and nothing of ours is left behind.
func TestMove(t *testing.T) {
	p := person{browser.TabOf(t), t}
	m := &morning{world: world{t: t, dir: t.TempDir()}}
	m.found(2)
	stop := m.serveAtOnce(m.url[len("http://"):])
	old, now := m.url, strings.Replace(m.url, "127.0.0.1", "localhost", 1)

	p.Open(old + "/tanda#" + m.codes[0].String())
	p.sign()
	p.Open(old + "/")
	p.until(`caches.keys().then((all) => navigator.serviceWorker.controller && all.some((name) => !name.endsWith("texts")))`)
	p.until(`caches.match("./").then((page) => page && page.text()).then((text) => text.includes("id=\"typed\""))`)

	m.ikrar("trust", "set", "--url", now, "--root-key", "home/keys/root.key", "--yes")

	digits := "#" + strings.Repeat("37719314819778210", 70)
	p.Open("about:blank")
	p.Open(old + "/" + digits) // the former page, which the worker has kept, and then the worker's end
	p.until(`document.getElementById("go")`)
	p.until(`document.getElementById("screen").dataset.ready`)
	var got struct {
		Link, Title string
		Left        []string // of the former page, beside the key
	}
	p.Eval(`(async () => ({
		Link: document.getElementById("go").getAttribute("href"), Title: document.title,
		Left: [...(await caches.keys()), ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope)],
	}))()`, &got)
	if got.Link != now+"/"+digits || len(got.Left) != 0 || !strings.HasPrefix(got.Title, "Alamat ini sudah pindah") {
		t.Errorf("under the former address: %.80s %q, left: %q", got.Link, got.Title, got.Left)
	}

	var key string
	p.Eval(`URL.createObjectURL = (blob) => (blob.text().then((text) => (globalThis.saved = text)), "#")`, nil)
	p.click("Unduh berkas")
	p.until(`globalThis.saved`)
	p.Eval(`saved`, &key)
	p.click("Ya, sudah ada")
	p.click("Hapus kunci")

	p.Open(now + "/tanda")
	p.click("Saya sudah punya berkas kunci")
	p.fill("text", key)
	p.fill("passphrase", movedPassphrase)
	p.click("Buka kunci")
	p.until(`document.getElementById("screen").dataset.at === "returning"`)
	var name string
	p.Eval(`document.getElementById("screen").innerText`, &name)
	if !strings.Contains(name, "Deklarasi ASN BerAKHLAK") {
		t.Errorf("the key finds under the new address: %s", name)
	}

	p.Open(old + "/tanda")
	p.click("Hapus kunci")
	p.click("Ya, hapus dari sini")
	p.until(`!document.getElementById("carry")`)

	// The other slip names the former address, and its code is as good under the new one.
	code := m.codes[1].String()
	p.Open(old + "/tanda#" + code)
	p.until(`document.getElementById("go").href.includes("#")`)
	var link string
	p.Eval(`document.getElementById("go").getAttribute("href")`, &link)
	if link != now+"/tanda#"+code {
		t.Fatalf("the slip leads to %s", link)
	}
	p.Open("about:blank")
	p.Do(chromedp.Navigate(link))
	// This browser has the first one's key by now, and goes by the slip all the same.
	p.sign()
	stop()
	for _, request := range p.Requests() {
		sent, _, _ := strings.Cut(request, "#")
		if strings.Contains(sent, code) || strings.Contains(sent, "3771931481") {
			t.Errorf("sent: %s", sent)
		}
	}
}
