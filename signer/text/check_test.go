package text

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestCheckTakes(t *testing.T) {
	for _, body := range []string{
		"Ikrar\n",
		"Ikrar\nSaya berjanji.\n",
		"Ikrar\n\n  a. menjorok\n",
		"Caf\u00e9 \u2014 \U0001F1EE\U0001F1E9\n",
		"Ikrar \ufffd\n",
		"\ua9b1\u200d\ua9b1\n", // a script that joins
		strings.Repeat("a", 12287) + "\n",
	} {
		if err := check([]byte(body)); err != nil {
			t.Errorf("%.40q: %v", body, err)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	tests := []struct {
		name, body string
		rule       Rule
		line       int
		text       string
	}{
		{"empty", "", ruleLength, 0, "commitment text must have 1 to 12288 bytes"},
		{"too long", strings.Repeat("a", 12288) + "\n", ruleLength, 0, "commitment text must have 1 to 12288 bytes"},
		{"Latin-1", "Ikrar\nCaf\xe9\n", ruleUTF8, 2, "commitment text line 2: the bytes are not UTF-8"},
		{"surrogate", "Ikrar \xed\xa0\x80\n", ruleUTF8, 1, "commitment text line 1: the bytes are not UTF-8"},
		{"byte order mark", "\ufeffIkrar\n", ruleBOM, 1, "commitment text line 1: no byte order mark may stand before the text"},
		{"byte order mark inside", "Ikrar\n\ufeff\n", ruleControl, 2, "commitment text line 2: U+FEFF is a control or invisible character"},
		{"CR LF", "Ikrar\r\nSaya\r\n", ruleLineEnd, 1, "commitment text line 1: lines must end in LF alone, not CR LF"},
		{"CR", "Ikrar\nSaya\rKami\n", ruleLineEnd, 2, "commitment text line 2: lines must end in LF alone, not CR LF"},
		{"tab", "Ikrar\n\tSaya\n", ruleControl, 2, "commitment text line 2: U+0009 is a control or invisible character"},
		{"NUL", "Ikrar\x00\n", ruleControl, 1, "commitment text line 1: U+0000 is a control or invisible character"},
		{"next line", "Ikrar\u0085\n", ruleControl, 1, "commitment text line 1: U+0085 is a control or invisible character"},
		{"line separator", "Ikrar\u2028\n", ruleControl, 1, "commitment text line 1: U+2028 is a control or invisible character"},
		{"right to left", "Ikrar\n\u202enaira\n", ruleControl, 2, "commitment text line 2: U+202E is a control or invisible character"},
		{"zero width", "Ik\u200brar\n", ruleControl, 1, "commitment text line 1: U+200B is a control or invisible character"},
		{"decomposed", "Ikrar\nCafe\u0301\n", ruleNFC, 2, "commitment text line 2: letters must be in Unicode normalization form C"},
		{"no newline", "Ikrar\nSaya", ruleFinalNewline, 2, "commitment text line 2: the text must end in exactly one newline"},
		{"two newlines", "Ikrar\nSaya\n\n", ruleFinalNewline, 3, "commitment text line 3: the text must end in exactly one newline"},
		{"newline alone", "\n", ruleTitle, 1, "commitment text line 1: the first line must be the title, without spaces around it"},
		{"no title", "\nSaya\n", ruleTitle, 1, "commitment text line 1: the first line must be the title, without spaces around it"},
		{"spaces for a title", "  \nSaya\n", ruleTitle, 1, "commitment text line 1: the first line must be the title, without spaces around it"},
		{"space after the title", "Ikrar \nSaya\n", ruleTitle, 1, "commitment text line 1: the first line must be the title, without spaces around it"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var broken *Error
			if err := check([]byte(test.body)); !errors.As(err, &broken) {
				t.Fatalf("error %v, want an *Error", err)
			}
			if broken.Rule != test.rule || broken.Line != test.line || broken.Error() != test.text {
				t.Errorf("rule %s, line %d\n\t%s, want %s, %d\n\t%s", broken.Rule, broken.Line, broken, test.rule, test.line, test.text)
			}
		})
	}
}

// Whatever Check takes is what normalizing it, and splitting and joining its lines, gives again.
func FuzzCheck(f *testing.F) {
	for _, text := range All() {
		f.Add([]byte(text.Body))
	}
	f.Add([]byte("Ikrar\nCafe\u0301\n"))
	f.Add([]byte("Ikrar\r\n\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		err := check(body)
		var broken *Error
		if err != nil {
			if !errors.As(err, &broken) || broken.Line < 0 || broken.Line > 1+strings.Count(string(body), "\n") {
				t.Fatalf("error %#v", err)
			}
			return
		}
		rewritten := strings.Join(strings.FieldsFunc(string(norm.NFC.Bytes(body)), func(r rune) bool { return r == '\r' || r == '\ufeff' }), "")
		if want := strings.TrimRight(rewritten, "\n") + "\n"; want != string(body) {
			t.Fatalf("%q is taken, and is written %q", body, want)
		}
	})
}
