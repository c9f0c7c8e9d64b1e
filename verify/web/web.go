// Package web is the public page: a certificate's QR code opens it, and it checks the certificate on the reader's own
// device.
//
// The page is plain HTML, CSS and ES modules, embedded as they lie here. What it begins with is one file, its style and its
// script within it, without comments: on a phone's network each further file costs a round trip. Modules that few
// browsers need are served as they are. No other program makes any of it, and nothing comes from another host.
//
//	page/       the page: what it shows, and where it looks for a proof
//	verifier/   the verifier: PROOF.md in JavaScript
//	signer/     statements and what they stand on: package signer/web
//	wasm/       the same in Go, and the decoder of pictures, for browsers that need them; make compiles them into built/
//
// This package knows no HTTP. [Assets] are the files with their paths and types, for whoever serves them; [Published] are
// those of a page that may stand on any host of files; [Saved] is the same page as one self-contained file.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	signing "ikrar/signer/web"
	"ikrar/verify/web/bundle"
)

//go:embed page verifier built
var files embed.FS

// Asset is one file of the page as a server sends it.
type Asset struct {
	Path      string // of its URL: "/", "/sw.js", "/web/0123456789ab/page/icon.svg"
	Type      string // for Content-Type
	Body      []byte
	Gzip      []byte // the same bytes compressed, RFC 1952; nil where that gains nothing
	Tag       string // names its content, 32 hexadecimal digits
	Immutable bool   // its path names its content, so it may be kept for ever; else ask again each time

	inline inline // of a page
	live   string // of a published page: the origin of the live server
}

// Assets returns every file of the page, sorted by path. The slices are shared: read them only.
func Assets() []Asset { return slices.Clone(assets()) }

// Headers returns the headers that go with an asset, name by name. Those of the page and of its service worker open what
// they need and no more: our own files and questions, WebAssembly for browsers without Ed25519, the camera. What the page
// loads is governed by the page's.
func (a Asset) Headers() map[string]string {
	headers := map[string]string{"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
	if a.Immutable {
		return headers
	}
	maps.Copy(headers, map[string]string{
		"Content-Security-Policy":    policy(a.inline, a.live),
		"Permissions-Policy":         "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
		"Referrer-Policy":            "no-referrer",
		"X-Frame-Options":            "DENY", // for browsers that do not know frame-ancestors
		"Cross-Origin-Opener-Policy": "same-origin",
	})
	return headers
}

var mediaTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".webmanifest": "application/manifest+json", ".wasm": "application/wasm",
}

// The files that are not served under the path of their version: the page itself, and the service worker, which may only
// serve paths at and below its own.
const (
	indexFile  = "page/index.html"
	workerFile = "page/sw.js"
)

const (
	mainModule = "page/main.js"
	lateModule = "verifier/wasm.js" // which main and what it imports ask for where a browser needs it
	styleFile  = "page/style.css"
)

var assets = sync.OnceValue(func() []Asset {
	all := Sources()
	base := "/web/" + bundle.Version(all)
	late, err := bundle.Graph(all, lateModule)
	if err != nil {
		panic(err) // our own modules: every test meets it
	}
	var made []Asset
	for name, body := range all {
		switch {
		case name == indexFile || name == styleFile || name == workerFile || path.Ext(name) == ".md":
		case path.Ext(name) == ".gz":
			program, err := unpacked(base+"/"+name, body)
			if err != nil {
				panic(err) // make cut a file off
			}
			made = append(made, program)
		case path.Ext(name) == ".js" && path.Dir(name) != "built":
			if !slices.Contains(late, name) {
				continue
			}
			made = append(made, NewAsset(base+"/"+name, bundle.Uncommented(body), true))
		default:
			made = append(made, NewAsset(base+"/"+name, body, true))
		}
	}
	made = append(made, index(all, base[1:]))
	made = append(made, NewAsset("/sw.js", worker(bundle.Uncommented(all[workerFile]), base, made), false))
	slices.SortFunc(made, func(a, b Asset) int { return strings.Compare(a.Path, b.Path) })
	return made
})

// Sources returns the embedded files by name, those of signer/web among them at signer/, and the module of sentences that is
// written from Go: for pages that are made of the same modules.
func Sources() map[string][]byte {
	all := bundle.Sources("", files)
	maps.Copy(all, bundle.Sources("signer", signing.Modules))
	all["page/phrases.js"] = phrasesModule()
	return all
}

// NewAsset returns a file as it is served under a path, whose extension tells its type.
func NewAsset(url string, body []byte, immutable bool) Asset {
	sum := sha256.Sum256(body)
	a := Asset{Path: url, Body: body, Tag: hex.EncodeToString(sum[:16]), Immutable: immutable}
	ext := path.Ext(url)
	if ext == "" { // a page: "/", "/tanda"
		ext = ".html"
	}
	a.Type = mediaTypes[ext]
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // a level that exists
	z.Write(body)
	z.Close()
	if b.Len() < len(body)*9/10 {
		a.Gzip = b.Bytes()
	}
	return a
}

// index fills the page for a server: what it loads later by its path.
func index(all map[string][]byte, base string) Asset {
	all = maps.Clone(all)
	module, english := ApartPhrases(book)
	all["page/phrases.js"] = module
	script, err := bundle.Script(all, mainModule)
	if err != nil {
		panic(err) // our own modules: every test meets it
	}
	links := fmt.Sprintf(`<link rel="preload" href="trust" as="fetch" crossorigin>
<link rel="manifest" href="%[1]s/page/manifest.webmanifest">
<link rel="icon" href="%[1]s/page/icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="%[1]s/page/icon-192.png">`, base)
	return Page{Path: "/", Body: all[indexFile], Say: inIndonesian, Parts: map[string]string{"home": "./"}, Links: links,
		Early: askEarly, Style: string(all[styleFile]),
		Script: lateImport.ReplaceAllString(script, `import("./`+base+`/$1`), Behind: english}.Asset()
}

// lateImport asks for the modules that few browsers need. The script that asks stands in the page.
var lateImport = regexp.MustCompile(`\bimport\("\.\./((?:signer|verifier)/)`)

// askEarly asks for what every check of a scanned certificate needs while the page is still on its way. What would be
// pushed away by the answer is not shown before it; a button that comes a little later has its room.
const askEarly = `if (navigator.mediaDevices?.getUserMedia) document.documentElement.classList.add("scans")
if (/^#\d{200}/.test(location.hash)) {
  document.documentElement.classList.add("arriving")
  for (const href of ["status", "checkpoint"]) document.head.append(` +
	`Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "", href }))
}`

// worker tells the service worker what to keep: everything but itself and the icons, which only an installation asks for;
// and which programs to keep where a browser needs them. The paths are relative to its own.
func worker(script []byte, base string, kept []Asset) []byte {
	var paths, programs []string
	for _, a := range kept {
		switch {
		case strings.HasPrefix(a.Path, base+"/built/"):
			programs = append(programs, "."+a.Path)
		case path.Ext(a.Path) != ".png":
			paths = append(paths, "."+a.Path)
		}
	}
	return bundle.Worker(script, strings.TrimPrefix(base, "/web/"), paths, programs)
}
