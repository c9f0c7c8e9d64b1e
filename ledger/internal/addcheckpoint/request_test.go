package addcheckpoint

import (
	"bytes"
	"testing"
)

func FuzzParse(f *testing.F) {
	const hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
	const checkpoint = "ikrar.contoh.example/buku\n5\n" + hash + "\n— ikrar.contoh.example/buku Az3grlgt\n"
	f.Add([]byte("old 0\n\n" + checkpoint))
	f.Add([]byte("old 3\n" + hash + hash + hash + "\n" + checkpoint))
	f.Add([]byte("old 0\n\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		if r, err := Parse(body); err == nil && !bytes.Equal(r.Bytes(), body) {
			t.Errorf("%q is read as %q", body, r.Bytes())
		}
	})
}
