package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"ikrar/verify/web"
	"ikrar/verify/web/browser"
)

// programs has the site serve the WebAssembly that make would have built.
func (s *site) programs(t *testing.T) {
	t.Helper()
	dir := browser.Programs(t)
	for _, a := range web.Assets() {
		base, _, ok := strings.Cut(a.Path, "/verifier/wasm.js")
		if !ok {
			continue
		}
		for _, name := range []string{"verifier.wasm", "scan.wasm", "wasm_exec.js"} {
			s.say(base+"/built/"+name, must(os.ReadFile(filepath.Join(dir, name))))
		}
	}
}

// photo is a picture of the QR code of a proof, grey as a telephone's.
func photo(digits string) *image.Gray {
	code := must(qrcode.NewQRCodeWriter().Encode(digits, gozxing.BarcodeFormat_QR_CODE, 440, 440, nil))
	img := image.NewGray(image.Rect(0, 0, 640, 480))
	draw.Draw(img, img.Bounds(), image.NewUniform(color.Gray{215}), image.Point{}, draw.Src)
	for y := range code.GetHeight() {
		for x := range code.GetWidth() {
			if code.Get(x, y) {
				img.SetGray(100+x, 20+y, color.Gray{40})
			}
		}
	}
	return img
}

// A photograph is read on the device, by our decoder where the browser has none, and nothing of it is sent.
func TestPhoto(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	s.programs(t)
	p := browser.Tab(t)
	visit(p, s, today)
	drop(p, "foto.jpg", asJPEG(photo(fragment(o))))
	expect(t, settled(p), "verdict.valid", "status.good", "page.compare")

	blank := image.NewGray(image.Rect(0, 0, 640, 480))
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"no code in it":  {asJPEG(blank), "unread.closer"},
		"another's code": {asJPEG(photo("08123456789")), "unread.foreign"},
		"cut off":        {asJPEG(photo(fragment(o)))[:900], "unread.damaged"},
		"no picture":     {[]byte("\xff\xfd\x00tidak"), "unread.unknown"},
	} {
		p.Eval(`document.getElementById("answer").dataset.settled = "false"`, nil)
		drop(p, "foto.jpg", c.data)
		t.Run(name, func(t *testing.T) { expect(t, settled(p), "unread.headline", c.says) })
	}
}

