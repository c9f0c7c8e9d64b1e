package web

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"sync"

	"ikrar/verify/phrase"
	checking "ikrar/verify/web"
	"ikrar/verify/web/bundle"
)

//go:embed moved
var movedFiles embed.FS

// Move is an institution's move to another address.
type Move struct {
	URL         string // the new one
	Since       int64  // Unix seconds
	Institution string
	Timezone    string // WIB, WITA or WIT
}

// Moved returns every file of the page under a former address, and the service worker that ends the
// checking page's there. The page is the same at the places of both pages; what a browser has kept
// for the signing page it finds in that one's store.
func Moved(m Move) []checking.Asset {
	s := movedSite()
	return append([]checking.Asset{s.page("/", m), s.page(Path, m)}, s.assets...)
}

// departed is what all moves have in common.
type departed struct {
	assets []checking.Asset
	page   func(path string, m Move) checking.Asset
}

var movedSite = sync.OnceValue(func() departed {
	all := movedSources()
	base := "web/" + bundle.Version(all)
	script, err := bundle.Script(all, "moved/main.js")
	if err != nil {
		panic(err) // our own modules: every test meets it
	}
	page := func(path string, m Move) checking.Asset {
		data, err := json.Marshal(map[string]any{
			"url": m.URL, "since": m.Since, "institution": m.Institution, "timezone": m.Timezone})
		if err != nil {
			panic(err) // strings always marshal
		}
		say := func(key string) string { return movedBook.Say(phrase.ID, key, "url", m.URL) }
		tail := fmt.Sprintf("<script type=\"application/json\" id=\"moved\">%s</script>\n", data)
		return checking.Page{Path: path, Body: all[indexFile], Say: say, Links: icon(base), Style: style(all),
			Data:   tail,
			Script: script}.Asset()
	}
	return departed{page: page, assets: []checking.Asset{
		checking.NewAsset("/"+base+"/icon.svg", all["page/icon.svg"], true),
		checking.NewAsset("/sw.js", bundle.Uncommented(all["moved/sw.js"]), false),
	}}
})

// movedSources are the modules of all pages by name, with this page's own sentences.
func movedSources() map[string][]byte {
	all := sources()
	maps.Copy(all, bundle.Sources("", movedFiles))
	all["page/phrases.js"] = checking.PhrasesModule(movedBook)
	return all
}

// movedBook is every sentence of the page: its own, those of the frame that it has no other words
// for, and those of handing over a key.
var movedBook = func() phrase.Book {
	all := phrase.Book{}
	for key, text := range book {
		frame := key == "skip" || key == "noscript.title" || strings.HasPrefix(key, "framed")
		if frame || strings.HasPrefix(key, "hand.") {
			all[key] = text
		}
	}
	maps.Copy(all, movedWords)
	return all
}()
