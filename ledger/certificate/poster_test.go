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

// TestPoster: each paper has the code that leads to the page, read by another's reader, whatever
// the campaign is called; the same poster is the same bytes.
func TestPoster(t *testing.T) {
	for _, tool := range []string{"pdftoppm", "zbarimg", "pdfinfo"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	p := Poster{Institution: "Pemerintah Provinsi Contoh", Title: "Deklarasi ASN BerAKHLAK", Place: "Pontianak",
		Date: "31 Maret 2026", Address: "https://ikrar.contoh.example/kegiatan/deklarasi", Created: time.Unix(0, 0)}
	for _, title := range []string{p.Title, strings.Repeat("Deklarasi Panjang ", 11)} {
		for paper, size := range map[string]string{"A4": "595.28 x 841.89", "A3": "841.89 x 1190.5"} {
			p.Paper, p.Title = paper, title
			pdf, err := RenderPoster(p)
			if err != nil {
				t.Fatal(err)
			}
			if again, _ := RenderPoster(p); !bytes.Equal(pdf, again) {
				t.Error("twice, and not the same")
			}
			path := filepath.Join(t.TempDir(), "p.pdf")
			if err := os.WriteFile(path, pdf, 0o600); err != nil {
				t.Fatal(err)
			}
			if said, _ := exec.Command("pdfinfo", path).Output(); !strings.Contains(string(said), size) {
				t.Errorf("%s: %s", paper, said)
			}
			if out, err := exec.Command("pdftoppm", "-r", "50", "-png", "-singlefile", path,
				path).CombinedOutput(); err != nil {
				t.Fatalf("%v %s", err, out)
			}
			read, err := exec.Command("zbarimg", "-q", "--raw", path+".png").Output()
			if err != nil || strings.TrimSpace(string(read)) != p.Address {
				t.Errorf("%s: read %q: %v", paper, read, err)
			}
			if dir := os.Getenv("IKRAR_PICTURES"); dir != "" {
				os.Rename(path+".png", filepath.Join(dir, "poster-"+paper+title[:12]+".png"))
			}
		}
	}
	p.Paper = "A5"
	if _, err := RenderPoster(p); !errors.Is(err, ErrPaper) {
		t.Errorf("another paper: %v", err)
	}
	p.Paper, p.Title = "", "漢"
	if _, err := RenderPoster(p); !errors.As(err, new(*MissingGlyphError)) {
		t.Errorf("a character that cannot be printed: %v", err)
	}
}
