package issue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/verify"
	"ikrar/verify/scan"
)

func TestNumbersOfEachYear(t *testing.T) {
	w := newWorld(t)
	w.batch = 3
	first := w.people("awal ", 7)
	o := w.run(Request{})
	if o.fresh() != 7 || o.made[6].Number != "800.1.3.3.22/7/BKD/2026" || o.made[6].Index != first[6] ||
		o.made[6].Name != "Nama awal 6" {
		t.Errorf("issued %+v", o.made)
	}
	w.consistent(2026, first...)

	// half past midnight of the new year where the institution is
	w.now = time.Date(2026, 12, 31, 17, 30, 0, 0, time.UTC)
	second := w.people("baru ", 2)
	if o := w.run(Request{}); o.fresh() != 2 || o.made[7].Number != "800.1.3.3.22/1/BKD/2027" {
		t.Errorf("issued %+v", o.made[7:])
	}
	if issued := w.issuances(); issued["800.1.3.3.22/2/BKD/2027"] != second[1] || len(issued) != 9 {
		t.Errorf("issuances %v", issued)
	}
}

// identity is what tells a file that was left alone from one that was written anew.
func identity(t *testing.T, dir string) map[string]os.FileInfo {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*", "*.pdf"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no certificates in %s: %v", dir, err)
	}
	all := map[string]os.FileInfo{}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		all[path] = info
	}
	return all
}

func TestAgain(t *testing.T) {
	w := newWorld(t)
	w.people("pegawai ", 5)
	made := w.run(Request{}).made
	files, before, size := w.files(), identity(t, w.dir), w.ledger.Size()
	touched := func(want ...int) {
		t.Helper()
		o := w.run(Request{})
		if o.fresh() != 0 || len(o.made) != 5 || w.ledger.Size() != size {
			t.Errorf("a second run issued %d of %d, and the log has %d entries, not %d", o.fresh(), len(o.made),
				w.ledger.Size(), size)
		}
		if !maps.EqualFunc(files, w.files(), bytes.Equal) {
			t.Error("files differ from those first issued")
		}
		after := identity(t, w.dir)
		for n, c := range made {
			old, now := before[c.Path], after[c.Path]
			if same := os.SameFile(old, now) && old.ModTime().Equal(now.ModTime()); same == slices.Contains(want, n) {
				t.Errorf("file %d was left alone: %v", n, same)
			}
		}
		before = after
	}
	touched()
	if err := os.Remove(made[1].Path); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(made[3].Path, append(bytes.Clone(files[slices.Sorted(maps.Keys(files))[0]]), '\n'),
		0o644); err != nil {
		t.Fatal(err)
	}
	w.now = w.now.AddDate(1, 2, 3) // the lost file bears its own date
	touched(1, 3)
	touched()
	if err := os.RemoveAll(w.dir); err != nil {
		t.Fatal(err)
	}
	touched(0, 1, 2, 3, 4)
}

// What stands under a certificate's name and is no file of its own is replaced, not written
// through.
func TestLinkIsReplaced(t *testing.T) {
	w := newWorld(t)
	w.people("pegawai ", 1)
	c := w.run(Request{}).made[0]
	other := filepath.Join(t.TempDir(), "lain.pdf")
	if err := os.Rename(c.Path, other); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, c.Path); err != nil {
		t.Skip(err) // Windows without the privilege
	}
	w.run(Request{})
	if info, err := os.Lstat(c.Path); err != nil || !info.Mode().IsRegular() {
		t.Errorf("%v, %v", info, err)
	}
}

