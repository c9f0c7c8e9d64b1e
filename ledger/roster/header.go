package roster

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"ikrar/ledger/roster/internal/table"
	"ikrar/ledger/roster/internal/wording"
)

// column is what a column of a file can hold.
type column int

const (
	columnNIP column = iota
	columnTitleBefore
	columnName
	columnTitleAfter
	columnPosition
	columnUnit
	columnRank
	columnGrade
	columnStatus
	columnSubunit
	columnFields // the columns above are fields of a person

	columnRankGrade column = iota - 1 // pangkat and golongan in one cell
	columnKind                        // SIASN's JENIS PEGAWAI NAMA
	columnCPNS                        // SIASN's STATUS CPNS PNS
	columnStanding                    // KEDUDUKAN HUKUM
	columnUnor                        // SIASN's UNOR NAMA, the subunit where the unit has a column of its own
	columnPair                        // name and NIP in one cell
	columnRoom                        // the ruang of a golongan that stands beside it
	columnCount
)

var columnNames = [columnCount]string{
	"nip", "gelar_depan", "nama", "gelar_belakang", "jabatan", "unit", "pangkat", "golongan", "status", "subunit",
	"pangkat_golongan", "jenis_pegawai", "status_cpns", "kedudukan", "unor", "nama_nip", "ruang",
}

func (c column) String() string { return columnNames[c] }

// header says which cell of a row holds which column.
type header struct {
	at      [columnCount]int // index of the cell, -1 where the file has no such column
	width   int              // cells up to the last one that has a name
	pair    bool             // the NIP stands in the cell of the name, and is read as one more cell
	ignored []string
	twice   string  // two header cells that mean the same, quoted, or ""
	labels  []label // as they stand, for Survey
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

// label is what stands over one column: its own cell, and in a header of two rows the cell above
// it.
type label struct{ group, own string }

func (l label) text() string {
	if l.group == "" || l.own == "" {
		return l.group + l.own
	}
	return l.group + " " + l.own
}

// labels are the cells of a row as labels; what a merged range repeats is none.
func labels(cells []table.Cell) []label {
	all := make([]label, len(cells))
	for i, c := range cells {
		if !c.Merged {
			all[i].own = strings.Join(strings.Fields(c.Text), " ")
		}
	}
	return all
}

// headerColumns counts the columns that a row names, if it is a header.
func headerColumns(chosen mapping) func(cells []table.Cell) int {
	return func(cells []table.Cell) int {
		h, ok := resolve(labels(cells), chosen)
		if !ok {
			return 0
		}
		return h.known()
	}
}

// resolve gives each label its column; what was chosen by hand goes before what the labels say.
func resolve(all []label, chosen mapping) (h header, ok bool) {
	for c := range h.at {
		h.at[c] = -1
	}
	h.labels = all
	taken := chosen.place(&h, all)
	for i, l := range all {
		if l.text() == "" {
			continue
		}
		h.width = i + 1
		c, found := l.column()
		switch {
		case taken[i]:
		case !found || chosen.has(c):
			h.ignored = append(h.ignored, strings.Clone(shown(l.text())))
		case h.has(c) && h.twice == "":
			h.twice = fmt.Sprintf("%q, %q", shown(all[h.at[c]].text()), shown(l.text()))
		case !h.has(c):
			h.at[c] = i
		}
	}
	h.settleUnor()
	h.settlePair()
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

// spelled finds the column of a header text, also without what it adds in brackets.
func spelled(text string) (column, bool) {
	if c, ok := spellings[wording.Key(text)]; ok {
		return c, true
	}
	before, rest, found := strings.Cut(text, "(")
	if !found {
		return 0, false
	}
	_, after, _ := strings.Cut(rest, ")")
	c, ok := spellings[wording.Key(before+after)]
	return c, ok
}

// column finds the column of a label. In a header of two rows, "Nama" is the name of what the row
// above says, and what stands under education, superiors or family is none of ours.
func (l label) column() (column, bool) {
	if l.group == "" || l.own == "" {
		return spelled(l.group + l.own)
	}
	if c, ok := spellings[wording.Key(l.own)]; ok && c == columnRoom && !foreign(l.group) {
		return c, true
	}
	if c, ok := spellings[wording.Key(l.group+l.own)]; ok {
		return c, true
	}
	above, known := spelled(l.group)
	switch own, ok := spelled(l.own); {
	case foreign(l.group):
		return 0, false
	case ok && own == columnName && known && above != columnNIP:
		return above, true
	case ok && own == columnName && !known && !neutralGroups[wording.Key(l.group)]:
		return 0, false
	default:
		return own, ok
	}
}

// foreign reports whether what stands under a group is about something or somebody else.
func foreign(group string) bool {
	for word := range strings.FieldsFuncSeq(strings.ToLower(group), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if foreignWords[word] {
			return true
		}
	}
	return false
}

var nipInside = regexp.MustCompile(`(?i)[(\s/;,-]*\b(?:(?:nip|ni\s*pppk|nipppk)\s*[.:]*\s*)?` +
	`(\d{8}[ .]?\d{6}[ .]?\d[ .]?\d{3})\b[)\s]*`)

// parted gives a row whose names have the NIP beside them a cell for the NIP.
func (h *header) parted(cells []table.Cell) []table.Cell {
	all := make([]table.Cell, max(h.width, len(cells)))
	copy(all, cells)
	name := &all[h.at[columnName]]
	at := nipInside.FindStringSubmatchIndex(name.Text)
	if at == nil || name.Kind != table.Text || name.Merged {
		return all[:max(len(cells), h.at[columnName]+1)]
	}
	all[h.at[columnNIP]] = table.Cell{Text: name.Text[at[2]:at[3]], Kind: table.Text}
	name.Text = strings.TrimSpace(name.Text[:at[0]] + " " + name.Text[at[1]:])
	return all
}
