package roster

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// book makes a workbook of one sheet.
func book(t testing.TB, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		must(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
	}
	return save(t, f)
}

func save(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

// edit replaces the content of one part.
func edit(t testing.TB, workbook []byte, part string, change func([]byte) []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	must(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	edited := false
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		data, err := io.ReadAll(r)
		must(t, err)
		if f.Name == part {
			data, edited = change(data), true
		}
		p, err := w.Create(f.Name)
		must(t, err)
		_, err = p.Write(data)
		must(t, err)
	}
	must(t, w.Close())
	if !edited {
		t.Fatal("no part", part)
	}
	return out.Bytes()
}

func readBook(t testing.TB, b []byte) ([]Person, []error) {
	t.Helper()
	s, err := Read("pegawai.xlsx", bytes.NewReader(b), Choice{})
	if err != nil {
		return nil, []error{err}
	}
	return readAll(s)
}

const sheetPart = "xl/worksheets/sheet1.xml"

// The example file saved as a workbook, with shared strings and with texts in
// the cells, reads as the CSV does.
func TestXLSXEqualsCSV(t *testing.T) {
	data, err := os.ReadFile("testdata/pegawai-contoh.csv")
	must(t, err)
	want, bad := readAll(opened(t, string(data)))
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	must(t, err)
	rows := [][]any{{"DAFTAR PEGAWAI"}, {}}
	for _, r := range records {
		var row []any
		for _, c := range r {
			row = append(row, c)
		}
		rows = append(rows, row)
	}
	inline := excelize.NewFile()
	w, err := inline.NewStreamWriter("Sheet1")
	must(t, err)
	for i, row := range rows {
		must(t, w.SetRow(fmt.Sprintf("A%d", i+1), row))
	}
	must(t, w.Flush())
	for name, b := range map[string][]byte{"shared": book(t, rows), "inline": save(t, inline)} {
		got, bad2 := readBook(t, b)
		if len(want) != 40 || len(got) != 40 || len(bad)+len(bad2) != 0 {
			t.Fatal(name, len(want), len(got), bad, bad2)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %+v, want %+v", name, got[i], want[i])
			}
		}
	}
}

func TestXLSXRefusals(t *testing.T) {
	good := book(t, [][]any{{"NIP", "Nama"}, {"197602012005052002", "Nabila"}, {"197407242024211050", "Hendra"},
		{"198609152011012017", "Siti"}})
	inSheet := func(old, new string) []byte {
		return edit(t, good, sheetPart, func(b []byte) []byte {
			if !bytes.Contains(b, []byte(old)) {
				t.Fatal("no", old, "in", string(b))
			}
			return bytes.Replace(b, []byte(old), []byte(new), 1)
		})
	}
	const damage = `: damaged; open it in a spreadsheet program and save it again: `
	for _, c := range []struct {
		name   string
		book   []byte
		people int
		want   string
	}{
		{"all digits, but a number", book(t, [][]any{{"NIP", "Nama"}, {198609152011012017, "Siti"}}), 0,
			`pegawai.xlsx line 2: nip "198609152011012017": typed as a number, digits are lost; format the column as text`},
		{"as Excel writes it", inSheet(`<c r="A2" t="s"><v>2</v>`, `<c r="A2"><v>1.9760201200505199E+17</v>`), 2,
			`pegawai.xlsx line 2: nip "1.9760201200505199E+17": typed as a number, digits are lost; format the column as text`},
		{"failed formula",
			inSheet(`<c r="B3" t="s"><v>5</v>`, `<c r="B3" t="e"><f>VLOOKUP(1,A1:A2,9)</f><v>#REF!</v>`), 2,
			`pegawai.xlsx line 3: nama "#REF!": the formula of this cell has failed; put its value in its place`},
		{"failed formula in the nip", inSheet(`<c r="A3" t="s"><v>4</v>`, `<c r="A3" t="e"><v>#N/A</v>`), 2,
			`pegawai.xlsx line 3: nip "#N/A": the formula of this cell has failed; put its value in its place`},
		{"nip twice",
			book(t, [][]any{{"NIP", "Nama"}, {"198609152011012017", "Siti"}, {}, {"198609152011012017", "Siti"}}), 1,
			`pegawai.xlsx line 4: nip "198609152011012017": is already in this file, on line 2`},
		{"too many cells", book(t, [][]any{{"NIP", "Nama"}, {"198609152011012017", "Siti", "x"}}), 0,
			`pegawai.xlsx line 2: more cells than the header; put quotes around a cell that holds the separator`},
		{"sheet ends early", edit(t, good, sheetPart, func(b []byte) []byte {
			return b[:bytes.Index(b, []byte(`<row r="4"`))]
		}), 2,
			`pegawai.xlsx line 3` + damage + `XML syntax error on line 2: unexpected EOF`},
		{"broken in the middle", inSheet(`<row r="4">`, `<row r="4"><<`), 2,
			`pegawai.xlsx line 4` + damage + `XML syntax error on line 2: expected element name after <`},
		{"string not there", inSheet(`<v>4</v>`, `<v>400</v>`), 1,
			`pegawai.xlsx line 3` + damage + `a cell refers to a text that is not there`},
		{"cell outside", inSheet(`r="A3"`, `r="ZZZZZZZZZZZZ3"`), 1,
			`pegawai.xlsx line 3` + damage + `a cell outside the sheet`},
		{"no sheet", edit(t, good, "xl/_rels/workbook.xml.rels", func([]byte) []byte {
			return []byte("<Relationships/>")
		}), 0,
			`pegawai.xlsx` + damage + `a sheet is not there`},
		{"another office file", edit(t, good, "_rels/.rels", func([]byte) []byte {
			return []byte("<Relationships/>")
		}), 0,
			`pegawai.xlsx: not an .xlsx workbook; save it as .xlsx or CSV`},
		{"no header", book(t, [][]any{{"nothing"}}), 0,
			`pegawai.xlsx: no header with the columns nip and nama in the first 20 lines`},
		{"endless token", inSheet(`<v>4</v>`, `<v>`+strings.Repeat("4", 3<<20)+`</v>`), 1,
			`pegawai.xlsx line 3` + damage + `an element longer than 1 MiB`},
		{"endless row",
			inSheet(`<row r="4">`, `<row r="4">`+strings.Repeat(`<c t="str"><v>`+strings.Repeat("z", 1000)+`</v></c>`,
				70)), 2,
			`pegawai.xlsx line 4: longer than 64 KiB`},
		{"other part too large", edit(t, good, "xl/workbook.xml", func(b []byte) []byte {
			return append(b, make([]byte, 1<<20)...)
		}), 0,
			`pegawai.xlsx: too large for a workbook; save it as CSV`},
	} {
		people, bad := readBook(t, c.book)
		if len(people) != c.people || len(bad) != 1 || bad[0].Error() != c.want {
			t.Errorf("%s: %d people\n got %v\nwant %s", c.name, len(people), bad, c.want)
		}
	}
}

