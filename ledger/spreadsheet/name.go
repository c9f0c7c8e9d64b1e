package spreadsheet

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"ikrar/verify/phrase"
)

// maxName is the length of a sheet's name in UTF-16 units, as Excel counts.
const maxName = 31

// forbidden are the characters that Excel keeps out of names.
const forbidden = `:\/?*[]`

// Names gives the sheets of one workbook their names.
type Names struct{ taken map[string]bool }

// Name makes a name that Excel takes of a title: 1 to 31 UTF-16 units, none of :\/?*[], not
// History, and none twice in either case. It is cut between letters as they are read, not within
// one. An apostrophe becomes a curly one: Excel takes none at an end, and references, which stand
// between two of them, need no second spelling.
func (n *Names) Name(title string) string {
	if n.taken == nil {
		n.taken = map[string]bool{"history": true} // which Excel keeps for itself
	}
	title = strings.Map(func(r rune) rune {
		if r == '\'' {
			return '’'
		}
		if strings.ContainsRune(forbidden, r) {
			return ' '
		}
		return r
	}, phrase.Visible(title))
	letters := clusters(strings.TrimFunc(title, unicode.IsSpace))
	for count := 1; ; count++ {
		suffix := ""
		if count > 1 {
			suffix = " " + strconv.Itoa(count)
		}
		name := strings.TrimRightFunc(fitting(letters, maxName-len(suffix)), unicode.IsSpace)
		if name == "" {
			name = "-"
		}
		if key := folded(name + suffix); !n.taken[key] {
			n.taken[key] = true
			return name + suffix
		}
	}
}

// fitting joins as many letters as have room.
func fitting(letters []string, room int) string {
	var b strings.Builder
	for _, l := range letters {
		if room -= len(utf16.Encode([]rune(l))); room < 0 {
			break
		}
		b.WriteString(l)
	}
	return b.String()
}

// clusters parts a text into letters as a reader sees them: with their marks, an emoji with its
// colours and joined parts, a flag with both its halves (UAX 29, as far as it matters for not
// cutting).
func clusters(s string) (all []string) {
	const joiner = '\u200d'
	regional := func(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }
	var last rune
	flag := false // the last letter is half a flag
	for _, r := range s {
		extends := unicode.Is(unicode.M, r) || r == joiner || last == joiner || r >= 0x1f3fb && r <= 0x1f3ff
		if half := flag && regional(r); len(all) > 0 && (extends || half) {
			all[len(all)-1] += string(r)
			flag = flag && !half
		} else {
			all, flag = append(all, string(r)), regional(r)
		}
		last = r
	}
	return all
}

// folded is the same for all texts that strings.EqualFold takes for one.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return unicode.ToLower(least)
	}, s)
}
