// Package table is a file of HR as sheets of rows: what a spreadsheet program
// would show of a CSV file or an .xlsx workbook, without what it means.
//
// The content decides what a file is, not its name. A file that is something
// else is refused with a [Reason] that names it. Rows are streamed in memory
// bounded by the size of the file, whatever it unpacks to (limits.go).
package table

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strings"
)

// File is a file and what was noticed about it as a whole.
type File struct {
	Sheets    []*Sheet // in their order; a CSV file is one, without a name
	CSV       bool
	Encoding  string // of a CSV file, as its beginning has it: "UTF-8", "UTF-16LE", "Windows-1252", "MacRoman"
	Separator string // of a CSV file
}

// Sheet is a stream of rows. The sheets of a file are read in any order, each once.
type Sheet struct {
	Name   string
	Hidden bool // from whoever opens the workbook

	open func() (rows, error)
	rows rows
	err  error // that ended the sheet
}

// rows is what a reader of one kind of file gives. Its row is valid until the next call.
type rows interface{ next() (Row, error) }

// Row is one row that a sheet stores. Cells is valid until the next call; a copy of it stays. It
// ends where the row ends in the file: cells that are not there are no mistake in a workbook, and
// may be one in a CSV file.
type Row struct {
	Line   int // from 1, as a spreadsheet program or a text editor counts
	Hidden bool
	Cells  []Cell
}

// Cell is one cell. The zero Cell is an empty one.
type Cell struct {
	Text   string // valid UTF-8, as the file has it
	Kind   Kind
	Merged bool // in a merged range, and not its first cell, whose Text and Kind these are
	Below  bool // Merged, and the first cell stands above it, in its column
}

// Kind is what a cell holds.
type Kind byte

const (
	Empty   Kind = iota
	Text         // also a number written as text
	Number       // a binary float of 15 to 17 digits; Text is the number as written
	Failed       // a formula's #N/A, #REF! and so on
	Boolean      // Text is TRUE or FALSE
	Date         // a number under a date's format; Text is 2026-03-31, with a time behind it where there is one
	Formula      // without a stored value: Text is = and the formula, or empty where that may be its value
)

// Open reads what a file is. header says how much of a header a row is, 0 being none: the separator
// of a CSV file is the one under which its beginning has the most of one.
// The error is a [Reason], a *[FileError] or that of r.
func Open(r io.Reader, header func([]Cell) int) (*File, error) {
	b := bufio.NewReaderSize(r, bufferSize)
	sample, _ := b.Peek(bufferSize) // an error comes again when the rows are read
	switch {
	case bytes.HasPrefix(bytes.TrimLeft(sample, " \t\r\n\xef\xbb\xbf"), []byte(zipMark)):
		return openXLSX(b)
	case bytes.HasPrefix(sample, []byte(compoundMark)):
		return nil, compound(b)
	}
	if reason := foreign(sample); reason != "" {
		return nil, reason
	}
	text, encoding := decoded(b, sample)
	if encoding != "" {
		b = bufio.NewReaderSize(text, bufferSize)
		sample, _ = b.Peek(bufferSize)
	}
	if reason := foreignText(sample); reason != "" {
		return nil, reason
	}
	c := newCSVRows(b, sample, header)
	if encoding == "" {
		encoding = c.lines.settled.String()
	}
	return &File{CSV: true, Encoding: encoding, Separator: c.sep, Sheets: []*Sheet{{rows: c}}}, nil
}

// Next returns the next row that the sheet stores. An error that is itself a [Reason] costs that
// line only, whose number the row has; io.EOF ends the sheet, any other error the file.
func (s *Sheet) Next() (Row, error) {
	if s.err != nil {
		return Row{}, s.err
	}
	if s.rows == nil {
		if s.rows, s.err = s.open(); s.err != nil {
			return Row{}, s.err
		}
	}
	row, err := s.rows.next()
	if _, line := err.(Reason); err != nil && !line {
		s.err = err
	}
	return row, err
}

// textCell is a cell of text, or an empty one.
func textCell(s string) Cell {
	s = unwrap(s)
	switch {
	case s == "":
		return Cell{}
	case failure(s):
		return Cell{Text: s, Kind: Failed}
	}
	return Cell{Text: s, Kind: Text}
}

// unwrap takes the text out of ="...", by which programs keep a spreadsheet from taking it for a
// number.
func unwrap(s string) string {
	inner, ok := strings.CutPrefix(strings.TrimSpace(s), `="`)
	if !ok || !strings.HasSuffix(inner, `"`) {
		return s
	}
	inner = inner[:len(inner)-1]
	if strings.Contains(strings.ReplaceAll(inner, `""`, ""), `"`) {
		return s
	}
	return strings.ReplaceAll(inner, `""`, `"`)
}

// errorTexts are what spreadsheet programs show in place of a value that a formula does not have.
var errorTexts = []string{"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#ERROR!", "#SPILL!",
	"#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#GETTING_DATA"}

// failure reports whether a text is what a program saved of a failed formula, or of a value wider
// than its column.
func failure(s string) bool {
	s = strings.TrimSpace(s)
	switch {
	case strings.HasPrefix(s, "Err:") && len(s) == len("Err:502"):
		return strings.Trim(s[4:], "0123456789") == ""
	case !strings.HasPrefix(s, "#"):
		return false
	}
	return slices.Contains(errorTexts, strings.ToUpper(s)) || len(s) > 2 && strings.Trim(s, "#") == ""
}
