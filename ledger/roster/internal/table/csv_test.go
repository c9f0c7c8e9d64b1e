package table

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

const (
	sekarNIP = "198503152010012007"
	bagusNIP = "197911222005011004"
)

// roster is a file of two people as RFC 4180 has it, and what it holds.
const (
	people = "nip,nama,unit\n" + sekarNIP + ",Sekar,Dinas Pendidikan\n" + bagusNIP + ",Bagus,Inspektorat\n"
	held   = "1: <nip> <nama> <unit>\n2: <" + sekarNIP + "> <Sekar> <Dinas Pendidikan>\n3: <" + bagusNIP +
		"> <Bagus> <Inspektorat>\n"
)

// names knows a header as package roster does: by its names.
func names(cells []Cell) (n int) {
	for _, c := range cells {
		switch strings.ToLower(strings.TrimSpace(c.Text)) {
		case "nip", "nama", "unit", "jabatan":
			n++
		}
	}
	if n < 2 {
		return 0
	}
	return n
}

func encoded(t testing.TB, e encoding.Encoding, text string) string {
	t.Helper()
	s, err := e.NewEncoder().String(text)
	must(t, err)
	return s
}

// TestCSVForms: one content in every form that programs save reads the same.
func TestCSVForms(t *testing.T) {
	le := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	be := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	le32 := utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	be32 := utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	crlf := strings.ReplaceAll(people, "\n", "\r\n")
	for name, form := range map[string]string{
		"lf": people, "crlf": crlf, "cr": strings.ReplaceAll(people, "\n", "\r"),
		"no last end": strings.TrimSpace(people), "mark": "\ufeff" + people, "mark twice decoded": "ï»¿" + people,
		"semicolons": strings.ReplaceAll(people, ",", ";"), "tabs": strings.ReplaceAll(people, ",", "\t"),
		"bars":     strings.ReplaceAll(people, ",", "|"),
		"utf-16le": encoded(t, le, "\ufeff"+crlf), "utf-16be": encoded(t, be, "\ufeff"+crlf),
		"utf-16le unmarked": encoded(t, le, people), "utf-16be unmarked": encoded(t, be, people),
		"utf-32le": encoded(t, le32, "\ufeff"+people), "utf-32be": encoded(t, be32, "\ufeff"+people),
		"utf-32le unmarked": encoded(t, le32, people), "utf-32be unmarked": encoded(t, be32, people),
		"utf-16 on a macintosh": encoded(t, le, "\ufeff"+strings.ReplaceAll(people, "\n", "\r")),
		"quotes": `"` + strings.NewReplacer(",", `","`, "\n", "\"\n\"").Replace(strings.TrimSpace(people)) +
			`"`,
		"quotes behind blanks": strings.NewReplacer(",Sekar", `, "Sekar"`, ",Inspektorat", ",\t\"Inspektorat\" ").
			Replace(people),
		"wrapped":                 strings.ReplaceAll(people, sekarNIP, `="`+sekarNIP+`"`),
		"wrapped and quoted":      strings.ReplaceAll(people, sekarNIP, `"=""`+sekarNIP+`"""`),
		"wrapped and half quoted": strings.ReplaceAll(people, sekarNIP, `"="`+sekarNIP+`""`),
		"zeros behind texts":      strings.ReplaceAll(people, "Sekar", "Sekar\x00\x00"),
		"one cell a line":         `"` + strings.ReplaceAll(strings.TrimSpace(people), "\n", "\"\n\"") + `"`,
		"ended by ms-dos":         strings.TrimSpace(people) + "\x1a",
		"mixed ends":              strings.Replace(people, "\n", "\r\n", 1),
		"mixed ends with cr":      strings.Replace(people, "Pendidikan\n", "Pendidikan\r", 1),
	} {
		if got := shown([]byte(form)); got != held {
			t.Errorf("%s:\n got %s\nwant %s", name, got, held)
		}
	}
}

