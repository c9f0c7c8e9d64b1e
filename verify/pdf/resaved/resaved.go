// Package resaved tells a PDF that a program has saved anew from one that somebody changed: it
// holds a file against the bytes that were issued, object by object from the catalogue, streams
// decoded, and says yes only where nothing that any reader shows, prints, opens or attaches
// differs.
//
// It decides, and package pdf explains; so the two read a file in opposite manners. There what can
// be made out counts. Here what is not understood is no: a file is read by its cross-reference
// tables, as readers do, and the tables must name every object in it, each once, with nothing
// between them, so that whoever walks over the bytes, or repairs the file, sees the same objects.
// A key given twice, a length that is wrong, a second update, a password: no. Files may be
// hostile: every limit stands below. The package touches no disk, no network and no clock.
package resaved

import (
	"maps"
	"strings"
)

// Limits of a file. A certificate has fifty objects and takes 50 KB.
const (
	maxFile    = 32 << 20 // bytes, and bytes that its streams may decode to
	maxObjects = 20_000
	maxDepth   = 64      // of nested values, of references in the place of values, nodes of the page tree
	maxPairs   = 100_000 // objects held against each other
	maxTables  = 16      // of cross-references in one file: a plain one has one, a linearized one two
	maxInteger = 1 << 31
)

// Of reports whether here is the PDF issued, saved anew by some program: the same objects from the
// catalogue on, but for numbers and places in the file, filters, spelling, identifiers, dates, the
// names of programs, and how pages inherit what they show.
func Of(issued, here []byte) bool {
	a, ok := read(issued)
	b, ok2 := read(here)
	if !ok || !ok2 {
		return false
	}
	g := &graphs{a: a, b: b, seen: map[[2]ref]bool{}}
	return g.pages() && g.linearized() && g.catalogues() && g.information() && g.rest()
}

// graphs are the objects of two files, held against each other.
type graphs struct {
	a, b   *file
	pagesA map[ref]int // which page an object is
	pagesB map[ref]int
	seen   map[[2]ref]bool // pairs of objects that are the same if the rest is
	queue  [][2]ref        // those of them that are still to be looked into
}

// catalogues holds the catalogues against each other; their pages have been.
func (g *graphs) catalogues() bool {
	x, y := g.a.dict(g.a.root), g.b.dict(g.b.root)
	x, y = g.untagged(x, y)
	if x["Extensions"] == nil && g.b.extendsAES(y["Extensions"]) {
		y = g.b.without(y, []name{"Extensions"})
	}
	return x["Type"] == name("Catalog") && g.dicts(x, y, 0, "Pages", "Metadata") &&
		g.metadata(x["Metadata"], y["Metadata"])
}

// untagged leaves out the structure tree of the issued file where there is none here: programs that
// take out pages drop it, and nothing false is read aloud then, but the page as it is drawn. One
// that is there is held against the other like all else.
func (g *graphs) untagged(x, y dict) (dict, dict) {
	if y["StructTreeRoot"] != nil || x["StructTreeRoot"] == nil {
		return x, y
	}
	keys := []name{"StructTreeRoot", "MarkInfo"}
	if y["MarkInfo"] != nil {
		keys = keys[:1]
	}
	return g.a.without(x, keys), y
}

// information holds the information dictionaries against each other, which name programs and days.
func (g *graphs) information() bool {
	return g.dicts(g.a.dict(g.a.info), g.b.dict(g.b.info), 0, "Producer", "Creator", "CreationDate", "ModDate")
}

// linearized holds what a file says about being loaded piece by piece against its pages: a reader
// takes the first page from there, before it knows the page tree.
func (g *graphs) linearized() bool {
	for _, o := range g.b.objects {
		d, ok := o.value.(dict)
		if !ok || d["Linearized"] == nil {
			continue
		}
		first, ok := d["O"].(float64)
		page, isPage := g.pagesB[ref(first)]
		if !ok || !isPage || page != 0 || d["N"] != float64(len(g.pagesB)) {
			return false
		}
	}
	return true
}

