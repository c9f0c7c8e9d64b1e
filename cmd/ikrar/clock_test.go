package main

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// at runs the whole command at another moment of the institution's life.
func at(t *testing.T, moment time.Time, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &out, &err, func(string) string { return "" }, func() time.Time { return moment })
	return code, out.String(), err.String()
}

// TestClock takes a demo through time: a clock that went back records nothing until the operator vouches for it, and a
// trust list past its next update is stale, not red.
func TestClock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	if code, _, stderr := at(t, theMoment, "demo", dir, "--people", "2"); code != 0 {
		t.Fatal(stderr)
	}
	pdfs, err := filepath.Glob(filepath.Join(dir, "sertifikat", "*", "*.pdf"))
	if err != nil || len(pdfs) != 2 {
		t.Fatalf("%v %v", pdfs, err)
	}
	newCampaign := []string{"--home", dir, "campaign", "new", "lain", "--title", "T", "--text", "uu-20-2023", "--place", "P", "--date", "2022-03-31"}

	before := theMoment.Add(-time.Hour)
	code, stdout, stderr := at(t, before, newCampaign...)
	want := "galat: jam komputer ini (31 Maret 2022, 09.15 WIB) tertinggal dari entri terakhir (31 Maret 2022, 10.15 WIB); tidak ada yang dicatat\n" +
		"saran: betulkan jam; bila jam sudah benar, ulangi dengan --accept-clock\n"
	if code != exitRefused || stdout != "" || stderr != want {
		t.Errorf("exit %d, %s%s, want %s", code, stdout, stderr, want)
	}
	// A registrar whose clock is ahead signs nothing that would be recorded before its time either.
	code, _, stderr = at(t, before, append([]string{"--json", "--lang", "en"}, newCampaign...)...)
	if code != exitRefused || !strings.HasPrefix(stderr, `{"error":"clock-behind","message":"this computer's clock (31 March 2022, 09:15 WIB) is behind the last entry`) {
		t.Errorf("exit %d, %s", code, stderr)
	}
	if code, stdout, stderr = at(t, before, append([]string{"--accept-clock"}, newCampaign...)...); code != 0 {
		t.Errorf("exit %d, %s%s", code, stdout, stderr)
	}

	later := theMoment.AddDate(1, 0, 10)
	code, stdout, _ = at(t, later, "--home", dir, "verify", "--json", pdfs[0])
	var answer struct{ Verdict, Trust, Status string }
	if err := json.Unmarshal([]byte(stdout), &answer); err != nil || code != 0 || answer.Verdict != "valid" || answer.Trust != "stale" || answer.Status != "good" {
		t.Errorf("exit %d, %+v", code, answer)
	}
	if code, stdout, _ = at(t, later, "--home", dir, "verify", pdfs[0]); code != 0 || !strings.Contains(stdout, "375") {
		t.Errorf("the age of the list is not said: exit %d\n%s", code, stdout)
	}
	if code, stdout, _ = at(t, later, "--home", dir); code != 0 || !strings.Contains(stdout, "Perhatikan: daftar kepercayaan melewati batas pembaruannya 10 hari yang lalu; perbarui: ikrar --home "+dir+" trust renew") {
		t.Errorf("exit %d\n%s", code, stdout)
	}
	if code, stdout, _ = at(t, later, "--home", dir, "trust", "show"); code != 0 || !strings.Contains(stdout, "(375 hari yang lalu)") || !strings.Contains(stdout, "sudah lewat, daftar ini usang") {
		t.Errorf("exit %d\n%s", code, stdout)
	}
	if code, _, stderr = at(t, later, "--home", dir, "trust", "renew", "--root-key", filepath.Join(dir, "keys", "root.key")); code != 0 {
		t.Errorf("exit %d, %s", code, stderr)
	}
	code, stdout, _ = at(t, later, "--home", dir, "verify", "--json", pdfs[0])
	if err := json.Unmarshal([]byte(stdout), &answer); err != nil || code != 0 || answer.Trust != "trusted" {
		t.Errorf("after the renewal: exit %d, %+v", code, answer)
	}
}
