package resaved

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// object is a value, and the data of its stream before decoding.
type object struct {
	value    any
	isStream bool
	raw      []byte
}

// file is a PDF whose objects are named by its tables, each once, and whose bytes are nothing else.
type file struct {
	data       []byte
	entries    map[ref]entry
	objects    map[ref]*object
	read       map[ref]int // tables that are streams, and where they stand
	root, info any         // references
	encrypt    any         // how it is encrypted, nil where it is not
	id         any
	lock       *lock
	size       int // above all numbers of objects
	taken      []span
	open       map[ref]bool // objects that are being read
	spent      int          // bytes decoded so far
}

// entry says where an object stands: at a place in the file, or as which one in an object stream.
type entry struct {
	at int
	in ref // 0 for none
}

// span is a stretch of the file that is understood.
type span struct{ from, to int }

var (
	header = regexp.MustCompile(`^%PDF-(1\.[0-7]|2\.0)[\r\n ]`)
	// blanks, comments, and where a table begins: what may stand between objects
	between = regexp.MustCompile(`^(?:[\t\n\f\r ]|%[^\r\n]*(?:[\r\n]|$)|startxref[\t\r\n ]+[0-9]+[\t ]*[\r\n])*$`)
	// in a comment, what a program that repairs files takes for an object or a trailer
	disguised = regexp.MustCompile(`[0-9][\t\f ]+obj|trailer`)
	blank     = regexp.MustCompile(`^(?:[\t\n\f\r ]|%[^\r\n]*(?:[\r\n]|$))*$`)
)

// read reads a file, all of it.
func read(data []byte) (*file, bool) {
	if len(data) > maxFile || !header.Match(data) {
		return nil, false
	}
	f := &file{data: data, entries: map[ref]entry{}, objects: map[ref]*object{}, read: map[ref]int{},
		open: map[ref]bool{}}
	if !f.tables() || len(f.entries) > maxObjects || !f.unlocked() {
		return nil, false
	}
	for number := range f.entries {
		if f.object(number) == nil {
			return nil, false
		}
	}
	return f, f.containers() && f.covered()
}

