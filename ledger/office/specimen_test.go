package office_test

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/verify/scan"
)

// TestSpecimen: a page is drawn under settings that nobody saved, and neither a scan of it nor its
// code leads to anything.
func TestSpecimen(t *testing.T) {
	w := newWorld(t)
	w.imported()
	person, ok, err := w.LongestName()
	if err != nil || !ok || person.Name != "Nabila Contoh" {
		t.Fatalf("the longest name: %+v, %v, %v", person, ok, err)
	}
	s := office.Specimen{Settings: config.Default().Certificate, Person: person, Campaign: w.campaign("deklarasi"),
		Text: "Pernyataan", Word: "CONTOH", Sentence: "Contoh, bukan sertifikat."}
	s.Settings.Title, s.Settings.NIP = "PIAGAM", "full"
	pdf := must(w.Specimen(s))
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Fatalf("%.20q", pdf)
	}
	if found, err := scan.Find(pdf); err == nil {
		t.Errorf("a proof was found in a specimen: %+v", found)
	}
	s.Settings.Number = "{urut}"
	if _, err := w.Specimen(s); !errors.As(err, new(*config.ValueError)) {
		t.Errorf("a pattern without a year: %v", err)
	}
	if w.Config.Certificate.Title != config.Default().Certificate.Title {
		t.Error("looking has changed the settings")
	}
}

// TestSaveSettings: what was typed is saved with its emblem, what somebody else saved meanwhile is
// not overwritten, and HR's own comments are not lost.
func TestSaveSettings(t *testing.T) {
	w := newWorld(t)
	own := append([]byte("# catatan kami\n"), read(t, w.ConfigPath())...)
	check(os.WriteFile(w.ConfigPath(), own, 0o600))
	plan := must(office.PlanSettings(w.Dir))
	other := must(office.PlanSettings(w.Dir))
	plan.Config.Certificate.Agency = `Badan "Kepegawaian"`
	plan.Emblem = []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>`)
	check(plan.Save(t.Context()))
	h, text, err := office.ReadHome(w.Dir)
	check(err)
	if h.Config.Certificate.Agency != `Badan "Kepegawaian"` || !bytes.Equal(text, h.Config.Render()) {
		t.Errorf("saved: %+v", h.Config.Certificate)
	}
	if emblem := must(h.Emblem()); !bytes.Equal(emblem, plan.Emblem) {
		t.Errorf("the emblem: %q", emblem)
	}
	if kept := read(t, w.ConfigPath()+".lama"); !bytes.Equal(kept, own) {
		t.Errorf("the comments are lost: %q", kept)
	}
	other.Config.Certificate.Agency = "lain"
	if err := other.Save(t.Context()); !errors.Is(err, office.Stale) {
		t.Errorf("over what somebody else saved: %v", err)
	}
	again := must(office.PlanSettings(w.Dir))
	again.Since(other.Mark())
	if err := again.Save(t.Context()); !errors.Is(err, office.Stale) {
		t.Errorf("by the mark of before: %v", err)
	}
	again = must(office.PlanSettings(w.Dir))
	again.Config.Certificate.Primary = "#FFFFFF"
	if err := again.Save(t.Context()); !errors.As(err, new(*config.ValueError)) {
		t.Errorf("white on white: %v", err)
	}
	again = must(office.PlanSettings(w.Dir))
	again.Emblem = []byte("<svg><script/></svg>")
	if err := again.Save(t.Context()); err == nil {
		t.Error("an emblem that cannot be printed was saved")
	}
}

// TestIssuePlanHolds: the mark of a plan changes with what it would make, and a narrowed plan leaves
// out who pledges behind it.
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