// rest looks into the pairs of objects that were met on the way.
func (g *graphs) rest() bool {
	for len(g.queue) > 0 {
		pair := g.queue[len(g.queue)-1]
		g.queue = g.queue[:len(g.queue)-1]
		if !g.objects(g.a.objects[pair[0]], g.b.objects[pair[1]]) {
			return false
		}
	}
	return true
}

func (g *graphs) objects(x, y *object) bool {
	switch {
	case x == nil || y == nil: // a reference to nothing is null
		return (x == nil || x.value == nil) && (y == nil || y.value == nil)
	case x.isStream != y.isStream:
		return false
	case x.isStream:
		return g.streams(x, y)
	}
	return g.same(x.value, y.value, 0)
}

// same holds two values against each other. Two references are the same if what they lead to is,
// which rest finds out; and pages are told by which one it is.
func (g *graphs) same(x, y any, depth int) bool {
	if depth > maxDepth {
		return false
	}
	rx, isRef := x.(ref)
	ry, isRef2 := y.(ref)
	pageX, isPage := g.pagesA[rx]
	pageY, isPage2 := g.pagesB[ry]
	switch {
	case isRef && isPage || isRef2 && isPage2:
		return isPage && isPage2 && pageX == pageY
	case isRef && isRef2:
		return g.later(rx, ry)
	case isRef:
		x, isRef = g.a.direct(rx)
		return isRef && g.same(x, y, depth+1)
	case isRef2:
		y, isRef2 = g.b.direct(ry)
		return isRef2 && g.same(x, y, depth+1)
	}
	switch x := x.(type) {
	case dict:
		y, ok := y.(dict)
		return ok && g.dicts(x, y, depth)
	case list:
		y, ok := y.(list)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !g.same(x[i], y[i], depth+1) {
				return false
			}
		}
		return true
	}
	return scalar(x, y) || g.a != nil && isText(x, y)
}

// isText says whether two strings are one text, in UTF-16 and in the ASCII that PDFDocEncoding
// begins with (ISO 32000-1 section 7.9.2.2).
func isText(x, y any) bool {
	a, ok := x.(str)
	b, ok2 := y.(str)
	return ok && ok2 && narrow(a) == narrow(b)
}

// narrow writes UTF-16 in ASCII where that can be.
func narrow(s str) str {
	units, ok := strings.CutPrefix(string(s), "\xfe\xff")
	if !ok || len(units)%2 == 1 {
		return s
	}
	var out []byte
	for i := 0; i < len(units); i += 2 {
		if units[i] != 0 || units[i+1] < ' ' || units[i+1] > '~' {
			return s
		}
		out = append(out, units[i+1])
	}
	return str(out)
}

// scalar compares what holds no other values.
func scalar(x, y any) bool {
	switch y.(type) {
	case dict, list:
		return false
	}
	return x == y
}

// resources leaves out what says nothing: kinds of which there are none, and procedures for
// printers, which no reader has looked at since PDF 1.4.
func (f *file) resources(v any) dict {
	d := f.without(f.dict(v), []name{"ProcSet"})
	maps.DeleteFunc(d, func(_ name, kind any) bool { k := f.dict(kind); return k != nil && len(k) == 0 })
	return d
}

func (g *graphs) later(x, y ref) bool {
	pair := [2]ref{x, y}
	if !g.seen[pair] {
		g.seen[pair] = true
		g.queue = append(g.queue, pair)
	}
	return len(g.seen) <= maxPairs
}

// dicts holds two dictionaries against each other, but for some keys. An entry that is null is
// none.
func (g *graphs) dicts(x, y dict, depth int, but ...name) bool {
	x, y = g.a.without(x, but), g.b.without(y, but)
	if x == nil || y == nil || len(x) != len(y) {
		return x == nil && y == nil
	}
	for key, value := range x {
		other, ok := y[key]
		switch {
		case !ok:
			return false
		case key == "Resources" && g.a.dict(value) != nil && g.b.dict(other) != nil:
			if depth > maxDepth || !g.dicts(g.a.resources(value), g.b.resources(other), depth+1) {
				return false
			}
		case !g.same(value, other, depth+1):
			return false
		}
	}
	return true
}
