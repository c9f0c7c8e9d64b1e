package importing

import (
	"testing"

	"ikrar/ledger/roster"
)

// TestPhrases: every sentence in both languages, and one for each key that is put together.
func TestPhrases(t *testing.T) {
	if err := phrases.Check(); err != nil {
		t.Error(err)
	}
	var keys []string
	for reason := range own {
		keys = append(keys, "importing.reason."+string(reason))
	}
	for _, field := range roster.Fields() {
		keys = append(keys, "importing.field."+field)
	}
	for name := range answers {
		keys = append(keys, "importing.answer."+name)
	}
	for _, key := range keys {
		if _, ok := phrases[key]; !ok {
			t.Errorf("no sentence %s", key)
		}
	}
}
