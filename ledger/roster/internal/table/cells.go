package table

import (
	"slices"
	"strconv"
	"strings"
)

// Blank reports whether no cell of a row holds anything.
func Blank(cells []Cell) bool { return !slices.ContainsFunc(cells, Holds) }

// Holds reports whether a cell has something of its own. A formula whose value may be an empty text
// is nothing: many a sheet has them far below its people.
func Holds(c Cell) bool {
	return !c.Merged && (strings.TrimSpace(c.Text) != "" || c.Kind == Failed)
}

// Filled are the indexes of the cells that hold something of their own.
func Filled(cells []Cell) (at []int) {
	for i, c := range cells {
		if Holds(c) {
			at = append(at, i)
		}
	}
	return at
}

// HoldsNIP reports whether a row has a cell with about as many digits as a NIP.
func HoldsNIP(cells []Cell) bool {
	return slices.ContainsFunc(cells, func(c Cell) bool { return !c.Merged && CountDigits(c.Text) >= 15 })
}

// CountDigits counts the digits of a text.
func CountDigits(s string) (n int) {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// Counted reports whether a row begins with a number, as those of people do.
func Counted(cells []Cell) bool {
	at := Filled(cells)
	return len(at) > 0 && CountDigits(cells[at[0]].Text) < 6 && CountDigits(cells[at[0]].Text) > 0
}

// IsNumbers knows the row that numbers the columns: 1 2 3, or (1) (2) (3).
func IsNumbers(cells []Cell) bool {
	at := Filled(cells)
	last := 0
	for k, i := range at {
		n, ok := ColumnNumber(cells[i].Text)
		if !ok || k == 0 && n > 2 || k > 0 && (n < last || n > last+2) {
			return false
		}
		last = n
	}
	return len(at) >= 2
}

// ColumnNumber reads "3", "(3)", "3." and "3a".
func ColumnNumber(s string) (int, bool) {
	s = strings.Trim(strings.TrimSpace(s), "()[].- ")
	digits := strings.TrimRight(s, "abcdefgABCDEFG")
	if digits == "" || len(digits) > 2 || len(s) > len(digits)+1 || CountDigits(digits) != len(digits) {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil
}

// IsTotal knows the row that sums a sheet up: its first cell that is not blank says so.
func IsTotal(cells []Cell) bool {
	for _, c := range cells {
		if words := strings.Fields(strings.ToLower(c.Text)); len(words) > 0 && !c.Merged {
			first := strings.Trim(words[0], ":.")
			return first == "jumlah" || first == "total" || first == "subtotal" || first == "grand"
		}
	}
	return false
}

// Letters are those of the column at an index, as a spreadsheet program has them.
func Letters(i int) (s string) {
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

// Short reports whether a number has fewer digits than a spreadsheet can hold.
func (c Cell) Short() bool {
	f, err := strconv.ParseFloat(c.Text, 64)
	return err == nil && f < 1e15
}
