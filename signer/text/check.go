package text

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxBody is the longest text in bytes. A campaign carries its whole text in a statement of at most
// 16 KiB, and leaves the rest to names and places; the known texts take 2 KiB.
const MaxBody = 12 << 10

// Rule is one of the rules of a frozen text, as a code to translate.
type Rule string

// The rules.
const (
	ruleLength       Rule = "length"        // 1 to 12288 bytes
	ruleUTF8         Rule = "utf-8"         // valid UTF-8
	ruleBOM          Rule = "bom"           // no byte order mark, which Windows editors put before the first letter
	ruleLineEnd      Rule = "line-end"      // lines end in LF alone
	ruleControl      Rule = "control"       // no other control character, nor one that hides or reorders what is read
	ruleNFC          Rule = "nfc"           // normalization form C (UAX #15), since two forms of a letter look the same
	ruleFinalNewline Rule = "final-newline" // exactly one newline at the end
	ruleTitle        Rule = "title"         // the first line is the title, neither empty nor between spaces
)

// meaning says each rule to a developer; commands have their own words for it.
var meaning = map[Rule]string{
	ruleLength:       fmt.Sprintf("must have 1 to %d bytes", MaxBody),
	ruleUTF8:         "the bytes are not UTF-8",
	ruleBOM:          "no byte order mark may stand before the text",
	ruleLineEnd:      "lines must end in LF alone, not CR LF",
	ruleControl:      "is a control or invisible character",
	ruleNFC:          "letters must be in Unicode normalization form C",
	ruleFinalNewline: "the text must end in exactly one newline",
	ruleTitle:        "the first line must be the title, without spaces around it",
}

// Error is what [New] refuses a text with: which rule of a frozen text it breaks, and where.
type Error struct {
	Rule Rule
	Line int  // counted from 1; 0 for ruleLength, which speaks of the text as a whole
	Char rune // the character that ruleControl refuses, else 0
}

func (e *Error) Error() string {
	switch e.Rule {
	case ruleLength:
		return "commitment text " + meaning[e.Rule]
	case ruleControl:
		return fmt.Sprintf("commitment text line %d: %U %s", e.Line, e.Char, meaning[e.Rule])
	}
	return fmt.Sprintf("commitment text line %d: %s", e.Line, meaning[e.Rule])
}

// check applies the rules of a frozen text to a body and returns nil or an [*Error] for the first
// one broken. They leave one way to write a text down, so that whoever types it again gets the same
// digest.
func check(body []byte) error {
	if len(body) == 0 || len(body) > MaxBody {
		return &Error{Rule: ruleLength}
	}
	if err := checkCharacters(body); err != nil {
		return err
	}
	lines := bytes.Split(body, []byte("\n"))
	for i, line := range lines {
		if !norm.NFC.IsNormal(line) { // a newline composes with nothing
			return &Error{Rule: ruleNFC, Line: i + 1}
		}
	}
	last := len(lines) - 1
	if len(lines[last]) != 0 {
		return &Error{Rule: ruleFinalNewline, Line: last + 1}
	}
	if title := string(lines[0]); title == "" || title != strings.TrimSpace(title) {
		return &Error{Rule: ruleTitle, Line: 1}
	}
	if len(lines[last-1]) == 0 {
		return &Error{Rule: ruleFinalNewline, Line: last}
	}
	return nil
}

func checkCharacters(body []byte) error {
	for i := 0; i < len(body); {
		r, size := utf8.DecodeRune(body[i:])
		if rule := judge(r, size, i); rule == ruleControl {
			return &Error{Rule: rule, Line: lineOf(body, i), Char: r}
		} else if rule != "" {
			return &Error{Rule: rule, Line: lineOf(body, i)}
		}
		i += size
	}
	return nil
}

// judge names the rule that a character of size bytes, at byte i, breaks, or none.
func judge(r rune, size, i int) Rule {
	switch {
	case r == utf8.RuneError && size == 1:
		return ruleUTF8
	case r == '\ufeff' && i == 0:
		return ruleBOM
	case r == '\r':
		return ruleLineEnd
	case r != '\n' && hidden(r):
		return ruleControl
	}
	return ""
}

// hidden tells what a reader cannot see or what reorders what is seen: the text that is read must
// be the text that is signed. The joiners U+200C and U+200D pass, since some scripts are not
// written without them.
func hidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control) ||
		r == '\ufeff' || r == '\u00ad' || r == '\u200b' || r == '\u2060'
}

// lineOf is the number of the line that byte i is in, counted from 1.
func lineOf(body []byte, i int) int {
	return 1 + bytes.Count(body[:i], []byte("\n"))
}
