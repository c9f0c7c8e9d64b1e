package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
	"ikrar/verify/web"
	"ikrar/verify/web/browser"
)

// arrive opens an address as a stock camera does, with the proof in it.
func arrive(p *browser.Page, s *site, o *office) shown {
	at(p, today)
	p.Open(s.URL + "/#" + fragment(o))
	return settled(p)
}

func expect(t *testing.T, got shown, word string, says ...string) {
	t.Helper()
	if want := web.Book.Say(phrase.ID, word); got.Word != want {
		t.Errorf("%q, want %q:\n%s", got.Word, want, got.Text)
	}
	for _, key := range says {
		if text, _, _ := strings.Cut(web.Book.Say(phrase.ID, key), "{"); !strings.Contains(got.Text, text) {
			t.Errorf("does not say %q (%s):\n%s", text, key, got.Text)
		}
	}
}

// The server learns that somebody checks, and not what: every question is one that is asked about each certificate of the
// institution, but for a typed code, which file was issued for a PDF, and when and why something was revoked.
func TestQuestions(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	expect(t, arrive(browser.Tab(t), s, o), "verdict.valid", "status.good")
	common := []string{"/checkpoint", "/status", "/tile/0/000.p/3", "/tile/entries/000.p/3", "/trust", "/v1/campaigns/deklarasi-2026", "/v1/texts/" + hexOf(o.text.Digest())}
	kept := "/v1/texts/" + hexOf(signer.DigestOf([]byte(workedText))) // the list's other text, for when there is no network
	if got := slices.DeleteFunc(s.questions(), func(path string) bool { return path == kept }); !slices.Equal(got, common) {
		t.Errorf("asked %q, want %q", got, common)
	}

	s.opens(o)
	p := browser.Tab(t)
	visit(p, s, today)
	submit(p, string(o.proof.Code()))
	expect(t, settled(p), "verdict.valid")
	if got := s.questions(); !slices.Contains(got, "/v1/proofs/"+string(o.proof.Code())) {
		t.Errorf("a typed code: asked %q", got)
	}

	pdf := o.issue(false)
	s.opens(o)
	p = browser.Tab(t)
	visit(p, s, today)
	drop(p, "s.pdf", pdf)
	expect(t, settled(p), "verdict.valid", "file.issued")
	named := regexp.MustCompile(`^/v1/(certificates|proofs|revocations|inclusion)/`)
	got := slices.DeleteFunc(s.questions(), func(path string) bool { return !named.MatchString(path) })
	if want := "/v1/certificates/" + hexOf(o.proof.Pledge.Digest()); len(got) != 1 || got[0] != want {
		t.Errorf("a PDF: asked %q, want which file was issued, %s", got, want)
	}
}

// Nothing is sent before the verdict is there, and the page stays within its budget.
func TestBudget(t *testing.T) {
	s, o := newSite(t), newOffice()
	s.opens(o)
	p := browser.Tab(t)
	at(p, today)
	bytes := 0.0
	p.Do(chromedp.ActionFunc(func(ctx context.Context) error {
		chromedp.ListenTarget(ctx, func(event any) {
			if e, ok := event.(*network.EventLoadingFinished); ok {
				bytes += e.EncodedDataLength
			}
		})
		_, err := page.AddScriptToEvaluateOnNewDocument(`new MutationObserver(() => {
			if (!globalThis.answered && document.querySelector(".verdict.valid")) globalThis.answered = performance.now()
		}).observe(document, { childList: true, subtree: true })`).Do(ctx)
		return err
	}))
	p.Open(s.URL + "/#" + fragment(o))
	settled(p)
	p.Do(chromedp.Sleep(100 * time.Millisecond))
	var answered, loaded float64
	p.Eval(`answered`, &answered)
	p.Eval(`performance.getEntriesByType("navigation")[0].loadEventEnd`, &loaded)
	t.Logf("%.1f KB transferred, headers and the ledger's answers included; verdict %.0f ms after the navigation began, load event at %.0f ms", bytes/1000, answered, loaded)
	if bytes == 0 || bytes > 80_000 {
		t.Errorf("%.0f bytes transferred, at most 80000 are allowed", bytes)
	}
	for _, request := range p.Requests() {
		if strings.Contains(request, ".wasm") || !strings.HasPrefix(request, "GET "+s.URL) {
			t.Errorf("asked for %s", request)
		}
	}
}

