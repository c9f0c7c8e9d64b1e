package main

import (
	"archive/zip"
	"crypto/ed25519"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/signer/invitation"
)

// killable is an action that is killed in its middle, once a round.
type killable struct {
	name string
	do   func(round int) []string // the command; the first round is not killed
	done func(round int)          // fails unless the round is whole, and done once
}

// TestOthersKilled kills (SIGKILL) in their middle those long actions that have no test of their
// own. After each kill bare ikrar says where the institution stands, the same command goes on from
// there, and nothing is lost or there twice.
func TestOthersKilled(t *testing.T) {
	t.Parallel()
	const people = 60
	w := pledgedWorld(t, people)
	w.ikrar("record", "pegawai")
	w.ikrar("issue", "--out", "sertifikat")
	nips := w.nips()
	for _, k := range []killable{w.killedImport(nips), w.killedRetirement(nips), w.killedPack(), w.killedZIP(people),
		w.killedBackup()} {
		start := time.Now()
		w.ikrar(k.do(0)...)
		whole := time.Since(start)
		k.done(0)
		for round := 1; round <= 2; round++ {
			w.killAfter(whole/4+rand.N(whole*3/4), k.do(round)...)
			w.stands()
			code, stdout, stderr := w.exit(k.do(round)...)
			if code != 0 && !strings.Contains(stderr, "sudah ") { // it was whole, and is not written over
				t.Errorf("%s, the same again: exit %d, %s%s", k.name, code, stdout, stderr)
			}
			k.done(round)
		}
	}
	w.ikrar("audit")
	w.tidy()
	if left := w.nips(); len(left) != people {
		t.Errorf("%d of %d people are in the roster", len(left), people)
	}
	w.allPledged(people)
}

// killAfter starts a command, and kills it after a while.
func (w world) killAfter(while time.Duration, args ...string) {
	w.t.Helper()
	cmd := w.command(args...)
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	timer := time.AfterFunc(while, func() { _ = cmd.Process.Kill() }) // fails only where it has ended
	defer timer.Stop()
	_ = cmd.Wait() // killed or not
}

// stands fails unless bare ikrar says where the institution stands, or what brings it back.
func (w world) stands() {
	w.t.Helper()
	code, stdout, stderr := w.exit()
	if code != 0 && (code != exitUndetermined || !strings.Contains(stderr, "settle")) {
		w.t.Errorf("bare ikrar: exit %d, %s%s", code, stdout, stderr)
	}
}

// killedImport gives everybody another position.
func (w world) killedImport(nips []string) killable {
	position := func(round int) string { return fmt.Sprintf("Jabatan ke-%d", round) }
	return killable{"import", func(round int) []string {
		w.writeColumns("baru.csv", "jabatan", nips, position(round))
		return []string{"roster", "import", "baru.csv", "--as-written"}
	}, func(round int) {
		for line := range strings.Lines(w.ikrar("roster", "list", "--json")) {
			if !strings.Contains(line, position(round)) {
				w.t.Fatalf("imported, and still %s", line)
			}
		}
	}}
}

// killedRetirement retires somebody, whose key ends too, which is one entry.
func (w world) killedRetirement(nips []string) killable {
	before := w.size()
	return killable{"retirement", func(round int) []string {
		return []string{"roster", "retire", "--nip", nips[round], "--reason", "pensiun", "--end-key"}
	}, func(round int) {
		if size := w.size(); size != before+round+1 {
			w.t.Errorf("%d keys were ended for %d people", size-before, round+1)
		}
	}}
}

func (w world) killedPack() killable {
	dir := func(round int) string { return fmt.Sprintf("bukti-%d", round) }
	return killable{"evidence", func(round int) []string {
		return []string{"report", "--evidence", dir(round)}
	}, func(round int) { w.ikrar("report", "--check", dir(round), "--trust", "home/trust.note") }}
}

func (w world) killedZIP(people int) killable {
	file := func(round int) string { return fmt.Sprintf("sertifikat-%d.zip", round) }
	return killable{"ZIP", func(round int) []string {
		return []string{"issue", "--zip", file(round)}
	}, func(round int) {
		r, err := zip.OpenReader(filepath.Join(w.dir, file(round)))
		if err != nil {
			w.t.Fatal(err)
		}
		defer r.Close()
		pdfs := 0
		for _, f := range r.File {
			if strings.HasSuffix(f.Name, ".pdf") {
				pdfs++
			}
		}
		if pdfs != people {
			w.t.Errorf("%d of %d certificates are in the ZIP", pdfs, people)
		}
	}}
}

func (w world) killedBackup() killable {
	file := func(round int) string { return fmt.Sprintf("%d.backup", round) }
	return killable{"backup", func(round int) []string { return []string{"backup", file(round)} }, func(round int) {
		if round < 2 {
			return
		}
		if err := os.RemoveAll(filepath.Join(w.dir, "home", "ledger")); err != nil {
			w.t.Fatal(err)
		}
		w.ikrar("restore", file(round))
	}}
}

// TestApprovalsKilled kills the approving of 200 requests again and again: whoever was approved has
// one credential, whoever was not waits on, and in the end everybody has one.
func TestApprovalsKilled(t *testing.T) {
	t.Parallel()
	const people = 200
	w := world{t: t, dir: t.TempDir()}
	w.found("https://ikrar.contoh.example", people, "--csv", "codes.csv")
	a, _, _ := testApp("")
	a.homeFlag, a.now = filepath.Join(w.dir, "home"), clockNow
	i, err := a.openInstitution(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	origin := i.Ledger.Origin()
	for _, code := range w.codes() {
		_, key, _ := ed25519.GenerateKey(nil)
		request, err := invitation.Request{Address: i.Facts().URL}.Sign(key, code.Key(origin), origin)
		if err == nil {
			_, err = i.Desk().Redeem(t.Context(), request)
		}
		if !errors.Is(err, enrol.ErrWaiting) {
			t.Fatal(err)
		}
	}
	before := int(i.Ledger.Size())
	if err := i.Close(); err != nil {
		t.Fatal(err)
	}
	for try := range 4 {
		w.killAfter(time.Duration(try+1)*100*time.Millisecond, "enrol", "approve", "--all")
		w.stands()
	}
	w.ikrar("enrol", "approve", "--all")
	if size := w.size(); size != before+people {
		t.Errorf("%d credentials for %d requests", size-before, people)
	}
	w.ikrar("audit")
	w.tidy()
}
