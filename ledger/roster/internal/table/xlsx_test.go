package table

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func str(text string) string { return `<c t="inlineStr"><is><t>` + text + `</t></is></c>` }

// with is a workbook of one sheet with other parts, or with another text in place of one.
func with(rows string, more map[string]string) map[string]string {
	p := parts(rows)
	maps.Copy(p, more)
	return p
}

// TestCells: each kind of cell, as programs write it.
func TestCells(t *testing.T) {
	styles := `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\/mm\/yyyy;@"/>` +
		`<numFmt numFmtId="165" formatCode="#,##0&quot; hari&quot;"/><numFmt numFmtId="166" formatCode="[h]:mm"/>` +
		`<numFmt numFmtId="167" formatCode="[$-421]d mmmm yyyy"/><numFmt numFmtId="168" formatCode="[Red]0;d"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>` +
		`<xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/>` +
		`<xf numFmtId="49" quotePrefix="1"/></cellXfs></styleSheet>`
	relations := `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="sheet1.xml"/>` +
		`<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/>` +
		`<Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>`
	shared := `<sst><si><t>Siti</t></si><si><r><t>Si</t></r><r><rPr><b/></rPr><t>ti</t></r><rPh sb="0" eb="1"><t>x</t></rPh>` +
		`<phoneticPr fontId="1"/></si><si><t xml:space="preserve"> a_x000D_` + "\n" + ` b </t></si><si><t/></si></sst>`
	for cell, want := range map[string]string{
		`<c t="s"><v>0</v></c>`: "<Siti>", `<c t="s"><v>1</v></c>`: "<Siti>", `<c t="s"><v>2</v></c>`: "<a b>",
		`<c t="s"><v>3</v></c>`: "<>", str("a<!-- -->b"): "<ab>", str("'19850315"): "<'19850315>",
		`<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>`: "<ab>",
		`<c s="7" t="s"><v>0</v></c>`: "<Siti>", `<c t="inlineStr"><is><t>="1985"</t></is></c>`: "<1985>",
		`<c t="str"><f>A1</f><v>x</v></c>`: "<x>",

		`<c><v>12</v></c>`: "number <12>", `<c t="n"><v>1.98503152010012E+17</v></c>`: "number <1.98503152010012E+17>",
		`<c><v>198503152010012007</v></c>`: "number <198503152010012007>", `<c s="3"><v>7</v></c>`: "number <7>",
		`<c s="6"><v>7</v></c>`: "number <7>", `<c s="99"><v>7</v></c>`: "number <7>",
		`<c><f>1+1</f><v>2</v></c>`: "number <2>",

		`<c s="1"><v>46112</v></c>`: "date <2026-03-31>", `<c s="2"><v>1</v></c>`: "date <1900-01-01>",
		`<c s="5"><v>59</v></c>`: "date <1900-02-28>", `<c s="1"><v>61</v></c>`: "date <1900-03-01>",
		`<c s="1"><v>46112.5</v></c>`: "date <2026-03-31 12:00:00>", `<c s="4"><v>0.75</v></c>`: "date <18:00:00>",
		`<c t="d"><v>2026-03-31T00:00:00</v></c>`: "date <2026-03-31>", `<c s="1"><v>-1</v></c>`: "number <-1>",
		`<c s="1"><v>198503152010012007</v></c>`: "number <198503152010012007>",

		`<c t="b"><v>1</v></c>`: "boolean <TRUE>", `<c t="b"><v>0</v></c>`: "boolean <FALSE>", `<c t="b"/>`: "<>",
		`<c t="e"><f>A9</f><v>#REF!</v></c>`: "failed <#REF!>", str("#N/A"): "failed <#N/A>",
		`<c t="str"><v>#NAME?</v></c>`: "failed <#NAME?>", str("#1"): "<#1>",

		`<c><f>UPPER(A1)</f></c>`: "formula <=UPPER(A1)>", `<c><f>UPPER(A1)</f><v/></c>`: "formula <=UPPER(A1)>",
		`<c t="str"><f>UPPER(A1)</f></c>`: "formula <=UPPER(A1)>", `<c><f t="shared" si="0"/></c>`: "formula <=>",
		`<c t="str"><f>UPPER(A1)</f><v></v></c>`: "formula <>", `<c/>`: "<>", `<c s="1"/>`: "<>",
	} {
		book := pack(t, with(`<row>`+str("a")+cell+str("b")+`</row>`, map[string]string{"xl/styles.xml": styles,
			"xl/sharedStrings.xml": shared, "xl/_rels/workbook.xml.rels": relations}))
		if got := shown(book); got != "[PNS]\n1: <a> "+want+" <b>\n" {
			t.Errorf("%s: %s, want %s", cell, got, want)
		}
	}
	book := with(`<row><c s="1"><v>44650</v></c><c s="1"><v>0</v></c></row>`, map[string]string{"xl/styles.xml": styles,
		"xl/_rels/workbook.xml.rels": relations,
		"xl/workbook.xml": `<workbook xmlns:r="r"><workbookPr date1904="true"/>` +
			`<sheets><sheet name="PNS" sheetId="1" r:id="r1"/></sheets></workbook>`})
	if got := shown(pack(t, book)); got != "[PNS]\n1: date <2026-03-31> date <1904-01-01>\n" {
		t.Errorf("from 1904: %s", got)
	}
	// Formats that are damaged leave numbers, and cost nobody a row.
	book["xl/styles.xml"] = `<styleSheet><cellXfs><xf numFmtId="14"`
	if got := shown(pack(t, book)); got != "[PNS]\n1: number <44650> number <0>\n" {
		t.Errorf("damaged formats: %s", got)
	}
}

