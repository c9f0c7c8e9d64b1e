// Package crockford is Crockford's base32, in which people are given what they are to type or to
// compare: codes of pledges, codes of invitations, the short fingerprint of a root key. It has no
// I, L, O and U, so that nothing in it looks like a digit:
//
//	K7QM-2F8D-9XPA    12 characters, 60 bits, in groups of four
//
// How long a code is and what tells a mistyped one belongs to each code itself.
package crockford

import "strings"

// Alphabet holds the 32 characters: the n-th stands for the five bits of n.
const Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Encode writes the first 5n bits of data, most significant bit first, as n characters.
func Encode(data []byte, n int) string {
	s := make([]byte, n)
	for i := range s {
		var five byte
		for at := 5 * i; at < 5*i+5; at++ {
			five = five<<1 | data[at/8]>>(7-at%8)&1
		}
		s[i] = Alphabet[five]
	}
	return string(s)
}

// Valid says whether all of s is of the alphabet.
func Valid(s string) bool { return strings.Trim(s, Alphabet) == "" }

// Grouped writes s as it is printed: in groups of four with hyphens between them.
func Grouped(s string) string {
	var groups []string
	for ; len(s) > 4; s = s[4:] {
		groups = append(groups, s[:4])
	}
	return strings.Join(append(groups, s), "-")
}
