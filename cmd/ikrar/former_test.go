package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// formerMoment is an hour after the home of testdata/former was made.
var formerMoment = time.Unix(1796063255, 0).Add(time.Hour)

// TestFormerHome opens what a build has left that knew no registrars from afar
// (testdata/former/make.sh): its home is read, checked, recorded in, issued from, served and backed
// up, and its backup restored.
func TestFormerHome(t *testing.T) {
	needTools(t, "tar")
	archive, dir := absolute(t, "testdata/former/former.tar.gz"), t.TempDir()
	t.Chdir(dir)
	unpack := func(what ...string) {
		t.Helper()
		if out, err := exec.Command("tar", append([]string{"-xzf", archive}, what...)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	does := func(want string, args ...string) {
		t.Helper()
		code, stdout, stderr := at(t, formerMoment, append([]string{"--lang", "en", "--home", "home"}, args...)...)
		if code != 0 || !strings.Contains(stdout+stderr, want) {
			t.Errorf("%v: exit %d\n%s%s, want %s", args, code, stdout, stderr, want)
		}
	}
	unpack()
	does("Clean. Entries: 6, signatures checked: 12", "audit")
	does("certificates' PDFs kept: 1", "audit")
	does("certificates issued: 1")
	does("Invited until", "invite", "--nip", "199003032015032003", "--renew", "--until", "2099-12-31",
		"--csv", "slip.csv", "--yes")
	does("6 ", "record", "budi.pledge")
	does("issued now: 1", "issue", "--out", "sertifikat")
	pdfs, err := filepath.Glob("sertifikat/*/*.pdf")
	if err != nil || len(pdfs) != 2 {
		t.Fatal(pdfs, err)
	}
	for _, pdf := range pdfs {
		does(`"verdict":"valid"`, "verify", "--json", pdf)
	}
	does("entries, root ", "backup", "new.backup")

	// Served, it is the same ledger to whoever is outside, and to the verbs beside the server.
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	said, out := io.Pipe()
	ended := make(chan int, 1)
	var log bytes.Buffer
	go func() {
		ended <- run(ctx, []string{"--home", "home", "serve", "--listen", "127.0.0.1:0"}, strings.NewReader(""),
			out, &log, func(string) string { return "" }, func() time.Time { return formerMoment })
		out.Close()
	}()
	url, _ := bufio.NewReader(said).ReadString('\n')
	does("CLEAN. 8 entries", "audit", strings.TrimSpace(url), "--trust", "home/trust.note", "--state", "visit.json")
	does("people in the roster: 3")
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("serve: exit %d\n%s", code, &log)
	}

	// The disk is lost, and the former build's backup is what there is.
	if err := os.RemoveAll("home"); err != nil {
		t.Fatal(err)
	}
	unpack("home/keys", "home/trust.note", "home/ikrar.toml", "home/ledger.head")
	does("Restored: 6 entries", "restore", "home.backup")
	does("6 ", "record", "budi.pledge")
	does("Clean. Entries: 7", "audit")
}
