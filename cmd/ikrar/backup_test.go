package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestBackupOfDamagedStore: of a store with a block that cannot be read no backup is made, which would lack what is in it: not
// of the directory, and not through the process that serves it.
func TestBackupOfDamagedStore(t *testing.T) {
	w := pledgedWorld(t, 40)
	w.ikrar("record", "pegawai")
	w.ikrar("settle")
	w.ikrar("backup", "good.backup")
	w.clearTable()
	refused := func() {
		t.Helper()
		code, stdout, stderr := w.exit("backup", "bad.backup", "--lang", "en")
		if code != exitRefused || stdout != "" || !strings.Contains(stderr, "the store of this ledger is damaged") ||
			!strings.Contains(stderr, "no backup was made. Keep all earlier backups") {
			t.Errorf("exit %d, %s%s", code, stdout, stderr)
		}
		for _, pattern := range []string{"bad.backup*", ".bad.backup*"} {
			if left, err := filepath.Glob(filepath.Join(w.dir, pattern)); err != nil || len(left) > 0 {
				t.Errorf("left: %v, %v", left, err)
			}
		}
	}
	refused()
	stop := w.serve()
	refused()
	stop()
	if code, _, stderr := w.exit("audit", "--lang", "en"); code != exitRefused {
		t.Errorf("audited: exit %d, %s", code, stderr)
	}
}

// clearTable makes a block of the largest table zeros that opening does not read: without what stands there, everything seems
// as before.
func (w world) clearTable() {
	w.t.Helper()
	tables, err := filepath.Glob(filepath.Join(w.dir, "home", "ledger", "store", "*.sst"))
	if err != nil {
		w.t.Fatal(err)
	}
	var largest string
	var whole []byte
	for _, path := range tables {
		if data, err := os.ReadFile(path); err == nil && len(data) > len(whole) {
			largest, whole = path, data
		}
	}
	for at := len(whole) / 8; at < len(whole)*7/8; at += 4 << 10 {
		damaged := bytes.Clone(whole)
		clear(damaged[at:min(len(damaged), at+1<<10)])
		if err := os.WriteFile(largest, damaged, 0o600); err != nil {
			w.t.Fatal(err)
		}
		if code, _, _ := w.exit("campaign", "list"); code == 0 {
			return
		}
	}
	w.t.Fatalf("opening reads all of %s", largest)
}

// TestUnsettledIsUndecided: a ledger whose process was killed is not refused to who only reads; it cannot be read now.
func TestUnsettledIsUndecided(t *testing.T) {
	w := pledgedWorld(t, 1)
	serve := w.command("serve", "--listen", "127.0.0.1:0")
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(w.dir, "home", "ikrar.sock")
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(socket); err == nil {
			break
		}
	}
	if err := serve.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	serve.Wait() // killed
	for _, args := range [][]string{{}, {"report"}, {"backup", "a.backup"}, {"audit"}} {
		if code, _, stderr := w.exit(args...); code != exitUndetermined || !strings.Contains(stderr, "ikrar --home home settle") {
			t.Errorf("%v: exit %d, %s", args, code, stderr)
		}
	}
	w.ikrar("settle")
	w.ikrar("backup", "a.backup")
}
