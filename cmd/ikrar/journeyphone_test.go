package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"ikrar/verify/web/browser"
)

// phone is a telephone of 360 x 740 and the person who holds it, who sees the words on its screen,
// and touches them. Nothing of how the page is made is known here.
type phone struct {
	t             testing.TB
	page          *browser.Page
	files         string // where downloads are saved
	taps, strokes int

	mutex   sync.Mutex
	sent    strings.Builder // and what came back
	answers []network.RequestID
}

func newPhone(t testing.TB) *phone {
	t.Helper()
	p := &phone{t: t, page: browser.Tab(t), files: t.TempDir()}
	p.page.Downloads(p.files)
	p.page.Listen(p.record)
	p.page.Do(emulation.SetDeviceMetricsOverride(360, 740, 1, true), emulation.SetTouchEmulationEnabled(true))
	return p
}

// record keeps what the browser says that it sends: addresses, headers and bodies.
func (p *phone) record(event any) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		fmt.Fprintln(&p.sent, e.Request.Method, e.Request.URL, e.Request.Headers)
		for _, part := range e.Request.PostDataEntries {
			body, _ := base64.StdEncoding.DecodeString(part.Bytes)
			p.sent.Write(body)
		}
	case *network.EventRequestWillBeSentExtraInfo:
		fmt.Fprintln(&p.sent, e.Headers)
	case *network.EventResponseReceived:
		fmt.Fprintln(&p.sent, e.Response.URL, e.Response.Headers)
	case *network.EventLoadingFinished:
		p.answers = append(p.answers, e.RequestID)
	}
}

// traffic is everything that was recorded, with the answers' bodies.
func (p *phone) traffic() []byte {
	p.t.Helper()
	p.mutex.Lock()
	all, answers := []byte(p.sent.String()), p.answers
	p.mutex.Unlock()
	p.page.Do(chromedp.ActionFunc(func(ctx context.Context) error {
		for _, id := range answers {
			if body, err := network.GetResponseBody(id).Do(ctx); err == nil { // else of a page that was left
				all = append(all, body...)
			}
		}
		return nil
	}))
	return all
}

// always runs a script before all others in every page.
func (p *phone) always(script string) {
	p.t.Helper()
	p.page.Do(chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(script).Do(ctx)
		return err
	}))
}

// clock has the telephone's clock go ahead, or behind.
func (p *phone) clock(ahead time.Duration) {
	p.t.Helper()
	p.always(fmt.Sprintf(`(() => {
		const right = Date
		globalThis.Date = class Date extends right {
			constructor(...parts) { parts.length > 0 ? super(...parts) : super(right.now() + %d) }
			static now() { return right.now() + %[1]d }
		}
	})()`, ahead.Milliseconds()))
}

// translate rewrites every text of a page, and each that it gets later, as the translators of
// browsers do it: all but what is marked as not to be translated.
func (p *phone) translate() {
	p.t.Helper()
	p.always(`addEventListener("DOMContentLoaded", () => {
		const rewrite = (node) => {
			if (node.nodeType !== Node.TEXT_NODE) return node.childNodes.forEach(rewrite)
			const kept = "[translate=no], font, script, style, textarea"
			if (!node.data.trim() || !node.parentElement || node.parentElement.closest(kept)) return
			const font = document.createElement("font")
			font.textContent = "«" + node.data + "»"
			node.replaceWith(font)
		}
		const all = { childList: true, characterData: true, subtree: true }
		new MutationObserver((changes) => changes.forEach(({ target }) => rewrite(target))).observe(document.documentElement, all)
		rewrite(document.documentElement)
	})`)
}

// A seen place on the screen. Y may be above or below what is in view.
type seen struct {
	X, Y float64
	In   bool // in view, and nothing lies over it
	Text string
}