func TestFilters(t *testing.T) {
	w := newWorld(t)
	w.campaign("kedua")
	unit := func(name string) func(*signer.Person) { return func(p *signer.Person) { p.Unit = name } }
	ani, budi := w.enrol("ani", unit("Dinas Satu")), w.enrol("budi", unit("Dinas Dua"))
	index := map[string]uint64{"ani": w.pledge("ani", "deklarasi", ani), "budi": w.pledge("budi", "deklarasi", budi),
		"ani kedua": w.pledge("ani", "kedua", ani)}
	subject := subjectOf("ani")
	cases := []struct {
		name    string
		request Request
		want    []uint64
		missing int
	}{
		{"nobody's unit", Request{Unit: "Dinas Tiga"}, nil, 0},
		{"nobody's campaign", Request{Campaign: "ketiga"}, nil, 0},
		{"a person's in a unit that is not hers", Request{Unit: "Dinas Dua", Subject: &subject}, nil, 0},
		{"a campaign", Request{Campaign: "kedua"}, []uint64{index["ani kedua"]}, 1},
		{"a unit in other letters", Request{Unit: "DINAS dua"}, []uint64{index["budi"]}, 1},
		{"a person, in both campaigns", Request{Subject: &subject}, []uint64{index["ani"], index["ani kedua"]}, 1},
		{"all", Request{}, []uint64{index["ani"], index["budi"], index["ani kedua"]}, 0},
	}
	for _, c := range cases {
		missing, issued, err := w.issuer().Pending(c.request)
		if err != nil || missing != c.missing || issued != len(c.want)-c.missing {
			t.Errorf("%s: pending %d, issued %d, %v", c.name, missing, issued, err)
		}
		o := w.run(c.request)
		var got []uint64
		for _, made := range o.made {
			got = append(got, made.Index)
		}
		if !slices.Equal(got, c.want) || o.fresh() != c.missing {
			t.Errorf("%s: made %v, %d of them new; want %v, %d", c.name, got, o.fresh(), c.want, c.missing)
		}
	}
	w.consistent(2026, index["ani kedua"], index["budi"], index["ani"]) // numbers in the order of the runs
}

func TestRevokedHaveNone(t *testing.T) {
	w := newWorld(t)
	indexes := w.people("pegawai ", 3)
	w.revoke(indexes[1])
	if missing, issued, err := w.issuer().Pending(Request{}); missing != 2 || issued != 0 || err != nil {
		t.Errorf("pending %d, issued %d, %v", missing, issued, err)
	}
	w.run(Request{})
	w.revoke(indexes[0]) // and one that has its certificate is not made again
	if o := w.run(Request{}); len(o.made) != 1 {
		t.Errorf("made %+v", o.made)
	}
	w.consistent(2026, indexes[0], indexes[2])
}

func TestJobsChangeNothing(t *testing.T) {
	var first map[string][]byte
	for _, jobs := range []int{1, 2, 7, 0} {
		w := newWorld(t)
		w.batch = 4
		w.people("pegawai ", 9)
		w.run(Request{Jobs: jobs})
		if files := w.files(); first == nil {
			first = files
		} else if !maps.EqualFunc(first, files, bytes.Equal) {
			t.Errorf("%d jobs make other certificates than one", jobs)
		}
	}
	if len(first) != 9 {
		t.Errorf("%d files", len(first))
	}
}

// Every certificate answers as the system promises: valid by its QR code and by its attachment, and
// the very file.
func TestCertificatesCheck(t *testing.T) {
	w := newWorld(t)
	w.people("pegawai ", 3)
	trust, _ := w.ledger.Trust()
	for _, c := range w.run(Request{}).made {
		pdf, err := os.ReadFile(c.Path)
		if err != nil {
			t.Fatal(err)
		}
		found, err := scan.Find(pdf)
		if err != nil {
			t.Fatalf("%s: %v", c.Path, err)
		}
		proof, err := verify.Read(found.Full)
		if err != nil {
			t.Fatalf("%s: %v", c.Path, err)
		}
		for _, form := range [][]byte{found.Full, []byte(proof.QR(trust.URL))} {
			r := verify.Check(form, trust, w.ledger, w.now.Unix())
			file, issuance, err := w.ledger.File(r.Proof.Pledge.Digest(), pdf)
			if err != nil || issuance == nil || issuance.Number != c.Number {
				t.Fatalf("file %s: %+v, %v", file, issuance, err)
			}
			if r.CheckFile(file); r.Verdict != verify.Valid || r.File != verify.FileIssued ||
				r.Proof.Code() != c.Code || r.Person().Name != c.Name {
				t.Errorf("%s: %s, file %s, steps %+v", c.Path, r.Verdict, r.File, r.Steps)
			}
		}
		qpdf(t, c.Path)
	}
}

