package phrase

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Visible shows characters that would hide, move or forge what stands beside them by their number:
// ‹U+202E›. Names come from files and signed credentials, sentences from servers, and yet all of
// them from strangers: an escape sequence paints a terminal green, a line break begins a line that
// we did not write. Letters of every script stay as they are, and so does what joins the parts of
// one emoji. What is visible already stays so.
func Visible(s string) string {
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		if hidden(r) && !joins(runes, i) {
			fmt.Fprintf(&b, "‹%U›", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// VisibleLines is Visible for a text of several lines, which stay lines.
func VisibleLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = Visible(line)
	}
	return strings.Join(lines, "\n")
}

// hidden says whether a character has no shape of its own, or is what stands for bytes that are
// none.
func hidden(r rune) bool {
	if r >= ' ' && r <= '~' { // nearly all there is
		return false
	}
	return r == unicode.ReplacementChar || !unicode.IsGraphic(r) ||
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// joins says whether the hidden character at i only makes one emoji of its neighbours: a selector
// of colour behind a symbol, or a joiner between two.
func joins(s []rune, i int) bool {
	const selector, joiner = '\ufe0f', '\u200d'
	symbol := func(i int) bool { return i >= 0 && i < len(s) && unicode.In(s[i], unicode.So, unicode.Sk) }
	switch s[i] {
	case selector:
		return symbol(i - 1)
	case joiner:
		return symbol(i+1) && (symbol(i-1) || i >= 2 && s[i-1] == selector && symbol(i-2))
	}
	return false
}

// VisibleJSON writes what Visible would show as JSON's \u escapes, which mean the same to a
// program: JSON itself escapes no more than what is below U+0020, and a terminal obeys more.
func VisibleJSON(encoded []byte) []byte {
	var b strings.Builder
	for _, r := range string(encoded) {
		switch {
		case r == '\n' || !hidden(r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return []byte(b.String())
}