// lookFor finds the words among what is visible: where several texts have them, the shortest.
const lookFor = `((words) => {
	const plain = (s) => (s ?? "").replace(/\s+/g, " ").trim()
	let best = null
	for (const one of document.body?.querySelectorAll("*") ?? []) {
		if (!plain(one.textContent).includes(words)) continue // spares a layout
		const text = plain(one.innerText)
		if (!text.includes(words) || best?.text.length < text.length) continue
		if (one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) best = { one, text }
	}
	if (!best) return null
	const { x, y, width, height } = best.one.getBoundingClientRect()
	const [X, Y] = [x + width / 2, y + height / 2]
	if (width < 2 || height < 2) return null // for those who hear the page
	const top = document.elementFromPoint(X, Y)
	return { X, Y, In: Boolean(top) && (best.one.contains(top) || top.contains(best.one)), Text: best.text }
})(%q)`

// sees waits until the words are on the screen, or above or below what is in view.
func (p *phone) sees(words string) (at seen) {
	p.t.Helper()
	_, at = p.waits(words)
	return at
}

// seesOneOf waits until any of the words are, and returns those.
func (p *phone) seesOneOf(words ...string) (which string) {
	p.t.Helper()
	which, _ = p.waits(words...)
	return which
}

func (p *phone) waits(any ...string) (words string, at seen) {
	p.t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		for _, words := range any {
			var found *seen
			if p.page.Eval(fmt.Sprintf(lookFor, words), &found); found != nil {
				return words, *found
			}
		}
	}
	p.t.Fatalf("%q is not to be seen, but\n%s", any, p.reads())
	return "", seen{}
}

// leaves waits until the words are gone.
func (p *phone) leaves(words string) {
	p.t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		var found *seen
		if p.page.Eval(fmt.Sprintf(lookFor, words), &found); found == nil {
			return
		}
	}
	p.t.Fatalf("%q stays to be seen", words)
}

// reads is all that the page shows.
func (p *phone) reads() (text string) {
	p.t.Helper()
	p.page.Eval(`document.body?.innerText ?? ""`, &text)
	return text
}

// reaches brings the words into view, as a thumb does, and waits until they rest there: a touch
// while the page still moves only stops it.
func (p *phone) reaches(words string) seen {
	p.t.Helper()
	for was := (seen{}); p.strokes < 100; {
		at := p.sees(words)
		switch {
		case at.In && at == was:
			return at
		case at == was:
			p.stroke(max(-500, min(500, 370-at.Y)))
		default:
			p.page.Eval(`new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))`, nil)
		}
		was = at
	}
	p.t.Fatalf("%q cannot be brought into view", words)
	return seen{}
}

// stroke moves the page up or down by a finger.
func (p *phone) stroke(far float64) {
	p.t.Helper()
	p.strokes++
	const steps = 5
	for n := range steps + 1 {
		kind, at := input.TouchMove, 370-far/2+far*float64(n)/steps
		if n == 0 {
			kind = input.TouchStart
		}
		p.page.Do(input.DispatchTouchEvent(kind, []*input.TouchPoint{{X: 180, Y: at}}))
	}
	time.Sleep(100 * time.Millisecond) // so that the page does not go on by itself
	p.page.Do(input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}))
}

// tap touches the words.
func (p *phone) tap(words string) { p.hold(words, 0) }

// hold keeps a finger on the words.
func (p *phone) hold(words string, long time.Duration) {
	p.t.Helper()
	at := p.reaches(words)
	p.taps++
	p.page.Do(input.DispatchTouchEvent(input.TouchStart, []*input.TouchPoint{{X: at.X, Y: at.Y}}))
	time.Sleep(long)
	p.page.Do(input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}))
}

// types what a person writes into the field below a label.
func (p *phone) types(label, text string) {
	p.t.Helper()
	p.tap(label)
	p.page.Do(input.InsertText(text))
}

// downloaded waits for a file that is saved, and whole.
func (p *phone) downloaded(pattern string) (path string) {
	p.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		files, err := filepath.Glob(filepath.Join(p.files, pattern))
		if err != nil {
			p.t.Fatal(err)
		}
		for _, path := range files {
			if info, err := os.Stat(path); err == nil && info.Size() > 0 {
				return path
			}
		}
	}
	p.t.Fatalf("no %s was downloaded", pattern)
	return ""
}
