package certificate

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// specimen is a page as HR sees it before any certificate is issued.
func specimen() Document {
	d := sample()
	d.Specimen, d.Code, d.Proof = "CONTOH", "XXXX-XXXX-XXXX", []byte("CONTOH\n")
	d.QR = strings.Repeat("Contoh, bukan sertifikat. ", 20)
	return d
}

// TestSpecimen: the word stands on the page as text, no link leads from it, its code says what it
// is, and programs find nothing wrong with the file.
func TestSpecimen(t *testing.T) {
	d := specimen()
	pdf := render(t, d)
	if bytes.Contains(clear(t, pdf), []byte("/URI")) {
		t.Error("a link leads from a specimen")
	}
	if !bytes.Contains(clear(t, render(t, sample())), []byte("/URI")) {
		t.Error("a certificate has no link, so that nothing was tested")
	}
	file := written(t, d)
	if out := run(t, "qpdf", "--check", file); strings.Contains(out, "WARNING") {
		t.Error(out)
	}
	text := strings.Join(strings.Fields(run(t, "pdftotext", "-raw", file, "-")), "")
	if !strings.Contains(text, "CONTOH") {
		t.Errorf("the word is not on the page:\n%s", text)
	}
	base := filepath.Join(t.TempDir(), "page")
	run(t, "pdftoppm", "-r", "150", "-png", "-singlefile", file, base)
	if out := run(t, "zbarimg", "-q", "--raw", base+".png"); !strings.HasPrefix(out, "Contoh, bukan sertifikat.") {
		t.Errorf("the QR code says %q", out)
	}
}

// A sentence across the page would be too small to warn anybody.
func TestSpecimenIsAWord(t *testing.T) {
	d := specimen()
	d.Specimen = strings.Repeat("x", maxSpecimen+1)
	if _, err := Render(d); !errors.Is(err, ErrTooLong) {
		t.Errorf("%v, want %v", err, ErrTooLong)
	}
	d.Specimen = "字"
	if _, err := Render(d); !errors.As(err, new(*MissingGlyphError)) {
		t.Errorf("%v, want a missing glyph", err)
	}
}
