package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"ikrar/verify"
)

// Networks as they are emulated: milliseconds from a request to its answer's first byte, and bits a
// second, both ways. Chromium adds nothing for the connection itself.
var networks = []struct {
	name         string
	latency, bit float64
}{{"Fast3G", 150, 1.6e6}, {"Slow3G", 560, 400e3}}

// What a person taps from the link to the text.
var toTheText = []string{"Ya, ini saya", "Sekali pakai saja", "Ya, sekali pakai"}

// BenchmarkCheckingPage is how long somebody waits who scans a certificate with such a telephone
// for the first time: until the page says whether the signature holds, as the telephone alone can
// tell, and until all is said that the ledger adds.
func BenchmarkCheckingPage(b *testing.B) {
	newPhone(b) // starts the browser
	w := world{t: b, dir: b.TempDir()}
	address := freeAddress(b)
	said := w.found("http://"+address, 1, "--csv", "codes.csv")
	stop := w.serveAtOnce(address)
	w.ikrar("pledge", "http://"+address, "--code", w.codes()[0].String(), "--key", "nabila.key", "--no-passphrase",
		"--root", rootPrint.FindString(said), "--yes", "-o", "nabila.tlog-proof")
	proof, err := verify.Read([]byte(w.read(filepath.Join(w.dir, "nabila.tlog-proof"))))
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range networks {
		b.Run(n.name, func(b *testing.B) {
			var verdict, settled, shift float64
			for b.Loop() {
				p := slowPhone(b, n.latency, n.bit)
				p.always(whenShown(`{
					verdict: document.querySelector("#answer .verdict:not(.checking)") !== null,
					settled: document.querySelector("#answer[data-settled=true] #verdict") !== null }`) + layoutShifts)
				p.navigate(proof.QR("http://" + address))
				p.page.Wait("Number.isFinite(globalThis.shown?.settled)")
				var shown struct{ Verdict, Settled float64 }
				p.page.Eval(`({ Verdict: shown.verdict, Settled: shown.settled })`, &shown)
				verdict, settled, shift = verdict+shown.Verdict, settled+shown.Settled, shift+p.shifted()
				p.waterfall()
			}
			b.ReportMetric(verdict/float64(b.N), "ms/verdict")
			b.ReportMetric(settled/float64(b.N), "ms/settled")
			b.ReportMetric(shift/float64(b.N), "shift")
			b.ReportMetric(0, "ns/op")
		})
	}
	stop()
}

// slowPhone is a telephone with such a network, and a processor that is 4x slower.
func slowPhone(b *testing.B, latency, bit float64) *phone {
	b.Helper()
	p := newPhone(b)
	p.page.Do(network.EmulateNetworkConditions(false, latency, bit/8, bit/8), emulation.SetCPUThrottlingRate(4))
	return p
}

// whenShown is a script that notes in shown when each of some conditions, a JavaScript object of
// them, was first true on the screen, in milliseconds since the page was asked for.
func whenShown(conditions string) string {
	return fmt.Sprintf(`globalThis.shown = {}
		new MutationObserver(() => {
			for (const [name, met] of Object.entries(%s)) {
				if (name in shown || !met) continue
				shown[name] = Infinity
				requestAnimationFrame(() => setTimeout(() => (shown[name] = performance.now())))
			}
		}).observe(document, { childList: true, subtree: true, attributes: true })`, conditions)
}

// navigate goes to an address, and does not wait until it is there.
func (p *phone) navigate(address string) {
	p.t.Helper()
	p.page.Do(chromedp.ActionFunc(func(ctx context.Context) error {
		_, _, _, _, err := page.Navigate(address).Do(ctx)
		return err
	}))
}

const signButton = "Tekan dan tahan untuk menandatangani"

