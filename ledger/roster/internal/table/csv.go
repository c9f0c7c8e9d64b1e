package table

import (
	"bufio"
	"io"
	"strings"
	"unicode"
)

// csvRows reads RFC 4180 with what spreadsheet programs and exports make of it: any of four
// separators or the one that the first line names, any line end, line breaks inside cells, quotes
// behind blanks, texts wrapped as formulas. It is not encoding/csv because a bad line must cost one
// line and a bounded amount of memory: there, one open quote swallows the rest of the file.
type csvRows struct {
	lines  *lineReader
	sep    string
	width  int              // cells of the header, or of most rows; 0 where it is not known
	header func([]Cell) int // see [Open]
	cells  []Cell
}

// newCSVRows reads the rows of a file whose beginning is sample.
func newCSVRows(r *bufio.Reader, sample []byte, header func([]Cell) int) *csvRows {
	c := &csvRows{lines: newLineReader(r, sample), sep: ",", header: header}
	separators := []string{",", ";", "\t", "|"}
	if sep, ok := named(firstLine(sample)); ok {
		separators = append([]string{sep}, separators...)
		c.lines.take()
	}
	c.learn(sample, separators)
	return c
}

// next returns the next record under the number of its first line.
func (c *csvRows) next() (Row, error) {
	first := c.lines.take()
	row := Row{Line: first.number}
	if first.err != nil {
		return row, first.err
	}
	c.cutMark(&first)
	if c.broken(first) {
		row.Cells = c.cells
		return row, nil
	}
	var more []line
	for record := first.text; ; {
		open, ok := c.split(record)
		if ok && open < 0 {
			c.rewrapped()
			row.Cells = c.cells
			return row, nil
		}
		if !ok || len(more) == maxBreaks || len(record)-open > maxCell {
			break
		}
		l := c.lines.take()
		if l.err == io.EOF {
			break // and comes again when asked again
		}
		more = append(more, l)
		if l.err != nil || c.whole(l.text) {
			break
		}
		record += "\n" + l.text
	}
	// Only the line where the quote opened is lost; those after it are read again.
	c.lines.back(more)
	return row, lineQuote
}

// cutMark parts a line in which the next of two joined files begins: its mark stands before its
// header. A mark elsewhere came with a text from a web page.
func (c *csvRows) cutMark(l *line) {
	before, behind, ok := strings.Cut(l.text, marks[0])
	if !ok || l.cut {
		return
	}
	if open, ok := c.split(behind); !ok || open >= 0 || c.header(c.cells) == 0 {
		return
	}
	c.lines.back([]line{{text: behind, number: l.number, end: l.end, cut: true}})
	l.text, l.end = before, c.lines.end
}

// whole reports whether a line is a row of its own, as wide as the others and with a number in it:
// a quote that opened above it was left open.
func (c *csvRows) whole(text string) bool {
	return c.width > 1 && strings.Count(text, c.sep)+1 >= c.width && longNumber(text)
}

// longNumber reports whether a text holds the digits of an NIP.
func longNumber(text string) bool {
	n := 0
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			n++
		case !unicode.IsSpace(r):
			n = 0
		}
		if n == nipDigits {
			return true
		}
	}
	return false
}

// broken reads into c.cells a line that does not end as most do, where it and those after it up to
// such an end are one row. A program that writes \r\n between rows has written the \n of a cell as
// it was.
func (c *csvRows) broken(first line) bool {
	if c.width < 2 || c.lines.usual(first) || first.row {
		return false
	}
	joined, pieces := first.text, []line(nil)
	for last := first; !c.lines.usual(last) && last.err == nil && len(pieces) < maxBreaks; {
		last = c.lines.take()
		if last.err == io.EOF {
			break
		}
		pieces = append(pieces, last)
		joined = strings.TrimRight(joined+" "+last.text, " ")
	}
	if len(pieces) > 0 && c.oneRow(first, pieces, joined) {
		return true
	}
	for i := range pieces {
		pieces[i].row = true
	}
	c.lines.back(pieces)
	return false
}

