package sight

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
)

// Errors of [Look].
var (
	ErrEncrypted = errors.New("encrypted PDF")
	ErrUnread    = errors.New("a PDF that this program does not read through")
)

// Every limit of the package. Files are as scan takes them; what lies in them may claim to be larger.
const (
	maxDepth   = 32        // of nested values, forms in forms, nodes of the page tree
	maxNumber  = 8 << 20   // of objects, ISO 32000-1 annex C.2
	maxValue   = 1 << 20   // bytes of one value: the page tree of a file of thousands takes a tenth
	maxObjects = 100_000   // of a PDF: a certificate has dozens
	maxInflate = 128 << 20 // bytes that all streams together may decode to
	maxPages   = 20_000    // a unit's certificates in one file are some thousands
)

// object is a value, and the stream behind it, undecoded; nil where there is none.
type object struct {
	value  any
	stream []byte
}

// file is a PDF's objects, of several of one number the last: that is what an incremental update replaces
// (ISO 32000-1 section 7.5.6).
type file struct {
	objects map[ref]object
	trailer dict
	spent   int // bytes inflated so far
}

// parse reads all objects by walking over the bytes: tables may lie, and a reader that repairs files sees the same.
func parse(data []byte) (*file, error) {
	f := &file{objects: map[ref]object{}, trailer: dict{}}
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte("obj"))
		f.trailers(data[at : at+max(i, 0)])
		if i < 0 {
			f.trailers(data[at:])
			break
		}
		number, ok := numberBefore(data[:at+i])
		at += i + len("obj")
		if !ok {
			continue
		}
		if len(f.objects) > maxObjects {
			return nil, ErrUnread
		}
		at = f.object(number, data, at)
	}
	if f.trailer["Encrypt"] != nil {
		return nil, ErrEncrypted
	}
	return f, nil
}

// trailers reads the trailers between two objects.
func (f *file) trailers(between []byte) {
	for {
		_, rest, ok := bytes.Cut(between, []byte("trailer"))
		if !ok {
			return
		}
		l := lexer{data: rest[:min(len(rest), maxValue)]}
		if d, ok := l.value().(dict); ok {
			f.trail(d)
		}
		between = rest
	}
}

func (f *file) trail(d dict) {
	for _, key := range []name{"Root", "Encrypt"} {
		if v, ok := d[key]; ok {
			f.trailer[key] = v
		}
	}
}

// numberBefore reads "number generation" backwards.
func numberBefore(before []byte) (ref, bool) {
	fields := bytes.Fields(before[max(0, len(before)-24):])
	if len(fields) < 2 || !isSpace(before[len(before)-1]) {
		return 0, false
	}
	number := 0
	for _, c := range fields[len(fields)-2] {
		if c < '0' || c > '9' {
			number = 0 // what stands before, as in endobj12, does not belong to it
			continue
		}
		number = min(number*10+int(c-'0'), maxNumber)
	}
	generation := fields[len(fields)-1]
	return ref(number), number > 0 && number < maxNumber && len(bytes.Trim(generation, "0123456789")) == 0
}

// object reads the object whose value begins at data[at:], and returns where it ends.
func (f *file) object(number ref, data []byte, at int) int {
	l := lexer{data: data[at:min(len(data), at+maxValue)]}
	o := object{value: l.value()}
	end := at + l.at
	d, ok := o.value.(dict)
	l.space()
	if ok && bytes.HasPrefix(data[at+l.at:], []byte("stream")) {
		start := at + l.at + len("stream")
		if bytes.HasPrefix(data[start:], []byte("\r\n")) {
			start += 2
		} else if start < len(data) {
			start++
		}
		start = min(start, len(data))
		o.stream = streamOf(d, data[start:])
		end = start + len(o.stream)
	}
	f.objects[number] = o
	switch d["Type"] {
	case name("XRef"):
		f.trail(d)
	case name("ObjStm"):
		f.unpack(o)
	}
	return end
}

// streamOf cuts a stream at its length, or else at the keyword behind it.
func streamOf(d dict, rest []byte) []byte {
	if n, ok := d["Length"].(float64); ok && n >= 0 && int(n) <= len(rest) && bytes.HasPrefix(bytes.TrimLeft(rest[int(n):min(len(rest), int(n)+16)], "\r\n"), []byte("endstream")) {
		return rest[:int(n):int(n)]
	}
	n := bytes.Index(rest, []byte("endstream"))
	if n < 0 {
		n = len(rest)
	}
	return rest[:n:n]
}

// unpack reads the objects of an object stream (ISO 32000-1 section 7.5.7).
func (f *file) unpack(o object) {
	d, _ := o.value.(dict)
	data, err := f.decode(o)
	first, ok := d["First"].(float64)
	if err != nil || !ok || first < 0 || int(first) > len(data) {
		return
	}
	head := lexer{data: data[:int(first)]}
	for len(f.objects) <= maxObjects {
		number, ok := head.value().(float64)
		offset, ok2 := head.value().(float64)
		if !ok || !ok2 || number < 1 || number >= maxNumber || offset < 0 || int(first)+int(offset) > len(data) {
			return
		}
		l := lexer{data, int(first) + int(offset)}
		f.objects[ref(number)] = object{value: l.value()}
	}
}

// resolve follows a reference.
func (f *file) resolve(v any) any {
	if r, ok := v.(ref); ok {
		return f.objects[r].value
	}
	return v
}

func (f *file) dict(v any) dict { d, _ := f.resolve(v).(dict); return d }
func (f *file) list(v any) list { l, _ := f.resolve(v).(list); return l }

// stream returns the object that v refers to, where it has a stream.
func (f *file) stream(v any) (object, bool) {
	r, ok := v.(ref)
	o := f.objects[r]
	return o, ok && o.stream != nil
}

// decode returns a stream's data: plain or deflated, which all current programs write.
func (f *file) decode(o object) ([]byte, error) {
	d, _ := o.value.(dict)
	filters := f.list(d["Filter"])
	if one, ok := f.resolve(d["Filter"]).(name); ok {
		filters = list{one}
	}
	data := o.stream
	if n, ok := f.resolve(d["Length"]).(float64); ok && n >= 0 && int(n) < len(data) { // given elsewhere, when the stream was cut
		data = data[:int(n)]
	}
	for _, filter := range filters {
		if filter != any(name("FlateDecode")) && filter != any(name("Fl")) {
			return nil, ErrUnread
		}
		r, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, ErrUnread
		}
		out, err := io.ReadAll(io.LimitReader(r, int64(maxInflate-f.spent)+1))
		if f.spent += len(out); f.spent > maxInflate {
			return nil, ErrUnread
		}
		if err != nil && len(out) == 0 {
			return nil, ErrUnread
		}
		data = out
	}
	return data, nil
}
