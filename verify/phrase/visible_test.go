package phrase

import (
	"strings"
	"testing"
	"unicode"
)

func TestVisible(t *testing.T) {
	for s, want := range map[string]string{
		"":                      "",
		"Siti Nur'aini, S.Sos.": "Siti Nur'aini, S.Sos.",
		"Žofia Ħadid e\u0301":   "Žofia Ħadid e\u0301",
		"اسم":                   "اسم",
		"gpj\u202eexe":          "gpj‹U+202E›exe",
		"a\u200bb\u2060c\ufeff": "a‹U+200B›b‹U+2060›c‹U+FEFF›",
		"a\u00adb":              "a‹U+00AD›b",
		"\x1b[31mSAH":           "‹U+001B›[31mSAH",
		"a\nb\tc\r":             "a‹U+000A›b‹U+0009›c‹U+000D›",
		"a\u2028b\u2029":        "a‹U+2028›b‹U+2029›",
		"\u3164\u115f\u034f":    "‹U+3164›‹U+115F›‹U+034F›",
		"a\ufe0f\U000e0041":     "a‹U+FE0F›‹U+E0041›",
		"\xff":                  "‹U+FFFD›",
		"👩\u200d🌾 ❤️\u200d🔥 👍🏽": "👩\u200d🌾 ❤️\u200d🔥 👍🏽",
		"ꦤꦧꦶꦭ":            "ꦤꦧꦶꦭ",
		"a\u200d🌾🌾\u200d": "a‹U+200D›🌾🌾‹U+200D›",
		"\u009b31m\x7f":   "‹U+009B›31m‹U+007F›",
		"\ue000":          "‹U+E000›",
	} {
		if got := Visible(s); got != want {
			t.Errorf("Visible(%q) = %q, want %q", s, got, want)
		}
	}
}

// FuzzVisible holds the law: what is shown hides nothing, says the same when it is shown again, and
// breaks no line.
func FuzzVisible(f *testing.F) {
	f.Add("a\x1b[2J\u202e\u009b\r\n\u2028\u200d\xff👩\u200d🌾")
	f.Fuzz(func(t *testing.T, s string) {
		shown := Visible(s)
		if strings.ContainsFunc(shown, unicode.IsControl) ||
			strings.ContainsAny(shown, "\u2028\u2029\u202e\u2066\u200b") {
			t.Errorf("Visible(%q) = %q", s, shown)
		}
		if again := Visible(shown); again != shown {
			t.Errorf("%q becomes %q", shown, again)
		}
		if said := (Book{"a": {"{x}", "{x}"}}).Say(ID, "a", "x", s); said != shown {
			t.Errorf("said %q, want %q", said, shown)
		}
	})
}
