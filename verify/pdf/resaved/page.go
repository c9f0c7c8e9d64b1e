package resaved

import (
	"bytes"
	"slices"
)

// page is a page with all that it inherits.
type page struct {
	number ref
	dict   dict
}

var inherited = []name{"Resources", "MediaBox", "CropBox", "Rotate"}

// pages holds the pages of both files against each other, in order.
func (g *graphs) pages() bool {
	a, ok := g.a.pages()
	b, ok2 := g.b.pages()
	if !ok || !ok2 || len(a) != len(b) {
		return false
	}
	g.pagesA, g.pagesB = numbers(a), numbers(b)
	for i := range a {
		if !g.dicts(g.a.plain(a[i].dict), g.b.plain(b[i].dict), 0, "Contents") || !g.contents(a[i].dict, b[i].dict) {
			return false
		}
	}
	return true
}

func numbers(pages []page) map[ref]int {
	all := map[ref]int{}
	for i, p := range pages {
		all[p.number] = i
	}
	return all
}

// pages reads the page tree: each node names the one above it and counts its pages rightly, since
// readers find a page by the one or by the other, and says nothing else but what pages inherit.
func (f *file) pages() (all []page, ok bool) {
	root, isRef := f.dict(f.root)["Pages"].(ref)
	met := map[ref]bool{}
	var visit func(number, parent ref, above dict, depth int) bool
	visit = func(number, parent ref, above dict, depth int) bool {
		node := f.dict(number)
		if met[number] || depth > maxDepth || node == nil ||
			parent != 0 && !scalar(node["Parent"], parent) || parent == 0 && node["Parent"] != nil {
			return false
		}
		met[number] = true
		here := f.without(node, []name{"Type", "Parent"})
		for _, key := range inherited {
			if here[key] == nil && above[key] != nil {
				here[key] = above[key]
			}
		}
		switch f.resolved(node["Type"]) {
		case name("Page"):
			all = append(all, page{number, here})
			return node["Kids"] == nil && parent != 0
		case name("Pages"):
		default:
			return false
		}
		before := len(all)
		kids, ok := f.resolved(here["Kids"]).(list)
		for _, kid := range kids {
			r, isRef := kid.(ref)
			ok = ok && isRef && visit(r, number, here, depth+1)
		}
		for key := range here {
			ok = ok && (key == "Kids" || key == "Count" || slices.Contains(inherited, key))
		}
		return ok && f.resolved(here["Count"]) == float64(len(all)-before)
	}
	ok = isRef && visit(root, 0, nil, 0)
	return all, ok
}

// plain leaves out what says the same as saying nothing.
func (f *file) plain(d dict) dict {
	d = f.without(d, nil)
	shown := d["MediaBox"]
	if d["CropBox"] != nil {
		shown = d["CropBox"]
	}
	for _, key := range []name{"TrimBox", "BleedBox", "ArtBox"} {
		if f.alike(d[key], shown) {
			delete(d, key)
		}
	}
	if f.alike(d["CropBox"], d["MediaBox"]) {
		delete(d, "CropBox")
	}
	if f.resolved(d["Rotate"]) == 0.0 {
		delete(d, "Rotate")
	}
	if f.resolved(d["UserUnit"]) == 1.0 {
		delete(d, "UserUnit")
	}
	return d
}

// alike says whether two boxes of a page are one.
func (f *file) alike(x, y any) bool {
	a, ok := f.resolved(x).(list)
	b, ok2 := f.resolved(y).(list)
	return ok && ok2 && slices.EqualFunc(a, b, scalar)
}

// contents holds what two pages paint against each other: the same bytes, or the same tokens.
func (g *graphs) contents(x, y dict) bool {
	a, ok := g.a.content(x["Contents"])
	b, ok2 := g.b.content(y["Contents"])
	if !ok || !ok2 {
		return false
	}
	return bytes.Equal(a, b) || sameTokens(a, b)
}

// content joins the streams of a page. Some readers put a blank between two and some nothing, so
// that one must end in a blank.
func (f *file) content(v any) (all []byte, ok bool) {
	parts := list{v}
	if several, isList := f.resolved(v).(list); isList {
		parts = several
	}
	for _, part := range parts {
		r, isRef := part.(ref)
		if part == nil && len(parts) == 1 {
			return nil, true // an empty page
		}
		o := f.objects[r]
		if !isRef || o == nil || !o.isStream || len(all) > 0 && !isSpace(all[len(all)-1]) {
			return nil, false
		}
		for key := range o.value.(dict) {
			if key != "Length" && key != "Filter" && key != "DecodeParms" {
				return nil, false
			}
		}
		data, ok := f.decoded(o)
		if !ok {
			return nil, false
		}
		all = append(all, data...)
	}
	return all, true
}

// sameTokens says whether two contents have the same operators and operands. The data of a picture
// between operators are no tokens.
func sameTokens(a, b []byte) bool {
	x, y := lexer{data: a, content: true, comments: true}, lexer{data: b, content: true, comments: true}
	var g graphs
	for {
		x.space()
		y.space()
		if x.at == len(a) || y.at == len(b) {
			return x.at == len(a) && y.at == len(b)
		}
		v, w := x.value(0), y.value(0)
		if x.bad || y.bad || v == word("BI") || !g.same(v, w, 0) {
			return false
		}
	}
}
