package web

import (
	"embed"
	"maps"
	"path"
	"strings"
	"sync"

	"ikrar/verify/phrase"
	checking "ikrar/verify/web"
	"ikrar/verify/web/bundle"
)

//go:embed unit
var unitFiles embed.FS

// UnitPath is where the page of a unit's link lies on its server.
const UnitPath = "/opd"

// Unit returns every file of the page of a unit's link, sorted by path: made of the same
// modules. It has nothing of a unit in it. The slices are shared: read
// them only.
func Unit() []checking.Asset { return unitSite() }

var unitSite = sync.OnceValue(func() []checking.Asset {
	all := unitSources()
	script, err := bundle.Script(all, "unit/main.js")
	if err != nil {
		panic(err) // our own modules: every test meets it
	}
	return []checking.Asset{checking.Page{Path: UnitPath, Body: all[indexFile], Links: icon(icons()),
		Say:   func(key string) string { return unitBook.Say(phrase.ID, key) },
		Style: style(all) + string(all["unit/style.css"]), Script: script}.Asset()}
})

// icons is where the checking page has its own.
func icons() string {
	for _, a := range checking.Assets() {
		if path.Base(a.Path) == "icon.svg" {
			return strings.TrimPrefix(path.Dir(a.Path), "/")
		}
	}
	return ""
}

// unitSources are the modules of all pages by name, with this page's own sentences.
func unitSources() map[string][]byte {
	all := sources()
	maps.Copy(all, bundle.Sources("", unitFiles))
	all["page/phrases.js"] = checking.PhrasesModule(unitBook)
	return all
}

// unitBook is every sentence of the page: its own, and those of the frame that it has no other
// words for.
var unitBook = func() phrase.Book {
	all := phrase.Book{}
	for key, text := range book {
		if key == "skip" || key == "noscript.title" || key == "framed.title" {
			all[key] = text
		}
	}
	maps.Copy(all, unitWords)
	return all
}()
