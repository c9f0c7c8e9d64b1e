package main

import (
	"io"
	"strings"
	"unicode/utf8"

	"ikrar/verify/phrase"
)

// table is rows of cells, set in columns that fit the terminal where somebody sits there: what is
// too wide goes on below, in its column. To a file or another program each row is one line.
type table struct {
	out  *output
	rows [][]string
}

// gap is between columns.
const gap = 2

// longestWord is how long a word is that a column is still kept as wide as.
const longestWord = 30

func (a *app) table() *table { return &table{out: a.stdout} }

// row adds a row. Rows may have different numbers of cells.
func (t *table) row(cells ...string) {
	shown := make([]string, len(cells))
	for n, c := range cells {
		shown[n] = phrase.Visible(c)
	}
	t.rows = append(t.rows, shown)
}

// flush writes the rows. An error is the output's own to remember.
func (t *table) flush() {
	width := 0
	if isTerminal(t.out.w) {
		width = columnsOf(t.out.w)
	}
	var b strings.Builder
	widths := t.widths(width)
	for _, row := range t.rows {
		writeRow(&b, row, widths)
	}
	_, _ = io.WriteString(t.out, b.String())
}

// widths are those of the columns, in no more than width in all; 0 for no bound. The widest give
// way.
func (t *table) widths(width int) (widths []int) {
	var least []int // that a column keeps, since words stay whole
	for _, row := range t.rows {
		for n, c := range row {
			if n == len(widths) {
				widths, least = append(widths, 0), append(least, 0)
			}
			widths[n] = max(widths[n], utf8.RuneCountInString(c))
			for word := range strings.FieldsSeq(c) {
				least[n] = max(least[n], min(utf8.RuneCountInString(word), longestWord))
			}
		}
	}
	over := gap*(len(widths)-1) - width
	for _, w := range widths {
		over += w
	}
	for ; width > 0 && over > 0; over-- {
		widest := -1
		for n := range widths {
			if widths[n] > least[n] && (widest < 0 || widths[n] > widths[widest]) {
				widest = n
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	return widths
}

// writeRow writes a row in as many lines as its longest cell takes.
func writeRow(b *strings.Builder, row []string, widths []int) {
	cells, height := make([][]string, len(row)), 0
	for n, c := range row {
		cells[n] = strings.Split(foldLine(c, 0, widths[n]), "\n")
		height = max(height, len(cells[n]))
	}
	for line := range height {
		text := ""
		for n := range row {
			part := ""
			if line < len(cells[n]) {
				part = cells[n][line]
			}
			text += part
			if n < len(row)-1 {
				text += strings.Repeat(" ", max(0, widths[n]-utf8.RuneCountInString(part))+gap)
			}
		}
		b.WriteString(strings.TrimRight(text, " ") + "\n")
	}
}
