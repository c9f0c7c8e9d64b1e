package issue

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"ikrar/ledger/spreadsheet"
	"ikrar/signer"
)

// A file's path stays one that leads to the file in the CSV too, whatever its unit is called: that
// of no unit is "-".
func TestIndexOfStrangeUnits(t *testing.T) {
	for unit, want := range map[string]string{"": "./-/X.pdf", "-Dinas": "./-Dinas/X.pdf", "=A1": "./=A1/X.pdf",
		"+Dinas": "./+Dinas/X.pdf",
		"@Dinas": "./@Dinas/X.pdf", "＝A1": "./＝A1/X.pdf", "Dinas A; -B": "Dinas A- -B/X.pdf", `A,"=1`: "A--=1/X.pdf",
		",=1":        "./-=1/X.pdf",
		"Dinas A, B": "Dinas A, B/X.pdf", "D; E-F": "D; E-F/X.pdf"} {
		rows, err := indexRows("d", []Certificate{{Name: "Siti", Path: filepath.Join("d", folder(unit), "X.pdf")}})
		if err != nil || rows[0][4] != want || spreadsheet.Inert(want) != want ||
			filepath.Clean(want) != filepath.Join(folder(unit), "X.pdf") {
			t.Errorf("%q: %q %v, want %q", unit, rows, err, want)
		}
	}
}

// The index holds all certificates of the request, also those that stood already, and says the same
// twice.
func TestIndex(t *testing.T) {
	w := newWorld(t)
	as := func(name, unit string) func(*signer.Person) {
		return func(p *signer.Person) { p.Name, p.Unit = name, unit }
	}
	w.pledge("a", "deklarasi", w.enrol("a", as("Zainab", "Dinas B")))
	w.pledge("b", "deklarasi", w.enrol("b", as(`=HYPERLINK("x")`, "Dinas B")))
	w.run(Request{})
	w.pledge("c", "deklarasi", w.enrol("c", as(`Siti "Ani" Nuráini, S.E.`, "Dinas A/1")))
	made := w.run(Request{}).made
	header := [5]string{"nama", "unit", "nomor", "kode", "berkas"}
	for range 2 { // the second replaces the first
		if err := WriteIndex(w.dir, header, made); err != nil {
			t.Fatal(err)
		}
	}
	row := func(n int, file string) []string {
		c := made[n]
		return []string{c.Name, c.Unit, c.Number, string(c.Code), file + string(c.Code) + ".pdf"}
	}
	want := [][]string{header[:], row(2, "Dinas A-1/"), row(1, "Dinas B/"), row(0, "Dinas B/")}

	plain := want[2][0]
	want[2][0] = "'" + plain // in CSV alone, where it would run

	f, err := os.Open(filepath.Join(w.dir, IndexCSV))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	table, err := csv.NewReader(f).ReadAll()
	if err != nil || !slices.EqualFunc(table, want, slices.Equal) {
		t.Errorf("%v\n got %q\nwant %q", err, table, want)
	}
	want[2][0] = plain
	book, err := excelize.OpenFile(filepath.Join(w.dir, IndexXLSX))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("indeks")
	if err != nil || !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("%v\n got %q\nwant %q", err, rows, want)
	}
	for _, cell := range []string{"A3", "C2", "D2"} {
		kind, err := book.GetCellType("indeks", cell)
		formula, _ := book.GetCellFormula("indeks", cell)
		if err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString ||
			formula != "" {
			t.Errorf("%s is of type %v, formula %q: %v", cell, kind, formula, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(w.dir, ".indeks*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
