package keyfile

import (
	"strings"
	"unicode"
	"unicode/utf16"
)

// readable is the text of a key file as its owner sees it, in whatever encoding an editor or a
// shell left it: UTF-8 or UTF-16, with a byte-order mark or without. Lines end in LF, every other
// blank is a space, and what cannot be seen is not there. Bytes that are no text are dropped: the
// key itself is ASCII, and proves by its own form that none of it is missing.
func readable(data []byte) string {
	text := string(data)
	if order, units := utf16Of(data); order != nil {
		decoded := make([]uint16, len(units)/2)
		for n := range decoded {
			decoded[n] = order.Uint16(units[2*n:])
		}
		text = string(utf16.Decode(decoded))
	}
	return strings.Map(plain, strings.ToValidUTF8(text, ""))
}

// plain is a character as readable leaves it; -1 where it is dropped.
func plain(r rune) rune {
	switch {
	case r == '\n', r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
		return '\n'
	case unicode.IsSpace(r), unicode.Is(unicode.Z, r), r == '\u2800', r == '\u3164': // the last two show nothing
		return ' '
	case r == unicode.ReplacementChar, !unicode.IsGraphic(r),
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
		return -1
	}
	return r
}

// visible is a comment as [MarshalPublic] takes it: it proves nothing, so no key is refused for it.
func visible(comment string) string {
	comment = strings.TrimSpace(comment)
	for len(comment) > maxComment {
		r := []rune(comment)
		comment = strings.TrimSpace(string(r[:min(len(r)-1, maxComment)]))
	}
	if checkComment(comment) != nil {
		return ""
	}
	return comment
}
