package main

import (
	"errors"
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

// clearTable makes a part of the largest table zeros that is in none of the blocks that opening reads, the first and the last.
func (w world) clearTable() {
	w.t.Helper()
	tables, err := filepath.Glob(filepath.Join(w.dir, "home", "ledger", "store", "*.sst"))
	if err != nil {
		w.t.Fatal(err)
	}
	largest, size := "", int64(0)
	for _, path := range tables {
		if info, err := os.Stat(path); err == nil && info.Size() > size {
			largest, size = path, info.Size()
		}
	}
	f, err := os.OpenFile(largest, os.O_WRONLY, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = f.WriteAt(make([]byte, 4<<10), size/3)
	if err = errors.Join(err, f.Close()); err != nil {
		w.t.Fatal(err)
	}
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