func qpdf(t *testing.T, path string) {
	t.Helper()
	if _, err := exec.LookPath("qpdf"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("qpdf is not installed, and CI must have it")
		}
		t.Skip("qpdf is not installed")
	}
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// The log and the issuances that it registers hold nothing of what is printed but the number.
func TestNothingPersonalIsPublic(t *testing.T) {
	w := newWorld(t)
	w.people("pegawai ", 2)
	made := w.run(Request{}).made
	p, err := w.issuer().load(made[0].Index)
	if err != nil || p == nil {
		t.Fatal(err)
	}
	secrets := []string{p.Name, p.NIP, p.Rank, p.Position, p.Unit, p.Place, p.Code, p.Signatory[1], p.Institution,
		p.TextTitle, string(p.Proof), string(cbor.Encode(p))}
	issuances := 0
	for index := range w.ledger.Size() {
		entry, err := w.ledger.Entry(index)
		if err != nil {
			t.Fatal(err)
		}
		public := entry.Bytes()
		if entry.Kind == signer.KindIssuance {
			issuances++
			raw, err := w.ledger.Statement(entry.Digest)
			if err != nil {
				t.Fatal(err)
			}
			public = append(public, raw...)
		}
		for _, secret := range secrets {
			if bytes.Contains(public, []byte(secret)) {
				t.Errorf("entry %d (%v) holds %q", index, entry.Kind, secret)
			}
		}
	}
	if issuances != 2 {
		t.Errorf("%d issuances", issuances)
	}
	// A plan and its parts are no statements that a digest of the log leads to.
	for _, part := range [][]byte{cbor.Encode(p), p.Proof} {
		if _, err := w.ledger.Statement(signer.DigestOf(part)); err == nil {
			t.Error("a plan is recorded as a statement")
		}
	}
}

func TestFolder(t *testing.T) {
	for unit, want := range map[string]string{
		"Dinas Kesehatan":   "Dinas Kesehatan",
		"":                  "-",
		".":                 "-",
		"..":                "-",
		". . .":             "-",
		"../../etc/passwd":  "-..-etc-passwd",
		"/etc":              "-etc",
		`C:\Windows`:        "C--Windows",
		"A/B":               "A-B",
		"A:B":               "A-B",
		`a*b?c"d<e>f|g`:     "a-b-c-d-e-f-g",
		"Biro Umum. ":       "Biro Umum",
		".tersembunyi":      "tersembunyi",
		"CON":               "-CON",
		"con":               "-con",
		"Nul.arsip":         "-Nul.arsip",
		"AUX .x":            "-AUX .x",
		"COM1":              "-COM1",
		"lpt³":              "-lpt³",
		"CONTOH":            "CONTOH",
		"COM10":             "COM10",
		"Dinas\tKesehatan":  "Dinas-Kesehatan",
		"Sekretariat Jend.": "Sekretariat Jend",
		"indeks.csv":        "indeks.csv-",
		"Indeks.XLSX":       "Indeks.XLSX-",
		"indeks.csv.":       "indeks.csv-",
		"Dinas A.pdf":       "Dinas A.pdf-",
	} {
		got := folder(unit)
		if got != want {
			t.Errorf("folder(%q) = %q, want %q", unit, got, want)
		}
		if !filepath.IsLocal(got) || got != filepath.Base(got) || folder(got) != got && !strings.HasPrefix(got, "-") {
			t.Errorf("folder(%q) = %q is not one safe name", unit, got)
		}
	}
}

