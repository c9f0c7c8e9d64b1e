package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// written writes a book of sheets, and opens it again.
func written(t *testing.T, sheets ...Sheet) (*excelize.File, []byte) {
	t.Helper()
	b, err := New(func(page, pages string) string { return "A & B: " + page + "/" + pages })
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for _, s := range sheets {
		if err := b.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	file := out.Bytes()
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, file
}

// part is a file of a workbook.
func part(t *testing.T, file []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	in, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	text, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestBook: a sheet prints on lying A4, as wide as a page, with its header and number on each; what
// it is about stands above, the filter leaves the total alone, and each kind of cell has its
// format.
func TestBook(t *testing.T) {
	at := time.Date(2026, 3, 29, 9, 0, 0, 0, time.FixedZone("WIB", 7*3600))
	f, file := written(t, Sheet{Title: "Dinas 'A'", Lines: []string{"=1+1", "Lembaga"},
		Header: []string{"Nama", "NIP", "Waktu", "Pegawai", "Entri", "Persen"},
		Rows: [][]any{{"=HYPERLINK(\"http://x\")", "197602012005052002", at, 14691, uint64(14691), 99.5},
			{strings.Repeat("panjang ", 25), "+62", "", 1, uint64(2), 0.0}},
		Total: []any{"Seluruhnya", "", "", 14692, "", 50.0}})
	sheet := part(t, file, "xl/worksheets/sheet1.xml")
	for _, want := range []string{`fitToPage="true"`, `orientation="landscape"`, `paperSize="9"`,
		`fitToWidth="1"`, `fitToHeight="0"`, `<oddFooter>&amp;RA &amp;&amp; B: &amp;P/&amp;N</oddFooter>`,
		`state="frozen"`, `ySplit="4"`, `<autoFilter ref="$A$4:$F$6">`, `<mergeCell ref="A1:F1"/>`} {
		if !strings.Contains(sheet, want) {
			t.Errorf("the sheet lacks %s", want)
		}
	}
	if strings.Contains(sheet, "<f>") {
		t.Error("a formula")
	}
	if book := part(t, file, "xl/workbook.xml"); !strings.Contains(book, `&#39;Dinas ’A’&#39;!$4:$4`) {
		t.Errorf("no row is repeated: %s", book)
	}
	for cell, want := range map[string]string{"A1": "=1+1", "A5": `=HYPERLINK("http://x")`, "B5": "197602012005052002",
		"C5": "2026-03-29 09:00", "D5": "14,691", "E5": "14691", "F5": "99.50", "D7": "14,692"} {
		if got, err := f.GetCellValue("Dinas ’A’", cell); got != want || err != nil {
			t.Errorf("%s is %q, want %q: %v", cell, got, want, err)
		}
	}
	for column, want := range map[string]float64{"A": maxWidth, "B": 22, "C": 20, "D": 13} {
		if got, _ := f.GetColWidth("Dinas ’A’", column); got != want {
			t.Errorf("column %s is %v wide, want %v", column, got, want)
		}
	}
}

// TestBookOfNothing: a sheet may have no lines, no rows, and one column.
func TestBookOfNothing(t *testing.T) {
	f, _ := written(t, Sheet{Header: []string{"Nama"}}, Sheet{Title: "-", Lines: []string{""},
		Header: []string{"Nama"}})
	if got, err := f.GetCellValue("-", "A1"); got != "Nama" || err != nil {
		t.Errorf("%q %v", got, err)
	}
}
