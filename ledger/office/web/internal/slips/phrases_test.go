package slips

import (
	"testing"

	"ikrar/ledger/enrol"
)

// TestPhrases: every sentence in both languages, and one for each key that is put together.
func TestPhrases(t *testing.T) {
	if err := phrases.Check(); err != nil {
		t.Error(err)
	}
	var keys []string
	for _, reach := range enrol.Reaches {
		keys = append(keys, "slips.reach."+string(reach))
		if reach != enrol.ReachWaiting {
			keys = append(keys, "slips.ends."+string(reach))
		}
	}
	for _, reach := range leftOut {
		keys = append(keys, "slips.left."+string(reach))
	}
	for _, key := range keys {
		if _, ok := phrases[key]; !ok {
			t.Errorf("no sentence %s", key)
		}
	}
}
