package people

import (
	"slices"
	"testing"

	"ikrar/ledger/office/people"
	"ikrar/ledger/roster"
	"ikrar/signer/invitation"
)

// TestPhrases: every sentence in both languages, and one for each key that is put together.
func TestPhrases(t *testing.T) {
	if err := phrases.Check(); err != nil {
		t.Error(err)
	}
	var keys []string
	for _, s := range people.States {
		keys = append(keys, "people.state."+string(s))
	}
	for _, f := range invitation.Fields {
		keys = append(keys, "people.wish."+f)
	}
	for _, what := range []string{people.KeyGiven, people.DataRenewed, people.Signed, people.CertificateIssued,
		people.CertificateAnew, people.KeyEnded, people.PledgeEnded, people.CertificateEnded, people.Gone} {
		keys = append(keys, "people.event."+what)
	}
	for _, reason := range slices.Concat(roster.RetiredReasons, roster.AwayReasons) {
		keys = append(keys, "people.retire."+reason)
	}
	for _, key := range keys {
		if _, ok := phrases[key]; !ok {
			t.Errorf("no sentence %s", key)
		}
	}
}
