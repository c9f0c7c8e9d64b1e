package papers

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/certificate/internal/outside"
)

func sampleAttendance(n int) Attendance {
	wib := time.FixedZone("WIB", 7*3600)
	a := Attendance{Institution: "Pemerintah Provinsi Contoh", Occasion: "Deklarasi ASN BerAKHLAK", Place: "Pontianak",
		Day: time.Date(2026, 3, 31, 8, 0, 0, 0, wib), Created: time.Date(2026, 3, 1, 8, 0, 0, 0, wib)}
	for i := range n {
		a.People = append(a.People, Attendant{Name: fmt.Sprintf("Nabila D'Árcy %02d, S.E.", i), NIP: "…2002",
			Position: "Analis Sumber Daya Manusia Aparatur Ahli Muda", Unit: "Badan Kepegawaian Daerah"})
	}
	return a
}

// kept writes a PDF where other people's tools find it. IKRAR_PICTURES names a directory to look at
// it in.
func kept(t *testing.T, name string, pdf []byte, err error) (path string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	dir := os.Getenv("IKRAR_PICTURES")
	if dir == "" {
		dir = t.TempDir()
	}
	path = filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAttendance reads a list back with other people's tools: nobody is missing, each unit begins a
// page, and the room for its head's signature stands behind its last line.
func TestAttendance(t *testing.T) {
	a := sampleAttendance(41)
	a.People = append(a.People, Attendant{Name: "Ir. Budi", Plain: "Budi", Unit: "Dinas Pendidikan"},
		Attendant{Name: "Álif", Unit: "Dinas Pendidikan"}, Attendant{Name: "Zahra", Position: "Staf Ahli"})
	first, err := RenderAttendance(a)
	slices.Reverse(a.People)
	if again, err := RenderAttendance(a); err != nil || !bytes.Equal(first, again) {
		t.Errorf("the same list in another order gave other bytes, %v", err)
	}
	path := kept(t, "attendance", first, err)
	if out := outside.Run(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
	pages := strings.Split(outside.Run(t, "pdftotext", "-layout", path, "-"), "\f")
	pages = pages[:len(pages)-1]
	if len(pages) != 5 {
		t.Fatalf("%d pages", len(pages))
	}
	for n, want := range map[int][]string{0: {"Tanpa unit", "Jumlah: 1 orang", "Selasa, 31 Maret 2026", "Pontianak"},
		1: {"Badan Kepegawaian Daerah", "halaman 1 dari 3"}, 3: {"Jumlah: 41 orang", "Mengetahui"},
		4: {"Dinas Pendidikan", "Álif", "Ir. Budi", "halaman 1 dari 1"}} {
		for _, text := range want {
			if !strings.Contains(pages[n], text) {
				t.Errorf("page %d lacks %q:\n%s", n+1, text, pages[n])
			}
		}
	}
	all := strings.Join(pages, "")
	for _, p := range a.People {
		if strings.Count(all, p.Name) != 1 {
			t.Errorf("%s stands %d times", p.Name, strings.Count(all, p.Name))
		}
	}
	if strings.Index(pages[4], "Álif") > strings.Index(pages[4], "Ir. Budi") {
		t.Error("Ir. Budi is before Álif: titles and accents count")
	}
	if strings.Count(all, "Mengetahui") != 3 {
		t.Errorf("%d units have room for their head's signature", strings.Count(all, "Mengetahui"))
	}
}

// TestAttendanceAtItsLimits: the longest texts, a unit of one, nobody at all, at every length of a
// unit about a page's end.
func TestAttendanceAtItsLimits(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("Wawan Setiawan ", 13))
	a := sampleAttendance(9)
	a.Occasion, a.Institution, a.Place, a.Day = long, long, "", time.Time{}
	for n := range a.People {
		a.People[n].Name, a.People[n].Position, a.People[n].Unit = long+fmt.Sprint(n), strings.Repeat("W", 200), long
	}
	pdf, err := RenderAttendance(a)
	path := kept(t, "attendance-long", pdf, err)
	if text := outside.Run(t, "pdftotext", path, "-"); strings.Count(text, "Tanda tangan") == 0 ||
		strings.Count(text, "halaman") < 2 {
		t.Error(text)
	}
	for n := range 45 {
		pdf, err := RenderAttendance(sampleAttendance(n))
		if err != nil {
			t.Fatal(n, err)
		}
		if n < 14 || n > 20 {
			continue
		}
		pages := strings.Split(outside.Run(t, "pdftotext", kept(t, "attendance-n", pdf, nil), "-"), "\f")
		last := pages[len(pages)-2]
		if n > 0 && (!strings.Contains(last, fmt.Sprintf("%d.", n)) || !strings.Contains(last, "Mengetahui")) {
			t.Errorf("%d people: the signature of the head stands alone:\n%s", n, last)
		}
	}
}

func TestAttendanceRefuses(t *testing.T) {
	a := sampleAttendance(2)
	a.People[1].Position = "官"
	_, err := RenderAttendance(a)
	if missing := (*certificate.MissingGlyphError)(nil); !errors.As(err, &missing) ||
		missing.Field != a.People[1].Name {
		t.Errorf("%v", err)
	}
	a = sampleAttendance(1)
	a.Language = "fr"
	if _, err := RenderAttendance(a); !errors.Is(err, certificate.ErrLanguage) {
		t.Errorf("%v", err)
	}
}
