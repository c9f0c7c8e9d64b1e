package table

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// csvRows reads RFC 4180 with what spreadsheet programs make of it: any of three
// separators, any of three encodings, line breaks inside quotes. It is not
// encoding/csv because a bad line must cost one line and a bounded amount of
// memory: there, one open quote swallows the rest of the file.
type csvRows struct {
	r     *bufio.Reader
	sep   byte
	line  int            // number of the line taken last
	ahead []physicalLine // lines taken while looking for a closing quote, to be taken again
	cells []Cell
}

// physicalLine is a line without its end, or why there is none.
type physicalLine struct {
	text string
	err  error
}

// newCSVRows finds the separator by trying each on the beginning of the file: it
// is the one under which the header has the most columns that we know.
func newCSVRows(r io.Reader, header func([]Cell) int) *csvRows {
	// A byte order mark decides for UTF-8 or UTF-16 ("Unicode text" of Excel).
	r = transform.NewReader(r, unicode.BOMOverride(transform.Nop))
	c := &csvRows{r: bufio.NewReaderSize(r, maxLine), sep: ','}
	sample, _ := c.r.Peek(maxLine) // an error comes again when the lines are read
	best := 0
	for _, sep := range []byte{',', ';', '\t'} {
		trial := &csvRows{r: bufio.NewReaderSize(bytes.NewReader(sample), maxLine), sep: sep}
		if n := trial.most(header); n > best {
			c.sep, best = sep, n
		}
	}
	return c
}

// most returns the most of a header that one of the first lines is.
func (c *csvRows) most(header func([]Cell) int) (n int) {
	for range maxSample {
		row, err := c.next()
		if _, bad := err.(Reason); err != nil && !bad {
			break
		}
		n = max(n, header(row.Cells))
	}
	return n
}

// take returns the next physical line.
func (c *csvRows) take() physicalLine {
	if len(c.ahead) > 0 {
		l := c.ahead[0]
		c.ahead = c.ahead[1:]
		c.line++
		return l
	}
	b, err := c.r.ReadSlice('\n')
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = c.r.ReadSlice('\n')
		}
		c.line++
		if err != nil && err != io.EOF {
			return physicalLine{err: err}
		}
		return physicalLine{err: lineLong}
	case err == io.EOF && len(b) == 0, err != nil && err != io.EOF:
		return physicalLine{err: err}
	}
	c.line++
	return physicalLine{text: decodeLine(bytes.TrimRight(b, "\r\n"))}
}

// decodeLine reads UTF-8 and, where a line is not UTF-8, Windows-1252, which
// Excel writes on a western Windows. Letters beyond ASCII are so rare here that a
// line in Windows-1252 is never valid UTF-8 by chance.
func decodeLine(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	s, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return string(bytes.ToValidUTF8(b, []byte(string(utf8.RuneError))))
	}
	return string(s)
}

// next returns the next record under the number of its first line.
func (c *csvRows) next() (Row, error) {
	first := c.take()
	row := Row{Line: c.line}
	if first.err != nil {
		return row, first.err
	}
	var more []physicalLine
	for record := first.text; ; {
		open, ok := c.split(record)
		if ok && open < 0 {
			row.Cells = c.cells
			return row, nil
		}
		if !ok || len(more) == maxBreaks || len(record)-open > maxCell {
			break
		}
		l := c.take()
		if l.err == io.EOF {
			break // and comes again when asked again
		}
		more = append(more, l)
		if l.err != nil {
			break
		}
		record += "\n" + l.text
	}
	// Only the line where the quote opened is lost; those after it are read again.
	c.ahead = append(more, c.ahead...)
	c.line -= len(more)
	return row, lineQuote
}

// split cuts a record into c.cells. open is where a quote begins that is not
// closed, or -1; ok is false where text follows a closing quote.
func (c *csvRows) split(record string) (open int, ok bool) {
	c.cells = c.cells[:0]
	rest := record
	for {
		if !strings.HasPrefix(rest, `"`) {
			text, after, more := strings.Cut(rest, string(c.sep))
			c.cells = append(c.cells, textCell(text))
			if !more {
				return -1, true
			}
			rest = after
			continue
		}
		end := closingQuote(rest)
		if end < 0 {
			return len(record) - len(rest), true
		}
		c.cells = append(c.cells, textCell(strings.ReplaceAll(rest[1:end], `""`, `"`)))
		if rest = rest[end+1:]; rest == "" {
			return -1, true
		}
		if rest[0] != c.sep {
			return -1, false
		}
		rest = rest[1:]
	}
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
