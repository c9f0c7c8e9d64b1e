package invitation

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"

	"ikrar/signer/crockford"
)

// TestCode: what is printed is read back however it is typed, and no single wrong character or
// exchange of neighbours makes another code.
func TestCode(t *testing.T) {
	for range 50 {
		code, err := NewCode(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		printed := code.String()
		if len(printed) != 19 || strings.Count(printed, "-") != 3 {
			t.Errorf("printed %s", printed)
		}
		for _, typed := range []string{printed, string(code), strings.ToLower(printed),
			" " + strings.ReplaceAll(printed, "-", " "), strings.ReplaceAll(printed, "-", "–"),
			strings.NewReplacer("0", "o", "1", "l").Replace(printed)} {
			if got, err := ParseCode(typed); got != code || err != nil {
				t.Errorf("%q was read as %q, %v", typed, got, err)
			}
		}
		for n := range code {
			for _, c := range crockford.Alphabet {
				wrong := []byte(code)
				if wrong[n] = byte(c); string(wrong) == string(code) {
					continue
				}
				if got, err := ParseCode(string(wrong)); err == nil {
					t.Errorf("%s mistyped as %s was read as %s", code, wrong, got)
				}
			}
			if n > 0 && code[n] != code[n-1] {
				swapped := []byte(code)
				swapped[n], swapped[n-1] = swapped[n-1], swapped[n]
				if _, err := ParseCode(string(swapped)); err == nil {
					t.Errorf("%s with two characters exchanged, %s, was read", code, swapped)
				}
			}
		}
	}
	for _, bad := range []string{"", "K7QM", strings.Repeat("0", 17), strings.Repeat("U", 16), "K7QM-2F8D-9XPA-é"} {
		if got, err := ParseCode(bad); err == nil {
			t.Errorf("%q was read as %s", bad, got)
		}
	}
}

// TestCodeIsAllOfItsRandomness: fifteen characters, five bits each, and nothing else.
func TestCodeIsAllOfItsRandomness(t *testing.T) {
	low, _ := NewCode(bytes.NewReader(make([]byte, 15)))
	high, _ := NewCode(bytes.NewReader(bytes.Repeat([]byte{255}, 15)))
	if low[:15] != "000000000000000" || high[:15] != "ZZZZZZZZZZZZZZZ" {
		t.Errorf("%s %s", low, high)
	}
	if _, err := NewCode(bytes.NewReader(make([]byte, 14))); err == nil {
		t.Error("a code of too little randomness")
	}
}
