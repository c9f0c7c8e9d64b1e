package checkup_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/checkup"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/safekeeping"
)

// TestDays lets time pass, and run backwards. What a person provokes, the script of ikrar doctor
// holds.
func TestDays(t *testing.T) {
	now := time.Now()
	begin := now
	h, _, err := office.Found(filepath.Join(t.TempDir(), "bkd"), office.Founding{
		Facts:  config.Facts{Name: "Pemerintah Contoh", URL: "https://ikrar.contoh.example"},
		Config: config.Config{Origin: "ikrar.contoh.example/uji"}, Registrar: "BKD",
		Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	i, err := h.Open(t.Context(), office.Opening{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer i.Close()
	list, note := i.Ledger.Trust()
	for _, step := range []struct {
		at   time.Time
		want []checkup.Code
	}{
		{begin, nil},
		{begin.Add(-time.Minute), []checkup.Code{checkup.ClockBehind}},
		{time.Unix(list.NextUpdate, 0).Add(-10 * 24 * time.Hour), []checkup.Code{checkup.TrustEnding}},
		{time.Unix(list.NextUpdate, 0).Add(49 * time.Hour), []checkup.Code{checkup.TrustEnded}},
	} {
		now = step.at
		expect(t, i, step.want...)
	}

	now = begin
	if err := safekeeping.Remember(i, "a.backup", 0); err != nil { // of fewer entries than there are, one
		t.Fatal(err)
	}
	now = begin.Add(checkup.BackupAge + time.Hour)
	expect(t, i) // the first trust list can be had elsewhere

	other := *list
	other.Serial++
	for _, one := range []struct {
		own  func() []checkup.Finding
		want checkup.Code
	}{
		{func() []checkup.Finding { return checkup.Served(list, note) }, ""},
		{func() []checkup.Finding { return checkup.Served(&other, note) }, checkup.URLBehind},
		{func() []checkup.Finding { return checkup.Served(list, []byte("<html>")) }, checkup.URLOther},
	} {
		var code checkup.Code
		for _, f := range one.own() {
			code += f.Code
		}
		if code != one.want {
			t.Errorf("%q, want %q", code, one.want)
		}
	}
}

func expect(t *testing.T, i *office.Institution, want ...checkup.Code) {
	t.Helper()
	found, err := checkup.Ledger(t.Context(), i)
	var codes []checkup.Code
	for _, f := range found {
		codes = append(codes, f.Code)
	}
	if err != nil || !slices.Equal(codes, want) {
		t.Errorf("at %v: %v, %v; want %v", i.Now(), codes, err, want)
	}
}
