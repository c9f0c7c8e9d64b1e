package pdf

import "ikrar/verify/pdf/internal/crypt"

// encryption reads the encryption dictionary of a file (ISO 32000-2 section 7.6.2).
func (f *File) encryption() crypt.Dict {
	d := f.dict(f.trailer["Encrypt"])
	number := func(d dict, key name) int {
		n, _ := f.resolve(d[key]).(float64)
		return int(n)
	}
	bytesOf := func(v any) []byte { b, _ := f.resolve(v).(text); return b }
	e := crypt.Dict{V: number(d, "V"), R: number(d, "R"), Length: number(d, "Length"), P: int32(number(d, "P")),
		O: bytesOf(d["O"]), U: bytesOf(d["U"]), UE: bytesOf(d["UE"]),
		EncryptMetadata: f.resolve(d["EncryptMetadata"]) != any(word("false")),
		Streams:         crypt.RC4, Strings: crypt.RC4}
	if d["Filter"] != any(name("Standard")) {
		e.V = 0
	}
	if id := f.list(f.trailer["ID"]); len(id) > 0 {
		e.ID = bytesOf(id[0])
	}
	if e.V >= 4 {
		method := func(key name) crypt.Method {
			filter, _ := f.resolve(d[key]).(name)
			named, _ := f.resolve(f.dict(f.dict(d["CF"])[filter])["CFM"]).(name)
			return crypt.Method(named)
		}
		e.Streams, e.Strings = method("StmF"), method("StrF")
		e.Length = 128 // which the dictionaries of crypt filters give in bytes, in bits, or not
	}
	return e
}

// opened returns the bytes of a stream in the clear.
func (f *File) opened(o *object) []byte {
	d := o.dict()
	kind := d["Type"]
	inClear := kind == name("XRef") || kind == name("Metadata") && f.key != nil && !f.key.Metadata()
	if filters := f.filters(o); len(filters) > 0 && filters[0] == "Crypt" {
		inClear = true // by a filter of its own, which is Identity in all that is met
	}
	if f.key == nil || inClear {
		return o.stream
	}
	return f.key.Stream(int(o.number), o.turn, o.stream)
}

// clear opens the strings in a value of an object. Those of object streams lie in the clear, once
// the stream does.
func (f *File) clear(o *object, v any) any {
	if f.key == nil || isEncryption(o) {
		return v
	}
	switch v := v.(type) {
	case text:
		return text(f.key.String(int(o.number), o.turn, v))
	case list:
		for i := range v {
			v[i] = f.clear(o, v[i])
		}
	case dict:
		for key := range v {
			v[key] = f.clear(o, v[key])
		}
	}
	return v
}

// isEncryption tells the encryption dictionary itself, whose strings lie in the clear, and those of
// signatures, whose contents do.
func isEncryption(o *object) bool {
	d := o.dict()
	return d["Filter"] == any(name("Standard")) && d["O"] != nil && d["U"] != nil || d["ByteRange"] != nil
}
