package main

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFoldLine(t *testing.T) {
	for _, c := range []struct {
		line string
		used int
		want string
	}{
		{"", 0, ""},
		{"satu dua", 4, "satu\ndua"}, // behind what stands there already
		{"satu dua tiga", 0, "satu dua\ntiga"},
		{"    satu dua", 0, "    satu\n    dua"},
		{"satuduatigaempat", 8, "satuduatigaempat"},
		{"dan ", 0, "dan "},
	} {
		if got := foldLine(c.line, c.used, 10); got != c.want {
			t.Errorf("%q became %q, want %q", c.line, got, c.want)
		}
	}
	for line, command := range map[string]bool{"ikrar audit": true, "  ikrar audit": true, "lihat ikrar audit": false,
		"": false} {
		if isCommand(line) != command {
			t.Errorf("%q: %v", line, !command)
		}
	}
}

// TestTable: a table fits where it is shown, and is one line a row elsewhere.
func TestTable(t *testing.T) {
	a, stdout, _ := testApp("")
	table := a.table()
	table.row("197602012005052002", "Nabila Lestari, S.Pd.", "Pengawas Sekolah Ahli Madya",
		strings.Repeat("Dinas Pendidikan ", 5))
	table.row("198109212023212049", "Bunga", "Guru", "UPT", "cuti")
	for width, lines := range map[int]int{0: 2, 80: 6} {
		var b strings.Builder
		for _, row := range table.rows {
			writeRow(&b, row, table.widths(width))
		}
		got := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if len(got) != lines {
			t.Errorf("%d columns: %d lines:\n%s", width, len(got), b.String())
		}
		for _, line := range got {
			if width > 0 && utf8.RuneCountInString(line) > width {
				t.Errorf("%d columns: %s", width, line)
			}
		}
	}
	table.flush()
	if got := stdout.String(); strings.Count(got, "\n") != 2 || !strings.Contains(got, "\n198109212023212049  Bunga ") {
		t.Errorf("got\n%s", got)
	}
}
