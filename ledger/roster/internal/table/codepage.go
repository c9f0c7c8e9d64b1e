package table

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A line that is not UTF-8 is in the code page of the program that wrote it, which no byte of it
// names. It is the page under which each letter beyond ASCII stands where such a letter can: an Õ
// between small letters is none, and a ’ there is. Where two pages give a name, the line is
// refused: "SIMÕES" of Windows and "SIM’ES" of a Macintosh are the same bytes. Line ends help, and
// other lines. Excel for Windows is believed where no letter speaks against it, as it always was;
// MS-DOS is known only by letters that are none in the other two.

// page is an index of pages; noPage is none.
type page int

const (
	windows page = iota
	macintosh
	dos
	noPage
)

var pages = [noPage]*charmap.Charmap{
	windows:   charmap.Windows1252, // Excel's CSV
	macintosh: charmap.Macintosh,   // Excel's CSV (Macintosh)
	dos:       charmap.CodePage850, // Excel's CSV (MS-DOS)
}

func (p page) String() string {
	return [...]string{windows: "Windows-1252", macintosh: "MacRoman", dos: "IBM 850", noPage: "UTF-8"}[p]
}

func (p page) runes(line []byte) []rune {
	text := make([]rune, len(line))
	for i, b := range line {
		text[i] = pages[p].DecodeByte(b)
	}
	return text
}

func (p page) decode(line []byte) string { return string(p.runes(line)) }

// How well a letter stands where it is.
const (
	impossible = iota
	rare
	common
)

// scores says how well the worst letter of a line stands under each page.
func scores(line []byte) (s [noPage]int) {
	for p := range noPage {
		s[p] = common
		text := p.runes(line)
		for i, b := range line {
			if b >= utf8.RuneSelf {
				s[p] = min(s[p], standing(text, i))
			}
		}
	}
	return s
}

// only returns the one page that a line can be in, or noPage.
func only(s [noPage]int) page {
	one := noPage
	for p, n := range s {
		switch {
		case n == impossible:
		case one != noPage:
			return noPage
		default:
			one = page(p)
		}
	}
	return one
}

// choose returns the page of a line in a file whose line ends speak for one page, and whose other
// lines are all in one, or noPage.
func choose(s [noPage]int, ends, others page) page {
	best := max(s[windows], s[macintosh], s[dos])
	switch one := only(s); {
	case best == impossible, one != noPage:
		return one
	case others != noPage && s[others] > impossible:
		return given(s[others] == best, others, noPage)
	case s[ends] == impossible && best == common:
		return unique(s, best)
	case s[ends] == best && (ends == windows || s[windows] < best):
		return ends
	}
	return noPage
}

// unique returns the only page of that score, or noPage.
func unique(s [noPage]int, score int) page {
	one := noPage
	for p, n := range s {
		if n == score && one != noPage {
			return noPage
		}
		if n == score {
			one = page(p)
		}
	}
	return one
}

// settle returns the page that all lines of a sample which can be in one page only are in, or
// noPage.
func settle(sample []byte) page {
	settled := noPage
	for line := range bytes.FieldsFuncSeq(sample, func(r rune) bool { return r == '\r' || r == '\n' }) {
		if utf8.Valid(line) {
			continue
		}
		one := only(scores(line))
		if one != noPage && settled != noPage && one != settled {
			return noPage
		}
		if one != noPage {
			settled = one
		}
	}
	return settled
}

// standing says how well the letter at i stands between its neighbours.
func standing(text []rune, i int) int {
	at := func(i int) rune {
		if i < 0 || i >= len(text) {
			return ' '
		}
		return text[i]
	}
	r, before, behind := text[i], at(i-1), at(i+1)
	switch {
	case r == '\u00a0':
		return common
	case r == '–', r == '—':
		return given(unicode.IsLetter(before) && unicode.IsLower(behind), rare, common)
	case latin(r):
		return letterStanding(r, at(i-2), before, behind)
	case r == '‘':
		return given(inWord(behind), common, given(inWord(before), rare, impossible))
	case r == '’', r == '´':
		return given(inWord(before) || inWord(behind), common, impossible)
	case r == '“':
		return given(!inWord(before) && inWord(behind), common, impossible)
	case r == '”':
		return given(!inWord(behind) && before != ' ', common, impossible)
	case strings.ContainsRune("²³¹ªº°®™…", r):
		return given(!unicode.IsLetter(behind), rare, impossible)
	case unicode.Is(unicode.So, r) && r >= 0x2500, unicode.IsControl(r), unicode.IsLetter(r):
		return impossible
	}
	return given(!unicode.IsLetter(before) && !unicode.IsLetter(behind), rare, impossible)
}

// letterStanding says how well a letter stands behind two others and before one.
func letterStanding(r, second, before, behind rune) int {
	word := unicode.IsLetter(before) || unicode.IsLetter(behind)
	score := rare
	if strings.ContainsRune("éèëêöüñáãíóúçä", unicode.ToLower(r)) {
		score = common
	}
	switch {
	case unicode.IsDigit(before), unicode.IsDigit(behind):
		return impossible
	case unicode.ToLower(r) == 'ñ' && !strings.ContainsRune("aeiouáéíóú", unicode.ToLower(behind)):
		return impossible
	case unicode.IsUpper(r):
		amid := unicode.IsLower(before) || unicode.IsUpper(before) && unicode.IsLower(behind)
		return given(amid, impossible, given(word, score, rare))
	case !word, unicode.IsUpper(behind), unicode.IsUpper(before) && unicode.IsLetter(second):
		return impossible
	case !unicode.IsLetter(before):
		return rare // names begin with a capital
	}
	return score
}

func given[T any](ok bool, then, otherwise T) T {
	if ok {
		return then
	}
	return otherwise
}

// latin are the letters of western Europe; Greek ones, ligatures and the florin are symbols here.
func latin(r rune) bool {
	return r >= 'À' && r <= 'ÿ' && r != '×' && r != '÷' || strings.ContainsRune("ŠšŽžŒœŸ", r)
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
