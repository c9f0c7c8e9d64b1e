package table

import (
	"bytes"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"
)

// wideEncodings are those with more than a byte a letter. Where a file does not begin with its
// mark, zeros tell: nearly all letters of a roster are ASCII. UTF-32 comes first, since its mark
// begins with that of UTF-16.
var wideEncodings = []struct {
	name  string
	mark  string
	zeros string // of an ASCII letter: 0 where a zero stands
	encoding.Encoding
}{
	{"UTF-32LE", "\xff\xfe\x00\x00", "x000", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
	{"UTF-32BE", "\x00\x00\xfe\xff", "000x", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
	{"UTF-16LE", "\xff\xfe", "x0", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"UTF-16BE", "\xfe\xff", "0x", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
}

// marks are that of UTF-8, and the same taken for Windows-1252 and written as UTF-8 again.
var marks = []string{"\ufeff", "ï»¿"}

// decoded makes UTF-8 of a file in a wide encoding, and returns its name; anything else stays as
// it is, without one.
func decoded(r io.Reader, sample []byte) (text io.Reader, name string) {
	for _, e := range wideEncodings {
		if bytes.HasPrefix(sample, []byte(e.mark)) || patterned(sample, e.zeros) {
			return transform.NewReader(r, e.NewDecoder()), e.name
		}
	}
	return r, ""
}

// patterned reports whether most letters at the beginning have their zeros where the pattern says.
func patterned(sample []byte, pattern string) bool {
	sample = sample[:min(len(sample), maxZeros)]
	letters, fit := len(sample)/len(pattern), 0
	for i := range letters {
		ok := true
		for j, p := range []byte(pattern) {
			ok = ok && (sample[i*len(pattern)+j] == 0) == (p == '0')
		}
		if ok {
			fit++
		}
	}
	return letters > 1 && fit*10 >= letters*7
}