// A unit may be called like what is written beside its folder.
func TestUnitsCalledLikeFiles(t *testing.T) {
	w := newWorld(t)
	for n, unit := range []string{"indeks.csv", "INDEKS.XLSX", "Dinas A", "Dinas A.pdf", "dinas a.PDF"} {
		person := fmt.Sprint("pegawai ", n)
		w.pledge(person, "deklarasi", w.enrol(person, func(p *signer.Person) { p.Unit = unit }))
	}
	for range 2 {
		made := w.run(Request{}).made
		if err := WriteIndex(w.dir, [5]string{}, made); err != nil || len(made) != 5 {
			t.Fatalf("%d made, %v", len(made), err)
		}
		paths, err := w.issuer().WriteMerged(made, func(unit string, pages int) string { return unit }, nil)
		if err != nil || len(paths) != 4 {
			t.Fatalf("%q, %v", paths, err)
		}
	}
}

// Names of units that climb, or that come to the same folder, cost no certificate its file.
func TestUnitsShareFolders(t *testing.T) {
	w := newWorld(t)
	var indexes []uint64
	for n, unit := range []string{"A/B", "A:B", `A\B`, "..", "../..", "", "NUL", "Dinas."} {
		person := fmt.Sprint("pegawai ", n)
		indexes = append(indexes,
			w.pledge(person, "deklarasi", w.enrol(person, func(p *signer.Person) { p.Unit = unit })))
	}
	for _, c := range w.run(Request{}).made {
		rel, err := filepath.Rel(w.dir, c.Path)
		if err != nil || !filepath.IsLocal(rel) || strings.Count(filepath.ToSlash(rel), "/") != 1 {
			t.Errorf("unit %q: %s", c.Unit, c.Path)
		}
	}
	w.consistent(2026, indexes...)
}

func TestSettingsEndTheRun(t *testing.T) {
	w := newWorld(t)
	indexes := w.people("pegawai ", 2)
	good := w.settings
	for name, c := range map[string]struct {
		change func(*Settings)
		want   string
	}{
		"signatory": {func(s *Settings) {
			s.Signatory.Name = "山田"
		}, `certificate: Signatory.Name: no glyph for U+5C71 '山'`},
		"language": {func(s *Settings) { s.Language = "jv" }, `certificate: Language: not one of "id", "en", "id+en"`},
		"primary": {func(s *Settings) { s.Primary = "#FFFFFE" },
			"certificate: Primary: too light to be read on white paper"},
		"pattern": {func(s *Settings) {
			s.Pattern = "{unit}/{tahun}"
		}, "the pattern of certificate numbers has no {urut}"},
		"NIP": {func(s *Settings) {
			s.NIP = func(signer.Person) (string, error) { return "", errors.New("the roster is closed") }
		},
			"the roster is closed"},
	} {
		w.settings = good
		c.change(&w.settings)
		o, err := w.tryRun(context.Background(), Request{})
		if fmt.Sprint(err) != c.want || len(o.made)+len(o.refused) > 0 {
			t.Errorf("%s: %v, %+v", name, err, o)
		}
	}
	w.settings = good
	w.run(Request{})
	w.consistent(2026, indexes...)
}

func TestEmptyRequest(t *testing.T) {
	w := newWorld(t)
	if err := w.issuer().Run(context.Background(), Request{Dir: w.dir}, nil); err != nil || len(w.files()) > 0 {
		t.Errorf("%v, %d files", err, len(w.files()))
	}
	w.people("pegawai ", 1)
	if err := w.issuer().Run(context.Background(), Request{Dir: w.dir}, nil); err != nil || len(w.files()) != 1 {
		t.Errorf("%v, %d files", err, len(w.files()))
	}
}
