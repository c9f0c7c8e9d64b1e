package certificate

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestUnitSlips: each slip's code leads to its own link, read by another's reader, however long the
// unit's name is, and beside its name.
func TestUnitSlips(t *testing.T) {
	for _, tool := range []string{"pdftoppm", "zbarimg", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	s := UnitSlips{Institution: "Pemerintah Provinsi Contoh", Until: "31 Maret 2026, 23.59 WIB", Created: time.Unix(0,
		0)}
	for n, unit := range []string{"Dinas Pendidikan", strings.Repeat("Badan Yang Panjang Sekali ", 8), "(a) \\ =1+1",
		"C", "D"} {
		s.Units = append(s.Units, UnitSlip{strings.TrimSpace(unit),
			"https://ikrar.contoh.example/opd#7K2M8QXP04RZ9TVW3N5YB6HDC" + string(rune('0'+n))})
	}
	pdf, err := RenderUnitSlips(s)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := RenderUnitSlips(s); !bytes.Equal(pdf, again) {
		t.Error("twice, and not the same")
	}
	path := filepath.Join(t.TempDir(), "p.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", "75", "-png", path, path).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	pages, _ := filepath.Glob(path + "*.png")
	if len(pages) != 2 {
		t.Errorf("pages: %q", pages)
	}
	var read string
	for _, page := range pages {
		out, _ := exec.Command("zbarimg", "-q", "--raw", page).Output()
		read += string(out)
		if dir := os.Getenv("IKRAR_PICTURES"); dir != "" {
			os.Rename(page, filepath.Join(dir, filepath.Base(page)))
		}
	}
	text, _ := exec.Command("pdftotext", "-raw", path, "-").Output()
	for _, unit := range s.Units {
		if !strings.Contains(read, unit.Address+"\n") || !strings.Contains(strings.Join(strings.Fields(string(text)),
			" "), unit.Unit) {
			t.Errorf("%s is not there: %s\n%s", unit.Unit, read, text)
		}
	}
	s.Units[0].Unit = "漢"
	if _, err := RenderUnitSlips(s); !errors.As(err, new(*MissingGlyphError)) {
		t.Errorf("a character that cannot be printed: %v", err)
	}
}
