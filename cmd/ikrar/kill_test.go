package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A world is an institution in a directory, and the real command to run in it.
type world struct {
	t   testing.TB
	dir string // the working directory; the institution is dir/home

	program func(args ...string) *exec.Cmd // in place of all that; nil for the command of this system
}

// ikrar runs the command, which must succeed, and returns its stdout.
func (w world) ikrar(args ...string) string {
	w.t.Helper()
	cmd := w.command(args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		w.t.Fatalf("ikrar %.200s: %v\n%.2000s%s", strings.Join(args, " "), err, &stdout, &stderr)
	}
	return stdout.String()
}

func (w world) command(args ...string) *exec.Cmd {
	if w.program != nil {
		return w.program(args...)
	}
	cmd := exec.Command("ikrar", append([]string{"--home", "home"}, args...)...)
	cmd.Dir = w.dir
	cmd.Env = append(os.Environ(), "IKRAR_HOME=", "IKRAR_LANG=id", "XDG_CONFIG_HOME="+filepath.Join(w.dir, "config"), "GOGC=400") // as scripts have it
	return cmd
}

// ikrarKilled starts the command, kills it (SIGKILL, so that nothing of it can tidy up) a moment after it has printed so
// many lines, and returns all that it had printed by then. finished says that it was over before.
func (w world) ikrarKilled(after int, args ...string) (lines []string, finished bool) {
	w.t.Helper()
	return w.killedLater(after, time.Duration(rand.Int64N(int64(10*time.Millisecond))), args...)
}

// killedLater kills the command so much later than it has printed so many lines, or has started.
func (w world) killedLater(after int, moment time.Duration, args ...string) (lines []string, finished bool) {
	w.t.Helper()
	cmd := w.command(args...)
	stdout, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	kill := func() {
		time.AfterFunc(moment, func() { _ = cmd.Process.Kill() }) // fails only where it has ended
	}
	if after == 0 {
		kill()
	}
	for r := bufio.NewReader(stdout); ; {
		line, err := r.ReadString('\n')
		if err != nil {
			break // a line cut off was not said
		}
		if lines = append(lines, strings.TrimSuffix(line, "\n")); len(lines) == after {
			kill()
		}
	}
	return lines, cmd.Wait() == nil
}

