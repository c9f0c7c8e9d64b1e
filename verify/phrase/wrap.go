package phrase

import (
	"strings"
	"unicode/utf8"
)

// Columns is how wide text for people is, in characters: a terminal as it opens, a page of a
// printed manual.
const Columns = 80

// Wrap breaks text at spaces so that no line is wider than [Columns] characters, a word longer than
// that excepted. Lines after the first begin with indent spaces, and used characters of the first
// are taken already. A line break in text stays one, except within a sentence: there it only suited
// the page of whoever wrote it.
func Wrap(text string, used, indent int) string {
	var b strings.Builder
	column, begun := used, false
	for line := range strings.SplitSeq(text, "\n") {
		for _, word := range strings.Fields(line) {
			width := utf8.RuneCountInString(word)
			switch {
			case !begun:
			case column+1+width > Columns:
				b.WriteString("\n" + strings.Repeat(" ", indent))
				column = indent
			default:
				b.WriteByte(' ')
				column++
			}
			b.WriteString(word)
			column, begun = column+width, true
		}
		if line = strings.TrimSpace(line); line == "" || strings.ContainsAny(line[len(line)-1:], ".:;?") {
			column = Columns // the next word starts a line
			if line == "" && begun {
				b.WriteByte('\n')
			}
		}
	}
	return strings.TrimRight(b.String(), "\n ")
}
