package report

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/mod/sumdb/note"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

func sample() *Report {
	r := &Report{Institution: "Pemerintah <script>alert(1)</script>",
		Campaign: signer.Campaign{CampaignBody: signer.CampaignBody{ID: "deklarasi", Title: "Deklarasi & Ikrar"}},
		Now:      time.Date(2026, 3, 31, 9, 0, 0, 0, time.FixedZone("WIB", 7*3600)), Size: 44075}
	day := int64(24 * 3600)
	at := r.Now.Unix() - 2*day
	r.People = []Person{
		{Name: "Hilang", Unit: Left, State: Issued, Index: 9, Time: at, Code: "K7QM-2F8D-9XPA", Number: "800/9/2026",
			Registrar: "Mutasi"},
		{NIP: "197602012005052002", Name: "Nabila", Unit: "Dinas <b>A</b>", State: Absent},
		{NIP: "198109212023212049", Name: "=cmd|'/c calc'!A1", Unit: "Dinas <b>A</b>", State: Issued, Index: 5,
			Time: at, Code: "0000-0000-0001", Number: "800/1/2026", Registrar: "Mutasi"},
		{NIP: "196710192023222025", Name: "Mega", Unit: "Dinas [B]: sangat panjang sekali namanya / satu",
			State: Pledged, Index: 6, Time: at + day, Code: "0000-0000-0002", Registrar: "Subbagian"},
		{NIP: "196710192023222026", Name: "Rudi", Unit: "Dinas [B]: sangat panjang sekali namanya / satu",
			State: Revoked, Index: 7, Time: at + day, Code: "0000-0000-0003"},
		{NIP: "196710192023222027", Name: "Sari", Unit: "Dinas [B]: sangat panjang sekali namanya ? satu",
			State: Enrolled},
	}
	r.count()
	return r
}

// TestCounts: every person is counted once, and the figures of units make those of all.
func TestCounts(t *testing.T) {
	r := sample()
	if want := (Count{People: 6, Enrolled: 5, Pledged: 3, Issued: 2, Revoked: 1, Missing: 3}); r.Total != want {
		t.Errorf("%+v, want %+v", r.Total, want)
	}
	var sum Count
	for _, u := range r.Units {
		sum.People, sum.Enrolled, sum.Pledged = sum.People+u.People, sum.Enrolled+u.Enrolled, sum.Pledged+u.Pledged
		sum.Issued, sum.Revoked, sum.Missing = sum.Issued+u.Issued, sum.Revoked+u.Revoked, sum.Missing+u.Missing
	}
	if sum != r.Total || len(r.Units) != 4 || r.Total.Missing != len(r.Missing()) {
		t.Errorf("units %+v make %+v", r.Units, sum)
	}
	if len(r.Days) != 2 || r.Days[1] != (Day{"2026-03-30", 1, 3}) || len(r.Vouched) != 2 ||
		r.Vouched[0] != (Vouched{"Mutasi", 2}) {
		t.Errorf("days %+v, registrars %+v", r.Days, r.Vouched)
	}
	if (Count{}).Percent() != 0 || r.Total.Percent() != 50 {
		t.Error("percent")
	}
}

