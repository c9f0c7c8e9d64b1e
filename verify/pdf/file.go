package pdf

import (
	"bytes"
	"fmt"
	"reflect"
	"strconv"

	"ikrar/verify/pdf/internal/crypt"
)

// object is a value, and the stream behind it, undecoded; nil where there is none.
type object struct {
	value  any
	stream []byte
	at     int // where its stream begins
	number ref // of a stream, as below
	turn   int // its generation
}

func (o *object) dict() dict { d, _ := o.value.(dict); return d }

// same says whether two objects say the same, wherever they stand.
func same(a, b *object) bool {
	return a != nil && b != nil && reflect.DeepEqual(a.value, b.value) && bytes.Equal(a.stream, b.stream)
}

// File is a PDF's objects, of several of one number the last: that is what an incremental update
// replaces (ISO 32000-1 section 7.5.6).
type File struct {
	data    []byte
	objects map[ref]*object
	streams []*object // in the order of the file, replaced ones too
	trailer dict
	read    int        // objects
	broken  int        // of them
	spent   int        // bytes decoded so far
	steps   int        // operators followed so far
	stopped bool       // a bound of what is shown was reached
	key     *crypt.Key // of an encrypted file that opens without a password
}

// Parse reads all objects by walking over the bytes: tables may lie, and a reader that repairs
// files sees the same. Errors wrap [ErrDamaged], or are a [*TooManyError]. An encrypted file that
// opens without a password is read like another; of one that does not, what is in the clear.
func Parse(data []byte) (*File, error) {
	f, err := walk(data, nil)
	if err != nil || f.trailer["Encrypt"] == nil {
		return f, err
	}
	if key, ok := crypt.Open(f.encryption()); ok {
		return walk(data, key)
	}
	return f, nil
}

// walk reads all objects, by the key where the file is encrypted.
func walk(data []byte, key *crypt.Key) (*File, error) {
	f := &File{data: data, objects: map[ref]*object{}, trailer: dict{}, key: key}
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte("obj"))
		if i < 0 {
			f.trailers(data[at:])
			f.settle()
			return f, nil
		}
		f.trailers(data[at : at+i])
		number, turn, ok := numberBefore(data[:at+i])
		at += i + len("obj")
		if !ok {
			continue
		}
		f.read++
		at = f.object(number, turn, at)
		switch {
		case f.read > maxObjects:
			return nil, &TooManyError{"objects", maxObjects}
		case len(f.streams) > maxStreams:
			return nil, &TooManyError{"streams", maxStreams}
		case f.broken > maxBroken:
			return nil, fmt.Errorf("%w: more than %d broken objects", ErrDamaged, maxBroken)
		}
	}
}

// Empty says whether the file holds no object at all.
func (f *File) Empty() bool { return f.read == 0 }

// Cut says whether the file lacks its catalogue, which stands at the end of many: a part of a file,
// or one that was damaged so.
func (f *File) Cut() bool { return f.dict(f.trailer["Root"]) == nil }

// Stopped says whether the file shows more than was looked at, for it reached a bound.
func (f *File) Stopped() bool { return f.stopped || f.steps > maxSteps }

// Encrypted says whether a trailer names an encryption dictionary, and the file does not open
// without a password.
func (f *File) Encrypted() bool { return f.trailer["Encrypt"] != nil && f.key == nil }

