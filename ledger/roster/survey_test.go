package roster

import (
	"fmt"
	"strings"
	"testing"
)

// TestSurvey shows the columns of files as a person has to choose among them.
func TestSurvey(t *testing.T) {
	person := "197602012005052002,Nabila Lestari,Dinas Pendidikan\n"
	for name, one := range map[string]struct {
		file, columns, want string
		headed, digest      bool
	}{
		"known header": {"nip,nama,unit\n" + person, "", "A nip=nip B nama=nama C unit=unit", true, true},
		"by hand":      {"nip,nama,bagian\n" + person, "unit=C", "A nip=nip B nama=nama C bagian=unit", true, true},
		"unknown":      {"nomor pokok,sebutan,bagian\n" + person, "", "A = B = C =", false, true},
		"unknown, by hand": {"nomor pokok,sebutan,bagian\n" + person, "nip=A,nama=B,unit=C",
			"A =nip B =nama C =unit", false, true},
		"none": {person, "", "A = B = C =", false, false},
		"one cell": {"nama dan nip,unit\n\"Nabila Lestari, NIP 197602012005052002\",Dinas\n", "",
			"A nama dan nip=nama_nip B unit=unit", true, true},
		"a title": {"DAFTAR PEGAWAI TAHUN 2026\n\nnip,nama\n" + person, "", "A nip=nip B nama=nama C =", true, true},
	} {
		columns, err := ParseColumns(strings.Fields(one.columns)...)
		if err != nil {
			t.Fatal(err)
		}
		fronts, err := Survey("x.csv", strings.NewReader(one.file), Choice{Columns: columns})
		if err != nil || len(fronts) != 1 {
			t.Fatalf("%s: %v %v", name, fronts, err)
		}
		var got []string
		for _, h := range fronts[0].Columns {
			got = append(got, fmt.Sprintf("%s %s=%s", h.Letter, h.Text, h.Field))
		}
		if s := strings.Join(got, " "); s != one.want || fronts[0].Headed != one.headed {
			t.Errorf("%s: %s headed %t, want %s %t", name, s, fronts[0].Headed, one.want, one.headed)
		}
		if _, ok := fronts[0].HeadDigest(); ok != one.digest {
			t.Errorf("%s: a digest of the header: %t", name, ok)
		}
	}
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 27: "AB", 51: "AZ", 52: "BA"} {
		if got := letterOf(i); got != want || letterIndex(got) != i {
			t.Errorf("column %d: %s, %d back", i, got, letterIndex(got))
		}
	}
}

// TestFieldsAreKnown: what a person can choose, ParseColumns reads.
func TestFieldsAreKnown(t *testing.T) {
	for _, name := range Fields() {
		if _, err := ParseColumns(name + "=A"); err != nil {
			t.Error(err)
		}
	}
}
