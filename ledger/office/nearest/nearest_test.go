package nearest

import (
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	units := []string{"Dinas Pendidikan", "Dinas Perhubungan", "Dinas Kesehatan", "Dinas Kesehatan dan KB",
		"Badan Kepegawaian Daerah", "Inspektorat", "", "UPT Ruang Terbuka"}
	for typed, want := range map[string]string{
		"Dinas Pendidkan":   "Dinas Pendidikan",
		"dinas  PENDIDIKAN": "Dinas Pendidikan",
		"Dinas Pendiidkan":  "Dinas Pendidikan",
		"pendidikan":        "Dinas Pendidikan",
		"kepegawaian badan": "Badan Kepegawaian Daerah",
		"Dinas Kesehatan.":  "Dinas Kesehatan|Dinas Kesehatan dan KB",
		"inspektorak":       "Inspektorat",
		"Kesbangpol":        "",
		"":                  "",
		" . ":               "",
		"x":                 "",

		strings.Repeat("Dinas ", 1000): "",
	} {
		if got := strings.Join(Names(typed, units), "|"); got != want {
			t.Errorf("%.40q: got %q, want %q", typed, got, want)
		}
	}
	if got := Names("dinas", units); len(got) != Most {
		t.Errorf("got %q", got)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"kye", "key", 1}, {"abc", "axc", 1}, {"abcd", "acbd", 1}, {"sitting", "kitten",
		3}} {
		if got := distance([]rune(c.a), []rune(c.b)); got != c.want || got != distance([]rune(c.b), []rune(c.a)) {
			t.Errorf("%q, %q: got %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
