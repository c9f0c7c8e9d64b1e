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

// TestSteps: there is a sentence for every step.
func TestSteps(t *testing.T) {
	for _, name := range step.Names {
		if _, ok := phrases["overview.next."+string(name)]; !ok {
			t.Errorf("nothing is said of %s", name)
		}
	}
}