// After one visit the page works without a network: an aeroplane, a village, a server that is down.
func TestOfflineAfterOneVisit(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	p := browser.Tab(t)
	at(p, today)
	p.Open(s.URL)
	p.Wait(`navigator.serviceWorker.controller !== null`)
	p.Eval(`(async () => { while (!(await caches.match("/v1/texts/`+hexOf(o.text.Digest())+`"))) await new Promise((again) => setTimeout(again, 20)) })()`, nil)
	s.silence(true)
	other := newOffice(func(o *office) { o.person.Name = "Budi Santoso" })
	p.Do(chromedp.Navigate("about:blank"))
	expect(t, arrive(p, s, other), "verdict.valid", "page.offline.sentence", "page.commitment.proved", "Budi Santoso")
	// An address whose # a mail gateway has encoded does not leave the device either.
	p.Open(s.URL + "/%23" + fragment(o) + "&utm_source=wa.")
	expect(t, settled(p), "verdict.valid", "Siti Rahmawati")
}

// A first visit in which the list does not come answers nothing, and answers once it comes.
func TestTrustListComesLater(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	s.say("/trust", []byte("Layanan sedang diperbaiki.\n"))
	p := browser.Tab(t)
	expect(t, arrive(p, s, o), "verdict.undetermined", "page.trust.none")
	s.opens(o)
	p.Eval(`document.getElementById("answer").dataset.settled = "false"`, nil)
	submit(p, fragment(o))
	expect(t, settled(p), "verdict.valid", "status.good")
}

// The root key is that of the first visit, and trust lists only ever get newer.
func TestPinnedTrust(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	p := browser.Tab(t)
	expect(t, arrive(p, s, o), "verdict.valid")

	listed := func(change func(*trust.List), root string) {
		list := o.list
		change(&list)
		s.say("/trust", must(trust.Sign(list, demoKey(root))))
	}
	again := func() shown {
		p.Open("about:blank")
		got := arrive(p, s, o)
		p.Do(chromedp.Sleep(50 * time.Millisecond))
		p.Eval(look, &got)
		return got
	}
	root := func(name string) trust.VerifierKey { return trust.LogKey(trust.RootName(origin), demoPublic(name)) }

	listed(func(l *trust.List) { l.Serial = 2 }, "root")
	expect(t, again(), "verdict.valid", "page.trust.older.title", "page.trust.older")
	listed(func(l *trust.List) { l.Serial, l.Root = 9, root("thief") }, "thief")
	expect(t, again(), "verdict.valid", "page.trust.other.title", "page.trust.other")
	s.say("/trust", []byte("ikrar/trust/v1\n"))
	expect(t, again(), "verdict.valid", "page.trust.bad")

	// A newer one counts at once: here the registrar is gone. Its successor's root is named in it, and then takes over.
	listed(func(l *trust.List) {
		next := root("next")
		l.Serial, l.NextRoot, l.Registrars = 4, &next, []trust.Registrar{{Range: trust.Range{Last: trust.NoEnd}, Key: demoPublic("other"), Name: "Lain"}}
	}, "root")
	p.Open("about:blank")
	at(p, today)
	p.Open(s.URL + "/#" + fragment(o))
	p.Wait(`document.querySelector(".verdict.untrusted") !== null`)
	listed(func(l *trust.List) { l.Serial, l.Root = 5, root("next") }, "next")
	p.Open("about:blank")
	p.Open(s.URL + "/#" + fragment(o))
	p.Wait(`document.querySelector(".verdict.valid") !== null`)
	var pinned string
	p.Eval(`JSON.parse(localStorage.getItem("ikrar.trust")).root`, &pinned)
	if pinned != root("next").String() {
		t.Errorf("pinned is %s", pinned)
	}
}