func TestCSV(t *testing.T) {
	var figures, missing, people bytes.Buffer
	r := sample()
	if err := errors.Join(r.CSV(&figures, phrase.ID), r.MissingCSV(&missing, phrase.ID),
		r.PeopleCSV(&people, phrase.ID)); err != nil {
		t.Fatal(err)
	}
	read := func(b []byte) [][]string {
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	rows := read(figures.Bytes())
	if len(rows) != 6 || rows[1][0] != "(tidak lagi dalam daftar pegawai)" || rows[5][0] != "Seluruhnya" ||
		rows[5][4] != "50.00" || rows[5][7] != "3" {
		t.Errorf("%q", rows)
	}
	if rows = read(missing.Bytes()); len(rows) != 4 || rows[1][0] != "197602012005052002" {
		t.Errorf("%q", rows)
	}
	rows = read(people.Bytes())
	if len(rows) != 7 || rows[3][1] != "'=cmd|'/c calc'!A1" || rows[3][5] != "2026-03-29 09:00" ||
		strings.Contains(people.String(), "197602012005052002") {
		t.Errorf("%q", rows)
	}
}

func TestXLSX(t *testing.T) {
	var out bytes.Buffer
	if err := sample().XLSX(&out, phrase.ID); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if sheets := book.GetSheetList(); strings.Join(sheets,
		"|") != "Ringkasan|(tidak lagi dalam daftar pegawa|"+
		"Dinas <b>A< b>|Dinas  B   sangat panjang sekal|Dinas  B   sangat panjang sek 2" {
		t.Errorf("%q", sheets)
	}
	if cell, _ := book.GetCellValue("Ringkasan", "C10"); cell != "5" {
		t.Errorf("C10 is %q", cell)
	}
	if formula, _ := book.GetCellFormula("Dinas <b>A< b>", "A7"); formula != "" {
		t.Errorf("a name became the formula %q", formula)
	}
}

// TestSheetsOfAnyUnit: no name of a unit keeps the workbook from being made, or from being opened
// with all its people.
func TestSheetsOfAnyUnit(t *testing.T) {
	units := []string{"", "'", "History", "DINAS A", "Dinas A", "dinas a", "[]:*?/\\", strings.Repeat("x", 30) + "'y",
		strings.Repeat("😀", 31), "\u202eabc", "Ringkasan"}
	r := &Report{Now: time.Unix(0, 0)}
	for _, unit := range units {
		r.People = append(r.People, Person{NIP: "197602012005052002", Name: "=1+1", Unit: unit, State: Absent})
	}
	r.count()
	var out bytes.Buffer
	if err := r.XLSX(&out, phrase.ID); err != nil {
		t.Fatal(err)
	}
	file := out.Bytes()
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheets := book.GetSheetList()
	if len(sheets) != 1+len(units) || sheets[1] != "(tanpa unit)" {
		t.Errorf("%q", sheets)
	}
	for _, name := range sheets[1:] {
		if cell, err := book.GetCellValue(name, "A7"); cell != "=1+1" || err != nil {
			t.Errorf("%q has %q, %v", name, cell, err)
		}
		if formula, _ := book.GetCellFormula(name, "A7"); formula != "" {
			t.Errorf("%q runs %q", name, formula)
		}
	}
	if err := errors.Join(r.CSV(&out, phrase.ID), r.MissingCSV(&out, phrase.ID),
		r.MissingXLSX(&out, phrase.ID), r.HTML(&out, phrase.ID)); err != nil {
		t.Error(err)
	}
}

// TestHTML: nothing that a name says runs, and there is nothing to fetch.
func TestHTML(t *testing.T) {
	var out bytes.Buffer
	if err := sample().HTML(&out, phrase.ID); err != nil {
		t.Fatal(err)
	}
	page := out.String()
	for _, bad := range []string{"<script", "<b>", "http://", "https://", "onload", "url("} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	for _, want := range []string{`<html lang="id">`, "Deklarasi &amp; Ikrar", "Dinas &lt;b&gt;A&lt;/b&gt;",
		"default-src 'none'"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Count(page, `class="bar"`) != 5 || strings.Count(page, `class="days"`) != 1 {
		t.Error("the charts are not there")
	}
	empty := &Report{Now: time.Unix(0, 0)}
	empty.count()
	if err := empty.HTML(&out, phrase.ID); err != nil {
		t.Errorf("of nobody: %v", err)
	}
}

func key(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte("TEST-ONLY " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

// TestSummary: one spelling, and by a registrar of the list alone.
func TestSummary(t *testing.T) {
	const origin = "ikrar.contoh.example/buku"
	s := Summary{Origin: origin, Campaign: "deklarasi", Size: 7, Root: "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
		Time: 1774922470, People: 5, Pledged: 4, Issued: 3,
		Files: map[string]signer.Digest{"laporan.csv": signer.DigestOf([]byte("x")),
			checkpointFile: signer.DigestOf([]byte("y"))}}
	if got, err := parseSummary(s.text()); err != nil || got.text() != s.text() {
		t.Errorf("%+v %v", got, err)
	}
	good := s.text()
	for name, bad := range map[string]string{"order": strings.Replace(good, "people 5\npledged 4\n",
		"pledged 4\npeople 5\n", 1), "zero": strings.Replace(good, "people 5", "people 05", 1),
		"another line": good + "x y\n", "outside": strings.Replace(good, "laporan.csv", "../laporan.csv", 1),
		"itself": strings.Replace(good, "laporan.csv", SummaryFile, 1),
		"header": strings.Replace(good, "v1", "v2", 1), "twice": good + good,
		"digest": strings.Replace(good, "file ", "file 0", 1)} {
		if _, err := parseSummary(bad); err == nil {
			t.Errorf("%s: read", name)
		}
	}
	list := &trust.List{Origin: origin,
		Registrars: []trust.Registrar{{Key: eddsa.PublicKey(key("other")[32:]), Name: "Lain"},
			{Range: trust.Range{Last: trust.NoEnd}, Key: eddsa.PublicKey(key("registrar")[32:]), Name: "Mutasi"}, {
				Range: trust.Range{Last: 5}, Key: eddsa.PublicKey(key("former")[32:]), Name: "Lama"}}}
	signed := func(by string, text ...string) []byte {
		k, err := trust.NoteSigner(registrarName(origin), key(by))
		if err != nil {
			t.Fatal(err)
		}
		n, err := note.Sign(&note.Note{Text: append(text, good)[0]}, k)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if _, name, err := openSummary(signed("registrar"), list); err != nil || name != "Mutasi" {
		t.Errorf("%q %v", name, err)
	}
	var bad *PackError
	if _, _, err := openSummary(signed("thief"), list); !errors.As(err, &bad) || bad.Why != PackUnsigned {
		t.Errorf("a thief's: %v", err)
	}
	if _, _, err := openSummary(bytes.Replace(signed("registrar"), []byte("people 5"), []byte("people 6"), 1),
		list); !errors.As(err, &bad) || bad.Why != PackUnsigned {
		t.Errorf("changed: %v", err)
	}
	if _, _, err := openSummary(signed("former"), list); !errors.As(err, &bad) || bad.Why != PackUnsigned {
		t.Errorf("of entries after the registrar's range: %v", err)
	}
	for name, text := range map[string]string{
		"no checkpoint file": strings.Replace(good, "file "+s.Files[checkpointFile].String()+" "+checkpointFile+"\n",
			"", 1),
		"of no entry": strings.Replace(good, "checkpoint 7 ", "checkpoint 0 ", 1)} {
		if _, _, err := openSummary(signed("registrar", text), list); !errors.As(err, &bad) ||
			bad.Why != packUnreadable {
			t.Errorf("%s: %v", name, err)
		}
	}
	dir := t.TempDir()
	if _, _, err := CheckPack(dir, list); !errors.As(err, &bad) || bad.Why != packUnreadable ||
		!errors.Is(err, os.ErrNotExist) {
		t.Errorf("an empty directory: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, SummaryFile), signed("registrar"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := CheckPack(dir, list); !errors.As(err, &bad) || bad.Why != packUnreadable {
		t.Errorf("files missing: %v", err)
	}
	if err := os.Symlink("/dev/zero", filepath.Join(dir, "laporan.csv")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := CheckPack(dir, list); !errors.As(err, &bad) || bad.Why != packUnreadable ||
		bad.File != "laporan.csv" {
		t.Errorf("a link: %v", err)
	}
}

// TestExample reads the summary that EVIDENCE.md shows.
func TestExample(t *testing.T) {
	doc, err := os.ReadFile("EVIDENCE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(doc), "```\n")
	text, _, found := strings.Cut(example, "\n— ")
	s, err := parseSummary(text)
	if err != nil || !found || s.People != 14691 || s.Files[checkpointFile] == (signer.Digest{}) {
		t.Errorf("%+v %v", s, err)
	}
}

// TestMissingXLSX: who reminds a unit gets its sheet, with NIPs that stay whole, and with nobody
// who has signed.
func TestMissingXLSX(t *testing.T) {
	var out bytes.Buffer
	if err := sample().MissingXLSX(&out, phrase.ID); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if sheets := strings.Join(book.GetSheetList(), "|"); sheets !=
		"Ringkasan|Dinas <b>A< b>|Dinas  B   sangat panjang sekal|Dinas  B   sangat panjang sek 2" {
		t.Errorf("%q", sheets)
	}
	rows, err := book.GetRows("Dinas <b>A< b>")
	if err != nil || len(rows) != 7 || rows[0][0] != "Belum berkomitmen: Dinas <b>A</b>" ||
		rows[6][0] != "197602012005052002" || rows[6][3] != "belum terdaftar" {
		t.Errorf("%q %v", rows, err)
	}
	if kind, err := book.GetCellType("Dinas <b>A< b>", "A7"); err != nil || kind != excelize.CellTypeInlineString {
		t.Errorf("a NIP is of type %v: %v", kind, err)
	}
	if total, _ := book.GetCellValue("Ringkasan", "D10"); total != "3" {
		t.Errorf("%q are missing", total)
	}
}

// TestGridStep: the grid holds every number, under round ones.
func TestGridStep(t *testing.T) {
	for n, want := range map[int]int{0: 1, 1: 1, 4: 1, 5: 2, 40: 10, 41: 20, 14691: 5000} {
		if got := gridStep(n); got != want || got*gridLines < n {
			t.Errorf("%d: %d, want %d", n, got, want)
		}
	}
}

// TestGroupMessage: a group reads who is missing of its unit, and neither NIP nor code.
func TestGroupMessage(t *testing.T) {
	r := sample()
	r.Campaign.Closes = r.Now.Unix()
	message := r.GroupMessage(phrase.ID, "Dinas <b>A</b>", "https://ikrar.contoh.example")
	for _, want := range []string{"Deklarasi & Ikrar*\nDinas <b>A</b>: 1 orang", "\n1. Nabila\n",
		" ikrar.contoh.example/tanda ", "31 Maret 2026"} {
		if !strings.Contains(message, want) {
			t.Errorf("the message lacks %q: %s", want, message)
		}
	}
	if strings.Contains(message, "1976") || strings.Contains(message, "Mega") {
		t.Errorf("the message tells too much: %s", message)
	}
	if got := r.GroupMessage(phrase.ID, "Lain", ""); got != "" {
		t.Errorf("of a unit where nobody is missing: %q", got)
	}
}

// TestOnly: a unit's report has its people and figures, and no others.
func TestOnly(t *testing.T) {
	r := sample()
	name := r.Units[0].Unit
	one, ok := r.Only("  " + strings.ToUpper(name))
	if !ok || len(one.Units) != 1 || one.Total.People != r.Units[0].People || one.Total.Missing != len(one.Missing()) {
		t.Errorf("%+v", one)
	}
	for _, p := range one.People {
		if p.Unit != name {
			t.Errorf("%+v", p)
		}
	}
	if len(r.Units) < 2 || r.Total.People == one.Total.People {
		t.Error("the whole report was changed")
	}
	if _, ok := r.Only("tiada"); ok {
		t.Error("a report of no unit")
	}
}
