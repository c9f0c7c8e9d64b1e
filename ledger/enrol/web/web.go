// Package web is the signing page: a slip's QR code opens it, and an employee reads, agrees and
// signs on the telephone in the hand.
//
// It is plain HTML, CSS and ES modules, embedded as they lie here, and made of the checking page's
// modules besides; one script and one style are served, since on a phone's network each file costs
// a request.
//
//	flow/   what the page does, without a DOM: FLOW.md
//	page/   what it shows: a view a state, and the sentences in phrases*.go
//	moved/  the page under an address that the institution has left, made of the same
//	unit/   the page of a unit's link, which signs nothing
//
// This package knows no HTTP. [Assets] are the files for whoever serves a ledger; [Kiosk] is the
// page for a desk where people come one after the other; [Saved] is one self-contained file for a
// laptop.
package web

import (
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	checking "ikrar/verify/web"
	"ikrar/verify/web/bundle"
)

//go:embed flow/*.js page
var files embed.FS

// Path is where the page lies on its server.
const Path = "/tanda"

const (
	indexFile  = "sign/index.html"
	styleFile  = "sign/style.css"
	mainModule = "sign/main.js"
)

// Pinned is what a page is sure of that no server gave it: whose it is.
type Pinned struct {
	URL       string   // of the trust list
	Trust     []byte   // the trust list, a signed note
	Root      string   // the vkey that signed it
	Campaigns [][]byte // statements; a saved page without a network knows no others
}

// data is what the page's script finds of it.
func (p Pinned) data(mode string) map[string]any {
	campaigns := make([]string, len(p.Campaigns))
	for i, one := range p.Campaigns {
		campaigns[i] = base64.StdEncoding.EncodeToString(one)
	}
	return map[string]any{"mode": mode, "url": p.URL, "trust": string(p.Trust), "root": p.Root, "campaigns": campaigns}
}

// Assets returns every file of the served page, sorted by path. It needs those of the checking page
// beside it: they bring the programs for old browsers. The slices are shared: read them only.
func Assets() []checking.Asset { return slices.Clone(served().assets) }

// Kiosk returns every file of the page at a kiosk, those of the checking page that it needs among
// them.
func Kiosk(p Pinned) ([]checking.Asset, error) { return served().kiosk(p) }

func (s site) kiosk(p Pinned) ([]checking.Asset, error) {
	data, err := json.Marshal(p.data("kiosk")) // writes < as \u003c
	if err != nil {
		return nil, err
	}
	page := s.index(fmt.Sprintf("<script type=\"application/json\" id=\"saved\">%s</script>\n", data))
	made := []checking.Asset{page}
	for _, a := range slices.Concat(s.assets, checking.Assets()) {
		if a.Immutable {
			made = append(made, a)
		}
	}
	slices.SortFunc(made, byPath)
	return made, nil
}

func byPath(a, b checking.Asset) int { return strings.Compare(a.Path, b.Path) }

// Saved returns the page as one file: for a laptop, from a stick. It believes the trust list that
// is pinned, keeps no key, and asks the list's own address and no other.
func Saved(p Pinned) ([]byte, error) {
	all := sources()
	script, err := bundle.Script(all, mainModule)
	if err != nil {
		return nil, err
	}
	return bundle.File{Page: all[indexFile], Say: inIndonesian, Script: script, Style: style(all),
		Icon: all["page/icon.svg"], Data: p.data("saved"), Connect: strings.TrimSuffix(p.URL, "/") + "/"}.Bytes()
}

// A site is the served page: its files, and what the page itself is filled with.
type site struct {
	page   checking.Page
	base   string // of its own files, with their version: "web/0123456789ab"
	assets []checking.Asset
}

var served = sync.OnceValue(func() site { return siteOf(sources()) })

// siteOf makes the page of its sources.
func siteOf(all map[string][]byte) site {
	s := site{base: "web/" + bundle.Version(all)}
	begins := maps.Clone(all)
	module, english := checking.ApartPhrases(book)
	begins["page/phrases.js"] = module
	script, err := bundle.Script(begins, mainModule)
	if err != nil {
		panic(err) // our own modules: every test meets it
	}
	script = lateImport.ReplaceAllString(script, `import("./`+path.Dir(icons())+`/$1`)
	script = strings.ReplaceAll(script, `import("../`, `import("./`+s.base+`/`)
	s.page = checking.Page{Path: Path, Body: all[indexFile], Say: inIndonesian,
		Links: `<link rel="preload" href="trust" as="fetch" crossorigin>` + "\n" + icon(icons()), Style: style(all),
		Script: script, Behind: english}
	s.assets = []checking.Asset{s.index("")}
	for _, name := range worker(all) {
		s.assets = append(s.assets, checking.NewAsset("/"+s.base+"/"+name, bundle.Uncommented(all[name]), true))
	}
	slices.SortFunc(s.assets, byPath)
	return s
}

// lateImport asks for a module that brings WebAssembly to old browsers. It is the checking page's,
// which a telephone may have already, so it is asked for there.
var lateImport = regexp.MustCompile(`\bimport\("\.\./((?:signer|verifier)/wasm\.js")`)

// worker names the modules of the worker that derives the key of a key file, and what starts it:
// modules of their own, for a worker is no part of the page's script.
func worker(all map[string][]byte) []string {
	var names []string
	for _, main := range []string{"signer/apart.js", "signer/worker.js"} {
		some, err := bundle.Graph(all, main)
		if err != nil {
			panic(err) // our own modules: every test meets it
		}
		names = append(names, some...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// index fills the page for a server. Every address in it is relative to the page's own, which may
// lie below a path that a proxy takes off.
func (s site) index(data string) checking.Asset {
	page := s.page
	page.Data = data
	return page.Asset()
}

func icon(below string) string {
	return `<link rel="icon" href="` + below + `/icon.svg" type="image/svg+xml">`
}

// sources returns the modules of both pages by name, with this page's own sentences.
func sources() map[string][]byte {
	all := checking.Sources()
	for name, body := range bundle.Sources("", files) {
		if rest, ok := strings.CutPrefix(name, "page/"); ok {
			name = "sign/" + rest
		}
		all[name] = body
	}
	all["page/phrases.js"] = checking.PhrasesModule(book)
	return all
}

// style is the checking page's and what this page adds.
func style(all map[string][]byte) string {
	return string(all["page/style.css"]) + string(all[styleFile])
}
