package phrase

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWrap(t *testing.T) {
	long := strings.Repeat("kata ", 40)
	for _, c := range []struct {
		name, text   string
		used, indent int
		want         string
	}{
		{"short", "satu dua", 0, 0, "satu dua"},
		{"nothing", "", 0, 0, ""},
		{"within a sentence", "satu dua,\ntiga.\nempat", 0, 0, "satu dua, tiga.\nempat"},
		{"paragraphs", "satu.\n\ndua.\n", 0, 0, "satu.\n\ndua."},
		{"accents count as one", strings.Repeat("é", 79) + " é", 0, 2, strings.Repeat("é", 79) + "\n  é"},
		{"exactly full", strings.Repeat("x", 78) + " y", 0, 0, strings.Repeat("x", 78) + " y"},
		{"the first line is used already", "satu dua", 74, 4, "satu\n    dua"},
		{"a word too long", "a " + strings.Repeat("x", 90) + " b", 0, 2, "a\n  " + strings.Repeat("x", 90) + "\n  b"},
		{"words", long, 0, 0, strings.Repeat(strings.Repeat("kata ", 15)+"kata\n", 2) +
			strings.TrimSpace(strings.Repeat("kata ", 8))},
	} {
		if got := Wrap(c.text, c.used, c.indent); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// FuzzWrap holds Wrap to its law: the same words in the same order, and no line too wide but for
// one word.
func FuzzWrap(f *testing.F) {
	f.Add("Bukti ditulis dalam satu-satunya bentuk yang berlaku.\nDan\n\nini.", 6, 6)
	f.Fuzz(func(t *testing.T, text string, used, indent int) {
		if used < 0 || used > 40 || indent < 0 || indent > 40 || !utf8.ValidString(text) {
			t.Skip()
		}
		got := Wrap(text, used, indent)
		if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(text), " ") {
			t.Fatalf("words changed: %q", got)
		}
		for n, line := range strings.Split(got, "\n") {
			width := utf8.RuneCountInString(line)
			if n == 0 {
				width += used
			}
			if width > Columns && len(strings.Fields(line)) > 1 {
				t.Fatalf("line %d is %d wide: %q", n, width, line)
			}
		}
	})
}
