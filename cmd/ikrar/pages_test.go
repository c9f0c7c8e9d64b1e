package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"ikrar/verify/web/browser"
)

// household is an institution of one person, who has a slip, for what its pages do in a browser.
type household struct {
	*testing.T
	dir, code string
}

const (
	nabilaNIP = "197602012005052002"
	houseURL  = "http://127.0.0.1:1" // nobody answers there
)

func newHousehold(t *testing.T) *household {
	t.Helper()
	h := &household{T: t, dir: t.TempDir()}
	people := "nip,nama,unit,jabatan\n" + nabilaNIP + ",Nabila Lestari,Dinas Pendidikan,Guru\n" +
		"198501012010012002,Bunga Lestari,Dinas Pendidikan,Guru\n" // whose NIP ends as hers does
	if err := os.WriteFile(h.path("pegawai.csv"), []byte(people), 0o600); err != nil {
		t.Fatal(err)
	}
	h.ikrar("init", h.path("d"), "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku",
		"--url", houseURL, "--no-passphrase")
	h.ikrar("roster", "import", h.path("pegawai.csv"))
	h.ikrar("campaign", "new", "deklarasi", "--title", "Deklarasi ASN BerAKHLAK", "--text", "uu-20-2023",
		"--place", "Pontianak", "--date", "2022-03-31", "--closes", "2099-12-31")
	h.ikrar("invite", "--nip", nabilaNIP, "--until", "2099-12-31", "--csv", h.path("codes.csv"))
	codes, err := os.ReadFile(h.path("codes.csv"))
	if err != nil {
		t.Fatal(err)
	}
	h.code = regexp.MustCompile(`[0-9A-Z]{4}(-[0-9A-Z]{4}){3}`).FindString(string(codes))
	return h
}

func (h *household) path(name string) string { return filepath.Join(h.dir, name) }

// ikrar runs a command, which must end well, and returns its stdout.
func (h *household) ikrar(args ...string) string {
	h.Helper()
	var out, complaints bytes.Buffer
	if code := h.run(h.Context(), &out, &complaints, args...); code != 0 {
		h.Fatalf("ikrar %q: %d %s", args, code, &complaints)
	}
	return out.String()
}

func (h *household) run(ctx context.Context, out, complaints io.Writer, args ...string) int {
	if args[0] != "init" {
		args = append([]string{"--home", h.path("d")}, args...)
	}
	return run(ctx, args, strings.NewReader(""), out, complaints, func(string) string { return "" }, time.Now)
}

// pledged is how many pledges the ledger holds.
func (h *household) pledged() (n int) {
	h.Helper()
	var said struct{ Total struct{ Pledged int } }
	if err := json.Unmarshal([]byte(h.ikrar("report", "--json")), &said); err != nil {
		h.Fatal(err)
	}
	return said.Total.Pledged
}

// arrive waits until a page has come to a state.
func arrive(p *browser.Page, state string) {
	p.Wait(fmt.Sprintf(`document.getElementById("screen").dataset.at === %q`, state))
}

// fill types into the fields of a form, and sends it.
func fill(p *browser.Page, fields map[string]string) {
	for id, value := range fields {
		p.Eval(fmt.Sprintf(`document.getElementById(%q).value = %q`, id, value), nil)
	}
	click(p, "#submit")
}

func click(p *browser.Page, selector string) {
	p.Wait(fmt.Sprintf(`document.querySelector(%q)`, selector))
	p.Eval(fmt.Sprintf(`document.querySelector(%q).click()`, selector), nil)
}

const primaryButton = "#screen button.primary"

