package main

import (
	"fmt"
	"strings"

	"ikrar/verify/phrase"
)

// textWidth is what a text is set to at most, in columns: longer lines are hard to read.
const textWidth = 80

// showText shows a text that is signed, each of its lines in whole words at the terminal's width.
// What is signed are its bytes, and never what is shown here.
func (a *app) showText(body string) {
	width := min(columnsOf(a.stderr), textWidth)
	for line := range strings.SplitSeq(strings.TrimSuffix(body, "\n"), "\n") {
		fmt.Fprintln(a.stderr, wrapped(phrase.Visible(line), width))
	}
}

// wrapped breaks a line between words, its indentation before each part. A word that is wider than
// that stays whole.
func wrapped(line string, width int) string { return foldLine(line, 0, width) }
