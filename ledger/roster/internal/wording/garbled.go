package wording

import (
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Ungarble proposes the text that a cell had before it was read under the wrong encoding: UTF-8 as
// Windows-1252 (Ã©, â€™) or as MacRoman, once or twice over, or MacRoman as Windows-1252 (MaÕruf).
// It is s itself where nothing seems wrong.
func Ungarble(s string) string {
	for range 3 {
		next := s
		for _, page := range []*charmap.Charmap{charmap.Windows1252, charmap.Macintosh} {
			if next == s {
				next = redecode(s, page)
			}
		}
		if next == s {
			break
		}
		s = next
	}
	return macInside.ReplaceAllStringFunc(s, fromMac)
}

// redecode reads each run of letters beyond ASCII as the UTF-8 that it would be as bytes of a code
// page. A run that is not wholly UTF-8 stays.
func redecode(s string, page *charmap.Charmap) string {
	var out strings.Builder
	for s != "" {
		ascii := strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
		if ascii < 0 {
			ascii = len(s)
		}
		out.WriteString(s[:ascii])
		s = s[ascii:]
		n := strings.IndexFunc(s, func(r rune) bool { return r < utf8.RuneSelf })
		if n < 0 {
			n = len(s)
		}
		run, b := s[:n], []byte{}
		for _, r := range run {
			one, ok := page.EncodeRune(r)
			if !ok && r < 0x100 { // a byte that the code page leaves open
				one, ok = byte(r), true
			}
			if !ok || one < utf8.RuneSelf {
				b = nil
				break
			}
			b = append(b, one)
		}
		if len(b) > 0 && utf8.Valid(b) {
			run = string(b)
		}
		out.WriteString(run)
		s = s[n:]
	}
	return out.String()
}

// macInside is a capital beyond ASCII in the midst of small letters, where MacRoman has quotes.
var macInside = regexp.MustCompile(`\p{Ll}[ÒÓÔÕ]\p{Ll}`)

func fromMac(s string) string {
	return strings.NewReplacer("Ò", "“", "Ó", "”", "Ô", "‘", "Õ", "’").Replace(s)
}

var (
	markup  = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)
	percent = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
	quoted  = regexp.MustCompile(`(\pL)(?:\\'|'')(\pL)`) // as a database has it
	escapes = regexp.MustCompile(`\\u[0-9A-Fa-f]{4}`)
)

// Unescape proposes the text that a web page or a program had written in signs of its own: &amp;,
// &#39;, <b>, %20, \u2019. It is s itself where there are none.
func Unescape(s string) string {
	if strings.Contains(s, "&") {
		s = html.UnescapeString(html.UnescapeString(s))
	}
	if strings.Contains(s, "<") {
		s = markup.ReplaceAllString(s, " ")
	}
	if percent.MatchString(s) {
		if plain, err := url.PathUnescape(s); err == nil && utf8.ValidString(plain) {
			s = plain
		}
	}
	if strings.ContainsRune(s, '\'') {
		s = quoted.ReplaceAllString(s, "$1'$2")
	}
	if strings.Contains(s, `\u`) {
		s = escapes.ReplaceAllStringFunc(s, func(e string) string {
			n, _ := strconv.ParseUint(e[2:], 16, 16) // four hexadecimal digits
			return string(rune(n))
		})
	}
	return s
}

// Unquote proposes a text without the quotes that belonged to its file: around all of it, or left
// over at one end. It is s itself where there are none.
func Unquote(s string) string {
	const quotes = "\"“”„'‘’`´"
	bare := strings.Trim(s, quotes+" ")
	first, last := s[:len(s)-len(strings.TrimLeft(s, quotes+" "))], s[len(strings.TrimRight(s, quotes+" ")):]
	if first == "" && last == "" || bare == "" {
		return s
	}
	double := strings.ContainsAny(first+last, "\"“”„")
	switch {
	case double && strings.Count(bare, `"`)%2 == 1 && (first == "" || last == ""): // Hendra "Een"
		return s
	case double, first != "" && (!ayn(s) || last != "" && last != "'"):
		return bare
	}
	return s
}

// ayn reports whether an apostrophe at the beginning may be a letter of a name, as in ‘Aisyah: the
// mark of text in a spreadsheet is the straight one.
func ayn(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	return (r == '‘' || r == '’' || r == '`') && unicode.IsUpper(next)
}