// The page does not answer inside another site's.
func TestFramed(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	thief := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, "<!doctype html><iframe src=\"%s/#%s\"></iframe>", s.URL, fragment(o))
	}))
	t.Cleanup(thief.Close)
	p := browser.Tab(t)
	p.Open(strings.Replace(thief.URL, "127.0.0.1", "jahat.example", 1))
	var frames int
	p.Wait(`document.readyState === "complete"`)
	p.Eval(`frames.length`, &frames)
	if complaints := strings.Join(p.Errors(), "\n"); frames != 1 || !strings.Contains(complaints, "frame-ancestors") {
		t.Errorf("%d frames; the browser says %q", frames, complaints)
	}
	if asked := s.questions(); len(asked) != 0 {
		t.Errorf("the framed page asked %q", asked)
	}
}

// The policy holds: what slipped into the page would not run.
func TestPolicy(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.opens(newOffice())
	p := browser.Tab(t)
	visit(p, s, today)
	for name, attempt := range map[string]string{
		"markup":         `document.body.innerHTML = "<b>x</b>"`,
		"script address": `Object.assign(document.createElement("script"), { src: "/web/x.js" })`,
		"another policy": `trustedTypes.createPolicy("other", {})`,
	} {
		var refused bool
		p.Eval(fmt.Sprintf(`(() => { try { %s; return false } catch { return true } })()`, attempt), &refused)
		if !refused {
			t.Errorf("%s is not refused: %s", name, attempt)
		}
	}
	var ran bool
	p.Eval(`new Promise((done) => {
		const script = document.createElement("script")
		script.append("globalThis.ran = true") 
		document.head.append(script)
		setTimeout(() => done(Boolean(globalThis.ran)), 50)
	}).catch(() => false)`, &ran)
	var reached bool
	p.Eval(`fetch("http://lain.example/").then(() => true, () => false)`, &reached)
	if ran || reached {
		t.Errorf("an inline script ran: %v; another site was reached: %v", ran, reached)
	}
	var evaluated bool // later, since the protocol's own evaluation is free of the policy
	p.Eval(`new Promise((done) => setTimeout(() => { try { done(Function("return true")()) } catch { done(false) } }))`, &evaluated)
	if evaluated {
		t.Error("a text was evaluated")
	}
	var cookies string
	p.Eval(`document.cookie`, &cookies)
	if cookies != "" {
		t.Errorf("cookies: %q", cookies)
	}
}

// What comes in an address is anything at all.
func TestFragments(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	p := browser.Tab(t)
	visit(p, s, today)
	for name, c := range map[string]struct{ fragment, word, says string }{
		"a megabyte of digits":  {`"1".repeat(1 << 20)`, "unread.headline", "unread.large"},
		"a megabyte of letters": {`"a1".repeat(1 << 19)`, "unread.headline", "unread.large"},
		"digits of nothing":     {`"1".repeat(1 << 19)`, "verdict.altered", "verdict.altered.encoding"},
		"digits too many":       {fmt.Sprintf("%q", fragment(o)+strings.Repeat("0", 4000)), "verdict.altered", "verdict.altered.encoding"},
		"percent":               {`"%"`, "unread.headline", "unread.nothing"},
		"percent-encoded":       {`"%3Cscript%3E"`, "unread.headline", "unread.nothing"},
		"half a proof":          {fmt.Sprintf("%q", fragment(o)[:600]), "verdict.incomplete", "verdict.undetermined.incomplete"},
		"a code":                {fmt.Sprintf("%q", o.proof.Code()), "verdict.valid", "status.good"},
		"the proof":             {fmt.Sprintf("%q", fragment(o)), "verdict.valid", "status.good"},
	} {
		p.Eval(`document.getElementById("answer").dataset.settled = "false"; location.hash = `+c.fragment, nil)
		p.Do(chromedp.Sleep(20 * time.Millisecond))
		t.Run(name, func(t *testing.T) { expect(t, settled(p), c.word, c.says) })
	}
	before := settled(p)
	p.Eval(`location.hash = "main"`, nil)
	p.Do(chromedp.Sleep(20 * time.Millisecond))
	if after := settled(p); after.Text != before.Text {
		t.Errorf("the skip link takes an answer away:\n%s", after.Text)
	}

	// Past the head the address keeps its proof, for who loads the page again; back from it leads to the beginning.
	p.Eval(`document.getElementById("answer").dataset.settled = "false"; location.hash = "`+fragment(o)+`"`, nil)
	expect(t, settled(p), "verdict.valid")
	p.Eval(`document.querySelector(".skip").click()`, nil)
	p.Wait(`location.hash.length > 200 && document.activeElement.id === "main"`)
	p.Eval(`location.hash = ""`, nil)
	p.Wait(`!document.querySelector(".verdict") && document.activeElement.id === "ask-title"`)
}