func TestShowsDate(t *testing.T) {
	for code, want := range map[string]bool{
		"General": false, "0": false, "@": false, "#,##0.00": false, `"Rp"#,##0`: false, `[$Rp-421]#,##0`: false,
		"0.00E+00": false, `0" tahun"`: false, `_(* #,##0_);_(* (#,##0)`: false, `\d0`: false, "[Red]0": false,
		`0 "m"`:      false,
		"yyyy-mm-dd": true, "DD/MM/YYYY": true, "d mmmm yyyy": true, "[$-421]dd mmmm yyyy;@": true, "h:mm": true,
		"[hh]:mm": true, "[s]": true, "mmm-yy": true, "0;dd": false,
	} {
		if showsDate(code) != want {
			t.Errorf("%s: %v", code, !want)
		}
	}
}

// TestSheets: all sheets of cells, in their order.
func TestSheets(t *testing.T) {
	sheets := `<sheet name="Sampul" sheetId="1" r:id="r1"/><sheet name="Grafik" sheetId="2" r:id="r2"/>` +
		`<sheet name="Lama" sheetId="3" state="hidden" r:id="r3"/>` +
		`<sheet name="Kode" sheetId="4" state="veryHidden" r:id="r3"/>` +
		`<sheet name="PPPK" sheetId="5" state="visible" r:id="r4"/>`
	sheet := func(text string) string {
		return `<worksheet><sheetData><row>` + str(text) + `</row></sheetData></worksheet>`
	}
	book := with("", map[string]string{
		"xl/workbook.xml": `<workbook xmlns:r="r"><sheets>` + sheets + `</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/a.xml"/>` +
			`<Relationship Id="r2" Type="x/chartsheet" Target="chart.xml"/>` +
			`<Relationship Id="r3" Type="x/worksheet" Target="../xl/b.xml"/>` +
			`<Relationship Id="r4" Type="x/worksheet" Target="C.XML"/></Relationships>`,
		"xl/a.xml": sheet("a"), "xl/b.xml": sheet("b"), "xl/c.xml": sheet("c"), "xl/chart.xml": "<chartsheet/>",
	})
	const want = "[Sampul]\n1: <a>\n[Lama hidden]\n1: <b>\n[Kode hidden]\n1: <b>\n[PPPK]\n1: <c>\n"
	if got := shown(pack(t, book)); got != want {
		t.Errorf("got %s", got)
	}
	delete(book, "xl/c.xml")
	if got := shown(pack(t, book)); !strings.Contains(got, "[PPPK]\n0: "+fileDamaged.Error()+": a sheet is not there") {
		t.Errorf("without a part: %s", got)
	}
	book["xl/workbook.xml"] = strings.NewReplacer(` r:id="r1"`, ` state="hidden" r:id="r1"`, "visible", "hidden").
		Replace(book["xl/workbook.xml"])
	if got := shown(pack(t, book)); got != fileDamaged.Error()+": it has no visible sheet" {
		t.Errorf("without a visible sheet: %s", got)
	}
}