// A byte changed on the way is found by the checksum, wherever it is in the sheet.
func TestXLSXChecksum(t *testing.T) {
	f := excelize.NewFile()
	must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"NIP", "Nama"}))
	b := save(t, f)
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	must(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		if f.Name == sheetPart {
			f.CRC32 ^= 1
		}
		must(t, copyRaw(w, f))
	}
	must(t, w.Close())
	_, bad := readBook(t, out.Bytes())
	if len(bad) != 1 || !errors.Is(bad[0], zip.ErrChecksum) || !errors.Is(bad[0], Reason("file-damaged")) {
		t.Fatal(bad)
	}
}

func copyRaw(w *zip.Writer, f *zip.File) error {
	r, err := f.OpenRaw()
	if err != nil {
		return err
	}
	h := f.FileHeader
	h.Flags &^= 8 // sizes and checksum go into the header
	p, err := w.CreateRaw(&h)
	if err != nil {
		return err
	}
	_, err = io.Copy(p, r)
	return err
}

// The first sheet that HR sees is read, rich text is joined, escapes undone.
func TestXLSXForms(t *testing.T) {
	f := excelize.NewFile()
	_, err := f.NewSheet("Pegawai")
	must(t, err)
	must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"hidden"}))
	must(t, f.SetSheetRow("Pegawai", "B3", &[]any{"NIP", "Keterangan", "Nama", "Unit Kerja"}))
	must(t, f.SetSheetRow("Pegawai", "B4", &[]any{"19740724 202421 1 050", 7, nil, "Biro_x000D_\nUmum"}))
	must(t,
		f.SetCellRichText("Pegawai", "D4",
			[]excelize.RichTextRun{{Text: "Hen"}, {Text: "dra", Font: &excelize.Font{Bold: true}}}))
	must(t, f.SetSheetRow("Pegawai", "B6", &[]any{"197602012005052002", nil, "Nabila"}))
	f.SetActiveSheet(1)
	must(t, f.SetSheetVisible("Sheet1", false))
	people, bad := readBook(t, save(t, f))
	if len(people) != 2 || len(bad) != 0 || people[0].Name != "Hendra" || people[0].Unit != "Biro Umum" ||
		people[1].Name != "Nabila" {
		t.Fatalf("%+v %v", people, bad)
	}
}

func TestXLSXWithPassword(t *testing.T) {
	f := excelize.NewFile()
	var b bytes.Buffer
	must(t, f.Write(&b, excelize.Options{Password: "rahasia"}))
	_, err := Read("pegawai.xlsx", &b, Choice{})
	if !errors.Is(err, Reason("file-password")) {
		t.Fatal(err)
	}
}

func TestXLSXTooLarge(t *testing.T) {
	_, err := Read("pegawai.xlsx",
		io.MultiReader(strings.NewReader("PK\x03\x04"), io.LimitReader(repeat(0), 64<<20)), Choice{})
	if err == nil || err.Error() != "pegawai.xlsx: too large for a workbook; save it as CSV" {
		t.Fatal(err)
	}
}

func FuzzXLSX(f *testing.F) {
	good := book(f, [][]any{{"NIP", "Nama"}, {"197602012005052002", "Nabila"}})
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, b []byte) {
		people, bad := readBook(t, b)
		for _, err := range bad {
			var line *LineError
			var file *FileError
			if !errors.As(err, &line) && !errors.As(err, &file) {
				t.Fatalf("%#v", err)
			}
		}
		if len(people)+len(bad) > 1+maxRows {
			t.Fatal("too many")
		}
	})
}

// FuzzSheetXML gives the XML itself to the reader: bytes of a zip seldom stay one.
func FuzzSheetXML(f *testing.F) {
	good := book(f, [][]any{{"NIP", "Nama"}, {"197602012005052002", "Nabila"}})
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row><c t="inlineStr"><is><t>x</t><rPh><t>y</t></rPh></is></c></row></sheetData></worksheet>`))
	f.Add([]byte(`<sheetData><row r="0"><c r="" t="e"><f/><v/></c></row></sheetData>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		readBook(t, edit(t, good, sheetPart, func([]byte) []byte { return b }))
	})
}
