package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestTwoOfficers lets two HR officers and a third work at the same people at once, each by their own processes: one
// corrects positions, one moves units, one enrols and revokes. Nothing of it is lost, and nobody is told anything odd.
func TestTwoOfficers(t *testing.T) {
	for _, served := range []bool{false, true} {
		t.Run(fmt.Sprintf("served=%v", served), func(t *testing.T) {
			rounds := 4
			if testing.Short() {
				rounds = 2
			}
			w := pledgedWorld(t, 40)
			w.ikrar("registrar", "add", w.key("kedua")+".pub", "--name", "Petugas Kedua", "--root-key", "home/keys/root.key")
			if served {
				stop := w.serve()
				defer stop()
			}
			nips := strings.Fields(w.rosterColumn(0))
			for round := range rounds {
				position, unit := fmt.Sprintf("Analis %d", round), fmt.Sprintf("Dinas %d", round)
				w.writeColumns("jabatan.csv", "jabatan", nips, position)
				w.writeColumns("unit.csv", "unit", nips, unit)
				w.together(
					[][]string{{"roster", "import", "jabatan.csv"}},
					[][]string{{"roster", "import", "unit.csv"}},
					[][]string{
						{"enrol", "--nip", nips[round], w.key(fmt.Sprint("baru", round)) + ".pub", "--replace", "-o", "baru.ikrar", "--registrar-key", "kedua"},
						{"revoke", "--nip", nips[20+round], "--reason", "salah orang", "--yes"},
					})
				for _, line := range strings.Split(strings.TrimSpace(w.ikrar("roster", "list", "--json")), "\n") {
					if !strings.Contains(line, `"`+position+`"`) || !strings.Contains(line, `"`+unit+`"`) {
						t.Errorf("round %d: an officer's correction is lost: %s", round, line)
					}
				}
			}
			// Everything that the third did is there, the second registrar's credentials under their own name.
			if want := 2 + 40 + 1 + 2*rounds; w.size() != want { // lists, campaign, 40 credentials
				t.Errorf("%d entries, want %d", w.size(), want)
			}
			w.ikrar("audit")
		})
	}
}

// key makes a key in the working directory and returns its name.
func (w world) key(name string) string {
	w.t.Helper()
	w.ikrar("key", "new", name, "--no-passphrase")
	return name
}

// serve starts `ikrar serve`; the caller stops it.
func (w world) serve() (stop func()) {
	w.t.Helper()
	cmd := w.command("serve", "--listen", "127.0.0.1:0")
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	stop = func() {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			w.t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			w.t.Errorf("serve: %v\n%s", err, &said)
		}
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(w.dir, "home", "ikrar.sock")); err == nil {
			return stop
		}
		if time.Now().After(end) {
			stop()
			w.t.Fatal("serve made no socket")
		}
	}
}

// rosterColumn is one column of what `roster list` prints.
func (w world) rosterColumn(n int) string {
	w.t.Helper()
	var all []string
	for line := range strings.Lines(w.ikrar("roster", "list")) {
		all = append(all, strings.Fields(line)[n])
	}
	return strings.Join(all, " ")
}

// writeColumns writes a roster with one column beside NIP and name, which is all that its import changes.
func (w world) writeColumns(file, column string, nips []string, value string) {
	w.t.Helper()
	names := map[string]string{}
	for line := range strings.Lines(string(demoRoster(len(nips)))) {
		fields := strings.Split(line, ",")
		names[fields[0]] = fields[2]
	}
	out := "nip,nama," + column + "\n"
	for _, nip := range nips {
		out += nip + "," + names[nip] + "," + value + "\n"
	}
	if err := os.WriteFile(filepath.Join(w.dir, file), []byte(out), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// together runs the commands of each officer one after the other, and the officers at once. Each must succeed and say no
// more on stderr than that it waited, or what it always says.
func (w world) together(officers ...[][]string) {
	w.t.Helper()
	var all sync.WaitGroup
	for _, commands := range officers {
		all.Go(func() {
			for _, args := range commands {
				cmd := w.command(args...)
				var said bytes.Buffer
				cmd.Stderr = &said
				if err := cmd.Run(); err != nil || strings.Contains(said.String(), "galat") {
					w.t.Errorf("ikrar %s: %v\n%s", strings.Join(args, " "), err, &said)
				}
			}
		})
	}
	all.Wait()
}
