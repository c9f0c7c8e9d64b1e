// Package byunit puts people into the order in which lists of an institution have them.
package byunit

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Sort gives people by unit and name, as whoever looks for them does: capitals, accents and titles
// do not count. of says the unit and the name of one, without titles.
func Sort[P any](people []P, of func(P) (unit, name string)) []P {
	type keyed struct {
		person            P
		unit, name, spelt string
	}
	all := make([]keyed, len(people))
	for n, p := range people {
		unit, name := of(p)
		all[n] = keyed{p, plainLetters(unit), plainLetters(name), unit}
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		return cmp.Or(cmp.Compare(a.unit, b.unit), cmp.Compare(a.spelt, b.spelt), cmp.Compare(a.name, b.name))
	})
	sorted := make([]P, len(all))
	for n, k := range all {
		sorted[n] = k.person
	}
	return sorted
}

// plainLetters drops case and accents.
func plainLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// Chunk gives the people of each unit together, of a list that Sort made.
func Chunk[P any](sorted []P, of func(P) (unit, name string)) iter.Seq[[]P] {
	unit := func(p P) string { unit, _ := of(p); return unit }
	return func(yield func([]P) bool) {
		for len(sorted) > 0 {
			n := slices.IndexFunc(sorted, func(p P) bool { return unit(p) != unit(sorted[0]) })
			if n < 0 {
				n = len(sorted)
			}
			if !yield(sorted[:n]) {
				return
			}
			sorted = sorted[n:]
		}
	}
}
