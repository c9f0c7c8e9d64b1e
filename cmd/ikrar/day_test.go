package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"ikrar/signer/keyfile"
)

// A day is HR's whole work in one institution, step by step, with the real command.
type day struct {
	world
	people [][]string // the roster's lines, without its header
	header []string
}

// dayRoster is the roster of the day: a generated one, of a tenth of a province with IKRAR_DAY=whole,
// or the file that IKRAR_DAY names.
func dayRoster(t *testing.T) (header []string, people [][]string) {
	t.Helper()
	path, n := os.Getenv("IKRAR_DAY"), 500
	if path == "whole" {
		path, n = "", 1469
	} else if testing.Short() {
		n = 150
	}
	data := demoRoster(n)
	if path != "" {
		var err error
		if data, err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(rows) < 100 {
		t.Fatalf("%d lines, %v", len(rows), err)
	}
	return rows[0], rows[1:]
}

func (d *day) writeRoster(name string) {
	d.t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(append([][]string{d.header}, d.people...)); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(d.dir, name), out.Bytes(), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

// run runs a step, which must succeed, and says how long it took and how much memory, where the system tells.
func (d *day) run(args ...string) string {
	d.t.Helper()
	cmd := d.command(args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	if err := cmd.Run(); err != nil {
		d.t.Fatalf("ikrar %s: %v\n%.2000s%s", strings.Join(args, " "), err, &stdout, &stderr)
	}
	memory := ""
	if usage := reflect.Indirect(reflect.ValueOf(cmd.ProcessState.SysUsage())); usage.Kind() == reflect.Struct {
		if most := usage.FieldByName("Maxrss"); most.IsValid() {
			memory = fmt.Sprintf(", %d MB", most.Int()>>10) // KiB on Linux
		}
	}
	d.t.Logf("%6.2f s%s  ikrar %s", time.Since(start).Seconds(), memory, strings.Join(args, " "))
	return stdout.String()
}

// killed kills a step in the middle, twice, and then lets it run to its end. lines is how many it prints at least; a step
// that prints at its end alone, with 0, is killed after a part of the time that the others took.
func (d *day) killed(lines int, args ...string) string {
	d.t.Helper()
	interrupted := 0
	for k := range 2 {
		if lines > 0 {
			if _, finished := d.ikrarKilled((k+1)*lines/4+1, args...); !finished {
				interrupted++
			}
			continue
		}
		cmd := d.command(args...)
		if err := cmd.Start(); err != nil {
			d.t.Fatal(err)
		}
		time.AfterFunc(time.Duration(50+100*k+rand.IntN(50))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		if cmd.Wait() != nil {
			interrupted++
		}
	}
	if interrupted == 0 {
		d.t.Logf("never in the middle: ikrar %s", strings.Join(args, " "))
	}
	return d.run(args...)
}

func (d *day) json(into any, args ...string) {
	d.t.Helper()
	out := strings.TrimSpace(d.run(append(args, "--json")...))
	if err := json.Unmarshal([]byte(out[strings.LastIndexByte(out, '\n')+1:]), into); err != nil {
		d.t.Fatalf("ikrar %s: %v\n%.500s", strings.Join(args, " "), err, out)
	}
}

// TestDayInTheLife is HR's day, whose size dayRoster says: every long step is killed in the middle
// and resumed, and at its end all that counts people or entries has counted the same.
func TestDayInTheLife(t *testing.T) {
	d := &day{world: world{t: t, dir: t.TempDir()}}
	d.header, d.people = dayRoster(t)
	n, unit, position := len(d.people), d.column("unit"), d.column("jabatan")
	nip := func(i int) string { return d.people[i*n/50][d.column("nip")] } // somebody, spread over the roster
	const revoked, lost, erased = 5, 3, 1

	d.run("init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku", "--url", "https://ikrar.contoh.example", "--no-passphrase")
	d.writeRoster("pegawai.csv")
	d.killed(0, "roster", "import", "pegawai.csv")
	d.run("campaign", "new", "deklarasi", "--title", "Deklarasi ASN BerAKHLAK", "--text", "uu-20-2023", "--place", "Pontianak", "--date", "2022-03-31", "--closes", "2099-12-31")

	// Everybody makes a key, HR enrols it, everybody signs: the first and the last by a generator, as they do it at home.
	a, _, _ := testApp("")
	a.homeFlag, a.now = filepath.Join(d.dir, "home"), clockNow
	i, err := a.openInstitution(t.Context())
	if err == nil {
		err = a.demoKeys(t.Context(), i, filepath.Join(d.dir, "pegawai"))
	}
	if err == nil {
		err = i.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	d.killed(n, "enrol", "--all", "pegawai")
	if err := a.demoPledges(t.Context(), filepath.Join(d.dir, "pegawai")); err != nil {
		t.Fatal(err)
	}
	d.killed(n, "record", "pegawai")

	// Corrections, one person in 73: half of them have moved, half have a new position.
	corrections := 0
	for k := 0; k < n; k += 73 {
		if d.people[k][position] = "Analis Kepegawaian Ahli Muda"; corrections%2 == 0 {
			d.people[k][unit] = "Inspektorat Daerah Contoh"
		}
		corrections++
	}
	d.writeRoster("koreksi.csv")
	var imported struct{ New, Changed, Moved, Same, Missing int }
	d.json(&imported, "roster", "import", "koreksi.csv", "--dry-run")
	if imported.New != 0 || imported.Missing != 0 || imported.Changed+imported.Moved != corrections || imported.Same != n-corrections {
		t.Errorf("%d corrections were planned as %+v", corrections, imported)
	}
	d.killed(0, "roster", "import", "koreksi.csv")
	for k := range revoked {
		d.run("revoke", "--nip", nip(k), "--reason", "salah orang", "--yes")
	}
	for k := range lost {
		path := filepath.Join(d.dir, fmt.Sprintf("baru-%d", k))
		if _, err := keyfile.Create(path, nil, "TEST-ONLY"); err != nil {
			t.Fatal(err)
		}
		d.run("enrol", "--nip", nip(10+k), path+".pub", "--replace", "-o", path+".ikrar")
	}
	d.run("erase", "--nip", nip(20), "--reason", "diminta", "--yes")
	left := n - revoked - erased
	d.killed(left, "issue", "--out", "sertifikat", "--verbose")

	d.agree(n, left, map[string]int{"trust": 1, "campaign": 1, "credential": n + lost, "pledge": n, "revocation": revoked, "erasure": erased, "issuance": left})
}

func (d *day) column(name string) int {
	for n, c := range d.header {
		if c == name {
			return n
		}
	}
	d.t.Fatalf("no column %s", name)
	return 0
}

// agree asks everybody who counts: the report, the audit, the ledger, the roster, and the files on the disk.
func (d *day) agree(n, left int, kinds map[string]int) {
	d.t.Helper()
	var report struct {
		Size  int
		Total struct{ People, Enrolled, Pledged, Issued, Revoked, Missing int }
	}
	d.json(&report, "report")
	total := report.Total
	revoked := kinds["revocation"] // they are enrolled, as who ever had a key, and miss a pledge
	if total.People != n-kinds["erasure"] || total.Enrolled != total.People || total.Pledged != left || total.Issued != left || total.Revoked != revoked || total.Missing != revoked {
		d.t.Errorf("the report says %+v, of %d people with %d certificates", total, n, left)
	}
	var audit struct {
		Clean bool
		Size  int
		Kinds map[string]int
	}
	d.json(&audit, "audit")
	entries := 0
	for _, count := range kinds {
		entries += count
	}
	if !audit.Clean || !reflect.DeepEqual(audit.Kinds, kinds) || audit.Size != entries || report.Size != entries || d.size() != entries {
		d.t.Errorf("the audit counts %v of %d entries, the report %d, want %v of %d", audit.Kinds, audit.Size, report.Size, kinds, entries)
	}
	if listed := strings.Count(d.run("roster", "list", "--json"), "\n"); listed != total.People {
		d.t.Errorf("the roster lists %d people, the report %d", listed, total.People)
	}
	files := d.certificates("sertifikat")
	if len(files) != left {
		d.t.Errorf("%d files, want %d", len(files), left)
	}
	d.ikrar("verify", files[0], files[len(files)/2], files[len(files)-1])
	d.tidy()
}
