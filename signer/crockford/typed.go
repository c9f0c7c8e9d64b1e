package crockford

import (
	"strings"
	"unicode"
)

// Typed gives what somebody typed as Encode would have written it: in upper case, without dashes,
// blanks and characters that nobody sees, O as 0, I and L as 1, wide letters as narrow ones. What
// stands for nothing in the alphabet is left in it.
func Typed(s string) string {
	return strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(strings.Map(typed, s)))
}

// typed drops what editors and keyboards put between the groups of a code: Word and telephones make
// en dashes of hyphens, web pages add non-breaking spaces and zero widths.
func typed(r rune) rune {
	switch {
	case unicode.IsSpace(r), unicode.In(r, unicode.Dash, unicode.Cf, unicode.Variation_Selector):
		return -1
	case '\uff01' <= r && r <= '\uff5e':
		return r - '\uff01' + '!'
	}
	return r
}

// CheckCharacter is the character that ends an invitation's code: the sum of the characters before
// it, the n-th one times the n-th power of 2, in the field of 32 elements. One wrong character
// always changes it, and so do two that changed places.
func CheckCharacter(s string) byte {
	sum := 0
	for i := range len(s) {
		sum = double(sum ^ strings.IndexByte(Alphabet, s[i]))
	}
	return Alphabet[sum]
}

// double multiplies by 2 modulo x^5 + x^2 + 1.
func double(v int) int {
	if v <<= 1; v > 31 {
		v ^= 0b100101
	}
	return v
}
