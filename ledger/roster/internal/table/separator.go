package table

import (
	"bufio"
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"
)

func firstLine(sample []byte) string {
	if i := bytes.IndexAny(sample, "\r\n"); i >= 0 {
		sample = sample[:i]
	}
	return strings.TrimPrefix(string(sample), marks[0])
}

// named returns the separator that a first line "sep=;" names.
func named(line string) (string, bool) {
	sep, ok := strings.CutPrefix(strings.ToLower(strings.Trim(line, `" `)), "sep=")
	if !ok || utf8.RuneCountInString(sep) > 1 {
		return "", false
	}
	if sep == "" { // a tab or a blank, which was trimmed
		sep = "\t"
	}
	return sep, true
}

// learn finds the separator and the width by trying each separator on the beginning of the file: it
// is the one under which the header has the most columns that we know, and without a header the one
// under which most rows are alike.
func (c *csvRows) learn(sample []byte, separators []string) {
	best := trial{}
	for _, sep := range separators {
		lines := &lineReader{r: bufio.NewReaderSize(bytes.NewReader(sample), bufferSize), end: c.lines.end,
			ends: c.lines.ends, settled: c.lines.settled}
		rows := &csvRows{lines: lines, sep: sep, header: c.header}
		if t := rows.try(); t.better(best) {
			c.sep, c.width, best = sep, t.width, t
		}
	}
}

// trial is what a separator makes of the beginning of a file.
type trial struct {
	columns int // of the header, that are known
	alike   int // rows of the width
	width   int
}

func (t trial) better(than trial) bool {
	switch {
	case t.columns != than.columns:
		return t.columns > than.columns
	case t.alike != than.alike:
		return t.alike > than.alike
	}
	return t.width > than.width
}

func (c *csvRows) try() (t trial) {
	alike := map[int]int{}
	for range maxSample {
		row, err := c.next()
		if _, bad := errors.AsType[Reason](err); err != nil && !bad {
			break
		}
		n := len(row.Cells)
		if known := c.header(row.Cells); known > t.columns {
			t.columns, t.width = known, n
		}
		if n > 1 {
			alike[n]++
		}
	}
	for n, rows := range alike {
		if rows > t.alike || rows == t.alike && n > t.width {
			t.alike = rows
			if t.columns == 0 {
				t.width = n
			}
		}
	}
	return t
}
