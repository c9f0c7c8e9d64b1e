package web

import (
	"maps"

	"ikrar/verify/web/bundle"
)

// A Page is what a served page is made of. Its style and its script stand in it, so that a browser
// has all that it needs to begin after one round trip.
type Page struct {
	Path   string
	Body   []byte                  // with [[head]] and [[tail]]
	Say    func(key string) string // its sentences
	Parts  map[string]string       // what else it names as [[part]]
	Links  string                  // elements of its head
	Early  string                  // a classic script of its head; "" for none
	Style  string
	Data   string // elements before its script
	Script string // as [bundle.Script] makes it
	Behind string // elements behind its script, which begins before they are there
}

// Asset returns the page as a server sends it, with a policy that names its scripts and its style
// by their hashes. Its parts are our own: it panics where one would end its element.
func (p Page) Asset() Asset {
	style := must(bundle.InlineStyle(p.Style))
	script := must(bundle.InlineScript(string(bundle.Uncommented([]byte(p.Script)))))
	scripts := []string{script.Source}
	head := ""
	if p.Early != "" {
		early := must(bundle.InlineScript(p.Early))
		head = early.Element + "\n"
		scripts = append(scripts, early.Source)
	}
	parts := map[string]string{}
	maps.Copy(parts, p.Parts)
	parts["head"], parts["tail"] = head+p.Links+"\n"+style.Element, p.Data+script.Element+"\n"+p.Behind
	a := NewAsset(p.Path, bundle.Fill(p.Body, p.Say, parts), false)
	a.inline = inline{scripts, style.Source}
	return a
}

// inline is what a policy calls what stands in a page.
type inline struct {
	scripts []string
	style   string
}

func must[T any](made T, err error) T {
	if err != nil {
		panic(err)
	}
	return made
}
