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
)

// File is a file and what was noticed about it as a whole.
type File struct {
	Sheets    []*Sheet // in their order; a CSV file is one, without a name
	CSV       bool
	Encoding  string // of a CSV file: "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252", "MacRoman"
	Separator byte   // of a CSV file
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

// Row is one row that a sheet stores. Cells is valid until the next call; a copy of it stays.
// It is as long as its last cell that is not empty.
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
	Formula      // without a stored value; Text is = and the formula, where it is known
)

// Open reads what a file is. header says how much of a header a row is, 0 being none: the separator
// of a CSV file is the one under which its beginning has the most of one.
// The error is a [Reason], a *[FileError] or that of r.
func Open(r io.Reader, header func([]Cell) int) (*File, error) {
	b := bufio.NewReaderSize(r, 16)
	magic, _ := b.Peek(8)
	switch {
	case bytes.HasPrefix(magic, []byte("PK\x03\x04")):
		return openXLSX(b)
	case bytes.HasPrefix(bytes.TrimLeft(bytes.ToLower(magic), "\ufeff \r\n\t"), []byte("<")):
		return nil, fileHTML
	case string(magic) == "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
		return nil, fileOld // the compound file of .xls, and of encrypted workbooks
	}
	c := newCSVRows(b, header)
	return &File{CSV: true, Separator: c.sep, Sheets: []*Sheet{{rows: c}}}, nil
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
	if s == "" {
		return Cell{}
	}
	return Cell{Text: s, Kind: Text}
}
