package pdf

import (
	"maps"
	"reflect"
	"slices"
)

// Addition is what stands in a file behind the one that was issued, as far as readers show or use
// it.
type Addition string

// The additions, the gravest last.
const (
	AddedNothing   Addition = "nothing"   // bytes that no reader looks at
	AddedSignature Addition = "signature" // electronic signatures that show nothing on the page
	AddedSeal      Addition = "seal"      // electronic signatures with a picture of theirs on the page
	// annotations or form fields that are no signatures: notes, stamps, highlights
	AddedMark   Addition = "mark"
	AddedChange Addition = "change" // objects of the issued file were replaced
	AddedUnread Addition = "unread" // it could not be read through
)

// Appended tells what whole has beyond its first n bytes, which are the issued file. A signature
// takes its catalogue, the annotations of a page and the metadata anew (ISO 32000-1 section 12.8);
// any other object that is replaced is a change. The signatures themselves are not checked.
func Appended(whole []byte, n int) Addition {
	before, err := Parse(whole[:n])
	after, err2 := Parse(whole)
	if err != nil || err2 != nil || before.Encrypted() || after.Encrypted() {
		return AddedUnread
	}
	pages, err := before.pages()
	if err != nil {
		return AddedUnread
	}
	now, err := after.pages()
	if err != nil {
		return AddedUnread
	}
	if len(pages) != len(now) || !after.keeps(before) {
		return AddedChange
	}
	worst := AddedNothing
	if len(after.objects) > len(before.objects) || !maps.EqualFunc(after.objects, before.objects, same) {
		worst = AddedChange // unless a signature explains it
		if after.signed() {
			worst = AddedSignature
		}
	}
	for i := range now {
		for _, a := range after.list(now[i]["Annots"]) {
			if slices.ContainsFunc(before.list(pages[i]["Annots"]), func(b any) bool {
				return reflect.DeepEqual(a, b)
			}) {
				continue
			}
			switch d := after.dict(a); {
			case after.fieldType(d) != "Sig":
				return AddedMark
			case after.visible(d):
				worst = AddedSeal
			}
		}
	}
	return worst
}

// free are the keys that a signature sets anew in the catalogue and in a page.
var free = map[name][]name{
	"Catalog": {"AcroForm", "Perms", "DSS", "Extensions", "Version", "Metadata"},
	"Page":    {"Annots"},
	// A signature in a tagged file may be an element of its own, behind the others.
	"StructTreeRoot": {"ParentTree", "ParentTreeNextKey"},
	"StructElem":     {"K"},
}

// keeps reports whether all objects of before stand as they were but for those keys, the metadata
// and the information dictionary, whose title no page shows.
func (f *File) keeps(before *File) bool {
	if before.trailer["Root"] != f.trailer["Root"] {
		return false
	}
	for number, old := range before.objects {
		now := f.objects[number]
		if same(now, old) {
			continue
		}
		if now == nil {
			return false
		}
		d, e := old.dict(), now.dict()
		kind, _ := d["Type"].(name)
		switch {
		case d == nil || e == nil || d["Type"] != e["Type"]:
			return false
		case kind == "Metadata", kind == "XRef", kind == "" && d["Producer"] != nil:
		case kind == "StructElem" && !grown(before.list(d["K"]), f.list(e["K"])):
			return false
		case free[kind] == nil || !reflect.DeepEqual(without(d, free[kind]), without(e, free[kind])):
			return false
		}
	}
	return true
}

// grown says whether a list is another, or begins with it.
func grown(before, now list) bool {
	return len(before) > 0 && len(now) >= len(before) && reflect.DeepEqual(before, now[:len(before)])
}

func without(d dict, keys []name) dict {
	d = maps.Clone(d)
	for _, key := range keys {
		delete(d, key)
	}
	return d
}

// signed reports whether the file has a signature field that is filled in.
func (f *File) signed() bool {
	for _, o := range f.objects {
		if d := o.dict(); d["FT"] == any(name("Sig")) && f.dict(d["V"])["ByteRange"] != nil {
			return true
		}
	}
	return false
}

// fieldType is the type of a widget's field, its own or its parent's; "" of what is no widget.
func (f *File) fieldType(d dict) name {
	if d["Subtype"] != any(name("Widget")) {
		return ""
	}
	for range maxDepth {
		if kind, ok := f.resolve(d["FT"]).(name); ok {
			return kind
		}
		if d = f.dict(d["Parent"]); d == nil {
			break
		}
	}
	return ""
}

// visible reports whether a widget takes room on its page, unless it is hidden (ISO 32000-1 section
// 12.5.3).
func (f *File) visible(d dict) bool {
	r := numbers(f.list(d["Rect"]))
	flags, _ := f.resolve(d["F"]).(float64)
	return len(r) == 4 && r[0] != r[2] && r[1] != r[3] && int(flags)&2 == 0
}