// TestSheetOrder: sheets are read in any order, each at its own pace.
func TestSheetOrder(t *testing.T) {
	data, err := os.ReadFile("testdata/S16b-dua-lembar.xlsx")
	must(t, err)
	f, err := Open(bytes.NewReader(data), names)
	must(t, err)
	var got []string
	for _, n := range []int{1, 0, 1, 0, 0} {
		row, err := f.Sheets[n].Next()
		must(t, err)
		got = append(got, f.Sheets[n].Name+" "+row.Cells[1].Text)
	}
	const want = "PPPK nama,PNS nama,PPPK Rara Anggraini,PNS Sekar Wulandari,PNS Bagus Prasetya"
	if strings.Join(got, ",") != want {
		t.Error(got)
	}
	for range 2 {
		if _, err := f.Sheets[1].Next(); err != io.EOF {
			t.Error(err)
		}
	}
}

// TestNamespaces: the strict form of the standard, prefixes, and macros are a workbook as well.
func TestNamespaces(t *testing.T) {
	const strict, main = "http://purl.oclc.org/ooxml/officeDocument/relationships",
		"http://purl.oclc.org/ooxml/spreadsheetml/main"
	book := map[string]string{
		"[Content_Types].xml": `<Types><Override PartName="/xl/workbook.xml" ` +
			`ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`,
		"xl/vbaProject.bin": "macros",
		"_rels/.rels": `<r:Relationships xmlns:r="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<r:Relationship Id="a" Type="` + strict + `/officeDocument" Target="xl/workbook.xml"/></r:Relationships>`,
		"xl/workbook.xml": `<x:workbook xmlns:x="` + main + `" xmlns:q="` + strict + `"><x:sheets>` +
			`<x:sheet name="PNS" sheetId="1" q:id="b"/></x:sheets></x:workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="b" Type="` + strict +
			`/worksheet" Target="s.xml"/></Relationships>`,
		"xl/s.xml": `<x:worksheet xmlns:x="` + main + `"><x:sheetData><x:row r="2" hidden="1">` +
			`<x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row><x:row r="3"/></x:sheetData ><x:mergeCells count="1">` +
			`<x:mergeCell ref="A2:B3"/></x:mergeCells></x:worksheet>`,
	}
	if got := shown(pack(t, book)); got != "[PNS]\n2 hidden: <a> merged <a>\n3: merged <a> merged <a>\n" {
		t.Errorf("%s", got)
	}
}

// TestBeforeTheZip: a program that serves a workbook may write a line before it.
func TestBeforeTheZip(t *testing.T) {
	book := string(pack(t, parts("<row>"+str("a")+"</row>")))
	for _, before := range []string{"\r\n", "\ufeff", " \n\n"} {
		if got := shown([]byte(before + book)); got != "[PNS]\n1: <a>\n" {
			t.Errorf("%q: %s", before, got)
		}
	}
}