// All of it by keyboard: the order of stops, a typed code, the answer in focus, and back to the beginning.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	p := browser.Tab(t)
	visit(p, s, today)
	p.Eval(`document.getElementById("scan").hidden = false`, nil) // a machine without a camera has no such stop
	var stops []string
	for range 6 {
		p.Do(chromedp.KeyEvent(kb.Tab))
		var stop string
		p.Eval(`document.activeElement.id || document.activeElement.className`, &stop)
		stops = append(stops, stop)
	}
	if want := []string{"skip", "home", "language", "scan", "file", "text"}; !slices.Equal(stops, want) {
		t.Errorf("stops %q, want %q", stops, want)
	}
	p.Do(input.InsertText(string(o.proof.Code())), chromedp.KeyEvent(kb.Enter))
	expect(t, settled(p), "verdict.valid")
	focus := func(want string) {
		t.Helper()
		var id string
		if p.Eval(`document.activeElement.id`, &id); id != want {
			t.Errorf("the focus is on %q, not on %q", id, want)
		}
	}
	focus("verdict")
	p.Eval(`document.querySelector("#how summary").focus()`, nil)
	p.Do(chromedp.KeyEvent(kb.Enter))
	p.Wait(`document.getElementById("how").open`)
	p.Eval(`document.querySelector(".actions button").focus()`, nil)
	p.Do(chromedp.KeyEvent(kb.Enter))
	p.Wait(`document.querySelector(".verdict") === null`)
	focus("ask-title")
	p.Eval(`document.querySelector("#typed button").focus()`, nil)
	p.Do(chromedp.KeyEvent(kb.Enter))
	var fault string
	p.Eval(`document.getElementById("text-fault").textContent`, &fault)
	if fault != web.Book.Say(phrase.ID, "page.text.empty") {
		t.Errorf("nothing typed: %q", fault)
	}
	focus("text")
}

// contrast gives what a text and its ground differ by too little (WCAG 2.2, 1.4.3), and what is too small to hit (2.5.8).
const contrast = `(() => {
	const channel = (c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
	const parse = (color) => color.match(/[\d.]+/g).map(Number)
	const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
	const ground = (e) => {
		for (; e; e = e.parentElement) {
			const color = parse(getComputedStyle(e).backgroundColor)
			if (color.length < 4 || color[3] > 0.9) return color
		}
		return [255, 255, 255]
	}
	const weak = []
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
	while (walker.nextNode()) {
		const e = walker.currentNode.parentElement
		if (!walker.currentNode.textContent.trim() || e.closest(".hidden, .skip, noscript, script") || e.getClientRects().length === 0) continue
		const [a, b] = [luminance(parse(getComputedStyle(e).color)), luminance(ground(e))]
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
		if (ratio < 4.5) weak.push(ratio.toFixed(2) + " " + walker.currentNode.textContent.trim().slice(0, 40))
	}
	for (const e of document.querySelectorAll("a, button, input, summary, label.button")) {
		const { width, height } = e.getBoundingClientRect()
		if (e.closest(".hidden, .skip") || e.classList.contains("hidden") || width === 0) continue
		if (width < 24 || height < 24) weak.push("small: " + e.textContent)
	}
	return weak
})()`