// TestKioskInBrowser: what a person does at the desk, and that nothing of it stays in its browser.
func TestKioskInBrowser(t *testing.T) {
	h := newHousehold(t)
	p := browser.TabOf(t)
	ctx, stop := context.WithCancel(t.Context())
	read, write := io.Pipe()
	ended := make(chan int, 1)
	go func() { ended <- h.run(ctx, write, io.Discard, "kiosk", "--web") }()
	line := make([]byte, 200)
	n, err := read.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	url := strings.TrimSpace(string(line[:n]))

	nothing := func(when string, person bool) {
		t.Helper()
		var got struct {
			Text, Href, Fields, Cookies  string
			Local, Session, Bases, Cache int
			Workers                      int
		}
		p.Eval(`(async () => ({ Text: document.body.innerText, Href: location.href, Cookies: document.cookie,
			Fields: Array.from(document.querySelectorAll("input"), (one) => one.value).join(""),
			Local: localStorage.length, Session: sessionStorage.length, Bases: (await indexedDB.databases()).length,
			Cache: (await caches.keys()).length,
			Workers: (await navigator.serviceWorker.getRegistrations()).length }))()`, &got)
		kept := got.Local + got.Session + got.Bases + got.Cache + got.Workers
		if got.Cookies != "" || kept > 0 || got.Href != url {
			t.Errorf("%s: the browser keeps something: %+v", when, got)
		}
		if !person && (strings.Contains(got.Text, "Nabila") || got.Fields != "") {
			t.Errorf("%s: the next person sees something: %+v", when, got)
		}
	}

	// A code in the address is gone from it, and no way past the NIP: neither at first nor later.
	p.Open(url + "#" + h.code)
	arrive(p, "code")
	nothing("as it opens", false)
	p.Eval(fmt.Sprintf(`location.hash = %q`, h.code), nil)
	p.Wait(`location.hash === ""`)
	arrive(p, "code")
	p.Wait(fmt.Sprintf(`document.getElementById("served").textContent.includes(%q)`, houseURL))

	for nip, want := range map[string]string{"2002": "18 angka", "198501012010012002": "bukan untuk NIP"} {
		fill(p, map[string]string{"nip": nip, "code": h.code})
		p.Wait(fmt.Sprintf(`document.getElementById("nip-fault")?.textContent.includes(%q)`, want))
		// What was right is not asked for again.
		p.Wait(fmt.Sprintf(`document.getElementById("code").value === %q`, h.code))
	}
	fill(p, map[string]string{"nip": "19760201 200505 2 002"})
	arrive(p, "person")
	p.Wait(`document.body.innerText.includes("Nabila Lestari")`)
	nothing("with a person", true)
	p.Eval(`history.back()`, nil) // from the only entry of this page, to none of a person's
	click(p, primaryButton)
	click(p, "#choose-once")
	click(p, primaryButton)
	arrive(p, "text")
	click(p, "#agree")
	click(p, "#sign")
	click(p, "#sign-sure")
	arrive(p, "done")
	nothing("at the end", true)

	// Left without a word, and come back to by Back.
	p.Open("about:blank")
	p.Eval(`history.back()`, nil)
	p.Wait(`location.pathname === "/tanda" && document.getElementById("screen")?.dataset.at === "code"`)
	nothing("after Back", false)
	for _, request := range p.Requests() {
		if strings.Contains(request, h.code[:9]) || strings.Contains(request, nabilaNIP) ||
			strings.Contains(request, "sw.js") {
			t.Errorf("it asked %s", request)
		}
	}
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("it ended with %d", code)
	}
	if n := h.pledged(); n != 1 {
		t.Errorf("%d pledges", n)
	}
}

// TestSavedPageInBrowser: a pledge signed on a page from a stick, without a network, is one that HR
// can record.
func TestSavedPageInBrowser(t *testing.T) {
	h := newHousehold(t)
	h.ikrar("key", "new", h.path("nabila.key"), "--no-passphrase")
	secret := h.path("sandi")
	if err := os.WriteFile(secret, []byte("kuda baterai staples\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.ikrar("key", "passphrase", h.path("nabila.key"), "--new-passphrase-file", secret)
	h.ikrar("enrol", "--nip", nabilaNIP, h.path("nabila.key.pub"), "-o", h.path("nabila.ikrar"))
	h.ikrar("sign-page", "-o", h.path("tanda.html"))
	file := func(name string) string {
		data, err := os.ReadFile(h.path(name))
		if err != nil {
			t.Fatal(err)
		}
		return base64.StdEncoding.EncodeToString(data)
	}

	p := browser.TabOf(t)
	p.Open("file://" + h.path("tanda.html"))
	arrive(p, "code")
	p.Wait(fmt.Sprintf(`document.getElementById("served").textContent.includes(%q)`, houseURL))
	click(p, "#screen button.quiet") // a key file
	arrive(p, "import")
	p.Eval(fmt.Sprintf(`document.getElementById("text").value = atob(%q)`, file("nabila.key")), nil)
	fill(p, map[string]string{"passphrase": "kuda baterai staples"})
	p.Wait(`document.getElementById("packet-fault")`)
	p.Eval(fmt.Sprintf(`(() => {
		const chosen = new DataTransfer(), field = document.getElementById("packet")
		chosen.items.add(new File([Uint8Array.from(atob(%q), (c) => c.charCodeAt(0))], "nabila.ikrar"))
		field.files = chosen.files
		field.dispatchEvent(new Event("change"))
		URL.createObjectURL = (blob) => {
			blob.arrayBuffer().then((bytes) => (globalThis.made = Array.from(new Uint8Array(bytes))))
			return "#"
		}
	})()`, file("nabila.ikrar")), nil)
	arrive(p, "text")
	click(p, "#agree")
	fill(p, map[string]string{"passphrase": "kuda baterai staples"})
	arrive(p, "pledged")
	click(p, "#pledge")
	p.Wait(`globalThis.made`)
	var made []byte
	var list []int
	p.Eval(`made`, &list)
	for _, b := range list {
		made = append(made, byte(b))
	}
	if err := os.WriteFile(h.path("nabila.pledge"), made, 0o600); err != nil {
		t.Fatal(err)
	}
	h.ikrar("record", h.path("nabila.pledge"))
	if n := h.pledged(); n != 1 {
		t.Errorf("%d pledges", n)
	}
	for _, request := range p.Requests() {
		if !strings.Contains(request, " file://") && !strings.Contains(request, " data:") &&
			!strings.Contains(request, " blob:") && !strings.Contains(request, " "+houseURL+"/") {
			t.Errorf("it asked %s", request)
		}
	}
}