// TestMerged: all cells of a merged range are its first one, and no others.
func TestMerged(t *testing.T) {
	sheet := func(rows, ranges string) []byte {
		return pack(t, with("", map[string]string{"xl/sheet1.xml": `<worksheet><sheetData>` + rows + `</sheetData>` +
			`<sheetProtection sheet="1"/><mergeCells>` + ranges + `</mergeCells><pageMargins/></worksheet>`}))
	}
	rows := func(n int) (s string) {
		for i := range n {
			s += fmt.Sprintf(`<row r="%d">%s<c/>%s</row>`, i+1, str(fmt.Sprint("a", i+1)), str(fmt.Sprint("c", i+1)))
		}
		return s
	}
	for _, c := range []struct{ name, rows, ranges, want string }{
		{"none", rows(2), "", "1: <a1> <> <c1>\n2: <a2> <> <c2>\n"},
		{"across", rows(2), `<mergeCell ref="A1:B1"/>`, "1: <a1> merged <a1> <c1>\n2: <a2> <> <c2>\n"},
		{"down", rows(1) + `<row r="2"><c/><c t="str"><v>b</v></c></row><row r="3"/>`, `<mergeCell ref="A1:A2"/>`,
			"1: <a1> <> <c1>\n2: merged <a1> <b>\n3:\n"},
		{"beyond the last cell", rows(1), `<mergeCell ref="C1:E1"/>`, "1: <a1> <> <c1> merged <c1> merged <c1>\n"},
		{"in any order", `<row r="2">` + str("x") + `</row><row r="5">` + str("y") + `</row>`,
			`<mergeCell ref="A5:B5"/><mergeCell ref="A2:B2"/>`, "2: <x> merged <x>\n5: <y> merged <y>\n"},
		{"of empty cells", rows(1) + `<row r="2"><c/></row>`, `<mergeCell ref="B1:B2"/>`, "1: <a1> <> <c1>\n2:\n"},
		{"its first row is not stored", `<row r="3">` + str("x") + `</row>`, `<mergeCell ref="B2:C3"/>`, "3: <x>\n"},
		{"values below the first", rows(2), `<mergeCell ref="A1:A2"/>`, "1: <a1> <> <c1>\n2: <a2> <> <c2>\n"},
		{"kinds stay", `<row><c t="e"><v>#N/A</v></c></row>`, `<mergeCell ref="A1:B1"/>`,
			"1: failed <#N/A> merged failed <#N/A>\n"},
		{"nonsense", rows(1), `<mergeCell ref="A1"/><mergeCell ref="B9:A1"/><mergeCell/><mergeCell ref="1:2"/>` +
			`<mergeCell ref="ZZZZZZZ1:ZZZZZZZ2"/>`, "1: <a1> <> <c1>\n"},
	} {
		if got := shown(sheet(c.rows, c.ranges)); got != "[PNS]\n"+c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestPassRows: the end of the rows is found wherever it stands in the buffer.
func TestPassRows(t *testing.T) {
	for _, end := range []string{"</sheetData>", "</x:sheetData >", "<sheetData/>"} {
		for n := bufferSize - 300; n < bufferSize+20; n++ {
			sheet := "<sheetData><row>" + strings.Repeat("z", n) + end + "rest"
			r := bufio.NewReaderSize(strings.NewReader(sheet), bufferSize)
			must(t, passRows(r))
			if rest, err := io.ReadAll(r); err != nil || string(rest) != "rest" {
				t.Fatalf("%s at %d: %q, %v", end, n, rest, err)
			}
		}
	}
	if err := passRows(bufio.NewReaderSize(strings.NewReader("<sheetData>z"), bufferSize)); err != io.EOF {
		t.Error(err)
	}
}

// TestMergesAreBounded: neither many ranges nor ranges on top of each other are much work.
func TestMergesAreBounded(t *testing.T) {
	rows := "<row>" + str("a") + "</row>" + strings.Repeat("<row/>", 200_000)
	for name, c := range map[string]struct {
		ranges string
		want   error
	}{
		"over all":             {`<mergeCell ref="A1:XFD1048576"/>`, fileEmptyRows},
		"on top of each other": {strings.Repeat(`<mergeCell ref="A1:B1048576"/>`, 100_000), nil},
		"too many":             {strings.Repeat(`<mergeCell ref="A1:B1"/>`, maxMerges+1), fileLarge},
	} {
		sheet := `<worksheet><sheetData>` + rows + `</sheetData><mergeCells>` + c.ranges + `</mergeCells></worksheet>`
		f, err := Open(bytes.NewReader(pack(t, with("", map[string]string{"xl/sheet1.xml": sheet}))), names)
		must(t, err)
		n := 0
		for err == nil {
			_, err = f.Sheets[0].Next()
			n++
		}
		if c.want == nil && (err != io.EOF || n != 200_002) || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %d rows, %v", name, n, err)
		}
	}
}

// TestManySheets: sheets that are one part of the file cost no more together than one may.
func TestManySheets(t *testing.T) {
	const n = 500
	var sheets strings.Builder
	for i := range n {
		fmt.Fprintf(&sheets, `<sheet name="%d" sheetId="%d" r:id="r1"/>`, i, i)
	}
	data := pack(t, with(strings.Repeat("<row>"+strings.Repeat(`<c t="str"><v>a</v></c>`, 9)+"</row>", 50_000),
		map[string]string{"xl/workbook.xml": `<workbook xmlns:r="r"><sheets>` + sheets.String() +
			`</sheets></workbook>`}))
	f, err := Open(bytes.NewReader(data), names)
	must(t, err)
	read := 0
	for _, s := range f.Sheets {
		if _, err = s.Next(); err != nil {
			break
		}
		read++
	}
	if read < 3 || !errors.Is(err, filePacked) {
		t.Errorf("%d sheets, %v", read, err)
	}
}

// TestCases are files that HR had.
func TestCases(t *testing.T) {
	for name, want := range map[string]string{
		"S02-nip-apostrof.xlsx":         "2: <A8ACA7F0D1> <'198503152010012007>",
		"S03-nip-rumus-teks.csv":        "2: <198503152010012007> <Sekar Wulandari>",
		"S04-nip-zwsp.csv":              "2: <198503152010012007\u200b> <Sekar Wulandari>",
		"S07-csv-mac-cr.csv":            "2: <198503152010012007> <Sekar Ma’ruf> <Guru Ahli Muda>",
		"S12-mhtml-xls.xls":             fileMHTML.Error(),
		"S13-html-baris-kosong-xls.xls": fileHTML.Error(),
		"S16-lembar-sampul.xlsx":        "[Data]\n1: <nip> <nama>",
		"S16b-dua-lembar.xlsx":          "<golongan> <status>\n2: <199004072023212011> <Rara Anggraini>",
		"S17-baris-tersembunyi.xlsx":    "3 hidden: <197911222005011004> <Bagus Prasetya>",
		"S18-kepala-dua-baris.xlsx": "1: <No> <NIP> <Nama> <Jabatan> <Pangkat/Gol> merged <Pangkat/Gol> <Unit>\n" +
			"2: <> <> <> <> <Pangkat> <Gol>\n",
		"S22-rumus-tanpa-nilai.xlsx": "2: formula <=TEXT(F2,\"0\")> formula <=CONCATENATE(G2,\" \",H2)> <Dinas>\n" +
			"3: <197911222005011004> formula <> <Dinas>\n",
		"R07-dua-ekspor-digabung.csv": "3: <nip> <nama> <unit> <jabatan>\n" +
			"4: <197602012005051002> <Bagus Pratama> <Badan Perencanaan> <Analis Kebijakan>\n",
		"R09-galat-rumus-teks.csv": "4: <199001012015032003> failed <#NAME?> <Arsiparis> <Dinas Contoh>\n",
		"R10-boolean.xlsx":         "2: <198503152010012007> <Sekar Wulandari> <Guru> boolean <TRUE>\n",
	} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		must(t, err)
		if got := shownBy(data, names); !strings.Contains(got, want) {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
	if files, _ := filepath.Glob("testdata/[RS]*"); len(files) != 14 {
		t.Errorf("%d files", len(files))
	}
}

func FuzzWorkbook(f *testing.F) {
	x := excelize.NewFile()
	must(f, x.SetSheetRow("Sheet1", "A1", &[]any{"NIP", "Nama", 7, true}))
	must(f, x.MergeCell("Sheet1", "A1", "B2"))
	var good bytes.Buffer
	must(f, x.Write(&good))
	f.Add(good.Bytes())
	f.Add(good.Bytes()[:good.Len()/2])
	f.Add(pack(f, parts(`<row><c><f>1</f></c></row>`)))
	f.Add([]byte(zipMark))
	f.Add([]byte(compoundFile("Workbook")))
	f.Fuzz(func(t *testing.T, b []byte) { shownBy(b, names) })
}

// FuzzSheet gives XML itself to the reader: bytes of a zip seldom stay one.
func FuzzSheet(f *testing.F) {
	f.Add(`<row><c r="A1" t="str"><v>a</v></c><c r="D1" t="inlineStr"><is><t>b</t><rPh><t>y</t></rPh></is></c></row>`,
		"")
	f.Add(`<row r="0"><c r="" t="e"><f/><v/></c></row>`, `<mergeCell ref="A1:B2"/>`)
	f.Add(`<row hidden="1"><c s="1"><v>7</v></c><c t="b"><v>1</v></c></row>`,
		`<mergeCell ref="A1:A9"/><mergeCell ref="A1:C1"/>`)
	f.Fuzz(func(t *testing.T, rows, merged string) {
		sheet := `<worksheet><sheetData>` + rows + `</sheetData><mergeCells>` + merged + `</mergeCells></worksheet>`
		file, err := Open(bytes.NewReader(pack(t, with("", map[string]string{"xl/sheet1.xml": sheet}))), names)
		if err != nil {
			return
		}
		for {
			row, err := file.Sheets[0].Next()
			if _, line := err.(Reason); err != nil && !line {
				return
			}
			if len(row.Cells) > maxColumns+1 {
				t.Fatalf("%d cells", len(row.Cells))
			}
			for _, c := range row.Cells {
				if c.Merged && c.Kind == Empty || c.Kind == Empty && c.Text != "" {
					t.Fatalf("%+v", c)
				}
			}
		}
	})
}
