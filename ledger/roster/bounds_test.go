package roster

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const oneRow = `<row r="1"><c r="A1" t="inlineStr"><is><t>nip</t></is></c><c r="B1" t="inlineStr"><is><t>nama</t></is></c></row>` +
	`<row r="2"><c r="A2" t="inlineStr"><is><t>` + nabilaNIP +
	`</t></is></c><c r="B2" t="inlineStr"><is><t>Nabila</t></is></c></row>`

const nabilaNIP = "197602012005052002"

// padded is a workbook of one person with something behind, and shared strings.
func padded(t testing.TB, behind, shared string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"_rels/.rels",
			`<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml",
			`<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="sheet1.xml"/>` +
			`<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
		{"xl/sheet1.xml", `<worksheet><sheetData>` + oneRow + behind + `</sheetData></worksheet>`},
		{"xl/sharedStrings.xml", `<sst>` + shared + `</sst>`},
	} {
		w, err := z.Create(part[0])
		must(t, err)
		_, err = io.WriteString(w, part[1])
		must(t, err)
	}
	must(t, z.Close())
	return out.Bytes()
}

func numbered(from, to int, row func(n int) string) string {
	var b strings.Builder
	for n := from; n <= to; n++ {
		b.WriteString(row(n))
	}
	return b.String()
}

const lastRow = 1 << 20

// hostile are small files that were, or could be, much work. Where reason is empty, their one
// person is read.
var hostile = []struct {
	name   string
	make   func(t testing.TB) []byte
	reason Reason
}{
	{"a million empty rows", func(t testing.TB) []byte {
		return padded(t, numbered(3, lastRow, func(n int) string { return fmt.Sprintf(`<row r="%d"></row>`, n) }), "")
	}, ""},
	{"rows of empty cells", func(t testing.TB) []byte {
		return padded(t, strings.Repeat("<row>"+strings.Repeat(`<c s="1"/>`, 60)+"</row>", lastRow/16), "")
	}, Reason("file-empty-rows")},
	{"a cell at XFD1048576", func(t testing.TB) []byte {
		f := excelize.NewFile()
		defer f.Close()
		for at, v := range map[string]string{"A1": "nip", "B1": "nama", "A2": nabilaNIP, "B2": "Nabila",
			"XFD1048576": " "} {
			must(t, f.SetCellStr("Sheet1", at, v))
		}
		return save(t, f)
	}, ""},
	{"XFD in every row", func(t testing.TB) []byte {
		return padded(t, numbered(3, 100_000, func(n int) string {
			return fmt.Sprintf(`<row><c r="XFD%d" t="str"><v> </v></c></row>`, n)
		}), "")
	}, ""},
	{"deep nesting", func(t testing.TB) []byte {
		return padded(t, strings.Repeat("<a>", 1<<20)+strings.Repeat("</a>", 1<<20), "")
	}, Reason("file-damaged")},
	{"deep nesting in a cell", func(t testing.TB) []byte {
		return padded(t, "<row><c><is>"+strings.Repeat("<r>", 1<<20), "")
	}, Reason("file-damaged")},
	{"four million empty strings", func(t testing.TB) []byte {
		return padded(t, "", strings.Repeat("<si><t/></si>", 4<<20))
	}, Reason("file-empty-rows")},
	{"long strings", func(t testing.TB) []byte {
		return padded(t, "", strings.Repeat("<si><t>"+strings.Repeat("x", 1<<19)+"</t></si>", 110))
	}, Reason("file-packed")},
	{"spaces in a sheet", func(t testing.TB) []byte {
		return padded(t, strings.Repeat(strings.Repeat(" ", 1000)+"<row/>", 60_000), "")
	}, Reason("file-empty-rows")},
	{"much behind the rows", func(t testing.TB) []byte {
		return padded(t, "</sheetData>"+strings.Repeat("<a/>", 16<<20)+"<sheetData>", "")
	}, Reason("file-empty-rows")},
	{"formats to the last row", func(t testing.TB) []byte {
		return padded(t, numbered(3, lastRow, func(n int) string {
			row := fmt.Sprintf(`<row r="%d" s="1" customFormat="1">`, n)
			for column := range 9 {
				row += fmt.Sprintf(`<c r="%c%d" s="1"/>`, 'A'+column, n)
			}
			return row + "</row>"
		}), "")
	}, Reason("file-empty-rows")},
	{"formats beside a few values", func(t testing.TB) []byte {
		return padded(t, numbered(3, 100_000, func(n int) string {
			return fmt.Sprintf(`<row><c t="str"><v>%d</v></c>%s</row>`, n*n*n, strings.Repeat(`<c s="1"/>`, 50))
		}), "")
	}, Reason("file-empty-rows")},
	{"a text of blanks everywhere", func(t testing.TB) []byte {
		return padded(t, strings.Repeat("<row>"+strings.Repeat(`<c t="s"><v>0</v></c>`, 9)+"</row>", 50_000),
			"<si><t>"+strings.Repeat("\u00a0", 30_000)+"</t></si>")
	}, ""},
	{"a text everywhere", func(t testing.TB) []byte {
		return padded(t, strings.Repeat("<row>"+strings.Repeat(`<c t="s"><v>0</v></c>`, 9)+"</row>", 100_000),
			"<si><t>"+strings.Repeat("A", 30_000)+"</t></si>")
	}, Reason("file-packed")},
	{"attributes", func(t testing.TB) []byte {
		return padded(t, strings.Repeat("<row "+strings.Repeat(`a="" `, 100_000)+"/>", 130), "")
	}, Reason("file-empty-rows")},
}

