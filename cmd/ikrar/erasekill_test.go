package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestEraseKilled kills `ikrar erase` at random moments. An audit right after that calls nothing damaged: it is clean, or says
// that something is unfinished and what finishes it. The same command again finishes it, or says that it is done.
func TestEraseKilled(t *testing.T) {
	kills := 6
	if testing.Short() {
		kills = 3
	}
	w := pledgedWorld(t, kills+1)
	w.ikrar("record", "pegawai")
	w.ikrar("issue", "--out", "sertifikat")
	nips := w.nips()
	erase := func(nip string) []string { return []string{"erase", "--nip", nip, "--reason", "diminta", "--yes"} }
	start := time.Now()
	w.ikrar(erase(nips[0])...)
	whole, open, already := time.Since(start), 0, 0
	for _, nip := range nips[1:] {
		cmd := w.command(erase(nip)...)
		var said bytes.Buffer
		cmd.Stdout = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(whole/2+rand.N(whole/2), func() { _ = cmd.Process.Kill() }) // fails only where it has ended
		cmd.Wait()
		code, _, stderr := w.exit("audit", "--lang", "en")
		if code != 0 && (code != exitUndetermined || !strings.Contains(stderr, "settle")) {
			t.Errorf("audited as it was left: exit %d, %s", code, stderr)
		}
		if code != 0 {
			open++
		}
		if again := w.ikrar(erase(nip)...); strings.Contains(again, ": sudah dihapus, pada ") {
			if already++; !strings.Contains(said.String(), nip+".pledge\n") {
				t.Errorf("recorded, and this file was not named before: %s", &said)
			}
		}
		if again := w.ikrar(erase(nip)...); !strings.Contains(again, ": sudah dihapus, pada ") {
			t.Errorf("erased, and again: %s", again)
		}
	}
	t.Logf("of %d runs that were killed %d left something open, %d had been recorded", kills, open, already)
	w.ikrar("audit")
	if kept := w.kept(); kept != 0 {
		t.Errorf("%d PDFs are still kept", kept)
	}
	if left := w.nips(); len(left) > 0 {
		t.Errorf("still in the roster: %v", left)
	}
	if _, err := os.Stat(filepath.Join(w.dir, "home", "ledger.head.erasing")); err == nil {
		t.Error("the mark of an erasure is left")
	}
	w.tidy()
}

// TestEraseStopped stops an erasure where only the mark is written, and where it is recorded and nothing of it is off the disk.
func TestEraseStopped(t *testing.T) {
	w := pledgedWorld(t, 1)
	w.ikrar("record", "pegawai")
	nip, mark := w.nips()[0], filepath.Join(w.dir, "home", "ledger.head.erasing")
	write := func(line string) {
		if err := os.WriteFile(mark, []byte(line), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
	w.ikrar("audit")                                                     // of an erasure that was never recorded
	w.ikrar("campaign", "extend", "deklarasi", "--closes", "2100-01-01") // whatever opens for writing takes it away
	if _, err := os.Stat(mark); err == nil {
		t.Error("the mark of an erasure that was never recorded is left")
	}
	write("not a digest")
	code, stdout, stderr := w.exit("audit", "--lang", "en")
	if code != exitUndetermined || !strings.HasPrefix(stdout, "Nothing is wrong with the ") ||
		!strings.Contains(stderr, "error: home/ledger: an erasure was not finished;") || !strings.Contains(stderr, "hint: type ikrar --home home settle, or repeat ikrar erase") {
		t.Errorf("exit %d, %s%s", code, stdout, stderr)
	}
	code, stdout, stderr = w.exit("audit", "--json")
	var report auditReport
	if err := json.Unmarshal([]byte(stdout), &report); err != nil || code != exitUndetermined || stderr != "" || report.Clean ||
		len(report.Findings) > 0 || len(report.Undecided) != 1 || report.Undecided[0] != "erasure-unfinished" {
		t.Errorf("exit %d, %s%s", code, stdout, stderr)
	}
	erase := []string{"erase", "--nip", nip, "--reason", "diminta", "--yes"}
	w.ikrar("issue", "--out", "sertifikat")
	pdfs, err := filepath.Glob(filepath.Join(w.dir, "sertifikat", "*", "*.pdf"))
	if err != nil || len(pdfs) != 1 {
		t.Fatalf("certificates: %v, %v", pdfs, err)
	}
	w.ikrar(erase...)
	w.ikrar("audit")
	write("not a digest")
	if again := w.ikrar(erase...); !strings.Contains(again, "baru diselesaikan oleh perintah ini\n") || strings.Contains(again, "tidak ada yang diubah") ||
		!strings.Contains(again, "Hapus juga berkas ini: "+pdfs[0]+"\n") {
		t.Errorf("finished by a repetition: %s", again)
	}
	write("not a digest")
	var repeated eraseReport
	if err := json.Unmarshal([]byte(w.ikrar(append(erase, "--json")...)), &repeated); err != nil || !repeated.Finished || !slices.Contains(repeated.Files, pdfs[0]) {
		t.Errorf("%+v, %v", repeated, err)
	}
	if again := w.ikrar(erase...); !strings.Contains(again, "; tidak ada yang diubah\n") {
		t.Errorf("repeated once more: %s", again)
	}
}

// exit runs the command and returns how it ended.
func (w world) exit(args ...string) (code int, stdout, stderr string) {
	w.t.Helper()
	cmd := w.command(args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		w.t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

// nips are those of the roster.
func (w world) nips() (nips []string) {
	w.t.Helper()
	for line := range strings.Lines(w.ikrar("roster", "list", "--json")) {
		var p struct{ NIP string }
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			w.t.Fatal(err)
		}
		nips = append(nips, p.NIP)
	}
	return nips
}