// trailers reads the trailers between two objects.
func (f *File) trailers(between []byte) {
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

func (f *File) trail(d dict) {
	for _, key := range []name{"Root", "Encrypt", "ID"} {
		if v, ok := d[key]; ok {
			f.trailer[key] = v
		}
	}
}

// numberBefore reads "number generation" backwards.
func numberBefore(before []byte) (object ref, turn int, ok bool) {
	fields := bytes.Fields(before[max(0, len(before)-32):])
	if len(fields) < 2 || !isSpace(before[len(before)-1]) {
		return 0, 0, false
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
	turn, _ = strconv.Atoi(string(generation))
	return ref(number), turn, number > 0 && number < maxNumber && len(bytes.Trim(generation, "0123456789")) == 0
}

// object reads the object whose value begins at data[at:], and returns where it ends.
func (f *File) object(number ref, turn, at int) int {
	l := lexer{data: f.data[at:min(len(f.data), at+maxValue)]}
	o := &object{value: l.value(), number: number, turn: turn}
	end := at + l.at
	if l.broken {
		f.broken++
		return end
	}
	o.value = f.clear(o, o.value)
	f.objects[number] = o
	l.space()
	if d := o.dict(); d != nil && bytes.HasPrefix(f.data[at+l.at:], []byte("stream")) {
		o.at = at + l.at + len("stream")
		o.at += lineEnd(f.data[o.at:])
		o.stream = streamOf(d, f.data[o.at:])
		end = o.at + len(o.stream)
		f.streams = append(f.streams, o)
		switch d["Type"] {
		case name("XRef"):
			f.trail(d)
		case name("ObjStm"):
			f.unpack(o)
		}
	}
	return end
}

// lineEnd is the length of the line end that s begins with: CR LF, LF, or the lone CR that some
// writers leave.
func lineEnd(s []byte) int {
	switch {
	case bytes.HasPrefix(s, []byte("\r\n")):
		return 2
	case len(s) > 0 && (s[0] == '\n' || s[0] == '\r'):
		return 1
	}
	return 0
}

// streamOf cuts a stream at its length, or else at the keyword behind it.
func streamOf(d dict, rest []byte) []byte {
	if n, ok := d["Length"].(float64); ok && endsAt(rest, n) {
		return rest[:int(n):int(n)]
	}
	n := bytes.Index(rest, []byte("endstream"))
	if n < 0 {
		n = len(rest)
	}
	return rest[:n:n]
}

// endsAt says whether the keyword endstream follows the first n bytes.
func endsAt(rest []byte, n float64) bool {
	if n < 0 || n > float64(len(rest)) {
		return false
	}
	after := rest[int(n):]
	return bytes.HasPrefix(after[lineEnd(after):], []byte("endstream"))
}

// settle gives each stream its exact bytes: a length may be an object that stands further on, and
// where there is none that fits, the line end before endstream belongs to the keyword.
func (f *File) settle() {
	for _, o := range f.streams {
		rest := f.data[o.at:]
		if n, ok := f.resolve(o.dict()["Length"]).(float64); ok && endsAt(rest, n) {
			o.stream = rest[:int(n):int(n)]
		} else {
			o.stream = bytes.TrimSuffix(bytes.TrimSuffix(o.stream, []byte("\n")), []byte("\r"))
		}
		o.stream = f.opened(o)
	}
}

// unpack reads the objects of an object stream (ISO 32000-1 section 7.5.7).
func (f *File) unpack(o *object) {
	data, err := f.decode(&object{value: o.value, stream: f.opened(o)})
	first, ok := o.dict()["First"].(float64)
	if err != nil || !ok || first < 0 || int(first) > len(data) {
		return
	}
	head := lexer{data: data[:int(first)]}
	for ; f.read <= maxObjects; f.read++ {
		number, ok := head.value().(float64)
		offset, ok2 := head.value().(float64)
		if !ok || !ok2 || number < 1 || number >= maxNumber || offset < 0 || int(first)+int(offset) > len(data) {
			return
		}
		l := lexer{data: data, at: int(first) + int(offset)}
		f.objects[ref(number)] = &object{value: l.value()}
	}
}

// resolve follows a reference.
func (f *File) resolve(v any) any {
	if r, ok := v.(ref); ok {
		if o := f.objects[r]; o != nil {
			return o.value
		}
		return nil
	}
	return v
}

func (f *File) dict(v any) dict { d, _ := f.resolve(v).(dict); return d }
func (f *File) list(v any) list { l, _ := f.resolve(v).(list); return l }

// stream returns the object that v refers to, where it has a stream.
func (f *File) stream(v any) (*object, bool) {
	r, ok := v.(ref)
	o := f.objects[r]
	return o, ok && o != nil && o.stream != nil
}
