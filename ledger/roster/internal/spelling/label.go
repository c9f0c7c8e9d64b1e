package spelling

import (
	"slices"
	"strings"
	"unicode"

	"ikrar/ledger/roster/internal/table"
	"ikrar/ledger/roster/internal/wording"
)

// Label is what stands over one column: its own cell, and in a header of two rows the cell above
// it.
type Label struct{ Group, Own string }

func (l Label) Text() string {
	if l.Group == "" || l.Own == "" {
		return l.Group + l.Own
	}
	return l.Group + " " + l.Own
}

// Labels are the cells of a row as labels; what a merged range repeats is none.
func Labels(cells []table.Cell) []Label {
	all := make([]Label, len(cells))
	for i, c := range cells {
		if !c.Merged {
			all[i].Own = strings.Join(strings.Fields(c.Text), " ")
		}
	}
	return all
}

// Spelled finds the column of a header text, also without what it adds in brackets.
func Spelled(text string) (Column, bool) {
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

// Column finds the column of a label. In a header of two rows, "Nama" is the name of what the row
// above says, and what stands under education, superiors or family is none of ours.
func (l Label) Column() (Column, bool) {
	if l.Group == "" || l.Own == "" {
		return Spelled(l.Group + l.Own)
	}
	if c, ok := spellings[wording.Key(l.Own)]; ok && c == Room && !foreign(l.Group) {
		return c, true
	}
	if c, ok := spellings[wording.Key(l.Group+l.Own)]; ok {
		return c, true
	}
	above, known := Spelled(l.Group)
	switch own, ok := Spelled(l.Own); {
	case foreign(l.Group):
		return 0, false
	case ok && own == Name && known && above != NIP:
		return above, true
	case ok && own == Name && !known && !neutralGroups[wording.Key(l.Group)]:
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

// Join puts the labels of a lower header row under those of the upper one. Where no cells are
// merged, as in a CSV file, a label reaches over the empty cells right of it.
func Join(top []Label, upper, lower table.Row) []Label {
	own := Labels(lower.Cells)
	merged := slices.ContainsFunc(upper.Cells, func(c table.Cell) bool { return c.Merged })
	all := make([]Label, max(len(top), len(own)))
	group := ""
	for i := range all {
		above, spans := "", !merged
		if i < len(top) {
			above = top[i].Text()
			spans = spans || upper.Cells[min(i, len(upper.Cells)-1)].Merged
		}
		if above != "" || !spans {
			group = above
		}
		if i >= len(own) || own[i].Own == "" {
			all[i] = Label{Own: above}
			continue
		}
		all[i] = Label{group, own[i].Own}
	}
	return all
}

// IsSub reports whether a row is the lower row of a header: it has no person's data, and names or
// parts columns.
func IsSub(top []Label, upper, lower table.Row) bool {
	cells := table.Filled(lower.Cells)
	if len(cells) == 0 || table.HoldsNIP(lower.Cells) {
		return false
	}
	all := Join(top, upper, lower)
	columns, others := 0, 0
	for _, i := range cells {
		c := lower.Cells[i]
		if c.Kind != table.Text || !strings.ContainsFunc(c.Text, unicode.IsLetter) {
			return false
		}
		own := Label{Own: all[i].Own}
		_, known := all[i].Column()
		_, alone := own.Column()
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
func sameLabels(top, all []Label) bool {
	for i, l := range all {
		if l.Group != "" && (i >= len(top) || wording.Key(l.Own) != wording.Key(top[i].Text())) {
			return false
		}
	}
	return true
}