// TestCSVRows: what is left to say is said of the line that has it, and costs no other.
func TestCSVRows(t *testing.T) {
	const head = "nip,nama,unit\n"
	const sekar, bagus = sekarNIP + ",Sekar,A\n", bagusNIP + ",Bagus,B\n"
	const first, second = "<" + sekarNIP + "> <Sekar> <A>\n", "<" + bagusNIP + "> <Bagus> <B>\n"
	quote := " " + lineQuote.Error() + "\n"
	for name, c := range map[string]struct{ text, want string }{
		"the line names it":    {"sep=;\r\nnip;nama\r\n1;a,b\r\n", "2: <nip> <nama>\n3: <1> <a,b>\n"},
		"it names one unusual": {"sep=^\nnip^nama\n1^a\n", "2: <nip> <nama>\n3: <1> <a>\n"},
		"it names a tab":       {"\ufeff\"sep=\t\"\nnip\tnama\n", "2: <nip> <nama>\n"},
		"it names the wrong":   {"sep=,\nnip;nama\n1;a\n", "2: <nip> <nama>\n3: <1> <a>\n"},
		"titles above": {"DAFTAR, PEGAWAI, NEGERI\n\nnip;nama\n1;a\n",
			"1: <DAFTAR, PEGAWAI, NEGERI>\n2: <>\n3: <nip> <nama>\n4: <1> <a>\n"},
		"no header":          {"1;a, S.E., M.M.\n2;b\n", "1: <1> <a, S.E., M.M.>\n2: <2> <b>\n"},
		"short rows":         {head + "1,a\n", "1: <nip> <nama> <unit>\n2: <1> <a>\n"},
		"separators at ends": {"nip;nama;;\n1;a;;\n", "1: <nip> <nama> <> <>\n2: <1> <a> <> <>\n"},
		"quotes of the text": {head + "1,Ani \"Iti\" B,\"Dinas \"\"Maju\"\"\"\n",
			"1: <nip> <nama> <unit>\n2: <1> <Ani \"Iti\" B> <Dinas \"Maju\">\n"},
		"separator in a wrap": {head + "1,=\"a,b\",c\n", "1: <nip> <nama> <unit>\n2: <1> <a,b> <c>\n"},
		"a formula": {head + "1,=A1,\"=\"\"a\"\"&\"\"b\"\"\"\n",
			"1: <nip> <nama> <unit>\n2: <1> <=A1> <=\"a\"&\"b\">\n"},
		"failed formulas": {head + "1,#name?,Err:502\n2,########,#1\n",
			"1: <nip> <nama> <unit>\n2: <1> failed <#name?> failed <Err:502>\n3: <2> failed <########> <#1>\n"},

		"a joined export": {head + sekar + "\ufeff" + "nip,unit,nama\n" + "1,B,b\n",
			"1: <nip> <nama> <unit>\n2: " + first + "3: <nip> <unit> <nama>\n4: <1> <B> <b>\n"},
		"joined within a line": {head + strings.TrimSpace(sekar) + "\ufeff" + "nip,unit,nama\n" + "1,B,b\n",
			"1: <nip> <nama> <unit>\n2: " + first + "2: <nip> <unit> <nama>\n3: <1> <B> <b>\n"},
		"a mark from a web page": {head + "1\ufeff,a,b\n", "1: <nip> <nama> <unit>\n2: <1\ufeff> <a> <b>\n"},

		"a quote left open": {head + sekarNIP + ",\"Sekar,A\n" + bagus,
			"1: <nip> <nama> <unit>\n2:" + quote + "3: " + second},
		"left open, closed by another's": {head + sekarNIP + ",Sekar,\"A\n" + bagusNIP + ",Bagus,B\"\n" + sekar,
			"1: <nip> <nama> <unit>\n2:" + quote + "3: <" + bagusNIP + "> <Bagus> <B\">\n4: " + first},
		"text behind a quote": {head + "1,\"a\" b,c\n" + sekar, "1: <nip> <nama> <unit>\n2:" + quote + "3: " + first},
		"breaks in quotes": {"nip,\"nama\nlengkap\",unit\r\n1,\"a\r\nb\",c\r\n" + sekar,
			"1: <nip> <nama\nlengkap> <unit>\n3: <1> <a\nb> <c>\n5: " + first},

		"a lone lf in a cell": {"nip,nama,unit\r\n1,a\nb,c\r\n2,d,e\r\n",
			"1: <nip> <nama> <unit>\n2: <1> <a b> <c>\n4: <2> <d> <e>\n"},
		"a lone cr in a cell": {"nip,nama,unit\r\n1,a\rb,c\r\n2,d,e\r\n",
			"1: <nip> <nama> <unit>\n2: <1> <a b> <c>\n4: <2> <d> <e>\n"},
		"in the last cell": {"nip,nama,unit\n1,a,b\rc\n2,d,e\n",
			"1: <nip> <nama> <unit>\n2: <1> <a> <b c>\n4: <2> <d> <e>\n"},
		"twice in a row": {"nip,nama,unit\r\n1,a\nb,c\nd\r\n2,d,e\r\n",
			"1: <nip> <nama> <unit>\n2: <1> <a b> <c d>\n5: <2> <d> <e>\n"},
		"in the last row": {"nip,nama,unit\r\n1,a,b\r\n2,d\nf,e",
			"1: <nip> <nama> <unit>\n2: <1> <a> <b>\n3: <2> <d f> <e>\n"},
		"a title above": {"DAFTAR\nnip,nama,unit\r\n1,a,b\r\n2,d,e\r\n",
			"1: <DAFTAR>\n2: <nip> <nama> <unit>\n3: <1> <a> <b>\n4: <2> <d> <e>\n"},
		"a total below": {"nip,nama,unit\r\n1,a,b\r\n2,d,e\nJumlah: 2\r\n",
			"1: <nip> <nama> <unit>\n2: <1> <a> <b>\n3: <2> <d> <e>\n4: <Jumlah: 2>\n"},
		"another's rows": {"nip,nama,unit\r\n1,a,b\r\n2,c,d\r\n3,e,f\ng,h,i\nj,k,l\n",
			"1: <nip> <nama> <unit>\n2: <1> <a> <b>\n3: <2> <c> <d>\n4: <3> <e> <f>\n5: <g> <h> <i>\n6: <j> <k> <l>\n"},
		"another's short rows": {"nip,nama,unit\n1,a,b\n2,c,d\n" + sekarNIP + ",Sekar\r\n" + bagusNIP + ",Bagus",
			"1: <nip> <nama> <unit>\n2: <1> <a> <b>\n3: <2> <c> <d>\n4: <" + sekarNIP + "> <Sekar>\n5: <" + bagusNIP +
				"> <Bagus>\n"},
		"\\r\\r\\n": {"nip,nama,unit\r\r\n1,a,b\r\r\n", "1: <nip> <nama> <unit>\n3: <1> <a> <b>\n"},
	} {
		if got := shownBy([]byte(c.text), names); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// TestLongLine: a line without end costs itself, in bounded memory, and one of 64 KiB nothing.
func TestLongLine(t *testing.T) {
	for size, want := range map[int]string{maxLine: "2: <", maxLine + 1: "2: " + lineLong.Error(),
		8 << 20: "2: " + lineLong.Error()} {
		for _, end := range []string{"\n", "\r\n", "\r"} {
			f, err := Open(io.MultiReader(strings.NewReader("nip,nama"+end), io.LimitReader(repeat('z'), int64(size)),
				strings.NewReader(end+"1,a"+end)), names)
			must(t, err)
			_, err = f.Sheets[0].Next()
			must(t, err)
			row, err := f.Sheets[0].Next()
			got := fmt.Sprintf("%d: <", row.Line)
			if err != nil {
				got = fmt.Sprintf("%d: %v", row.Line, err)
			}
			if got != want {
				t.Errorf("%d bytes: line %d, %v", size, row.Line, err)
			}
			if row, err = f.Sheets[0].Next(); err != nil || row.Line != 3 || len(row.Cells) != 2 {
				t.Errorf("%d bytes: then line %d, %v", size, row.Line, err)
			}
		}
	}
}

// TestReaderError: an error of the disk ends the sheet, and comes again.
func TestReaderError(t *testing.T) {
	f, err := Open(io.MultiReader(strings.NewReader("nip,nama\n1,a\n"), failing{}), names)
	must(t, err)
	for range 2 {
		_, err := f.Sheets[0].Next()
		must(t, err)
	}
	for range 2 {
		if _, err := f.Sheets[0].Next(); err != io.ErrClosedPipe {
			t.Error(err)
		}
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }

// TestNoticed: what was guessed of a file is told.
func TestNoticed(t *testing.T) {
	mac := encoded(t, charmap.Macintosh, "nip;nama\r1;José\r")
	for text, want := range map[string]string{
		"nip,nama\n": "UTF-8 ,", "sep=;\nnip;nama\n": "UTF-8 ;", "\xff\xfen\x00": "UTF-16LE ,", mac: "MacRoman ;",
		"nip|nama\n1|Jos\xe9\n": "Windows-1252 |", "nip,nama\n1,Jos\x82\n": "IBM 850 ,",
	} {
		f, err := Open(strings.NewReader(text), names)
		must(t, err)
		if got := f.Encoding + " " + f.Separator; got != want || !f.CSV || len(f.Sheets) != 1 {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// FuzzCSV: no line is read twice, none is lost, and all that is read is text.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{
		people, "", "nip,nama\n\"", "nip;nama\n\"\"\"\n", "nip\tnama\n1\t\"a\nb\"\n", "\xff\xfen\x00",
		"nip,nama\n\x00,\xff\n",
		"sep=|\rnip|nama\r1|Ma\xd5ruf\r", "nip,nama,unit\r\n1,a\nb,c\r\n", "nip,nama\n1,a\ufeffnip,nama\n2,b\n",
		"nip,nama\n=\"1\",  \"a\"\n\"1,a\"\n", "nip,nama\n1,\"\n" + sekarNIP + ",\"\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Open(bytes.NewReader(b), names)
		if err != nil || !file.CSV {
			return
		}
		last, rows, marks := 0, 0, bytes.Count(b, []byte("\ufeff"))
		for {
			row, err := file.Sheets[0].Next()
			if err == io.EOF {
				break
			}
			if _, line := err.(Reason); err != nil && !line {
				t.Fatal(err)
			}
			if row.Line < last {
				t.Fatalf("line %d after %d", row.Line, last)
			}
			last, rows = row.Line, rows+1
			for _, c := range row.Cells {
				if strings.ToValidUTF8(c.Text, "") != c.Text {
					t.Fatalf("%q is no text", c.Text)
				}
			}
		}
		ends := bytes.Count(b, []byte("\n")) + bytes.Count(b, []byte("\r"))
		wide := strings.HasPrefix(file.Encoding, "UTF-16") || strings.HasPrefix(file.Encoding, "UTF-32")
		if rows > ends+1+marks && !wide {
			t.Fatalf("%d rows of %d lines", rows, ends)
		}
	})
}

// FuzzWritten: what is read of a row is what was written, or the row is refused.
func FuzzWritten(f *testing.F) {
	for _, s := range []string{"", "a", "a,b", "a\nb", "a\r\nb\rc", `"`, `a"b`, `=`, `""`, `="a"`,
		"=\"a\"b", "'a", "ma’ruf", "\u00a0"} {
		f.Add(s, "b", "", uint(0))
		f.Add("a", s, s, uint(5))
	}
	f.Fuzz(func(t *testing.T, a, b, c string, form uint) {
		sep := []string{",", ";", "\t", "|"}[form%4]
		end := []string{"\n", "\r\n", "\r"}[form/4%3]
		row := []string{a, b, c}
		for i, s := range row {
			special := strings.ContainsAny(s, "\x00\x1a\ufeff") || strings.HasPrefix(s, marks[1])
			if special || strings.ToValidUTF8(s, "") != s {
				return
			}
			row[i] = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
		}
		text := ""
		for _, r := range [][]string{{"nip", "nama", "unit"}, row, {"1", "2", "3"}} {
			text += strings.Join(r, sep) + end
		}
		file, err := Open(strings.NewReader(text), names)
		if err != nil {
			return // it looks like another kind of file
		}
		_, err = file.Sheets[0].Next()
		must(t, err)
		got, err := file.Sheets[0].Next()
		if _, refused := err.(Reason); refused {
			return
		}
		must(t, err)
		breaks := strings.NewReplacer("\r\n", "\n", "\r", "\n")
		for i, want := range []string{a, b, c} {
			if want = unwrap(breaks.Replace(want)); len(got.Cells) != 3 || got.Cells[i].Text != want {
				t.Fatalf("%q is read as %+q", []string{a, b, c}, fmt.Sprint(got.Cells))
			}
		}
	})
}
