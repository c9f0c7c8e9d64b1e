package crypt

import "testing"

// FuzzOpen opens what any dictionary says, and decrypts with it.
func FuzzOpen(f *testing.F) {
	f.Add(1, 2, 40, make([]byte, 48), []byte("0123456789abcdef0123456789abcdef"))
	f.Add(5, 6, 256, make([]byte, 48), []byte("short"))
	f.Fuzz(func(t *testing.T, v, r, length int, u, data []byte) {
		key, ok := Open(Dict{V: v, R: r, Length: length, O: u, U: u, UE: u})
		if !ok {
			key = &Key{key: make([]byte, 32)}
		}
		for _, m := range []Method{Identity, RC4, AES128, AES256, "other"} {
			key.dict.Streams, key.dict.Strings = m, m
			if out := key.Stream(1, 2, data); len(out) > len(data) {
				t.Errorf("%s: %d bytes of %d", m, len(out), len(data))
			}
			key.String(1, 2, data)
		}
	})
}
