package crockford

import (
	"encoding/base32"
	"fmt"
	"strings"
	"testing"
)

// FuzzEncode holds Encode against the standard library's base32 in this alphabet, and what is
// printed against what is typed.
func FuzzEncode(f *testing.F) {
	f.Add([]byte("\x00\x44\x32\x14\xc7\x42\x54\xb6\x35\xcf\x84\x65\x3a\x56\xd7\xc6\x75\xbe\x77\xdf"))
	f.Add([]byte{0xff, 0x80})
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		want := base32.NewEncoding(Alphabet).WithPadding(base32.NoPadding).EncodeToString(data)
		for n := range 8*len(data)/5 + 1 {
			if got := Encode(data, n); got != want[:n] {
				t.Fatalf("%x in %d characters is %s, want %s", data, n, got, want[:n])
			}
			printed := Grouped(want[:n])
			lower := strings.NewReplacer("0", "o", "1", "l").Replace(strings.ToLower(printed))
			spaced := strings.ReplaceAll(printed, "-", " ")
			for _, typed := range []string{printed, lower, strings.ToUpper(lower), spaced} {
				if got := Typed(typed); got != want[:n] || !Valid(got) {
					t.Fatalf("%q is read as %s, want %s", typed, got, want[:n])
				}
			}
		}
	})
}

// What Word, telephones and web pages make of a code is the code.
func TestTyped(t *testing.T) {
	for _, dash := range []string{"-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212",
		"\ufe58", "\uff0d", " ",
		"\u00a0", "\u2007", "\u202f", "\t", "\r\n", "\u00ad", "\u200b", "\u200e", "\u2060", "\ufeff", " \u2013 "} {
		if got := Typed("k7qm" + dash + "２Ｆ8d" + dash + "9xpa"); got != "K7QM2F8D9XPA" {
			t.Errorf("%+q: %q", dash, got)
		}
	}
}

func TestCheckCharacter(t *testing.T) {
	const code = "K7QM2F8D9XPA0R3"
	for i := range code {
		for _, c := range Alphabet {
			wrong := code[:i] + string(c) + code[i+1:]
			if wrong != code && CheckCharacter(wrong) == CheckCharacter(code) {
				t.Errorf("%s is not told from %s", wrong, code)
			}
		}
	}
}

func TestValid(t *testing.T) {
	for s, want := range map[string]bool{
		Alphabet: true, "": true, "U": false, "0U0": false, "0-0": false, "k": false, "0\u212a": false,
	} {
		if Valid(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

func Example() {
	printed := Grouped(Encode([]byte("rahasia umum"), 12))
	fmt.Println(printed)

	for _, s := range []string{"e9gp grbk - d5gj", "o0 iL", "Uang"} {
		typed := Typed(s)
		fmt.Println(typed, Valid(typed))
	}
	// Output:
	// E9GP-GRBK-D5GJ
	// E9GPGRBKD5GJ true
	// 0011 true
	// UANG false
}
