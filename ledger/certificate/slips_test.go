package certificate

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-pdf/fpdf"
)

func sampleSlips(n int) Slips {
	s := Slips{Institution: "Pemerintah Provinsi Contoh", Address: "https://ikrar.contoh.example",
		Root:  "4DMH-XGA1-R6DD-KVG1-GMY4",
		Until: "31 Maret 2026, 23.59 WIB", Created: time.Date(2026, 3, 1, 8, 0, 0, 0, time.FixedZone("WIB", 7*3600))}
	for i := range n {
		s.People = append(s.People, Slip{fmt.Sprintf("Nabila D'Árcy %d, S.E.", i), "Badan Kepegawaian Daerah",
			fmt.Sprintf("K7QM-2F8D-9XPA-%04d", i)})
	}
	return s
}

// TestSlips reads printed slips back with other people's tools: everybody's name and code, eight a
// page.
func TestSlips(t *testing.T) {
	s := sampleSlips(17)
	s.People[3].Name, s.People[3].Unit = strings.TrimSpace(strings.Repeat("Panjang ", 25)), strings.TrimSpace(
		strings.Repeat("Dinas ", 33))
	first, err := RenderSlips(s)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := RenderSlips(s); err != nil || !bytes.Equal(first, again) {
		t.Errorf("the same slips gave other bytes, %v", err)
	}
	path := filepath.Join(t.TempDir(), "slips.pdf")
	if err := os.WriteFile(path, first, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := run(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
	pages := strings.Split(run(t, "pdftotext", path, "-"), "\f")
	if len(pages) != 4 { // and the end of the last
		t.Fatalf("%d pages", len(pages)-1)
	}
	for n, p := range s.People {
		text := pages[n/8]
		if !strings.Contains(text, p.Code) || n != 3 && !strings.Contains(text, p.Name) {
			t.Errorf("page %d lacks %s, %s", n/8+1, p.Name, p.Code)
		}
	}
	for _, want := range []string{s.Address, s.Root, s.Until} {
		if strings.Count(pages[0], want) < 8 {
			t.Errorf("%s is not on every slip", want)
		}
	}
	if typed := "--root " + s.Root; strings.Count(pages[0], typed) < 8 ||
		strings.Count(pages[0], "dalam satu baris") != 8 {
		t.Errorf("%s is not typed on every slip:\n%s", typed, pages[0])
	}
}

// TestSlipFitsItsRoom: the longest name and unit that a roster can have end above the line that is
// cut along.
func TestSlipFitsItsRoom(t *testing.T) {
	s := sampleSlips(8)
	for n := range s.People {
		s.People[n].Name, s.People[n].Unit = strings.Repeat("Wawan ", 33), strings.Repeat("Wilayah ", 25)
	}
	s.Institution, s.Address = strings.Repeat("Wilayah ", 25), "https://"+strings.Repeat("w", 92)
	pdf, err := RenderSlips(s)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "slips.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for row := range 4 {
		out := run(t, "pdftotext", "-r", "72", "-x", "0", "-y", fmt.Sprint(row*842/4), "-W", "297", "-H",
			fmt.Sprint(842/4), path, "-")
		if !strings.Contains(out, "in your name") && !strings.Contains(out, "nama Anda") {
			t.Errorf("row %d has its end in another:\n%s", row, out)
		}
	}
}

// TestSlipCommandIsLegible: a long address takes more lines, not smaller letters, and the
// fingerprint is set apart.
func TestSlipCommandIsLegible(t *testing.T) {
	for _, address := range []string{"https://i.go.id", "https://ikrar.contoh.example",
		"https://" + strings.Repeat("dinas.", 14) + "go.id/abc"} {
		s := sampleSlips(1)
		s.Address = address
		pdf := fpdf.New("P", "mm", "A4", "")
		pdf.AddUTF8FontFromBytes("sans", "", bytes.Clone(liberationsansregular.TTF))
		pdf.AddUTF8FontFromBytes("sans", "B", bytes.Clone(liberationsansbold.TTF))
		w := slipLabels["id"]
		texts := s.texts(pdf, w, s.People[0])
		scale, seen := 1.0, 0
		for ; setSlip(pdf, texts, scale, nil) > slipRoom; scale -= 0.05 {
		}
		for _, text := range texts {
			size, lines := text.fit(pdf, scale)
			switch {
			case strings.HasPrefix(text.text, "ikrar pledge "):
				seen++
				if size < 7 || strings.ReplaceAll(strings.Join(lines, ""), " ", "") !=
					strings.ReplaceAll(text.text, " ", "") {
					t.Errorf("%s: %q at %g points", address, lines, size)
				}
			case text.text == s.Root:
				seen++
				if size < 8 || text.style != "B" {
					t.Errorf("%s: the fingerprint at %g points", address, size)
				}
			}
		}
		if seen != 2 {
			t.Errorf("%s: %d of command and fingerprint", address, seen)
		}
	}
}

func TestSlipGlyphs(t *testing.T) {
	s := sampleSlips(1)
	s.People[0].Name = "Nabila 漢"
	var missing *MissingGlyphError
	if _, err := RenderSlips(s); !errors.As(err, &missing) || missing.Rune != '漢' {
		t.Errorf("%v", err)
	}
	s.People = append(s.People, Slip{"Siti", "Dinas 漢", "K"}, Slip{"Mega", "Dinas", "K"})
	people, err := s.Unprintable()
	if err != nil || len(people) != 3 || people[0].Field != "Name" || people[1].Field != "Unit" || people[2] != nil {
		t.Errorf("%v %v", people, err)
	}
	s.Language = "jv"
	if _, err := RenderSlips(s); !errors.Is(err, ErrLanguage) {
		t.Errorf("%v", err)
	}
}