func asJPEG(img image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// The camera: Chromium's own test device shows a certificate's QR code.
func TestCamera(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	s.programs(t)
	img := photo(fragment(o))
	film := fmt.Appendf(nil, "YUV4MPEG2 W640 H480 F5:1 Ip A1:1 C420jpeg\n")
	for range 2 {
		film = append(append(append(film, "FRAME\n"...), img.Pix...), bytes.Repeat([]byte{128}, 2*320*240)...)
	}
	path := filepath.Join(t.TempDir(), "film.y4m")
	if err := os.WriteFile(path, film, 0o600); err != nil {
		t.Fatal(err)
	}
	p := browser.TabOf(t, chromedp.Flag("use-fake-device-for-media-stream", true), chromedp.Flag("use-fake-ui-for-media-stream", true),
		chromedp.Flag("use-file-for-fake-video-capture", path))
	visit(p, s, today)
	p.Wait(`!document.getElementById("scan").hidden`)
	p.Eval(`document.getElementById("scan").click()`, nil)
	expect(t, settled(p), "verdict.valid", "page.compare")
	var open bool
	p.Eval(`!document.getElementById("camera").hidden || document.getElementById("video").srcObject !== null`, &open)
	if open {
		t.Error("the camera stays open")
	}
}

// detecting has a browser that detects codes by itself, as telephones do, see in every picture what sees tells it.
func detecting(p *browser.Page) {
	always(p, `globalThis.BarcodeDetector = class {
		static getSupportedFormats = async () => ["qr_code"]
		detect = async () => globalThis.seen.map((rawValue) => ({ rawValue }))
	}`)
}

// sees has a detecting browser see these texts, in this order.
func sees(p *browser.Page, texts ...string) {
	p.Eval(fmt.Sprintf(`globalThis.seen = %s ?? []`, must(json.Marshal(texts))), nil)
}

// A picture may show several QR codes: ours is found beside others', in whatever order the browser lists them, and also
// where it sees only the other; two of ours are said to be two. One tab looks at all of them, for the decoder is large.
func TestSeveralCodes(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	other := newOffice(func(o *office) { o.person.Name = "Budi Santoso" })
	const foreign, address = "https://contoh.example/promosi", "https://ikrar.contoh.example/#"
	s.opens(o)
	s.programs(t)
	p := browser.Tab(t)
	detecting(p)
	visit(p, s, today)
	picture := asJPEG(photo(fragment(o)))
	for name, c := range map[string]struct {
		seen       []string
		word, says string
	}{
		"the other first": {[]string{foreign, address + fragment(o)}, "verdict.valid", "page.compare"},
		"ours first":      {[]string{address + fragment(o), foreign}, "verdict.valid", "page.compare"},
		"ours twice":      {[]string{address + fragment(o), address + fragment(o)}, "verdict.valid", "page.compare"},
		"two of ours":     {[]string{foreign, address + fragment(o), address + fragment(other)}, "unread.headline", "unread.several"},
		"the other alone": {[]string{foreign}, "verdict.valid", "page.compare"}, // and ours is in the picture
		"none to be seen": {nil, "verdict.valid", "page.compare"},
	} {
		t.Run(name, func(t *testing.T) {
			sees(p, c.seen...)
			drop(p, "foto.jpg", picture)
			expect(t, settled(p), c.word, c.says)
			p.Eval(afresh, nil)
		})
	}
}

// A scan in a PDF is paper: no ledger knows the file, and none is asked about it.
func TestScanInPDF(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	o.issue(false)
	s.opens(o)
	s.programs(t)
	p := browser.Tab(t)
	visit(p, s, today)
	drop(p, "pindaian.pdf", scanPDF(photo(fragment(o))))
	got := settled(p)
	expect(t, got, "verdict.valid", "status.good", "page.number.ask")
	if strings.Contains(got.Text, say("file.different")) || strings.Contains(got.Text, say("file.unchecked")) {
		t.Errorf("the scan is held against a file:\n%s", got.Text)
	}
	for _, asked := range s.questions() {
		if strings.HasPrefix(asked, "/v1/certificates/") {
			t.Errorf("asked %s", asked)
		}
	}
}

// Where the ledger cannot say which file was issued, a page that shows another certificate than the attached one is not
// called good.
func TestContradiction(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	other := newOffice(func(o *office) { o.person.Name = "Budi Santoso" })
	s.opens(o)
	s.programs(t)
	s.fails("/v1/certificates/"+hexOf(o.proof.Pledge.Digest()), failing{503, "busy", "1"})
	p := browser.Tab(t)
	visit(p, s, today)
	both := func(shown *office) []byte {
		attached := strings.NewReplacer("1 0 obj", "11 0 obj", "2 0 obj", "12 0 obj", "4 0 obj", "14 0 obj", "4 0 R", "14 0 R").Replace(string(pdfWith(o.proof.Full())))
		return append(scanPDF(photo(fragment(shown))), strings.TrimPrefix(attached, "%PDF-1.7")...)
	}
	drop(p, "s.pdf", both(other))
	expect(t, settled(p), "unread.headline", "unread.contradicts")
	drop(p, "s.pdf", both(o))
	expect(t, settled(p), "verdict.valid", "file.unchecked", "page.cause.busy")
}

// scanPDF is a page that is a picture, as a copier makes it.
func scanPDF(img *image.Gray) []byte {
	data, b := asJPEG(img), img.Bounds()
	content := fmt.Sprintf("q %d 0 0 %d 0 0 cm /I Do Q", b.Dx(), b.Dy())
	return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"+
		"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %[1]d %[2]d] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>\nendobj\n"+
		"4 0 obj\n<< /Length %[3]d >>\nstream\n%[4]s\nendstream\nendobj\n"+
		"5 0 obj\n<< /Type /XObject /Subtype /Image /Width %[1]d /Height %[2]d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length %[5]d >>\n"+
		"stream\n%[6]s\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%%%EOF\n", b.Dx(), b.Dy(), len(content), content, len(data), data)
}

// Without Ed25519 in the browser the same page answers by the verifier that Go compiles, files and reasons included.
func TestWebAssembly(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	pdf := o.issue(false)
	o.revoke("keliru")
	s.opens(o)
	s.programs(t)
	p := browser.Tab(t)
	always(p, withoutEd25519)
	expect(t, arrive(p, s, o), "verdict.revoked", "status.revoked", "Sidik jari naskah ini")
	p.Eval(`document.getElementById("why").click()`, nil)
	p.Wait(`document.getElementById("answer").innerText.includes("keliru")`)
	drop(p, "s.pdf", pdf)
	p.Wait(`document.getElementById("answer").innerText.includes("800.1.3.3.22/3/BKD/2026")`)
	expect(t, settled(p), "verdict.revoked", "file.issued")
	if asked := strings.Join(p.Requests(), "\n"); !strings.Contains(asked, "/built/verifier.wasm") {
		t.Error("the page did not load the verifier")
	}
}

