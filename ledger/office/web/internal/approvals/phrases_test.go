package approvals

import (
	"testing"

	"ikrar/ledger/enrol"
	"ikrar/signer/invitation"
)

// TestPhrases: every sentence in both languages, and one for each key that is put together.
func TestPhrases(t *testing.T) {
	if err := phrases.Check(); err != nil {
		t.Error(err)
	}
	var keys []string
	for _, q := range []string{enrol.QuestionExpired, enrol.QuestionFields, enrol.QuestionKeyReplaced,
		enrol.QuestionRegistrar, enrol.QuestionAddress, enrol.QuestionCredential, enrol.QuestionCredential + "-gone"} {
		keys = append(keys, "approvals.question."+q)
	}
	for _, f := range invitation.Fields {
		keys = append(keys, "approvals.field."+f)
	}
	for _, key := range keys {
		if _, ok := phrases[key]; !ok {
			t.Errorf("no sentence %s", key)
		}
	}
}
