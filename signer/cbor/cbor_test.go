package cbor

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
)

// The limits in STATEMENT.md are those of the code.
func TestNumbers(t *testing.T) {
	raw, err := os.ReadFile("../STATEMENT.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		fmt.Sprintf("| nesting | %d deep |", maxNesting),
		fmt.Sprintf("| elements of a map or array | %d |", maxElements),
	} {
		if !strings.Contains(strings.ToLower(string(raw)), strings.ToLower(want)) {
			t.Errorf("STATEMENT.md does not say %q", want)
		}
	}
}

// TestEncodedByHand holds what is written by hand against Encode.
func TestEncodedByHand(t *testing.T) {
	for _, n := range []uint64{0, 23, 24, 255, 256, 65535, 65536, 1<<32 - 1, 1 << 32, 1<<53 - 1} {
		if got := AppendUint(nil, n); !bytes.Equal(got, Encode(n)) {
			t.Errorf("head of %d is %x, want %x", n, got, Encode(n))
		}
	}
}

// FuzzReader holds what is read by hand against Decode: an array of a number, a byte string and a
// text.
func FuzzReader(f *testing.F) {
	type shape struct {
		_     struct{} `cbor:",toarray"`
		Uint  uint64
		Bytes []byte
		Text  string
	}
	for _, n := range []uint64{0, 23, 24, 255, 256, 65535, 65536, 1<<32 - 1, 1 << 32, 1<<64 - 1} {
		f.Add(Encode(shape{Uint: n, Bytes: make([]byte, n%70000), Text: strings.Repeat("ü", int(n%300))}))
	}
	f.Add([]byte("\x83\x18\x01\x40\x60"))     // 1 in two bytes
	f.Add([]byte("\x83\x1c\x40\x60"))         // a head that says no length
	f.Add([]byte("\x83\x01\x40\x61\xff"))     // a text that is not UTF-8
	f.Add([]byte("\x83\x01\xf6\x60"))         // null for a byte string
	f.Add([]byte("\x83\x01\x40\x60\x00"))     // and a byte more
	f.Add([]byte("\x98\x03\x01\x40\x60"))     // 3 in two bytes
	f.Add([]byte("\x83\x01\x5f\x40\xff\x60")) // of indefinite length
	f.Fuzz(func(t *testing.T, raw []byte) {
		r := Reader{Rest: raw}
		items, got := r.Array(), shape{Uint: r.Uint(), Bytes: r.Bytes(-1), Text: r.Text()}
		var want shape
		err := Decode(raw, &want)
		ok := r.Done() && items == 3
		switch {
		case ok && err != nil:
			t.Errorf("%x is read as %+v, Decode says %v", raw, got, err)
		case !ok && err == nil && want.Bytes != nil:
			t.Errorf("%x is not read, Decode says %+v", raw, want)
		case ok && (got.Uint != want.Uint || !bytes.Equal(got.Bytes, want.Bytes) || got.Text != want.Text):
			t.Errorf("%x is read as %+v, Decode says %+v", raw, got, want)
		}
		if ok {
			again := AppendBytes(AppendUint(AppendArray(nil, 3), got.Uint), got.Bytes)
			if !bytes.Equal(append(again, Encode(got.Text)...), raw) {
				t.Errorf("%x is written as %x and a text", raw, again)
			}
		}
	})
}
