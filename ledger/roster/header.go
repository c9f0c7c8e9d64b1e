package roster

import (
	"fmt"
	"strings"

	"ikrar/ledger/roster/internal/spelling"
	"ikrar/ledger/roster/internal/table"
	"ikrar/ledger/roster/internal/wording"
)

// The columns of a file, under the names of this package.
type column = spelling.Column

const (
	columnNIP         = spelling.NIP
	columnTitleBefore = spelling.TitleBefore
	columnName        = spelling.Name
	columnTitleAfter  = spelling.TitleAfter
	columnPosition    = spelling.Position
	columnUnit        = spelling.Unit
	columnRank        = spelling.Rank
	columnGrade       = spelling.Grade
	columnStatus      = spelling.Status
	columnSubunit     = spelling.Subunit
	columnEmail       = spelling.Email
	columnPhone       = spelling.Phone
	columnFields      = spelling.Fields
	columnRankGrade   = spelling.RankGrade
	columnKind        = spelling.Kind
	columnCPNS        = spelling.CPNS
	columnStanding    = spelling.Standing
	columnUnor        = spelling.Unor
	columnPair        = spelling.Pair
	columnTelephone   = spelling.Telephone
	columnRoom        = spelling.Room
	columnCount       = spelling.Count
)

// header says which cell of a row holds which column.
type header struct {
	at      [columnCount]int // index of the cell, -1 where the file has no such column
	width   int              // cells up to the last one that has a name
	pair    bool             // the NIP stands in the cell of the name, and is read as one more cell
	ignored []string
	twice   string           // two header cells that mean the same, quoted, or ""
	labels  []spelling.Label // as they stand, for Survey
}

func (h *header) has(c column) bool { return h.at[c] >= 0 }

// known counts the columns found.
func (h *header) known() int {
	n := 0
	for c := range columnCount {
		if h.has(c) {
			n++
		}
	}
	return n
}

// headerColumns counts the columns that a row names, if it is a header.
func headerColumns(chosen mapping) func(cells []table.Cell) int {
	return func(cells []table.Cell) int {
		h, ok := resolve(spelling.Labels(cells), chosen)
		if !ok {
			return 0
		}
		return h.known()
	}
}

// resolve gives each label its column; what was chosen by hand goes before what the labels say.
func resolve(all []spelling.Label, chosen mapping) (h header, ok bool) {
	for c := range h.at {
		h.at[c] = -1
	}
	h.labels = all
	taken := chosen.place(&h, all)
	for i, l := range all {
		if l.Text() == "" {
			continue
		}
		h.width = i + 1
		c, found := l.Column()
		switch {
		case taken[i]:
		case !found || chosen.has(c):
			h.ignored = append(h.ignored, strings.Clone(shown(l.Text())))
		case h.has(c) && (c.IsContact() || c == columnTelephone): // the first of several, as in SIASN's exports
			h.ignored = append(h.ignored, strings.Clone(shown(l.Text())))
		case h.has(c) && h.twice == "":
			h.twice = fmt.Sprintf("%q, %q", shown(all[h.at[c]].Text()), shown(l.Text()))
		case !h.has(c):
			h.at[c] = i
		}
	}
	h.settleUnor()
	h.settlePair()
	h.settlePhone()
	return h, h.has(columnNIP) && h.has(columnName)
}

// settleUnor makes UNOR NAMA the subunit, or the unit where nothing else is one.
func (h *header) settleUnor() {
	c := columnUnit
	if h.has(columnUnit) {
		c = columnSubunit
	}
	if h.has(columnUnor) && !h.has(c) {
		h.at[c] = h.at[columnUnor]
	}
	h.at[columnUnor] = -1
}

// settlePair makes two columns of one that has name and NIP.
func (h *header) settlePair() {
	if h.has(columnPair) && !h.has(columnName) && !h.has(columnNIP) {
		h.pair = true
		h.at[columnName], h.at[columnNIP] = h.at[columnPair], h.width
		h.width++
	}
	h.at[columnPair] = -1
}

// parted gives a row whose names have the NIP beside them a cell for the NIP.
func (h *header) parted(cells []table.Cell) []table.Cell {
	all := make([]table.Cell, max(h.width, len(cells)))
	copy(all, cells)
	name := &all[h.at[columnName]]
	rest, nip, ok := wording.CutNIP(name.Text)
	if !ok || name.Kind != table.Text || name.Merged {
		return all[:max(len(cells), h.at[columnName]+1)]
	}
	all[h.at[columnNIP]], name.Text = table.Cell{Text: nip, Kind: table.Text}, rest
	return all
}
