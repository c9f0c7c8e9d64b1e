package roster

import (
	"io"
	"slices"
	"strings"
	"unicode"

	"ikrar/ledger/roster/internal/table"
	"ikrar/ledger/roster/internal/wording"
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
	top := labels(row.Cells)
	h, ok := resolve(top, chosen)
	ok = ok && chosen.isHeader(row.Cells, h)
	if table.HoldsNIP(row.Cells) || !ok && len(table.Filled(row.Cells)) < 2 {
		return header{}, false
	}
	row.Cells = slices.Clone(row.Cells) // a look ahead takes the row's own
	rows := []table.Row{row}
	for n := range maxTiers {
		sub, err := s.peek(n)
		if err != nil || !isSub(top, rows[n], sub) {
			break
		}
		top, rows = join(top, rows[n], sub), append(rows, sub)
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

// join puts the labels of a lower header row under those of the upper one. Where no cells are
// merged, as in a CSV file, a label reaches over the empty cells right of it.
func join(top []label, upper, lower table.Row) []label {
	own := labels(lower.Cells)
	merged := slices.ContainsFunc(upper.Cells, func(c table.Cell) bool { return c.Merged })
	all := make([]label, max(len(top), len(own)))
	group := ""
	for i := range all {
		above, spans := "", !merged
		if i < len(top) {
			above = top[i].text()
			spans = spans || upper.Cells[min(i, len(upper.Cells)-1)].Merged
		}
		if above != "" || !spans {
			group = above
		}
		if i >= len(own) || own[i].own == "" {
			all[i] = label{own: above}
			continue
		}
		all[i] = label{group, own[i].own}
	}
	return all
}

// isSub reports whether a row is the lower row of a header: it has no person's data, and names or
// parts columns.
func isSub(top []label, upper, lower table.Row) bool {
	cells := table.Filled(lower.Cells)
	if len(cells) == 0 || table.HoldsNIP(lower.Cells) {
		return false
	}
	all := join(top, upper, lower)
	columns, others := 0, 0
	for _, i := range cells {
		c := lower.Cells[i]
		if c.Kind != table.Text || !strings.ContainsFunc(c.Text, unicode.IsLetter) {
			return false
		}
		own := label{own: all[i].own}
		_, known := all[i].column()
		_, alone := own.column()
		switch {
		case known || alone:
			columns++
		case subWords[wording.Key(c.Text)]:
			others++
		}
	}
	return columns+others > 0 && 2*(columns+others) >= len(cells) && !sameLabels(top, all)
}

// sameLabels reports that a lower row only says again what stands above it: the header twice.
func sameLabels(top, all []label) bool {
	for i, l := range all {
		if l.group != "" && (i >= len(top) || wording.Key(l.own) != wording.Key(top[i].text())) {
			return false
		}
	}
	return true
}