// pledgedWorld is an institution with n people whose pledges are signed, in dir/home/pegawai, and not recorded.
func pledgedWorld(t *testing.T, n int) world {
	t.Helper()
	w := world{t: t, dir: t.TempDir()}
	w.ikrar("init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku",
		"--url", "https://ikrar.contoh.example", "--no-passphrase")
	if err := os.WriteFile(filepath.Join(w.dir, "pegawai.csv"), demoRoster(n), 0o600); err != nil {
		t.Fatal(err)
	}
	w.ikrar("roster", "import", "pegawai.csv")
	w.ikrar("campaign", "new", "deklarasi", "--title", "Deklarasi ASN BerAKHLAK", "--text", "uu-20-2023", "--place", "Pontianak", "--date", "2022-03-31", "--closes", "2099-12-31")
	a, _, _ := testApp("")
	a.homeFlag, a.now = filepath.Join(w.dir, "home"), clockNow
	i, err := a.openInstitution(t.Context())
	if err == nil {
		err = a.demoKeys(t.Context(), i, filepath.Join(w.dir, "pegawai"))
	}
	if err == nil {
		err = i.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	w.ikrar("enrol", "--all", "pegawai")
	if err := a.demoPledges(t.Context(), filepath.Join(w.dir, "pegawai")); err != nil {
		t.Fatal(err)
	}
	return w
}

// size is how many entries the ledger has, which is settled where it was not closed.
func (w world) size() int {
	var c struct{ Size int }
	if err := json.Unmarshal([]byte(w.ikrar("settle", "--json")), &c); err != nil {
		w.t.Fatal(err)
	}
	return c.Size
}

// moments are after how many of n lines processes are killed: one before anything, the others spread over the work.
func moments(kills, n int) []int {
	all := []int{0}
	for k := 1; k < kills; k++ {
		all = append(all, (k-1)*n/(kills-1)+1+rand.IntN(n/kills))
	}
	return all
}

// TestRecordKilled kills `ikrar record` at random moments. Whatever line it printed stays true: the pledge is there, at
// that index; the ledger is whole; and the same command again finishes, with the same lines and nothing twice.
func TestRecordKilled(t *testing.T) {
	people, kills := 1000, 10
	if testing.Short() {
		people, kills = 100, 3
	}
	w := pledgedWorld(t, people)
	before, printed := w.size(), map[string]string{}
	keepPrinted := func(lines []string) {
		t.Helper()
		for _, line := range lines {
			_, what, _ := strings.Cut(line, " ")
			if old, ok := printed[what]; ok && old != line {
				t.Fatalf("printed %q, and now %q", old, line)
			}
			printed[what] = line
		}
	}
	interrupted := 0
	for _, after := range moments(kills, people) {
		lines, finished := w.ikrarKilled(after, "record", "pegawai")
		keepPrinted(lines)
		if !finished {
			interrupted++
		}
		if size := w.size(); size < before+len(printed) {
			t.Fatalf("%d pledges were acknowledged and the ledger has %d entries, %d of them older", len(printed), size, before)
		}
		w.ikrar("audit")
	}
	if interrupted < kills/2 {
		t.Errorf("only %d of %d runs were interrupted", interrupted, kills)
	}
	t.Logf("%d of %d runs were interrupted; %d of %d pledges had been acknowledged", interrupted, kills, len(printed), people)
	lines := strings.Split(strings.TrimSpace(w.ikrar("record", "pegawai")), "\n")
	keepPrinted(lines)
	indexes := map[string]bool{}
	for _, line := range lines {
		index, _, _ := strings.Cut(line, " ")
		indexes[index] = true
	}
	if len(lines) != people || len(indexes) != people || w.size() != before+people {
		t.Errorf("%d lines, %d indexes and %d new entries for %d pledges", len(lines), len(indexes), w.size()-before, people)
	}
	w.ikrar("audit")
	w.tidy()
}

// tidy looks for what killed processes have left in the home.
func (w world) tidy() {
	w.t.Helper()
	entries, err := os.ReadDir(filepath.Join(w.dir, "home"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			w.t.Errorf("left behind: %s", e.Name())
		}
	}
}

// TestIssueKilled kills `ikrar issue` at random moments, each later than the one before, until it has come to its end. No
// number is lost or given twice, and after the same command again every certificate is there, is the very file that was
// recorded, and nothing else lies about.
func TestIssueKilled(t *testing.T) {
	people, first, later := 200, 30*time.Millisecond, 1.6
	if testing.Short() {
		people, later = 40, 3
	}
	w := pledgedWorld(t, people)
	w.ikrar("record", "pegawai")
	printed, interrupted := map[string]bool{}, 0
	for after, finished := first, false; !finished; after = time.Duration(later * float64(after)) {
		var lines []string
		lines, finished = w.killedLater(0, after+rand.N(after/2), "issue", "--out", "sertifikat", "--verbose")
		for _, line := range lines {
			printed[line] = true
		}
		if !finished {
			interrupted++
		}
		w.ikrar("audit", "--settle")
	}
	if interrupted < 2 {
		t.Errorf("only %d runs were interrupted", interrupted)
	}
	t.Logf("%d runs were interrupted", interrupted)
	lines := strings.Split(strings.TrimSpace(w.ikrar("issue", "--out", "sertifikat", "--verbose")), "\n")
	numbers := map[string]bool{}
	for _, line := range lines {
		number, _, _ := strings.Cut(line, " ")
		numbers[number] = true
		delete(printed, line)
	}
	for line := range printed {
		t.Errorf("printed before, and not at the end: %s", line)
	}
	year := time.Now().In(time.FixedZone("WIB", 7*3600)).Year()
	for n := range people {
		if number := fmt.Sprintf("800/%d/BKD/%d", n+1, year); !numbers[number] {
			t.Errorf("number %s is lost", number)
		}
	}
	if len(lines) != people || len(numbers) != people {
		t.Errorf("%d lines and %d numbers for %d pledges", len(lines), len(numbers), people)
	}
	files := w.certificates("sertifikat")
	if len(files) != people {
		t.Errorf("%d files for %d pledges", len(files), people)
	}
	for _, one := range strings.Split(strings.TrimSpace(w.ikrar(append([]string{"verify", "--json"}, files...)...)), "\n") {
		var answer struct{ Input, Verdict, File string }
		if err := json.Unmarshal([]byte(one), &answer); err != nil || answer.Verdict != "valid" || answer.File != "issued" {
			t.Errorf("%+v %v", answer, err)
		}
	}
	if kept := w.kept(); kept != people {
		t.Errorf("%d PDFs are kept of %d certificates", kept, people)
	}
	w.ikrar("audit")
	w.mergeKilled(people)
}

// kept counts the issued PDFs that the home keeps, and must keep whole: an audit opens each.
func (w world) kept() int {
	w.t.Helper()
	files, err := filepath.Glob(filepath.Join(w.dir, "home", "ledger.pdfs", "*", "*"))
	if err != nil {
		w.t.Fatal(err)
	}
	// What a killed run had begun to write stays, sealed, under a name that begins with a dot.
	return len(slices.DeleteFunc(files, func(f string) bool { return filepath.Base(f)[0] == '.' }))
}

// mergeKilled kills `ikrar issue --merge` while it binds the certificates that stand. Each file to print is whole or not
// there, and the same command again makes them all, the same, and leaves nothing else.
func (w world) mergeKilled(people int) {
	w.t.Helper()
	interrupted, killed := 0, map[string]string{}
	for _, after := range []int{1, 4, 7} {
		cmd := w.command("issue", "--out", "sertifikat", "--merge")
		if err := cmd.Start(); err != nil {
			w.t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for over := false; !over; {
			select {
			case err := <-ended:
				if over = true; err != nil {
					interrupted++
				}
			case <-time.After(time.Millisecond):
				if len(w.merged()) >= after {
					_ = cmd.Process.Kill() // fails only where it has ended
				}
			}
		}
		for _, path := range w.merged() {
			killed[path] = w.read(path)
			if err := os.Remove(path); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	w.ikrar("issue", "--out", "sertifikat", "--merge")
	for path, data := range killed {
		if whole := w.read(path); data != whole {
			w.t.Errorf("%s: %d bytes, and whole %d", path, len(data), len(whole))
		}
	}
	if all, merged := w.certificates("sertifikat"), w.merged(); len(merged) == 0 || len(all) != people+len(merged) {
		w.t.Errorf("%d files beside %d certificates, of which %d to print", len(all)-people, people, len(merged))
	}
	if interrupted == 0 || len(killed) == 0 {
		w.t.Errorf("%d runs were interrupted, after %d files to print", interrupted, len(killed))
	}
}

// merged are the files to print.
func (w world) merged() []string {
	w.t.Helper()
	paths, err := filepath.Glob(filepath.Join(w.dir, "sertifikat", "*.pdf"))
	if err != nil {
		w.t.Fatal(err)
	}
	return paths
}

func (w world) read(path string) string {
	w.t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(data)
}

// certificates are the files below dir, all of which must be certificates.
func (w world) certificates(dir string) (files []string) {
	w.t.Helper()
	err := filepath.WalkDir(filepath.Join(w.dir, dir), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if filepath.Ext(path) != ".pdf" || strings.HasPrefix(d.Name(), ".") {
			w.t.Errorf("left behind: %s", path)
		}
		files = append(files, path)
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return files
}