// BenchmarkSigningPage is how long somebody waits at the page of a slip, on a telephone with a
// processor that is 4x slower and nothing in its cache: until the page shows who is invited, and
// until the text can be signed. Between them is no time that the person takes.
func BenchmarkSigningPage(b *testing.B) {
	newPhone(b) // starts the browser
	w := world{t: b, dir: b.TempDir()}
	address := freeAddress(b)
	w.found("http://"+address, 100, "--csv", "codes.csv")
	stop, codes := w.serveAtOnce(address), w.codes()
	for _, n := range networks {
		b.Run(n.name, func(b *testing.B) {
			var person, ready, shift float64
			for b.Loop() {
				if len(codes) == 0 {
					b.Fatal("no invitation is left: a shorter -benchtime will do")
				}
				p := slowPhone(b, n.latency, n.bit)
				one, two := p.waited("http://" + address + "/tanda#" + codes[0].String())
				codes, person, ready, shift = codes[1:], person+one, ready+two, shift+p.shifted()
			}
			b.ReportMetric(person/float64(b.N), "ms/person")
			b.ReportMetric(ready/float64(b.N), "ms/ready")
			b.ReportMetric(shift/float64(b.N), "shift")
			b.ReportMetric(0, "ns/op")
		})
	}
	stop()
}

// waited opens a link, goes to the text without delay, and returns the milliseconds that the page
// took until the person is shown, and until the text can be signed.
func (p *phone) waited(link string) (person, ready float64) {
	p.t.Helper()
	screens := append(slices.Clone(toTheText), signButton)
	conditions := "{"
	for _, words := range screens {
		conditions += fmt.Sprintf("%q: document.querySelector('#screen')?.textContent.includes(%[1]q),", words)
	}
	p.always(`globalThis.tapped = []
		addEventListener("click", () => tapped.push(performance.now()), true)
		` + whenShown(conditions+"}") + layoutShifts)
	p.navigate(link)
	for _, words := range toTheText {
		p.page.Wait(fmt.Sprintf(`Number.isFinite(globalThis.shown?.[%q])`, words))
		p.tap(words)
	}
	p.page.Wait(fmt.Sprintf(`Number.isFinite(shown[%q])`, signButton))
	var times struct {
		Shown  map[string]float64
		Tapped []float64
	}
	p.page.Eval(`({ Shown: shown, Tapped: tapped })`, &times)
	person = times.Shown[toTheText[0]]
	ready = person
	for n, at := range times.Tapped {
		ready += times.Shown[screens[n+1]] - at
	}
	p.waterfall()
	return person, ready
}

// layoutShifts is a script that notes every jump of what was on the screen already, and what jumped
// furthest: https://wicg.github.io/layout-instability/. What follows a tap is no jump.
const layoutShifts = `
	globalThis.jumps = []
	new PerformanceObserver((list) => {
		for (const { value, startTime, hadRecentInput, sources } of list.getEntries()) {
			if (hadRecentInput) continue
			const [{ node, previousRect: from, currentRect: to } = {}] = sources
			const name = (node?.nodeName ?? "") + "#" + (node?.id ?? "") + "." + (node?.className ?? "")
			jumps.push({ Value: value, At: startTime, What: name + " from " + from?.y + " to " + to?.y })
		}
	}).observe({ type: "layout-shift", buffered: true })`

// shifted prints the jumps of the page, and returns the sum of them.
func (p *phone) shifted() (sum float64) {
	p.t.Helper()
	var all []struct {
		Value, At float64
		What      string
	}
	p.page.Eval(`jumps`, &all)
	for _, one := range all {
		p.t.Logf("%6.0f ms: a jump of %.4f, %s", one.At, one.Value, one.What)
		sum += one.Value
	}
	return sum
}

// waterfall prints which request the page was waiting for, and when.
func (p *phone) waterfall() {
	p.t.Helper()
	var all []struct {
		Name       string
		Start, End float64
		Size       int
	}
	p.page.Eval(`["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type)).map((e) =>
		({ Name: e.name, Start: e.startTime, End: e.responseEnd, Size: e.transferSize }))`, &all)
	for _, one := range all {
		_, path, _ := strings.Cut(strings.TrimPrefix(one.Name, "http://"), "/")
		path, _, _ = strings.Cut(path, "#")
		p.t.Logf("%6.0f to %5.0f ms %6d bytes  /%s", one.Start, one.End, one.Size, path)
	}
}
