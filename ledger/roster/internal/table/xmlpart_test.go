package table

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// A few packed kilobytes unpack to an endless token: reading stops at the limit.
func TestXMLTokenIsBounded(t *testing.T) {
	for _, start := range []string{"<a>", "<a b='", "<!--", "<a"} {
		endless := &io.LimitedReader{R: repeat('z'), N: 64 << 20}
		w := work{limit: 1 << 30}
		p := &xmlPart{source: io.MultiReader(strings.NewReader(start), endless), work: &w}
		p.dec = xml.NewDecoder(p)
		var err error
		for err == nil {
			_, err = p.token()
		}
		if read := 64<<20 - endless.N; !errors.Is(err, errToken) || read > 2*maxToken {
			t.Errorf("%s: %v after %d bytes", start, err, read)
		}
	}
}

type repeat byte

func (r repeat) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(r)
	}
	return len(b), nil
}
