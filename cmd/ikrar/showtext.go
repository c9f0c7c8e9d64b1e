package main

import (
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"ikrar/verify/phrase"
)

// textWidth is what a text is set to at most, in columns: longer lines are hard to read.
const textWidth = 80

// showText shows a text that is signed, each of its lines in whole words at the terminal's width.
// What is signed are its bytes, and never what is shown here.
func (a *app) showText(body string) {
	width := textWidth
	if f, ok := a.stderr.(*os.File); ok {
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
			width = min(columns, textWidth)
		}
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(body, "\n"), "\n") {
		fmt.Fprintln(a.stderr, wrapped(phrase.Visible(line), width))
	}
}

// wrapped breaks a line between words, its indentation before each part. A word that is wider than
// that stays whole.
func wrapped(line string, width int) string {
	words := strings.TrimLeft(line, " ")
	indent := line[:len(line)-len(words)]
	var b strings.Builder
	column := 0
	for word := range strings.SplitSeq(words, " ") {
		long := utf8.RuneCountInString(word)
		switch {
		case column == 0:
			b.WriteString(indent)
			column = len(indent)
		case column+1+long > width:
			b.WriteString("\n" + indent)
			column = len(indent)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += long
	}
	return b.String()
}
