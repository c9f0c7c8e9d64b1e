package web_test

import (
	"context"
	"crypto"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/web"
	"ikrar/ledger/roster"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/web/browser"
)

// opened is an office that is served, and a window in it.
type opened struct {
	*browser.Page
	t       testing.TB
	office  *web.Office
	address string
	dir     string // the home
}

// words are the sentences that the command lends the office, for tests: the codes.
var words = phrase.Book{}

// openOffice serves an office of a home and opens it in a window.
func openOffice(t testing.TB, dir string) *opened { return openOfficeAs(t, dir, "") }

// openOfficeAs opens an office of the officer whose key is in a file.
func openOfficeAs(t testing.TB, dir, key string) *opened {
	t.Helper()
	s := httptest.NewUnstartedServer(nil)
	address := s.Listener.Addr().String()
	o, err := web.New(web.Options{Address: address, Dir: dir, KeyPath: key, Lang: phrase.ID, Now: time.Now,
		Words: words, Explain: func(_ phrase.Lang, err error) (string, string) { return err.Error(), "" },
		Propose: remote.Propose})
	if err != nil {
		t.Fatal(err)
	}
	s.Config.Handler = o
	s.Start()
	t.Cleanup(func() {
		s.Close()
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	p := &opened{Page: browser.Tab(t), t: t, office: o, address: "http://" + address, dir: dir}
	p.Size(1280, 800)
	p.Open(o.Entry())
	p.settled()
	return p
}

// settled waits until the window shows a room.
func (p *opened) settled() {
	p.t.Helper()
	p.Wait(`!document.body.hasAttribute("aria-busy") && document.querySelector("main h1") !== null`)
}

// shows fails unless some text is on the page.
func (p *opened) shows(want string) {
	p.t.Helper()
	var text string
	p.Eval(`document.querySelector("main").innerText`, &text)
	if !strings.Contains(text, want) {
		p.t.Fatalf("the page does not show %q:\n%s", want, text)
	}
}

// fill types into the field of a label, as a person finds it.
func (p *opened) fill(label, value string) {
	p.t.Helper()
	p.Eval(fmt.Sprintf(`(() => {
		const label = [...document.querySelectorAll("label")].find(l => l.textContent.includes(%s))
		const field = label.control
		if (field.type === "checkbox" || field.type === "radio") field.checked = true
		else field.value = %s
		field.dispatchEvent(new Event("input", { bubbles: true }))
		field.dispatchEvent(new Event("change", { bubbles: true }))
	})()`, quoted(label), quoted(value)), nil)
}

// press presses the button, or follows the link, of that name, and waits for the room that follows.
func (p *opened) press(name string) {
	p.t.Helper()
	p.Eval(fmt.Sprintf(`(() => {
		const all = [...document.querySelectorAll("button, a, summary")].filter(e => e.checkVisibility())
		const at = all.find(e => e.textContent.trim() === %[1]s) ?? all.find(e => e.textContent.includes(%[1]s))
		if (!at) throw new Error("no button " + %[1]s + " among " + all.map(e => e.textContent.trim()).join(", "))
		at.click()
	})()`, quoted(name)), nil)
	p.settled()
}

// upload gives a file to the field of a label, as by the browser's own dialogue.
func (p *opened) upload(label, path string) {
	p.t.Helper()
	p.Eval(fmt.Sprintf(`[...document.querySelectorAll("label")].find(l => l.textContent.includes(%s)).control.id = "upload"`, quoted(label)), nil)
	p.Do(chromedp.SetUploadFiles("#upload", []string{path}, chromedp.ByQuery))
	time.Sleep(50 * time.Millisecond) // until the question has left
	p.settled()
}

// picture writes what the window shows into the directory that IKRAR_PICTURES names, for people to
// look at, wide and narrow, light and dark.
func (p *opened) picture(name string) {
	p.t.Helper()
	dir := os.Getenv("IKRAR_PICTURES")
	if dir == "" {
		return
	}
	for _, way := range []struct {
		name  string
		width int64
		dark  bool
	}{{"wide", 1280, false}, {"narrow", 768, false}, {"dark", 1280, true}} {
		p.Size(way.width, 800)
		p.Dark(way.dark)
		if err := os.WriteFile(filepath.Join(dir, name+"-"+way.name+".png"), p.Screenshot(), 0o600); err != nil {
			p.t.Fatal(err)
		}
	}
	p.Size(1280, 800)
	p.Dark(false)
}

// sound fails where axe-core finds a fault, in light colours and dark ones, or the page complains.
func (p *opened) sound() {
	p.t.Helper()
	for _, dark := range []bool{false, true} {
		p.Dark(dark)
		for _, found := range p.Inspect() {
			p.t.Error(found)
		}
	}
	p.Dark(false)
	var missing []string
	p.Eval(`document.body.innerText.match(/\{(?!urut|tahun|klasifikasi|unit\})\w+\}|undefined|null|\[object/g) ?? []`, &missing)
	if len(missing) > 0 {
		p.t.Errorf("missing sentences: %q", missing)
	}
	for _, e := range p.Errors() {
		p.t.Error(e)
	}
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// institution makes an institution with unencrypted keys, some people, and an office of it that is
// open.
func institution(t testing.TB, people string) *opened {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "bkd")
	settings := config.Default()
	settings.Origin, settings.Ledger.FreeSpaceReserveMiB = "ikrar.contoh.example/uji", 0
	if _, _, err := office.Found(dir, office.Founding{
		Facts:  config.Facts{Name: "Pemerintah Provinsi Contoh", URL: "https://ikrar.contoh.example", Timezone: "WIB"},
		Config: settings, Registrar: "Bidang Mutasi", Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	asOfficer(t, dir, func(i *office.Institution, _ crypto.Signer) error {
		plan, err := i.PlanImport("pegawai.csv", strings.NewReader(people), roster.Choice{})
		if err != nil {
			return err
		}
		return plan.Import()
	})
	return openOffice(t, dir)
}

// asOfficer works with an institution as another officer does, beside an office.
func asOfficer(t testing.TB, dir string, do func(*office.Institution, crypto.Signer) error) {
	t.Helper()
	h, _, err := office.ReadHome(dir)
	if err != nil {
		t.Fatal(err)
	}
	registrar, err := keyfile.Open(h.KeyPath("registrar"), nil)
	if err != nil {
		t.Fatal(err)
	}
	i, err := h.Open(t.Context(), office.Opening{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer i.Close()
	if err := do(i, registrar); err != nil {
		t.Fatal(err)
	}
}

// foundHome makes an institution whose keys have no passphrase.
func foundHome(t testing.TB) *office.Home {
	t.Helper()
	h, _, err := office.Found(filepath.Join(t.TempDir(), "rumah"), office.Founding{Registrar: "Bidang Mutasi",
		Now: time.Now, Facts: config.Facts{Name: "Pemerintah Provinsi Contoh", URL: "https://ikrar.contoh.example"},
		Config: config.Config{Origin: "ikrar.contoh.example/buku"}})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// within works with a home as another officer's program would.
func within(t testing.TB, h *office.Home, do func(*office.Institution)) {
	t.Helper()
	i, err := h.Open(context.Background(), office.Opening{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer i.Close()
	do(i)
}

// importFile imports a file's text.
func importFile(t testing.TB, i *office.Institution, text string) {
	t.Helper()
	p, err := i.PlanImport("f.csv", strings.NewReader(text), roster.Choice{})
	if err == nil {
		err = p.Import()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// toRoom goes to a room by its name in the menu.
func (p *opened) toRoom(name, heading string) {
	p.t.Helper()
	p.press(name)
	p.shows(heading)
}