// An old browser keeps, of one visit, the verifier that it needs; and not the decoder of pictures, which it did not.
func TestWebAssemblyOffline(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	s.programs(t)
	p := browser.Tab(t)
	always(p, withoutEd25519)
	at(p, today)
	p.Open(s.URL)
	p.Wait(`document.getElementById("owner").textContent !== ""`)
	version := s.renewed(t, "")
	p.Eval(fmt.Sprintf(keptPrograms, version), nil)
	for _, path := range s.questions("/web/") {
		if strings.Contains(path, "scan.wasm") {
			t.Error("the decoder was loaded")
		}
	}

	// A later version of the page takes the programs along before it takes over.
	s.renewed(t, "ffffffffffff")
	p.Eval(`navigator.serviceWorker.ready.then((worker) => worker.update())`, nil)
	p.Eval(fmt.Sprintf(keptPrograms, "ffffffffffff"), nil)
	p.Eval(`(async () => { while (await caches.has("/ `+version+`")) await new Promise((again) => setTimeout(again, 20)) })()`, nil)
	s.silence(true)
	p.Open("about:blank")
	expect(t, arrive(p, s, o), "verdict.valid", "page.offline.sentence", "page.commitment.proved")
}

// keptPrograms waits until the cache of a version holds the verifier in WebAssembly, and the page is under the worker's care.
const keptPrograms = `(async () => {
	const base = "/web/%[1]s/built/"
	const kept = async (name) => (await caches.has("/ %[1]s")) && (await (await caches.open("/ %[1]s")).match(base + name))
	while (!(await kept("verifier.wasm")) || !(await kept("wasm_exec.js")) || !navigator.serviceWorker.controller) await new Promise((again) => setTimeout(again, 20))
})()`

// renewed has the site serve the same page under another version, if any is named, and returns the one that it had.
func (s *site) renewed(t *testing.T, to string) (version string) {
	t.Helper()
	all := web.Assets()
	for _, a := range all {
		if rest, ok := strings.CutPrefix(a.Path, "/web/"); ok {
			version, _, _ = strings.Cut(rest, "/")
		}
	}
	if to == "" {
		return version
	}
	list := ""
	for _, name := range []string{"verifier.wasm", "scan.wasm", "wasm_exec.js"} {
		path := "/web/" + to + "/built/" + name
		s.say(path, must(os.ReadFile(filepath.Join(browser.Programs(t), name))))
		list += `"` + path + `",`
	}
	rename := strings.NewReplacer(version, to, "const programs = []", "const programs = ["+list+"]") // where make did not build them
	for _, a := range all {
		if !strings.Contains(a.Path, "/built/") {
			s.say(rename.Replace(a.Path), []byte(rename.Replace(string(a.Body))))
		}
	}
	return version
}

// The page in one file answers from a disk: what a USB stick carries to a desk without a line.
func TestSavedPage(t *testing.T) {
	t.Parallel()
	o := newOffice()
	saved := must(web.Saved(o.trust, o.list.Root.String(), map[string]string{hexOf(o.text.Digest()): o.text.Body}))
	path := filepath.Join(t.TempDir(), "periksa.html")
	if err := os.WriteFile(path, saved, 0o600); err != nil {
		t.Fatal(err)
	}
	p := browser.Tab(t)
	at(p, today)
	p.Open("file://" + path)
	p.Wait(`document.getElementById("owner").textContent !== ""`)
	p.Wait(`document.getElementById("served").textContent.includes("` + o.list.URL + `")`) // it has no address of its own
	submit(p, "https://ikrar.contoh.example/#"+fragment(o))
	expect(t, settled(p), "verdict.valid", "page.saved.sentence", "page.commitment.proved", "compare")
	p.Eval(`document.getElementById("answer").dataset.settled = "false"`, nil)
	drop(p, "s.pdf", pdfWith(o.proof.Full()))
	expect(t, settled(p), "verdict.valid", "file.unchecked")
	p.Eval(`document.getElementById("answer").dataset.settled = "false"`, nil)
	submit(p, string(o.proof.Code()))
	expect(t, settled(p), "verdict.undetermined", "unread.code-saved")
	if asked := p.Requests(); len(asked) != 1 {
		t.Errorf("the saved page asked for %q", asked)
	}
	if complaints := p.Errors(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}

	// It has no verifier but the browser's, and says so before anybody tries.
	p = browser.Tab(t)
	always(p, withoutEd25519)
	p.Open("file://" + path)
	expect(t, settled(p), "verdict.undetermined", "page.engine.saved")
	submit(p, "https://ikrar.contoh.example/#"+fragment(o))
	expect(t, settled(p), "verdict.undetermined", "page.engine.saved")
}