// covered says whether all bytes are objects and tables, with nothing between them.
func (f *file) covered() bool {
	slices.SortFunc(f.taken, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	at := 0
	for _, s := range append(f.taken, span{len(f.data), len(f.data)}) {
		if s.from < at || !between.Match(f.data[at:s.from]) || disguised.Match(f.data[at:s.from]) {
			return false
		}
		if s.from > 0 && s.from < len(f.data) && !isSpace(f.data[s.from-1]) {
			return false
		}
		at = s.to
	}
	return true
}

// containers says whether the object streams hold the objects that the tables look for in them, and
// no others, and whether each table of cross-references is one of those that were followed.
func (f *file) containers() bool {
	for number, o := range f.objects {
		d, _ := o.value.(dict)
		_, followed := f.read[number]
		switch kind := f.resolved(d["Type"]); {
		case !o.isStream && (kind == name("ObjStm") || kind == name("XRef")), kind == name("XRef") && !followed:
			return false
		case kind == name("ObjStm") && !f.unpacked(number, o):
			return false
		}
	}
	return true
}

// object reads an object that the tables name; nil where it is not to be understood.
func (f *file) object(number ref) *object {
	if o := f.objects[number]; o != nil {
		return o
	}
	e, ok := f.entries[number]
	if !ok || f.open[number] {
		return nil
	}
	f.open[number] = true
	if e.in != 0 {
		f.unpack(e.in)
		return f.objects[number]
	}
	o, end := f.objectAt(number, e.at)
	if o != nil {
		f.objects[number] = o
		f.taken = append(f.taken, span{e.at, end})
	}
	return o
}

// objectAt reads the object of a number at a place, and returns where it ends.
func (f *file) objectAt(number ref, at int) (*object, int) {
	head := fmt.Sprintf("%d 0 obj", number)
	if at < 0 || at >= len(f.data) || !bytes.HasPrefix(f.data[at:], []byte(head)) {
		return nil, 0
	}
	l := lexer{data: f.data, at: at + len(head)}
	o := &object{value: l.value(0)}
	if _, isRef := o.value.(ref); isRef { // no object is a reference alone
		return nil, 0
	}
	l.space()
	if d, ok := o.value.(dict); ok && bytes.HasPrefix(f.data[l.at:], []byte("stream")) {
		o.isStream = true
		f.stream(o, d, &l)
	}
	if !l.keyword("endobj") || !f.clear(number, o) {
		return nil, 0
	}
	return o, l.at
}

// stream takes a stream's data, which must be as long as is said.
func (f *file) stream(o *object, d dict, l *lexer) {
	l.at += len("stream")
	if bytes.HasPrefix(f.data[l.at:], []byte("\r\n")) {
		l.at++
	}
	length, ok := f.length(d["Length"])
	if !ok || l.at >= len(f.data) || f.data[l.at] != '\n' || length > len(f.data)-l.at-1 {
		l.bad = true
		return
	}
	l.at++
	o.raw = f.data[l.at : l.at+length : l.at+length]
	l.at += length
	l.keyword("endstream")
}

// length reads a stream's length, which may be an object of its own.
func (f *file) length(v any) (int, bool) {
	if r, ok := v.(ref); ok {
		o := f.object(r)
		if o == nil || o.isStream {
			return 0, false
		}
		v = o.value
	}
	n, ok := v.(float64)
	return int(n), ok && n >= 0 && n == float64(int(n))
}

// unpack reads the objects of an object stream that the tables look for in it.
func (f *file) unpack(number ref) {
	o := f.object(number)
	if o == nil || !o.isStream || f.entries[number].in != 0 {
		return
	}
	all, _ := f.contained(o)
	for i, c := range all {
		if e, ok := f.entries[c.number]; ok && e.in == number && e.at == i && f.objects[c.number] == nil {
			f.objects[c.number] = &object{value: c.value}
		}
	}
}

// unpacked says whether all objects of an object stream are those that the tables name.
func (f *file) unpacked(number ref, o *object) bool {
	all, ok := f.contained(o)
	for i, c := range all {
		if e, named := f.entries[c.number]; !named || e.in != number || e.at != i {
			return false
		}
	}
	return ok
}

// contained is one object of an object stream.
type contained struct {
	number ref
	value  any
}

// contained reads an object stream (ISO 32000-1 section 7.5.7): values one after the other, with
// blanks between them.
func (f *file) contained(o *object) (all []contained, ok bool) {
	d := o.value.(dict)
	n, okN := f.length(d["N"])
	first, okFirst := f.length(d["First"])
	data, okData := f.decoded(o)
	if f.resolved(d["Type"]) != name("ObjStm") || d["Extends"] != nil || !okN || !okFirst || !okData ||
		n > maxObjects || first > len(data) {
		return nil, false
	}
	head := lexer{data: data[:first]}
	at := first
	for range n {
		number, offset := head.integer(), head.integer()
		if head.bad || offset > len(data)-first || first+offset < at || !blank.Match(data[at:first+offset]) {
			return nil, false
		}
		l := lexer{data: data, at: first + offset, comments: true}
		value := l.value(0)
		if _, isRef := value.(ref); isRef || l.bad {
			return nil, false
		}
		all, at = append(all, contained{ref(number), value}), l.at
	}
	return all, blank.Match(head.data[head.at:]) && blank.Match(data[at:])
}

// resolved follows a reference.
func (f *file) resolved(v any) any {
	if r, ok := v.(ref); ok {
		if o := f.objects[r]; o != nil {
			return o.value
		}
		return nil
	}
	return v
}

// direct follows a reference to a value that may stand in its place, which a stream may not.
func (f *file) direct(r ref) (any, bool) {
	o := f.objects[r]
	if o == nil {
		return nil, true
	}
	return o.value, !o.isStream
}

// dict is a dictionary, given or referred to; nil where it is none, or a stream's.
func (f *file) dict(v any) dict {
	if r, ok := v.(ref); ok {
		v, ok = f.direct(r)
		if !ok {
			return nil
		}
	}
	d, _ := v.(dict)
	return d
}

// without leaves keys out, and what is null.
func (f *file) without(d dict, keys []name) dict {
	d = maps.Clone(d)
	maps.DeleteFunc(d, func(key name, v any) bool { return f.resolved(v) == nil || slices.Contains(keys, key) })
	return d
}
