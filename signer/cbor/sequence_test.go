package cbor

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// TestSplitSequence: items come as they are, in order; half an item, and one too many, are refused.
func TestSplitSequence(t *testing.T) {
	for name, c := range map[string]struct {
		sequence string
		items    []string // nil where it is refused
	}{
		"nothing":              {"", []string{}},
		"one":                  {"\x01", []string{"\x01"}},
		"three":                {"\x01\x82\x41a\x02\xa0", []string{"\x01", "\x82\x41a\x02", "\xa0"}},
		"an item cut off":      {"\x01\x82\x41a", nil},
		"a string cut off":     {"\x42a", nil},
		"four":                 {"\x01\x02\x03\x04", nil},
		"a tag":                {"\xd2\x01\x02", []string{"\xd2\x01", "\x02"}},
		"an indefinite array":  {"\x9f\x01\xff\x02", []string{"\x9f\x01\xff", "\x02"}},
		"a break":              {"\xff", nil},
		"nested beyond reason": {strings.Repeat("\x81", 65) + "\x01", nil},
	} {
		items, err := SplitSequence([]byte(c.sequence), 3)
		refused := c.items == nil
		if refused != errors.Is(err, ErrEncoding) || refused != (err != nil) || len(items) != len(c.items) {
			t.Errorf("%s: %q %v", name, items, err)
			continue
		}
		for i, item := range items {
			if string(item) != c.items[i] {
				t.Errorf("%s: item %d is %q", name, i, item)
			}
		}
	}
}

// FuzzSplitSequence: what is cut joins to what it was, and each item is one.
func FuzzSplitSequence(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x01\x82\x41a\x02\xa0"))
	f.Add(bytes.Repeat([]byte{0x80}, 20))
	f.Fuzz(func(t *testing.T, sequence []byte) {
		items, err := SplitSequence(sequence, 16)
		if err != nil {
			return
		}
		if !bytes.Equal(bytes.Join(items, nil), sequence) {
			t.Fatalf("%x was cut into %x", sequence, items)
		}
		for _, item := range items {
			if again, err := SplitSequence(item, 1); err != nil || len(again) != 1 {
				t.Fatalf("%x of %x is not one item: %v", item, sequence, err)
			}
		}
	})
}