// oneRow reports whether a line and pieces are one row, joined.
func (c *csvRows) oneRow(first line, pieces []line, joined string) bool {
	last := pieces[len(pieces)-1]
	cells := c.count(first.text)
	if last.err != nil || !c.lines.usual(last) || cells < 2 || cells == c.width && first.end != "\r" {
		return false
	}
	numbered := longNumber(first.text)
	for _, p := range pieces {
		again := longNumber(p.text)
		if c.count(p.text) >= c.width || numbered && again { // two people
			return false
		}
		numbered = numbered || again
	}
	return c.count(joined) == c.width
}

// count reads a text into c.cells, and returns how many they are, 0 where it is no row.
func (c *csvRows) count(text string) int {
	if open, ok := c.split(text); !ok || open >= 0 {
		return 0
	}
	return len(c.cells)
}

// rewrapped takes a row apart that stands in one cell: a program that parts by another separator
// opened the file and saved it.
func (c *csvRows) rewrapped() {
	if len(c.cells) != 1 || !strings.Contains(c.cells[0].Text, c.sep) {
		return
	}
	whole := c.cells[0]
	n := c.count(whole.Text)
	if n > 1 && (n == c.width || c.header(c.cells) > 0) {
		return
	}
	c.cells = append(c.cells[:0], whole)
}

// split cuts a record into c.cells. open is where a quote begins that is not
// closed, or -1; ok is false where text follows a closing quote.
func (c *csvRows) split(record string) (open int, ok bool) {
	c.cells = c.cells[:0]
	for rest := record; ; {
		quote := c.quote(rest)
		if quote < 0 {
			text, after, more := strings.Cut(rest, c.sep)
			c.cells = append(c.cells, textCell(strings.Trim(text, "\x00")))
			if !more {
				return -1, true
			}
			rest = after
			continue
		}
		rest = rest[quote:]
		text, after, wrapped := c.halfWrapped(rest)
		if !wrapped {
			end := closingQuote(rest)
			if end < 0 {
				return len(record) - len(rest), true
			}
			text = strings.ReplaceAll(rest[1:end], `""`, `"`)
			after = strings.TrimLeft(rest[end+1:], c.blanks()+"\x00")
		}
		c.cells = append(c.cells, textCell(text))
		if after == "" {
			return -1, true
		}
		if rest, ok = strings.CutPrefix(after, c.sep); !ok {
			return -1, false
		}
	}
}

// quote returns where the quote stands that a cell begins with: behind blanks, or behind the = of a
// text that is wrapped so that spreadsheet programs keep its digits; -1 for none.
func (c *csvRows) quote(cell string) int {
	text := strings.TrimLeft(cell, c.blanks())
	if wrapped, ok := strings.CutPrefix(text, "="); ok && strings.HasPrefix(wrapped, `"`) {
		text = wrapped
	}
	if !strings.HasPrefix(text, `"`) {
		return -1
	}
	return len(cell) - len(text)
}

// halfWrapped takes the text out of "="..."" as programs write it that do not double the quotes of
// a wrapped text. after is empty, or begins with a separator.
func (c *csvRows) halfWrapped(cell string) (text, after string, ok bool) {
	if cell, ok = strings.CutPrefix(cell, `"="`); !ok {
		return "", "", false
	}
	if text, after, ok = strings.Cut(cell, `""`); !ok || text == "" || strings.ContainsAny(text, `"`+c.sep) {
		return "", "", false
	}
	return text, after, after == "" || strings.HasPrefix(after, c.sep)
}

// blanks are what may stand between a separator and a quote.
func (c *csvRows) blanks() string {
	if c.sep == "\t" {
		return " \u00a0"
	}
	return " \t\u00a0"
}

// closingQuote returns the index of the quote that ends the one at s[0], or -1.
func closingQuote(s string) int {
	for i := 1; ; i += 2 {
		n := strings.IndexByte(s[i:], '"')
		if n < 0 {
			return -1
		}
		if i += n; i+1 == len(s) || s[i+1] != '"' {
			return i
		}
	}
}
