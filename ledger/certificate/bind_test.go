package certificate

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikrar/ledger/certificate/internal/pdfa"
	"ikrar/verify"
)

func each(pdfs [][]byte) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, pdf := range pdfs {
			if !yield(pdf, nil) {
				return
			}
		}
	}
}

// A bound file shows page for page what the certificates show, to the pixel, and has what they
// share once.
func TestBind(t *testing.T) {
	documents := samples(t)
	var pdfs [][]byte
	sum := 0
	for _, name := range slices.Sorted(maps.Keys(documents)) {
		pdfs = append(pdfs, render(t, documents[name]))
		sum += len(pdfs[len(pdfs)-1])
	}
	bound, err := Bind("Sertifikat untuk dicetak: BKD (10)", sample().Created, each(pdfs))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Bind("Sertifikat untuk dicetak: BKD (10)", sample().Created, each(pdfs)); err != nil ||
		!bytes.Equal(bound, again) {
		t.Errorf("another file the second time (%v)", err)
	}
	if len(bound) > sum*9/10 || !bytes.HasPrefix(bound, []byte(verify.PrintMark)) {
		t.Errorf("%d bytes, the certificates %d", len(bound), sum)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "bound.pdf")
	if err := os.WriteFile(file, bound, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := run(t, "qpdf", "--check", file); !strings.Contains(out, "No syntax or stream encoding errors") ||
		strings.Contains(out, "WARNING") {
		t.Error(out)
	}
	if out := run(t, "pdfinfo", file); !strings.Contains(out, fmt.Sprintf("Pages:           %d\n", len(pdfs))) ||
		!strings.Contains(out, "untuk dicetak: BKD (10)") {
		t.Error(out)
	}
	run(t, "mutool", "info", file)
	for i, pdf := range pdfs {
		if i%4 != 3 { // the long name, the colors
			continue
		}
		single, name := filepath.Join(dir, "single"), filepath.Join(dir, "bound")
		if err := os.WriteFile(single+".pdf", pdf, 0o600); err != nil {
			t.Fatal(err)
		}
		run(t, "pdftoppm", "-r", "40", "-singlefile", single+".pdf", single)
		run(t, "pdftoppm", "-r", "40", "-singlefile", "-f", fmt.Sprint(i+1), "-l", fmt.Sprint(i+1), file, name)
		want, err := os.ReadFile(single + ".ppm")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name + ".ppm"); err != nil || !bytes.Equal(got, want) {
			t.Errorf("page %d looks other than its certificate (%v)", i+1, err)
		}
	}
}

func TestBindRefuses(t *testing.T) {
	d := sample()
	d.Template = Template1 // whose objects stand in the clear
	whole := render(t, d)
	edited := func(mark, before, after string) []byte { // before and after are as long: the table of objects stays true
		start := bytes.Index(whole, []byte(mark))
		if start < 0 || len(before) != len(after) {
			t.Fatal(mark)
		}
		return slices.Concat(whole[:start], bytes.Replace(whole[start:], []byte(before), []byte(after), 1))
	}
	if _, err := Bind("x", sample().Created, each([][]byte{whole})); err != nil {
		t.Fatal(err)
	}
	packed := render(t, sample())
	table := bytes.LastIndex(packed, []byte(" 0 obj\n<< /Type /XRef"))
	for name, pdf := range map[string][]byte{
		"cut": packed[:len(packed)-1], "no table": bytes.Replace(packed, []byte("/XRef"), []byte("/Xref"), 1),
		"an empty table": slices.Concat(packed[:table], bytes.Replace(packed[table:], []byte("stream\n"),
			[]byte("stream "), 1)),
		"another offset": regexp.MustCompile(`startxref\n\d`).ReplaceAll(packed, []byte("startxref\n9")),
		"nothing":        nil, "another file": []byte("%PDF-1.7\nxref\n0 1\n"),
		"a circle":    edited("/ProcSet", "/ProcSet", "/C 2 0 R"),
		"no such one": edited("/Type /Page\n", "/Resources 2 0 R", "/Resource 99 0 R"),
		"two parents": edited("/Type /Page\n", "/Resources 2 0 R", "/Parent 2 0 R   "),
	} {
		if _, err := Bind("x", sample().Created, each([][]byte{pdf})); !errors.Is(err, pdfa.ErrShape) {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken := errors.New("broken")
	failing := func(yield func([]byte, error) bool) { yield(nil, broken) }
	if _, err := Bind("x", sample().Created, failing); !errors.Is(err, broken) {
		t.Error(err)
	}
}
