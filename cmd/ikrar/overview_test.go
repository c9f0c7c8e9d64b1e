package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"ikrar/ledger/office/step"
	"ikrar/verify/phrase"
)

// TestIntroductionIsNarrow: its lines that begin with the program's name are taken for commands,
// which no terminal folds.
func TestIntroductionIsNarrow(t *testing.T) {
	for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
		for line := range strings.Lines(phrases.Say(lang, "overview.introduction")) {
			if utf8.RuneCountInString(line) > terminalCells {
				t.Errorf("%s: too wide: %s", lang, line)
			}
		}
	}
}

// TestAgain: a command to copy is for the institution that the reader is at, on a server too.
func TestAgain(t *testing.T) {
	for want, a := range map[string]*app{
		"ikrar":                   {},
		"ikrar --home d":          {homeFlag: "d"},
		"ikrar --home /rumah/pos": {at: "https://ikrar.contoh.example", outpost: "/rumah/pos"},
	} {
		if got := a.again(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestSteps: there is a sentence for every step.
func TestSteps(t *testing.T) {
	for _, name := range step.Names {
		if _, ok := phrases["overview.next."+string(name)]; !ok {
			t.Errorf("nothing is said of %s", name)
		}
	}
}
