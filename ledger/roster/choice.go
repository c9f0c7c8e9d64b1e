package roster

import (
	"slices"
	"strings"

	"ikrar/ledger/roster/internal/spelling"
	"ikrar/ledger/roster/internal/table"
)

// Choice is what HR says about a file beside its content. The zero Choice reads what the file
// shows.
type Choice struct {
	Sheets  []string // names; empty for every visible sheet that has the header
	Columns Columns
	Answer  Answer
}

// Answer is HR's answer to all doubts of a file at once.
type Answer byte

const (
	Unanswered    Answer = iota
	TakeProposals        // what is proposed is imported
	AsWritten            // the file is right as it is
)

// Columns are columns chosen by hand: a letter as a spreadsheet program has it, or the text of a
// header cell.
type Columns struct{ of mapping }

type mapping map[column]string

// notThere in place of a column says that the file has none.
const notThere = "-"

func (m mapping) has(c column) bool { _, ok := m[c]; return ok }

// ParseColumns reads lists such as "nip=B,nama=Nama Pegawai". A comma only parts where a field's
// name and an equals sign follow. The error is a *FileError.
func ParseColumns(lists ...string) (Columns, error) {
	all := mapping{}
	for _, list := range lists {
		last := column(-1)
		for part := range strings.SplitSeq(list, ",") {
			name, value, found := strings.Cut(part, "=")
			c, known := spelling.Named[strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), " ", "_")]
			switch {
			case found && known && strings.TrimSpace(value) != "" && !all.has(c):
				all[c], last = strings.TrimSpace(value), c
			case last >= 0 && !found:
				all[last] += "," + part
			default:
				return Columns{}, &FileError{File: "--columns", Detail: strings.TrimSpace(part), Reason: ColumnsUnknown}
			}
		}
	}
	return Columns{all}, nil
}

// place puts the chosen columns into a header: by the text of a header cell, or by a letter. It
// returns the cells that are taken by them.
func (m mapping) place(h *header, all []spelling.Label) map[int]bool {
	taken := map[int]bool{}
	for c, value := range m {
		i := slices.IndexFunc(all, func(l spelling.Label) bool {
			return strings.EqualFold(l.Text(), value) || strings.EqualFold(l.Own, value)
		})
		if i < 0 {
			i = letterIndex(value)
		}
		if i >= 0 && value != notThere {
			h.at[c], taken[i] = i, true
		}
	}
	return taken
}

// letterIndex is the index of a column's letters, from 0; -1 where the text is none.
func letterIndex(s string) int {
	n := 0
	if len(s) > 2 {
		return -1
	}
	for _, r := range strings.ToUpper(s) {
		if r < 'A' || r > 'Z' {
			return -1
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1
}

// byLetters reports whether NIP and name are both chosen by their letters, so that a file may have
// no header at all.
func (m mapping) byLetters() bool {
	return m.has(columnNIP) && m.has(columnName) && letterIndex(m[columnNIP]) >= 0 && letterIndex(m[columnName]) >= 0
}

// bare is the header of a file that has none.
func (m mapping) bare() header {
	h, _ := resolve(nil, m)
	h.width = maxWidth
	return h
}

// isHeader reports whether a row is a header, and not only one where columns were chosen by
// letters.
func (m mapping) isHeader(cells []table.Cell, h header) bool {
	if len(m) == 0 {
		return true
	}
	named := 0
	for i, l := range spelling.Labels(cells) {
		_, known := l.Column()
		if known || l.Own != "" && slices.Contains(h.at[:], i) && strings.EqualFold(l.Own, m.textOf(h, i)) {
			named++
		}
	}
	return named >= 2
}

// textOf is what was chosen for the cell at i, or "".
func (m mapping) textOf(h header, i int) string {
	for c, value := range m {
		if h.at[c] == i {
			return value
		}
	}
	return ""
}
