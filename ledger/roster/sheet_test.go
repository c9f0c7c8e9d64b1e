package roster

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

const (
	head     = "nip,gelar_depan,nama,gelar_belakang,jabatan,unit,pangkat,golongan,status\n"
	specimen = head +
		"197602012005052002,,Nabila Lestari,S.Pd.,Guru Ahli Pertama,Dinas Pendidikan,Pengatur Muda,II/a,PNS\n" +
		"197407242024211050,Ir.,Hendra,,Pranata Komputer,\"Dinas Koperasi, Usaha Kecil dan Menengah\",,VII,PPPK\n"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func opened(t testing.TB, text string) *File {
	t.Helper()
	s, err := Read("pegawai.csv", strings.NewReader(text), Choice{})
	must(t, err)
	return s
}

// readAll returns the people of a file and its complaints, those of the file last.
func readAll(s *File) (people []Person, bad []error) {
	for {
		row, err := s.Next()
		var line *LineError
		switch {
		case err == io.EOF:
			return people, bad
		case errors.As(err, &line):
			bad = append(bad, err)
		case err != nil:
			return people, append(bad, err)
		default:
			people = append(people, row.Person)
		}
	}
}

func TestReadSpecimen(t *testing.T) {
	people, bad := readAll(opened(t, specimen))
	if len(people) != 2 || len(bad) != 0 {
		t.Fatal(people, bad)
	}
	want := Person{NIP: "197407242024211050", TitleBefore: "Ir.", Name: "Hendra", Position: "Pranata Komputer",
		Unit: "Dinas Koperasi, Usaha Kecil dan Menengah", Grade: "VII", Status: "PPPK"}
	if people[1] != want {
		t.Errorf("got %+v", people[1])
	}
}

func TestReadExampleFile(t *testing.T) {
	f, err := os.Open("testdata/pegawai-contoh.csv")
	must(t, err)
	defer f.Close()
	s, err := Read("pegawai-contoh.csv", f, Choice{})
	must(t, err)
	people, bad := readAll(s)
	if len(people) != 40 || len(bad) != 0 || len(s.Ignored) != 0 {
		t.Fatal(len(people), bad, s.Ignored)
	}
	if got := people[0].PrintedName() + "; " +
		people[0].PrintedRank(); got != "Nabila Lestari, S.Pd.; Pengatur Muda, II/a" {
		t.Error(got)
	}
}

// One content in every form that spreadsheet programs save reads the same.
func TestReadForms(t *testing.T) {
	const text = "nip;nama;unit\r\n197602012005052002;Zoë Ménard;Biro Umum\r\n197407242024211050;José;Biro Umum\r\n"
	latin, err := charmap.Windows1252.NewEncoder().String(text)
	must(t, err)
	forms := map[string]string{
		"semicolon":    text,
		"comma":        strings.ReplaceAll(text, ";", ","),
		"tab":          strings.ReplaceAll(text, ";", "\t"),
		"mark":         "\xef\xbb\xbf" + text,
		"lf":           strings.ReplaceAll(text, "\r", ""),
		"no last end":  strings.TrimSpace(text),
		"windows-1252": latin,
		"utf-16":       wide(text),
		"decomposed":   strings.NewReplacer("ë", "e\u0308", "é", "e\u0301").Replace(text),
		"sep line":     "sep=;\r\n" + text,
		"titles":       "DAFTAR PEGAWAI, NEGERI, SIPIL, 2026\r\n\r\nKeadaan, Maret\r\n" + text,
		"blank lines":  strings.ReplaceAll(text, "\r\n", "\r\n;;\r\n\r\n"),
		"quoted":       strings.ReplaceAll(strings.ReplaceAll(text, ";", `";"`), "\r\n", "\"\r\n\"") + `"`,
		"spaces":       strings.ReplaceAll(text, ";", " ; \u00a0"),
	}
	forms["quoted"] = `"` + strings.TrimSuffix(forms["quoted"], "\"\"")
	want, _ := readAll(opened(t, text))
	if len(want) != 2 || want[0].Name != "Zoë Ménard" || want[1].Name != "José" || want[1].Unit != "Biro Umum" {
		t.Fatalf("%+v", want)
	}
	for name, form := range forms {
		got, bad := readAll(opened(t, form))
		if len(got) != 2 || got[0] != want[0] || got[1] != want[1] || len(bad) != 0 {
			t.Errorf("%s: %+v %v", name, got, bad)
		}
	}
}

func wide(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func TestHeaderSpellings(t *testing.T) {
	s := opened(t, "No.\tNIP / NI PPPK\tGelar Depan\tNama Lengkap\tGelar Belakang\tNama Jabatan\tPerangkat Daerah (OPD)\tPangkat\tGol./Ruang\tStatus Kepegawaian\tGol. Darah\n"+
		"1\t19740724 202421 1 050\tIr.\tHendra\tS.E.\tPranata\tBiro  Umum\t-\tgol. ix\tPPPK\tAB\n")
	people, bad := readAll(s)
	if len(people) != 1 || len(bad) != 0 {
		t.Fatal(people, bad)
	}
	p := people[0]
	if p.PrintedName() != "Ir. Hendra, S.E." || p.PrintedRank() != "Golongan IX" || p.Rank != "" ||
		p.Unit != "Biro Umum" {
		t.Errorf("%+v", p)
	}
	if got := strings.Join(s.Ignored, "|"); got != "No.|Gol. Darah" {
		t.Error(got)
	}
}

func TestQuotedLineBreak(t *testing.T) {
	people, bad := readAll(opened(t, "nip,\"Nama\nLengkap\",unit\n197407242024211050,\"Hendra \"\"Een\"\"\nSaputra\",x\n197602012005052002,Nabila,\n"))
	if len(people) != 2 || len(bad) != 0 || people[0].Name != `Hendra "Een" Saputra` {
		t.Fatal(people, bad)
	}
}

// A quote that is never closed costs its own line; line numbers stay right.
func TestOpenQuoteCostsOneLine(t *testing.T) {
	text := "nip,nama\n197407242024211050,\"Hendra\n197602012005052002,Nabila\n\nx,y\n"
	for _, tail := range []string{"", strings.Repeat("\n", 40),
		strings.Repeat("z,"+strings.Repeat("z", 300)+"\n", 10)} {
		people, bad := readAll(opened(t, text+tail))
		if len(people) != 1 || people[0].Name != "Nabila" || len(bad) < 2 {
			t.Fatal(people, bad)
		}
		if got := bad[0].Error(); got != "pegawai.csv line 2: "+Reason("line-quote").Error() {
			t.Error(got)
		}
		if !strings.HasPrefix(bad[1].Error(), "pegawai.csv line 5: nip \"x\"") {
			t.Error(bad[1])
		}
	}
}

func TestBreaksInACell(t *testing.T) {
	for breaks, want := range map[int]int{16: 1, 17: 0} {
		people, bad := readAll(opened(t, "nip,nama\n197602012005052002,\"Nabila"+strings.Repeat("\n", breaks)+
			"Lestari\"\n"))
		if len(people) != want || want == 0 && !errors.Is(bad[0], Reason("line-quote")) {
			t.Errorf("%d breaks: %v %v", breaks, people, bad)
		}
	}
}

// A line without end costs itself, in bounded memory.
func TestLongLine(t *testing.T) {
	endless := io.LimitReader(repeat('z'), 20<<20)
	s, err := Read("pegawai.csv", io.MultiReader(strings.NewReader("nip,nama\n"), endless,
		strings.NewReader("\n197602012005052002,Nabila\n")), Choice{})
	must(t, err)
	people, bad := readAll(s)
	if len(people) != 1 || len(bad) != 1 || bad[0].Error() != "pegawai.csv line 2: longer than 64 KiB" {
		t.Fatal(people, bad)
	}
}

type repeat byte

func (r repeat) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(r)
	}
	return len(b), nil
}

