package roster

import (
	"io"
	"slices"

	"ikrar/ledger/roster/internal/spelling"
	"ikrar/ledger/roster/internal/table"
)

// source is the rows of a sheet that are not blank, with a look at those that come.
type source struct {
	sheet  *table.Sheet
	header header
	ahead  []queued
}

type queued struct {
	row table.Row
	err error
}

func (s *source) next() (table.Row, error) {
	if len(s.ahead) > 0 {
		q := s.ahead[0]
		s.ahead = s.ahead[1:]
		return q.row, q.err
	}
	return s.take()
}

// take reads a row. Of a merged range only the first cell has the value, and the ones below it have
// it for the people whom it spans.
func (s *source) take() (table.Row, error) {
	for {
		row, err := s.sheet.Next()
		for i, c := range row.Cells {
			if c.Merged && !c.Below {
				row.Cells[i] = table.Cell{Merged: true}
			}
		}
		if err != nil || !table.Blank(row.Cells) {
			return row, err
		}
	}
}

// peek returns the row that comes after n others.
func (s *source) peek(n int) (table.Row, error) {
	for len(s.ahead) <= n {
		if k := len(s.ahead); k > 0 && s.ahead[k-1].err == io.EOF {
			return table.Row{}, io.EOF
		}
		row, err := s.take()
		row.Cells = slices.Clone(row.Cells)
		s.ahead = append(s.ahead, queued{row, err})
	}
	return s.ahead[n].row, s.ahead[n].err
}

// maxTiers is the rows that a header may have below its first.
const maxTiers = 2

// headerAt reads a header that begins with a row, and takes the rows below it that belong to it.
func (s *source) headerAt(row table.Row, chosen mapping) (header, bool) {
	top := spelling.Labels(row.Cells)
	h, ok := resolve(top, chosen)
	ok = ok && chosen.isHeader(row.Cells, h)
	if table.HoldsNIP(row.Cells) || !ok && len(table.Filled(row.Cells)) < 2 {
		return header{}, false
	}
	row.Cells = slices.Clone(row.Cells) // a look ahead takes the row's own
	rows := []table.Row{row}
	for n := range maxTiers {
		sub, err := s.peek(n)
		if err != nil || !spelling.IsSub(top, rows[n], sub) {
			break
		}
		top, rows = spelling.Join(top, rows[n], sub), append(rows, sub)
	}
	if len(rows) == 1 {
		return h, ok
	}
	joined, whole := resolve(top, chosen)
	whole = whole && (ok || joined.twice == "") && chosen.isHeader(row.Cells, joined) || len(chosen) > 0 && whole
	if !whole {
		return header{}, false
	}
	s.ahead = s.ahead[len(rows)-1:]
	return joined, true
}
