package scan

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file is steps 1 and 2 of FINDER.md: what a text says, whatever its letters went through.

// invisible are characters that show nothing and are no format characters by their category.
const invisible = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0"

// plain writes a text in the characters that the rule knows: line breaks as \n, blanks as spaces,
// digits of every script as ASCII's, wide forms as narrow ones, and nothing that nobody sees.
func plain(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case ' ' <= r && r <= '~':
			return r
		case strings.ContainsRune("\n\v\f\r\u0085\u2028\u2029", r):
			return '\n'
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Nd, r):
			return digit(r)
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector), strings.ContainsRune(invisible, r):
			return -1
		case '\uff01' <= r && r <= '\uff5e':
			return r - '\uff01' + '!'
		}
		return r
	}, text)
}

// digit gives an ASCII digit for one of any script: they stand in tens, from zero to nine.
func digit(r rune) rune {
	n := rune(0)
	for unicode.Is(unicode.Nd, r-n-1) {
		n++
	}
	return '0' + n%10
}

// What programs write for a character, in the order in which it is undone.
var (
	softBreak   = regexp.MustCompile(`= *\n`)                       // quoted-printable, RFC 2045 section 6.7
	quotedBytes = regexp.MustCompile(`(?:=[89A-F][0-9A-F])+`)       // quoted-printable, what is no ASCII
	lineTag     = regexp.MustCompile(`<(?:wbr|br|WBR|BR) */?>`)     // where HTML may break, or does
	jsonEscape  = regexp.MustCompile(`\\{1,4}u([0-9A-Fa-f]{4})`)    // RFC 8259 section 7
	percent     = regexp.MustCompile(`(?:%(?:25)*[0-9A-Fa-f]{2})+`) // RFC 3986 section 2.1, any number of times over
	scheme      = regexp.MustCompile(`[Hh][Tt][Tt][Pp][Ss]?://`)
	entity      = regexp.MustCompile(`&(?:amp;)*(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]+));`)
)

// entities are the names that stand for blanks, for nothing, and for what an address has before its
// digits; what other names stand for ends a word, as their & does.
var entities = map[string]string{
	"nbsp": " ", "ensp": " ", "emsp": " ", "thinsp": " ", "Tab": " ", "NewLine": "\n",
	"shy": "", "zwnj": "", "zwj": "", "lrm": "", "rlm": "", "num": "#", "percnt": "%",
}

// unwrap undoes what programs write for characters in addresses, one within another, and gives
// plain characters.
func unwrap(text string) string {
	for range maxWrapped {
		before := text
		if text = plain(unwrapOnce(text)); text == before {
			break
		}
	}
	return scheme.ReplaceAllString(text, " $0") // an address begins here, whatever touches it
}

func unwrapOnce(text string) string {
	text = softBreak.ReplaceAllString(text, "")
	text = quotedBytes.ReplaceAllStringFunc(text, func(s string) string {
		return hexBytes(strings.ReplaceAll(s, "=", ""))
	})
	text = lineTag.ReplaceAllString(text, "\n")
	text = jsonEscape.ReplaceAllStringFunc(text, func(s string) string { return character(s[len(s)-4:], 16) })
	text = entity.ReplaceAllStringFunc(text, named)
	return percent.ReplaceAllStringFunc(text, func(s string) string {
		var digits strings.Builder
		for one := range strings.SplitSeq(s[1:], "%") {
			digits.WriteString(one[len(one)-2:])
		}
		return hexBytes(digits.String())
	})
}

// named is the character of an entity, or the entity itself where that says nothing of digits.
func named(s string) string {
	parts := entity.FindStringSubmatch(s)
	if parts[1] != "" {
		return character(parts[1], 10)
	}
	if parts[2] != "" {
		return character(parts[2], 16)
	}
	if c, ok := entities[parts[3]]; ok {
		return c
	}
	return s
}

func character(number string, base int) string {
	n, err := strconv.ParseUint(number, base, 32)
	if err != nil || n > utf8.MaxRune {
		n = utf8.RuneError
	}
	return string(rune(n))
}

// hexBytes reads hexadecimal as UTF-8; what is none becomes U+FFFD, which ends a word.
func hexBytes(hex string) string {
	var b []byte
	for i := 0; i+1 < len(hex); i += 2 {
		n, _ := strconv.ParseUint(hex[i:i+2], 16, 8)
		b = append(b, byte(n))
	}
	return strings.ToValidUTF8(string(b), "\ufffd")
}