// The reader's own error is kept and ends the file.
func TestReadError(t *testing.T) {
	s, err := Read("pegawai.csv", io.MultiReader(strings.NewReader(specimen), failing{}), Choice{})
	must(t, err)
	people, bad := readAll(s)
	if len(people) != 2 || len(bad) != 1 || !errors.Is(bad[0], io.ErrClosedPipe) ||
		!errors.Is(bad[0], reasonFileUnreadable) {
		t.Fatal(people, bad)
	}
	if got := bad[0].Error(); got != "pegawai.csv: cannot be read: io: read/write on closed pipe" &&
		got != "pegawai.csv line 3: cannot be read: io: read/write on closed pipe" {
		t.Error(got)
	}
	if _, err := s.Next(); !errors.Is(err, io.ErrClosedPipe) {
		t.Error("the error is forgotten:", err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }

func FuzzCSV(f *testing.F) {
	for _, s := range []string{
		specimen, "", "nip,nama\n\"", "nip;nama\n\"\"\"\n", "nip\tnama\n1\t\"a\nb\"\n", "\xff\xfen\x00",
		"nip,nama\n\x00,\xff\n",
		"nip,nama\n197602012005052002,\"\"x\n", "nip,nama\n,\n\n\"\n\"\n\"",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Read("f.csv", bytes.NewReader(b), Choice{})
		if err != nil {
			return
		}
		people, bad := readAll(s)
		// UTF-16 has two bytes a line end, all else one: no line is counted twice.
		if lines := bytes.Count(b, []byte("\n")); len(people)+len(bad) > lines {
			t.Fatalf("%d people and %d errors of %d lines", len(people), len(bad), lines)
		}
		for _, p := range people {
			if again, reason := fold(p.Name); again != p.Name || reason != "" || p.Name == "" ||
				len(p.PrintedName()) > maxField {
				t.Fatalf("name %q", p.Name)
			}
			value, err := encodePerson(withSubject(p))
			must(t, err)
			if back, err := decodePerson(p.NIP, value); err != nil || back != withSubject(p) {
				t.Fatalf("%+v became %+v, %v", p, back, err)
			}
		}
	})
}

func withSubject(p Person) Person {
	p.Subject = [8]byte{1}
	return p
}
