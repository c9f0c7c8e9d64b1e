package overview

import (
	"testing"

	"ikrar/ledger/office"
)

// TestPhrases: every sentence is there in both languages, and every step has one and a room.
func TestPhrases(t *testing.T) {
	if err := phrases.Check(); err != nil {
		t.Error(err)
	}
	steps := []office.Standing{{}, {People: 1}, {People: 1, Open: 1, Approvals: 1}, {People: 1, Open: 1, Questions: 1},
		{People: 1, Open: 1}, {People: 1, Open: 1, Enrolled: 1}, {People: 1, Open: 1, Enrolled: 1, Pledges: 1},
		{People: 1, Open: 1, Enrolled: 1, Pledges: 1, Issued: 1}}
	if len(steps) != len(rooms) {
		t.Errorf("%d steps are tried, and %d have a room", len(steps), len(rooms))
	}
	for _, s := range steps {
		step := s.Next()
		key := "overview.next." + step
		if rooms[step] == "" || phrases[key].ID == "" || phrases[key+".do"].ID == "" {
			t.Errorf("the step %s has no room or no sentence", step)
		}
	}
}
