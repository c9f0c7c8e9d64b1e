package office_test

import (
	"bytes"
	"errors"
	"testing"

	"ikrar/ledger/issue"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/settings"
	"ikrar/verify/scan"
)

// TestSpecimen: a page is drawn under settings that nobody saved, and neither a scan of it nor its
// code leads to anything.
func TestSpecimen(t *testing.T) {
	w := newWorld(t)
	w.imported()
	person, ok, err := settings.LongestName(w.Institution)
	if err != nil || !ok || person.Name != "Nabila Contoh" {
		t.Fatalf("the longest name: %+v, %v, %v", person, ok, err)
	}
	s := issue.Specimen{Campaign: "Deklarasi", Place: "Pontianak", Text: "Pernyataan", Word: "CONTOH",
		Sentence: "Contoh, bukan sertifikat."}
	settings := config.Default().Certificate
	settings.Title, settings.NIP = "PIAGAM", "full"
	pdf := must(w.Specimen(settings, nil, person, s))
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Fatalf("%.20q", pdf)
	}
	if found, err := scan.Find(pdf); err == nil {
		t.Errorf("a proof was found in a specimen: %+v", found)
	}
	settings.Number = "{urut}"
	if _, err := w.Specimen(settings, nil, person, s); !errors.As(err, new(*config.ValueError)) {
		t.Errorf("a pattern without a year: %v", err)
	}
	if w.Config.Certificate.Title != config.Default().Certificate.Title {
		t.Error("looking has changed the settings")
	}
}

// TestIssuePlanHolds: the mark of a plan changes with what it would make, and a narrowed plan
// leaves out who pledges after it.
func TestIssuePlanHolds(t *testing.T) {
	w := newWorld(t)
	w.imported()
	c := w.campaign("deklarasi")
	w.record(w.pledge(nabila, c))
	plan := must(w.PlanIssue(issue.Request{Campaign: c.ID}))
	if again := must(w.PlanIssue(issue.Request{Campaign: c.ID})); again.Mark() != plan.Mark() || plan.Mark() == "" {
		t.Error("the same plan has another mark")
	}
	plan.OnlyMissing()
	w.record(w.pledge(andre, c))
	if again := must(w.PlanIssue(issue.Request{Campaign: c.ID})); again.Mark() == plan.Mark() {
		t.Error("one more pledge, and the same mark")
	}
	made := 0
	check(plan.Issue(t.Context(), w.registrar, func(issue.Certificate, error) { made++ }))
	if made != 1 {
		t.Errorf("made %d certificates", made)
	}
}
