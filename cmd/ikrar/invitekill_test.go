package main

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// slipCodes are the codes of a file for mail merge, by NIP; none where there is no such file.
func (w world) slipCodes(name string) map[string]string {
	w.t.Helper()
	f, err := os.Open(filepath.Join(w.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		w.t.Fatal(err)
	}
	codes := map[string]string{}
	for _, row := range rows[1:] {
		codes[row[0]] = row[4]
	}
	return codes
}

// TestInviteKilled kills `ikrar invite` at random moments. A file that is there says codes that are
// valid; and the same command again, with what --reprint prints of those who are invited already,
// gives a slip to everybody.
func TestInviteKilled(t *testing.T) {
	people, kills := 500, 6
	if testing.Short() {
		people, kills = 60, 2
	}
	for range kills {
		w := world{t: t, dir: t.TempDir()}
		w.ikrar("init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku",
			"--url", "https://ikrar.contoh.example", "--no-passphrase")
		if err := os.WriteFile(filepath.Join(w.dir, "pegawai.csv"), demoRoster(people), 0o600); err != nil {
			t.Fatal(err)
		}
		w.ikrar("roster", "import", "pegawai.csv")
		invite := func(file string, more ...string) []string {
			return append([]string{"invite", "--all", "--until", "2099-12-31", "--csv", file}, more...)
		}
		cmd := w.command(invite("stopped.csv", "--pdf", "stopped.pdf")...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		moment := time.Duration(rand.Int64N(int64(people) * int64(4*time.Millisecond)))
		time.AfterFunc(moment, func() { _ = cmd.Process.Kill() }) // fails only where it has ended
		finished := cmd.Wait() == nil
		stopped := w.slipCodes("stopped.csv")
		if finished && len(stopped) != people {
			t.Errorf("finished with %d codes", len(stopped))
		}
		w.ikrar(invite("rest.csv")...)
		rest := w.slipCodes("rest.csv")
		w.ikrar(invite("all.csv", "--reprint")...)
		all := w.slipCodes("all.csv")
		if len(all) != people {
			t.Errorf("killed after %v: %d of %d have a slip, %d of them anew", moment, len(all), people, len(rest))
		}
		for nip, code := range stopped {
			if all[nip] != code {
				t.Errorf("killed after %v: the slip of %s says a code that is not valid", moment, nip)
			}
		}
		for nip, code := range rest {
			if all[nip] != code {
				t.Errorf("killed after %v: %s was invited twice", moment, nip)
			}
		}
	}
}
