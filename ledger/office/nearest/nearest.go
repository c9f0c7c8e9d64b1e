// Package nearest finds the names that somebody probably meant who typed one that does not exist:
// of a unit, a verb, a flag.
package nearest

import (
	"slices"
	"strings"
	"unicode"
)

// Most is how many names are worth reading.
const Most = 3

// longest is the length in characters up to which names are compared: more are a text by mistake.
const longest = 200

// Names returns the names that are nearest to what was typed, the nearest first and at most [Most];
// none where all are far. Case, signs and blanks do not count; a name that has all words of what
// was typed is near.
func Names(typed string, names []string) []string {
	want := plain(typed)
	if want == "" {
		return nil
	}
	type near struct {
		name     string
		distance int
	}
	var all []near
	for _, name := range names {
		have := plain(name)
		if have == "" || len(have) > longest || len(want) > longest {
			continue
		}
		d := distance([]rune(want), []rune(have))
		switch {
		case d <= max(1, len(want)/3):
		case hasWords(have, want):
			d += longest // behind those that differ by a slip of the finger
		default:
			continue
		}
		all = append(all, near{name, d})
	}
	slices.SortFunc(all, func(a, b near) int {
		if a.distance != b.distance {
			return a.distance - b.distance
		}
		return strings.Compare(a.name, b.name)
	})
	var found []string
	for _, n := range all[:min(len(all), Most)] {
		found = append(found, n.name)
	}
	return found
}

// plain is a name in small letters and digits, with one blank between words.
func plain(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) &&
			!unicode.IsDigit(r)
	})
	return strings.Join(words, " ")
}

// hasWords says whether every word of want begins one of have.
func hasWords(have, want string) bool {
	for word := range strings.FieldsSeq(want) {
		if !strings.Contains(" "+have, " "+word) {
			return false
		}
	}
	return true
}

// distance is how many characters are to be added, taken away, changed, or exchanged with their
// neighbour (optimal string alignment).
func distance(a, b []rune) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range b {
			change := last[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