func TestContrastAndZoom(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]*office{
		"hostile": newOffice(func(o *office) { o.hostile() }),
		"erased":  newOffice(func(o *office) { o.status(verify.StateErased, today+day) }),
		"revoked": newOffice(func(o *office) { o.revoke("hilang") }),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, p := newSite(t), browser.Beside(t)
			s.opens(o)
			p.Size(375, 700)
			arrive(p, s, o)
			p.Eval(`document.getElementById("how").open = true`, nil)
			for _, dark := range []bool{false, true} {
				p.Dark(dark)
				var weak []string
				if p.Eval(contrast, &weak); len(weak) > 0 {
					t.Errorf("dark %v: %q", dark, weak)
				}
			}
			p.Eval(`document.documentElement.style.fontSize = "200%"`, nil)
			var got shown
			if p.Eval(look, &got); len(got.Wide) > 0 {
				t.Errorf("with text of 200 %%, wider than the window: %q", got.Wide)
			}
			keep(t, p, "zoom-"+name+"-en")

			// On paper nothing is to be pressed.
			p.Do(emulation.SetEmulatedMedia().WithMedia("print"))
			var pressed []string
			p.Eval(`[...document.querySelectorAll("button, [id$=-hint]")].filter((e) => e.checkVisibility()).map((e) => e.textContent)`, &pressed)
			if len(pressed) > 0 {
				t.Errorf("printed: %q", pressed)
			}
		})
	}
}

// Without JavaScript the page says what to do instead.
func TestNoScript(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.opens(newOffice())
	p := browser.Tab(t)
	p.Do(emulation.SetScriptExecutionDisabled(true))
	p.Open(s.URL)
	var text string
	p.Do(chromedp.Text("noscript", &text, chromedp.ByQuery))
	if !strings.Contains(text, web.Book.Say(phrase.ID, "page.noscript.title")) {
		t.Errorf("says %q", text)
	}
}

// A reader's language is remembered without a cookie, and said to those who hear the page.
func TestLanguage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.opens(newOffice())
	p := browser.Tab(t)
	visit(p, s, today)
	p.Eval(`document.getElementById("language").click()`, nil)
	p.Open(s.URL)
	p.Wait(`document.getElementById("owner").textContent !== ""`)
	var got struct{ Lang, Title, Toggle, ToggleLang, Label string }
	p.Eval(`({ Lang: document.documentElement.lang, Title: document.title, Toggle: document.getElementById("language").textContent,
		ToggleLang: document.getElementById("language").lang, Label: document.getElementById("video").getAttribute("aria-label") })`, &got)
	if got.Lang != "en" || got.Title != web.Book.Say(phrase.EN, "page.title") || got.Toggle != "Bahasa Indonesia" || got.ToggleLang != "id" || got.Label != web.Book.Say(phrase.EN, "page.camera.hint") {
		t.Errorf("%+v", got)
	}
}

// Where neither the browser nor we can check Ed25519 the page says so, and never answers.
func TestNoEngine(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	p := browser.Tab(t)
	always(p, withoutEd25519+"; delete globalThis.WebAssembly")
	expect(t, arrive(p, s, o), "verdict.undetermined", "page.engine.none")
}

// A slip's code that is typed here, or scanned to the wrong page, goes on to the page for signing, and to no server.
func TestInvitationTyped(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	typed, opened := browser.Tab(t), browser.Tab(t)
	visit(typed, s, today)
	submit(typed, "k7qm–2f8d–9xpa–0r3t")
	opened.Open(s.URL + "/#K7QM-2F8D-9XPA-0R3T")
	for _, p := range []*browser.Page{typed, opened} {
		p.Wait(`location.pathname === "/tanda" && location.hash === "#K7QM2F8D9XPA0R3T"`)
		if asked := strings.Join(p.Requests(), "\n"); strings.Contains(strings.ToUpper(strings.Join(s.questions(), "\n")), "2F8D") {
			t.Errorf("the code was sent: %s", asked)
		}
	}
}
