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
	RuleLength       Rule = "length"        // 1 to 12288 bytes
	RuleUTF8         Rule = "utf-8"         // valid UTF-8
	RuleBOM          Rule = "bom"           // no byte order mark, which Windows editors put before the first letter
	RuleLineEnd      Rule = "line-end"      // lines end in LF alone
	RuleControl      Rule = "control"       // no other control character, nor one that hides or reorders what is read
	RuleNFC          Rule = "nfc"           // normalization form C (UAX #15), since two forms of a letter look the same
	RuleFinalNewline Rule = "final-newline" // exactly one newline at the end
	RuleTitle        Rule = "title"         // the first line is the title, neither empty nor between spaces
)

// meaning says each rule to a developer; commands have their own words for it.
var meaning = map[Rule]string{
	RuleLength:       fmt.Sprintf("must have 1 to %d bytes", MaxBody),
	RuleUTF8:         "the bytes are not UTF-8",
	RuleBOM:          "no byte order mark may stand before the text",
	RuleLineEnd:      "lines must end in LF alone, not CR LF",
	RuleControl:      "is a control or invisible character",
	RuleNFC:          "letters must be in Unicode normalization form C",
	RuleFinalNewline: "the text must end in exactly one newline",
	RuleTitle:        "the first line must be the title, without spaces around it",
}

// Error is what [New] refuses a text with: which rule of a frozen text it breaks, and where.
type Error struct {
	Rule Rule
	Line int  // counted from 1; 0 for RuleLength, which speaks of the text as a whole
	Char rune // the character that RuleControl refuses, else 0
}

func (e *Error) Error() string {
	switch e.Rule {
	case RuleLength:
		return "commitment text " + meaning[e.Rule]
	case RuleControl:
		return fmt.Sprintf("commitment text line %d: %U %s", e.Line, e.Char, meaning[e.Rule])
	}
	return fmt.Sprintf("commitment text line %d: %s", e.Line, meaning[e.Rule])
}

// check applies the rules of a frozen text to a body and returns nil or an [*Error] for the first
// one broken. They leave one way to write a text down, so that whoever types it again gets the same
// digest.
func check(body []byte) error {
	if len(body) == 0 || len(body) > MaxBody {
		return &Error{Rule: RuleLength}
	}
	if err := checkCharacters(body); err != nil {
		return err
	}
	lines := bytes.Split(body, []byte("\n"))
	for i, line := range lines {
		if !norm.NFC.IsNormal(line) { // a newline composes with nothing
			return &Error{Rule: RuleNFC, Line: i + 1}
		}
	}
	last := len(lines) - 1
	if len(lines[last]) != 0 {
		return &Error{Rule: RuleFinalNewline, Line: last + 1}
	}
	if title := string(lines[0]); title == "" || title != strings.TrimSpace(title) {
		return &Error{Rule: RuleTitle, Line: 1}
	}
	if len(lines[last-1]) == 0 {
		return &Error{Rule: RuleFinalNewline, Line: last}
	}
	return nil
}

func checkCharacters(body []byte) error {
	for i := 0; i < len(body); {
		r, size := utf8.DecodeRune(body[i:])
		if rule := judge(r, size, i); rule == RuleControl {
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
		return RuleUTF8
	case r == '\ufeff' && i == 0:
		return RuleBOM
	case r == '\r':
		return RuleLineEnd
	case r != '\n' && hidden(r):
		return RuleControl
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
