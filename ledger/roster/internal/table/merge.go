package table

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"
)

// merges are the merged ranges of a sheet that is read from top to bottom.
type merges struct {
	below []*merged // those that begin further down, in order of their first row
	here  []*merged // those that the row read last was in
}

// merged is a range of cells that are one; rows count from 1, columns from 0.
type merged struct {
	top, bottom, left, right int
	first                    Cell
}

// behindMerges are the elements that many sheets have behind the merged ranges.
var behindMerges = []string{"conditionalFormatting", "dataValidations", "hyperlinks", "pageMargins", "pageSetup"}

// mergesOf reads the merged ranges of a sheet. They stand behind its rows, so the sheet is unpacked
// once before it is read. What is damaged here is found when the rows are read.
func mergesOf(sheet *partFile, w *work) (*merges, error) {
	if sheet.UncompressedSize64 > uint64(w.limit) {
		return &merges{}, nil // more than may be read: the reading says why
	}
	r, err := sheet.Open()
	if err != nil {
		return nil, damaged(err)
	}
	defer r.Close()
	rest := bufio.NewReaderSize(&searched{r, w}, bufferSize)
	if err := passRows(rest); err != nil {
		return &merges{}, bound(err)
	}
	p := &xmlPart{source: rest, work: w}
	p.dec = xml.NewDecoder(p)
	m := &merges{}
	for {
		before := p.cost()
		token, err := p.Token()
		if err != nil {
			return m, bound(err) // the end tag of the sheet is none that was begun
		}
		switch t := token.(type) {
		case xml.StartElement:
			if slices.Contains(behindMerges, t.Name.Local) {
				return m, nil
			}
			one := rangeOf(attribute(t, "ref"))
			if t.Name.Local != "mergeCell" || one == nil {
				continue
			}
			if m.below = append(m.below, one); len(m.below) > maxMerges {
				return nil, &FileError{Reason: fileLarge}
			}
			w.useful += p.cost() - before
		case xml.EndElement:
			if t.Name.Local == "mergeCells" {
				return m.sorted(), nil
			}
		}
	}
}

func (m *merges) sorted() *merges {
	slices.SortStableFunc(m.below, func(a, b *merged) int { return a.top - b.top })
	return m
}

// searched counts what is unpacked to be searched, which is a small part of the work of reading it:
// together no more than may be read.
type searched struct {
	io.Reader
	work *work
}

func (s *searched) Read(b []byte) (int, error) {
	n, err := s.Reader.Read(b)
	if s.work.searched += n; s.work.searched > s.work.limit {
		return 0, filePacked
	}
	return n, err
}

var rowsName = []byte("sheetData")

// passRows reads to the end of a sheet's rows. Within them < begins a tag and nothing else.
func passRows(r *bufio.Reader) error {
	for {
		b, err := r.Peek(bufferSize)
		at := 0
		for {
			i := bytes.Index(b[at:], rowsName)
			if i < 0 {
				break
			}
			at += i
			if n := rowsEnd(b, at); n > 0 {
				_, err := r.Discard(n)
				return err
			}
			at += len(rowsName)
		}
		if err != nil {
			return err
		}
		if _, err := r.Discard(len(b) - tagLength); err != nil {
			return err
		}
	}
}

// rowsEnd returns how far the tag reaches whose name is at, where it ends the rows or says that
// there are none; 0 where it does not.
func rowsEnd(b []byte, at int) int {
	before := b[max(0, at-tagLength):at]
	begin, end := bytes.LastIndexByte(before, '<'), bytes.IndexByte(b[at:min(len(b), at+tagLength)], '>')
	if begin < 0 || end < 0 {
		return 0
	}
	if end += at; b[end-1] == '/' || begin+1 < len(before) && before[begin+1] == '/' {
		return end + 1
	}
	return 0
}

// rangeOf reads a reference such as "A1:C2"; nil where it is not one of several cells.
func rangeOf(ref string) *merged {
	first, last, ok := strings.Cut(ref, ":")
	m := &merged{left: columnIndex(first), right: columnIndex(last), top: rowNumber(first), bottom: rowNumber(last)}
	if !ok || m.left < 0 || m.top < 1 || m.right < m.left || m.bottom < m.top ||
		m.left == m.right && m.top == m.bottom || m.left >= maxColumns {
		return nil
	}
	return m
}

// rowNumber returns the number of a reference such as "AB12"; 0 for none.
func rowNumber(ref string) int {
	n, err := strconv.Atoi(strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil {
		return 0
	}
	return n
}

// in returns the ranges that a row is in, of which none has a column of another: a range over one
// that began above it is none that a program shows.
func (m *merges) in(line int) []*merged {
	m.here = slices.DeleteFunc(m.here, func(r *merged) bool { return r.bottom < line })
	for len(m.below) > 0 && m.below[0].top <= line {
		r := m.below[0]
		m.below = m.below[1:]
		over := func(o *merged) bool { return r.left <= o.right && o.left <= r.right }
		if r.bottom >= line && !slices.ContainsFunc(m.here, over) {
			m.here = append(m.here, r)
		}
	}
	return m.here
}

// fill gives each cell of a merged range what its first cell has.
func (x *xlsxRows) fill() error {
	filled := 0
	for _, r := range x.merges.in(x.line) {
		if r.top == x.line && r.left < len(x.cells) {
			r.first = x.cells[r.left]
		}
		if r.first.Kind == Empty {
			continue
		}
		copied := r.first
		copied.Merged = true
		for at := r.left; at <= min(r.right, maxColumns-1); at++ {
			if at < len(x.cells) && x.cells[at].Kind != Empty {
				continue // the first cell itself
			}
			copied.Below = at == r.left && r.top < x.line
			x.put(at, copied)
			filled++
		}
	}
	return bound(x.sheet.work.spend(filled * fillWork))
}
