package spreadsheet

import (
	"encoding/csv"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"ikrar/verify/phrase"
)

var hostile = []string{
	"", "-", "'", "Nabila", "D'Árcy", "-Budi", "'Abdul", "=1+1", "+62 812", "@SUM(A1)", "＝1", "−1", " =1", "\t=1",
	"\"=1", "\"\"=1", "'=1",
	"x;=HYPERLINK(\"http://x\")", "x; =1", "x;\"=1", "x,=1", "x\t=1", "x\r=1", "x\n=1", "a\r\n=cmd|' /c calc'!A1",
	";;=", "197602012005052002",
	"Dinas A; -B", "S.E., M.Si", "a-b=c", "\u00a0=1", "\u200b=1", "\u202e=1", "\xff=1", "👩\u200d🌾", "\x1b[31m",
}

// cellsAsRead are the cells of a file for a reader with that separator, also one that takes no
// notice of quotes.
func cellsAsRead(t *testing.T, file string, separator rune) (all []string) {
	t.Helper()
	r := csv.NewReader(strings.NewReader(file))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = separator, true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		all = append(all, row...)
	}
	for line := range strings.Lines(file) {
		all = append(all, strings.Split(line, string(separator))...)
	}
	return all
}

func checkInert(t *testing.T, text string) {
	t.Helper()
	inert := Inert(text)
	if again := Inert(inert); again != inert {
		t.Errorf("Inert(%q) = %q, and of that %q", text, inert, again)
	}
	if got, want := strings.ReplaceAll(inert, "'", ""), strings.ReplaceAll(phrase.Visible(text), "'", ""); got != want {
		t.Errorf("Inert(%q) = %q: not to be recognised", text, inert)
	}
	if plain := Plain(inert); plain != phrase.Visible(text) && Plain(text) == text {
		t.Errorf("Plain(%q) = %q, want %q", inert, plain, phrase.Visible(text))
	}
	var file strings.Builder
	if err := WriteRows(csv.NewWriter(&file), [][]any{{text, "x", text, 7}, {"x", text, text + ";"}}); err != nil {
		t.Fatal(err)
	}
	for _, separator := range []rune{',', ';', '\t'} {
		for _, c := range cellsAsRead(t, file.String(), separator) {
			if c = strings.TrimLeft(c, "\" \u00a0\t\r\n"); c != "" && strings.ContainsRune(formulaSigns, []rune(c)[0]) {
				t.Errorf("%q under %q has the cell %q", text, separator, c)
			}
		}
	}
}

// TestInert: no cell that anybody reads begins a formula, and each text is recognised and comes
// back.
func TestInert(t *testing.T) {
	for _, text := range hostile {
		checkInert(t, text)
	}
	for text, want := range map[string]string{"-Budi": "'-Budi", "x;=1": "x;'=1", "a-b=c": "a-b=c",
		"197602012005052002": "197602012005052002",
		"Nur'aini, S.E.":     "Nur'aini, S.E.", "a\n=1": "a‹U+000A›=1"} {
		if got := Inert(text); got != want {
			t.Errorf("Inert(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzInert(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(checkInert)
}

// TestNumbers: a number of ours is a number, below zero too.
func TestNumbers(t *testing.T) {
	var file strings.Builder
	err := WriteRows(csv.NewWriter(&file), [][]any{{-1, uint64(18), 99.5, "-1"}})
	if err != nil || file.String() != "-1,18,99.50,'-1\n" {
		t.Errorf("%q %v", file.String(), err)
	}
}

var titles = []string{"", " ", "'", "''''", "History", "HISTORY", "Dinas A", "DINAS A", "dinas a", "[]:*?/\\",
	"Dinas Pendidikan dan Kebudaya'an",
	strings.Repeat("x", 30) + "'y", strings.Repeat("😀", 20), strings.Repeat("👩\u200d🌾", 9),
	strings.Repeat("e\u0301", 40), strings.Repeat("🇮🇩", 10),
	"a\nb", "\u202eabc", "\xff", "K", "k", "\u212a", "ſ", "s", "e" + strings.Repeat("\u0301", 60)}

func checkNames(t *testing.T, titles ...string) {
	t.Helper()
	var names Names
	var all []string
	for _, title := range titles {
		name := names.Name(title)
		units := len(utf16.Encode([]rune(name)))
		switch {
		case units < 1 || units > 31 || !utf8.ValidString(name) || strings.ContainsAny(name, forbidden) ||
			phrase.Visible(name) != name:
			t.Errorf("Name(%q) = %q of %d units", title, name, units)
		case strings.Trim(name, "' ") != name || strings.EqualFold(name, "history"):
			t.Errorf("Name(%q) = %q", title, name)
		}
		for _, other := range all {
			if strings.EqualFold(other, name) {
				t.Errorf("Name(%q) = %q, which is taken", title, name)
			}
		}
		all = append(all, name)
	}
}

// TestNames holds Excel's rules, for all titles in one workbook and again.
func TestNames(t *testing.T) {
	checkNames(t, append(titles, titles...)...)
	var names Names
	for title, want := range map[string]string{
		strings.Repeat("😀", 20):            strings.Repeat("😀", 15),
		strings.Repeat("👩\u200d🌾", 9):      strings.Repeat("👩\u200d🌾", 6),
		"a" + strings.Repeat("🇮🇩", 10):     "a" + strings.Repeat("🇮🇩", 7),
		strings.Repeat("e\u0301", 16):      strings.Repeat("e\u0301", 15),
		strings.Repeat("x", 30) + "'y":     strings.Repeat("x", 30) + "’",
		"'Dinas'":                          "’Dinas’",
		"z" + strings.Repeat("\u0301", 60): "-",
	} {
		if got := names.Name(title); got != want {
			t.Errorf("Name(%q) = %q, want %q", title, got, want)
		}
	}
}

func FuzzNames(f *testing.F) {
	for n, title := range titles {
		f.Add(title, titles[len(titles)-1-n])
	}
	f.Fuzz(func(t *testing.T, a, b string) { checkNames(t, a, b, strings.ToUpper(a), a) })
}
