package resaved

import (
	"bytes"

	"ikrar/verify/pdf/internal/crypt"
)

// lock is how a file is encrypted: what opens it, and which object says so, in the clear.
type lock struct {
	key    *crypt.Key
	dict   crypt.Dict
	object ref
}

// unlocked prepares for reading a file that is encrypted under no password, as those are that only
// forbid printing or copying (ISO 32000-2 section 7.6); not ok where it takes one.
func (f *file) unlocked() bool {
	if f.encrypt == nil {
		return true
	}
	number, _ := f.encrypt.(ref)
	v := f.encrypt
	if number != 0 {
		o := f.object(number)
		if o == nil || o.isStream {
			return false
		}
		v = o.value
	}
	d, _ := v.(dict)
	if d["Filter"] != name("Standard") || d["EFF"] != nil && d["EFF"] != d["StmF"] {
		return false
	}
	l := lock{dict: cryptDict(d, f.id), object: number}
	if l.dict.V >= 4 {
		l.dict.Streams, l.dict.Strings = method(d, "StmF"), method(d, "StrF")
		l.dict.Length = 128 // which the dictionaries of crypt filters give in bytes, in bits, or not
	}
	var ok bool
	l.key, ok = crypt.Open(l.dict)
	f.lock = &l
	return ok
}

func cryptDict(d dict, id any) crypt.Dict {
	number := func(key name) int { n, _ := d[key].(float64); return int(n) }
	bytesOf := func(v any) []byte { s, _ := v.(str); return []byte(s) }
	c := crypt.Dict{V: number("V"), R: number("R"), Length: number("Length"), P: int32(number("P")),
		O: bytesOf(d["O"]), U: bytesOf(d["U"]), UE: bytesOf(d["UE"]), EncryptMetadata: d["EncryptMetadata"] != false,
		Streams: crypt.RC4, Strings: crypt.RC4}
	if both, _ := id.(list); len(both) > 0 {
		c.ID = bytesOf(both[0])
	}
	return c
}

// method is how streams or strings are encrypted, by the name of a crypt filter.
func method(d dict, key name) crypt.Method {
	filters, _ := d["CF"].(dict)
	chosen, _ := d[key].(name)
	filter, _ := filters[chosen].(dict)
	named, _ := filter["CFM"].(name)
	return crypt.Method(named)
}

// extendsAES says whether a catalogue's extensions are the one that PDF 1.7 needs for being
// encrypted by AES with 256 bits, and nothing else.
func (f *file) extendsAES(v any) bool {
	all := f.dict(v)
	adobe := f.dict(all["ADBE"])
	level := adobe["ExtensionLevel"]
	return f.lock != nil && f.lock.dict.V == 5 && len(all) == 1 && len(adobe) == 2 &&
		adobe["BaseVersion"] == name("1.7") && (level == 3.0 || level == 8.0)
}

// clear puts an object that stands by itself into the clear. What an object stream holds lies in
// the clear once the stream does.
func (f *file) clear(number ref, o *object) bool {
	d, _ := o.value.(dict)
	if f.lock == nil || number == f.lock.object || d["Type"] == name("XRef") {
		return true
	}
	k := f.lock.key
	ok := true
	o.value = f.clearValue(number, o.value, &ok)
	if !o.isStream || d["Type"] == name("Metadata") && !k.Metadata() {
		return ok
	}
	open := func(data []byte) []byte { return k.Stream(int(number), 0, data) }
	ok = ok && padded(f.lock.dict.Streams, o.raw, open)
	o.raw = open(o.raw)
	return ok
}

func (f *file) clearValue(number ref, v any, ok *bool) any {
	switch v := v.(type) {
	case str:
		open := func(data []byte) []byte { return f.lock.key.String(int(number), 0, data) }
		*ok = *ok && padded(f.lock.dict.Strings, []byte(v), open)
		return str(open([]byte(v)))
	case list:
		for i := range v {
			v[i] = f.clearValue(number, v[i], ok)
		}
	case dict:
		for key := range v {
			v[key] = f.clearValue(number, v[key], ok)
		}
	}
	return v
}

// padded says whether the padding behind what AES encrypts is as it must be. Some readers cut off
// what others show where it is not.
func padded(m crypt.Method, data []byte, open func([]byte) []byte) bool {
	if m != crypt.AES128 && m != crypt.AES256 {
		return true
	}
	if len(data)%16 != 0 || len(data) < 32 {
		return false
	}
	last := bytes.Clone(data[len(data)-32:])
	last[15] ^= 0x80 // the last byte comes out above 16, so that open leaves the padding where it is
	out := open(last)
	if len(out) != 16 {
		return false
	}
	n := int(out[15] ^ 0x80)
	if n < 1 || n > 16 {
		return false
	}
	for _, c := range out[16-n : 15] {
		if int(c) != n {
			return false
		}
	}
	return true
}
