package table

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// parts are the least that a workbook of one sheet needs, by their names.
func parts(rows string) map[string]string {
	return map[string]string{
		"_rels/.rels": `<Relationships>` +
			`<Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns:r="r"><sheets>` +
			`<sheet name="PNS" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships>` +
			`<Relationship Id="r1" Type="x/worksheet" Target="sheet1.xml"/></Relationships>`,
		"xl/sheet1.xml": `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
	}
}

// pack makes a workbook of its parts.
func pack(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range parts {
		w, err := z.Create(name)
		must(t, err)
		_, err = io.WriteString(w, text)
		must(t, err)
	}
	must(t, z.Close())
	return out.Bytes()
}

// width counts the cells that are not empty: any row is a header to it.
func width(cells []Cell) (n int) {
	for _, c := range cells {
		if c.Kind != Empty {
			n++
		}
	}
	return n
}

// shown writes all that a file holds, a line a row.
func shown(data []byte) string { return shownBy(data, width) }

func shownBy(data []byte, header func([]Cell) int) string {
	f, err := Open(bytes.NewReader(data), header)
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for _, s := range f.Sheets {
		if !f.CSV {
			fmt.Fprintf(&b, "[%s", s.Name)
			if s.Hidden {
				b.WriteString(" hidden")
			}
			b.WriteString("]\n")
		}
		for {
			row, err := s.Next()
			if err == io.EOF {
				break
			}
			fmt.Fprint(&b, row.Line)
			if row.Hidden {
				b.WriteString(" hidden")
			}
			b.WriteByte(':')
			if err != nil {
				fmt.Fprintf(&b, " %v\n", err)
				if _, line := err.(Reason); line {
					continue
				}
				break
			}
			for _, c := range row.Cells {
				b.WriteString(" " + shownCell(c))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// shownCell is a cell in a word: its text in brackets, behind what is special about it.
func shownCell(c Cell) string {
	kind := [...]string{Empty: "", Text: "", Number: "number ", Failed: "failed ", Boolean: "boolean ", Date: "date ",
		Formula: "formula "}[c.Kind]
	if c.Merged {
		kind = "merged " + kind
	}
	return fmt.Sprintf("%s<%s>", kind, c.Text)
}

// TestNarrow: a row is no longer than the columns that are told apart.
func TestNarrow(t *testing.T) {
	f, err := Open(bytes.NewReader(pack(t, parts(`<row r="3"><c r="A3" t="str"><v>x</v></c><c r="XFC3" s="1"/>`+
		`<c r="XFD3" t="str"><v>y</v></c></row>`))), width)
	must(t, err)
	row, err := f.Sheets[0].Next()
	if err != nil || row.Line != 3 || len(row.Cells) != maxColumns+1 || row.Cells[maxColumns].Text == "" {
		t.Errorf("line %d: %d cells, %v", row.Line, len(row.Cells), err)
	}
}

func TestShown(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"csv": {[]byte("nip;nama\n1;\"Siti\"\n"), "1: <nip> <nama>\n2: <1> <Siti>\n"},
		"xlsx": {pack(t, parts(`<row r="2"><c t="str"><v>nip</v></c><c/>`+
			`<c><v>1</v></c><c t="e"><v>#N/A</v></c></row>`)),
			"[PNS]\n2: <nip> <> number <1> failed <#N/A>\n"},
	} {
		if got := shown(c.data); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}
