package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"ikrar/signer/text"
)

// TestWrapped: every text that people sign fits a terminal, in whole words, and none is lost.
func TestWrapped(t *testing.T) {
	texts := text.All()
	if len(texts) < 2 {
		t.Fatalf("%d texts", len(texts))
	}
	for _, one := range texts {
		for _, width := range []int{40, textWidth} {
			var out strings.Builder
			for line := range strings.SplitSeq(one.Body, "\n") {
				set := wrapped(line, width)
				if strings.Join(strings.Split(set, "\n"), " ") != line {
					t.Errorf("%s: %q became %q", one.ID, line, set)
				}
				out.WriteString(set + "\n")
			}
			for line := range strings.SplitSeq(out.String(), "\n") {
				if utf8.RuneCountInString(line) > width {
					t.Errorf("%s: %d columns: %s", one.ID, width, line)
				}
			}
		}
	}
	for line, want := range map[string]string{
		"":                        "",
		"  a. satu dua tiga":      "  a. satu\n  dua tiga",
		"satuduatigaempat lima":   "satuduatigaempat\nlima",
		"café-café é éé éé":       "café-café\né éé éé",
		"seperti  dua spasi lagi": "seperti \ndua spasi\nlagi",
	} {
		if got := wrapped(line, 10); got != want {
			t.Errorf("%q became %q", line, got)
		}
	}
}
