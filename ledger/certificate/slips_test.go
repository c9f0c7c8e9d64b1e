package certificate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/ledger/certificate/internal/byunit"
	"ikrar/ledger/certificate/internal/upright"
	"ikrar/verify/qr"
)

func sampleSlips(n int) Slips {
	s := Slips{Institution: "Pemerintah Provinsi Contoh", Address: "https://ikrar.contoh.example",
		Root:  "4DMH-XGA1-R6DD-KVG1-GMY4",
		Until: "31 Maret 2026, 23.59 WIB", Created: time.Date(2026, 3, 1, 8, 0, 0, 0, time.FixedZone("WIB", 7*3600))}
	for i := range n {
		s.People = append(s.People, Slip{Name: fmt.Sprintf("Nabila D'Árcy %02d, S.E.", i),
			Unit: "Badan Kepegawaian Daerah", Code: fmt.Sprintf("K7QM-2F8D-9XPA-%04d", i)})
	}
	return s
}

// printedSlips writes slips to a file.
func printedSlips(t *testing.T, s Slips) (path string) {
	t.Helper()
	pdf, err := RenderSlips(t.Context(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "slips.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestSlips reads printed slips back with other people's tools: a sheet to tick off, then
// everybody's name and code, eight a page.
func TestSlips(t *testing.T) {
	s := sampleSlips(17)
	first, err := RenderSlips(t.Context(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(s.People)
	if again, err := RenderSlips(t.Context(), s, nil); err != nil || !bytes.Equal(first, again) {
		t.Errorf("the same slips in another order gave other bytes, %v", err)
	}
	slices.Reverse(s.People)
	path := printedSlips(t, s)
	if out := run(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
	pages := strings.Split(run(t, "pdftotext", path, "-"), "\f")
	if len(pages) != 5 { // and the end of the last
		t.Fatalf("%d pages", len(pages)-1)
	}
	for n, p := range s.People {
		if !strings.Contains(pages[0], p.Name) || strings.Contains(pages[0], p.Code) {
			t.Errorf("the cover sheet lacks %s, or has the code", p.Name)
		}
		if text := pages[1+n/8]; !strings.Contains(text, p.Code) || !strings.Contains(text, p.Name) {
			t.Errorf("page %d lacks %s, %s", 2+n/8, p.Name, p.Code)
		}
	}
	for _, want := range []string{"ikrar.contoh.example\n", "ikrar.contoh.example/tanda lalu",
		s.Address + "/tanda\n", s.Root, s.Until, "Jangan difoto atau dikirim ke grup."} {
		if strings.Count(pages[1], want) != 8 {
			t.Errorf("%q is not on every slip:\n%s", want, pages[1])
		}
	}
	if strings.Contains(pages[1], "--") || strings.Contains(pages[1], "ikrar pledge") {
		t.Error("there is a shell command on slips")
	}
}

// TestSlipsLieByUnit: whoever hands them out finds a unit together, and in it people by name,
// whatever their titles, accents and capitals.
func TestSlipsLieByUnit(t *testing.T) {
	s := sampleSlips(0)
	for _, p := range []string{"Zainal|Dinas B", "Wawan|dinas a", "Ir. Budi|Dinas B", "Álif|Dinas B",
		"SITI|dinas a", "Eka|"} {
		name, unit, _ := strings.Cut(p, "|")
		s.People = append(s.People, Slip{Name: name, Unit: unit, Code: "K7QM-2F8D-9XPA-0R3T",
			Plain: strings.TrimPrefix(name, "Ir. ")})
	}
	var order []string
	for _, p := range byunit.Sort(s.People, place) {
		order = append(order, p.Name)
	}
	if got := strings.Join(order, ", "); got != "Eka, SITI, Wawan, Álif, Ir. Budi, Zainal" {
		t.Error(got)
	}
	pages := strings.Split(run(t, "pdftotext", "-layout", printedSlips(t, s), "-"), "\f")
	if len(pages) != 7 || !strings.Contains(pages[0], "Tanpa unit") || !strings.Contains(pages[4], "Jumlah: 3 orang") {
		t.Errorf("%d pages:\n%s", len(pages)-1, strings.Join(pages, "----\n"))
	}
	s.People = s.People[:1]
	if pages := strings.Split(run(t, "pdftotext", printedSlips(t, s), "-"), "\f"); len(pages) != 2 {
		t.Errorf("one slip alone has %d pages", len(pages)-1)
	}
}

// TestLongCoverSheet: nobody of a large unit is missing, and no line runs over the end of a page.
func TestLongCoverSheet(t *testing.T) {
	s := sampleSlips(70)
	for n := range s.People {
		s.People[n].Name = strings.Repeat("Wawan ", 30) + fmt.Sprintf("%02d.", n)
	}
	pages := strings.Split(run(t, "pdftotext", "-layout", printedSlips(t, s), "-"), "\f")
	covers := strings.Join(pages[:3], "")
	for n := range s.People {
		if !strings.Contains(covers, fmt.Sprintf("%02d.", n)) {
			t.Errorf("%d is on no cover sheet", n)
		}
	}
	if !strings.Contains(pages[2], "halaman 3 dari 3") || !strings.Contains(pages[3], "Berlaku sekali") {
		t.Errorf("%s----\n%s", pages[2], pages[3])
	}
}

// longSlips are as long as a roster and an address can be.
func longSlips() Slips {
	s := sampleSlips(8)
	for n := range s.People {
		s.People[n].Name, s.People[n].Unit = strings.Repeat("Wawan ", 33), strings.Repeat("Wilayah ", 25)
	}
	s.Institution, s.Address = strings.Repeat("Wilayah ", 25), "https://"+strings.Repeat("w", 63)+".dinas.go.id/abc"
	return s
}

// TestSlipFitsItsRoom: the longest name and unit that a roster can have end above the line that is
// cut along.
func TestSlipFitsItsRoom(t *testing.T) {
	s := longSlips()
	path := printedSlips(t, s)
	for row := range 4 {
		out := run(t, "pdftotext", "-f", "2", "-r", "72", "-x", "0", "-y", fmt.Sprint(row*842/4), "-W", "297", "-H",
			fmt.Sprint(842/4), path, "-")
		if strings.Count(out, s.Root) != 1 || strings.Count(out, "K7QM-2F8D-9XPA-") != 1 {
			t.Errorf("row %d has its end in another:\n%s", row, out)
		}
	}
}

// TestSlipsAreCounted: a province takes a while, so each slip is counted, and it can be stopped.
func TestSlipsAreCounted(t *testing.T) {
	drawn := atomic.Int32{}
	if _, err := RenderSlips(t.Context(), sampleSlips(17), func() { drawn.Add(1) }); err != nil || drawn.Load() != 17 {
		t.Errorf("%d drawn, %v", drawn.Load(), err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := RenderSlips(ctx, sampleSlips(17), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("drawn although it was stopped: %v", err)
	}
}

// TestLongNameIsLegible: a name with many titles gets a third line before it gets small.
func TestLongNameIsLegible(t *testing.T) {
	s := sampleSlips(1)
	s.People[0].Name = "Prof. Dr. Ir. H. Muhammad Baharuddin Jusuf Tjokroaminoto, S.T., M.T., M.Sc., Ph.D."
	p := slipPrinter{pdf: upright.New("", s.Institution, s.Language, s.Created), s: &s, words: slipLabels["id"]}
	beside, _ := p.texts(s.People[0])
	if size, lines := beside[1].fit(p.pdf, besideWidth, 1); size < 7.5 || len(lines) != 3 {
		t.Errorf("%q at %v points", lines, size)
	}
}

// TestSlipIsLegible: a long address takes more lines, and what is typed or compared keeps its size.
func TestSlipIsLegible(t *testing.T) {
	for name, s := range map[string]Slips{"usual": sampleSlips(1), "long": longSlips()} {
		p := slipPrinter{pdf: upright.New("", s.Institution, s.Language, s.Created), s: &s, words: slipLabels["id"]}
		beside, below := p.texts(s.People[0])
		seen := 0
		for _, text := range slices.Concat(beside, below) {
			size, lines := text.fit(p.pdf, slipInner, leastScale)
			least := map[string]float64{s.host(): 7, s.People[0].Code: 12}[text.text]
			if least == 0 {
				continue
			}
			seen++
			if size < least || text.style != "B" || strings.Join(lines, "") != text.text {
				t.Errorf("%s: %q at %g points", name, lines, size)
			}
		}
		if seen != 2 {
			t.Errorf("%s: %d of host and code", name, seen)
		}
	}
}

// TestSlipQRReads: off a sheet that was scanned coarsely, each code leads to its own person's page.
func TestSlipQRReads(t *testing.T) {
	for name, s := range map[string]Slips{"usual": sampleSlips(8), "long": longSlips()} {
		path := printedSlips(t, s)
		picture := strings.TrimSuffix(path, ".pdf")
		run(t, "pdftoppm", "-r", "110", "-f", "2", "-png", "-singlefile", path, picture)
		zbar := run(t, "zbarimg", "--quiet", "--raw", picture+".png")
		file, err := os.Open(picture + ".png")
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := png.Decode(file)
		file.Close()
		if err != nil {
			t.Fatal(err)
		}
		ours, err := qr.Read(sheet, func(string) bool { return true })
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, p := range s.People {
			want := s.Address + "/tanda#" + p.Code
			if !slices.Contains(ours, want) || !strings.Contains(zbar, want+"\n") {
				t.Errorf("%s: %s is not read\nours %q\nzbarimg %s", name, want, ours, zbar)
			}
		}
	}
}

func TestSlipGlyphs(t *testing.T) {
	s := sampleSlips(1)
	s.People[0].Name = "Nabila 漢"
	var missing *MissingGlyphError
	if _, err := RenderSlips(t.Context(), s, nil); !errors.As(err, &missing) || missing.Rune != '漢' {
		t.Errorf("%v", err)
	}
	s.People = append(s.People, Slip{Name: "Siti", Unit: "Dinas 漢"}, Slip{Name: "Mega", Unit: "Dinas"})
	people, err := s.Unprintable()
	if err != nil || len(people) != 3 || people[0].Field != "Name" || people[1].Field != "Unit" || people[2] != nil {
		t.Errorf("%v %v", people, err)
	}
	s.Language = "jv"
	if _, err := RenderSlips(t.Context(), s, nil); !errors.Is(err, ErrLanguage) {
		t.Errorf("%v", err)
	}
}
