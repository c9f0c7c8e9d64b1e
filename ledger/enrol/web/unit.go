package web

import (
	"embed"
	"fmt"
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

// Unit returns every file of the page of a unit's link, sorted by path: one script and one style
// beside it, made of the same modules. It has nothing of a unit in it. The slices are shared: read
// them only.
func Unit() []checking.Asset { return unitSite() }

var unitSite = sync.OnceValue(func() []checking.Asset {
	all := unitSources()
	base := "web/" + bundle.Version(all)
	script, err := bundle.Script(all, "unit/main.js")
	if err != nil {
		panic(err) // our own modules: every test meets it
	}
	head := fmt.Sprintf(`<link rel="stylesheet" href="%[1]s/unit/style.css">
<link rel="icon" href="%[2]s/icon.svg" type="image/svg+xml">
<script type="module" src="%[1]s/unit/unit.js"></script>`, base, icons())
	say := func(key string) string { return unitBook.Say(phrase.ID, key) }
	return []checking.Asset{
		checking.NewAsset(UnitPath, bundle.Fill(all[indexFile], say, map[string]string{"head": head, "tail": ""}),
			false),
		checking.NewAsset("/"+base+"/unit/style.css", []byte(style(all)+string(all["unit/style.css"])), true),
		checking.NewAsset("/"+base+"/unit/unit.js", bundle.Uncommented([]byte(script)), true),
	}
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
	all["page/phrases.js"] = moduleOf(unitBook)
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
