package roster

import (
	"fmt"
	"strings"
	"unicode"

	"ikrar/ledger/roster/internal/table"
)

// column is one of the fields read from a file.
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
	columnCount
)

var columnNames = [columnCount]string{
	"nip", "gelar_depan", "nama", "gelar_belakang", "jabatan", "unit", "pangkat", "golongan", "status",
}

func (c column) String() string { return columnNames[c] }

// spellings are header cells as HR writes them, reduced by headerKey.
var spellings = map[string]column{
	"nip": columnNIP, "nipbaru": columnNIP, "nomorindukpegawai": columnNIP, "nipppk": columnNIP,
	"nipnipppk": columnNIP, "nippppk": columnNIP, "nomorindukpppk": columnNIP, "nippns": columnNIP,

	"gelardepan": columnTitleBefore, "glrdepan": columnTitleBefore,
	"nama": columnName, "namalengkap": columnName, "namapegawai": columnName,
	"gelarbelakang": columnTitleAfter, "glrbelakang": columnTitleAfter,
	"jabatan": columnPosition, "namajabatan": columnPosition,

	"unit": columnUnit, "unitkerja": columnUnit, "opd": columnUnit, "skpd": columnUnit,
	"perangkatdaerah": columnUnit, "perangkatdaerahopd": columnUnit,
	"namaunit": columnUnit, "namaunitkerja": columnUnit, "namaopd": columnUnit,

	"pangkat": columnRank, "namapangkat": columnRank,
	"golongan": columnGrade, "gol": columnGrade, "golruang": columnGrade,
	"golonganruang": columnGrade, "golru": columnGrade,
	"status": columnStatus, "statuspegawai": columnStatus, "statuskepegawaian": columnStatus,
	"jenispegawai": columnStatus, "statusasn": columnStatus,
}

// headerKey reduces a header cell to its lower-case letters, so that "Gol./Ruang",
// "gol_ruang" and "GOL RUANG" are one.
func headerKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// header says which cell of a row holds which column.
type header struct {
	at      [columnCount]int // index of the cell, -1 where the file has no such column
	width   int              // cells up to the last one that has a name
	ignored []string
	twice   string // two header cells that mean the same, quoted, or ""
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

// parseHeader reads a row as a header; ok says that it is one.
func parseHeader(cells []table.Cell) (h header, ok bool) {
	for c := range h.at {
		h.at[c] = -1
	}
	for i, cell := range cells {
		text := strings.TrimSpace(cell.Text)
		if text == "" {
			continue
		}
		h.width = i + 1
		c, found := spellings[headerKey(text)]
		switch {
		case !found:
			h.ignored = append(h.ignored, strings.Clone(shown(text)))
		case h.has(c) && h.twice == "":
			h.twice = fmt.Sprintf("%q, %q", shown(strings.TrimSpace(cells[h.at[c]].Text)), shown(text))
		case !h.has(c):
			h.at[c] = i
		}
	}
	return h, h.has(columnNIP) && h.has(columnName)
}