// TestWorkIsBounded: what a small workbook costs, in memory and in XML looked at, does not grow
// with what it unpacks to.
func TestWorkIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("minutes under the race detector, and nothing here is concurrent")
	}
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			if slow := c.name == "a text everywhere" || c.name == "formats to the last row"; slow &&
				os.Getenv("IKRAR_BOUNDS") != "whole" {
				t.Skip("half a minute; make soak runs it")
			}
			data := c.make(t)
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			people, bad := readBook(t, data)
			runtime.ReadMemStats(&after)
			if c.reason == "" && (len(people) != 1 || len(bad) != 0) {
				t.Errorf("read %d, refused %d", len(people), len(bad))
			}
			if c.reason != "" && (len(bad) == 0 || !errors.Is(bad[len(bad)-1], c.reason)) {
				t.Errorf("refused by %.300v, want %s", bad[max(0, len(bad)-1):], c.reason)
			}
			if grown := int(after.HeapSys-before.HeapSys) >> 20; grown > 100 {
				t.Errorf("%d KiB of file took %d MiB of memory", len(data)>>10, grown)
			}
		})
	}
}

// TestRowsStayNarrow: what stands right of the columns that are told apart is not lost without a
// word.
func TestRowsStayNarrow(t *testing.T) {
	_, bad := readBook(t, padded(t, `<row r="3"><c r="XFD3" t="str"><v>y</v></c></row>`, ""))
	if len(bad) != 1 || !errors.Is(bad[0], reasonCellsMany) {
		t.Errorf("%v", bad)
	}
	// Cells that do not say where they are stand beside the one before, empty or not.
	people, bad := readBook(t,
		padded(t,
			`<row><c/><c/></row><row><c t="str"><v>199003032015032003</v></c><c t="str"><v>Siti</v></c><c/></row>`, ""))
	if len(people) != 2 || people[1].Name != "Siti" || len(bad) != 0 {
		t.Errorf("%v %v", people, bad)
	}
}

// TestProvinceWorkbook: an honest workbook of a whole province is far from the bounds.
func TestProvinceWorkbook(t *testing.T) {
	data, err := os.ReadFile("../../../shared/data/pegawai-kalbar.csv")
	if err != nil {
		t.Skip("the large example roster is not beside this tree")
	}
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	must(t, err)
	var rows [][]any
	for _, r := range records {
		var row []any
		for _, c := range r {
			row = append(row, c)
		}
		rows = append(rows, row)
	}
	want, _ := readAll(opened(t, string(data)))
	got, bad := readBook(t, book(t, rows))
	if len(got) != 14691 || len(bad) != 0 || !slices.Equal(got, want) {
		t.Errorf("%d people, %v", len(got), bad)
	}
}

func BenchmarkHostileWorkbook(b *testing.B) {
	for _, c := range hostile {
		b.Run(c.name, func(b *testing.B) {
			data := c.make(b)
			b.ReportAllocs()
			for b.Loop() {
				readBook(b, data)
			}
		})
	}
}
