package certificate

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikrar/ledger/certificate/internal/outside"
	"ikrar/ledger/certificate/internal/typeset"
)

// run returns the output of an outside program that must find nothing wrong.
var run = outside.Run

func written(t *testing.T, d Document) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "certificate.pdf")
	if err := os.WriteFile(file, render(t, d), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestQPDF(t *testing.T) {
	documents := append(slices.Collect(maps.Values(samples(t))), stretched(sample(), longText, "all"),
		stretched(sample(), `\(a)) (b\`, "all"))
	for _, d := range documents {
		out := run(t, "qpdf", "--check", written(t, d))
		if !strings.Contains(out, "No syntax or stream encoding errors") || strings.Contains(out, "WARNING") {
			t.Error(out)
		}
	}
}

func TestInfo(t *testing.T) {
	d := sample()
	d.Institution = "PEMERINTAH PROVINSI (CONTOH) ĀĪŪ"
	file := written(t, d)
	out := run(t, "pdfinfo", "-rawdates", file)
	for _, want := range []string{
		"SERTIFIKAT 800.1.3.3.22/3/BKD/2026\n",
		"Pernyataan Komitmen ASN BerAKHLAK, Deklarasi ASN BerAKHLAK Provinsi Kalimantan Barat Tahun 2022\n",
		"PEMERINTAH PROVINSI (CONTOH) ĀĪŪ\n",
		"D:20260401101500+07'00'\n",
		"1.7\n", "A4", "Pages:           1\n", "Metadata Stream: yes\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, out)
		}
	}
	if strings.Count(out, "D:20260401101500+07'00'") != 2 {
		t.Error(out)
	}
	if pdf, err := os.ReadFile(file); err != nil || !bytes.Contains(clear(t, pdf), []byte("/Lang (id)")) {
		t.Error("no language", err)
	}
}

func TestFontsAreEmbeddedSubsets(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(run(t, "pdffonts", written(t, sample()))), "\n")[2:]
	if len(lines) != int(typeset.FaceCount) {
		t.Errorf("%d fonts, want %d", len(lines), typeset.FaceCount)
	}
	for _, l := range lines {
		fields := strings.Fields(l)
		if fields[1] != "TrueType" || fields[3] != "yes" || fields[4] != "yes" || fields[5] != "yes" {
			t.Errorf("not an embedded subset with a map to Unicode: %s", l)
		}
	}
}

func TestProofIsAttached(t *testing.T) {
	d := sample()
	file, out := written(t, d), filepath.Join(t.TempDir(), "proof")
	if list := run(t, "pdfdetach", "-list", file); !strings.Contains(list, "1: K7QM-2F8D-9XPA.tlog-proof") {
		t.Error(list)
	}
	run(t, "pdfdetach", "-save", "1", "-o", out, file)
	if got, err := os.ReadFile(out); err != nil || !bytes.Equal(got, d.Proof) {
		t.Errorf("the attachment differs: %d bytes, %v", len(got), err)
	}
}

// Every text is read back whole, and in the order of the page.
func TestEveryFieldIsText(t *testing.T) {
	for _, language := range []string{"id", "en", "id+en"} {
		d := sample()
		d.Language, d.Name, d.Unit = language, `Žofia Nur'aini (Ḥafṣa) \ Łucja`, "Dinas “Contoh” – Ωmega Жук"
		w, err := wordsFor(language)
		if err != nil {
			t.Fatal(err)
		}
		e := w.second
		if e == nil {
			e = new(words)
		}
		wanted := []string{d.Institution, d.Agency, w.title, e.title, w.number + d.Number, w.given, e.given, d.Name,
			w.labelled(d.NIP), d.Rank,
			d.Position, d.Unit, w.signed, e.signed, d.TextTitle, w.during + d.Campaign}
		wanted = append(wanted, d.Values...)
		wanted = append(wanted, w.heading, e.heading, w.scan, e.scan, d.Host, w.typed, e.typed, d.Code, w.roset,
			e.roset, w.law, e.law,
			w.placeAndDate(d.Place, d.Date), d.Signatory.Position, d.Signatory.Name, d.Signatory.Rank, w.labelled(
				d.Signatory.NIP))
		out := run(t, "pdftotext", "-raw", written(t, d), "-")
		rest := strings.Join(strings.Fields(out), " ")
		for _, want := range wanted {
			_, after, found := strings.Cut(rest, strings.TrimSpace(want))
			if !found {
				t.Errorf("%s: pdftotext does not find %q in its place:\n%s", language, want, out)
				break
			}
			rest = after
		}
	}
}

func TestMuPDF(t *testing.T) {
	for name, d := range samples(t) {
		file := written(t, d)
		out := filepath.Join(t.TempDir(), "cleaned.pdf")
		if complaints := run(t, "mutool", "clean", file, out); complaints != "" {
			t.Errorf("%s: %s", name, complaints)
		}
	}
}

// XMP and the information dictionary say the same.
func TestMetadata(t *testing.T) {
	d := sample()
	d.Institution = "PEMERINTAH <CONTOH> & ĀĪŪ"
	meta := run(t, "pdfinfo", "-meta", written(t, d))
	for _, want := range []string{
		"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
		`<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>`,
		">SERTIFIKAT 800.1.3.3.22/3/BKD/2026<",
		">PEMERINTAH &lt;CONTOH&gt; &amp; ĀĪŪ<",
		"<dc:language><rdf:Bag><rdf:li>id</rdf:li></rdf:Bag></dc:language>",
		"<xmp:CreateDate>2026-04-01T10:15:00+07:00</xmp:CreateDate><xmp:ModifyDate>2026-04-01T10:15:00+07:00</xmp:ModifyDate>",
	} {
		if !strings.Contains(meta, want) {
			t.Errorf("no %s in\n%s", want, meta)
		}
	}
}

func TestQRCodeReads(t *testing.T) {
	usual, large, small := sample(), sample(), sample()
	large.QR = "https://ikrar.contoh.example/#" + digits(2700) // version 28
	small.QR = "https://ikrar.contoh.example/#" + digits(300)
	for name, d := range map[string]Document{"usual": usual, "large": large, "small": small} {
		file := written(t, d)
		picture := strings.TrimSuffix(file, ".pdf")
		run(t, "pdftoppm", "-r", "150", "-gray", "-singlefile", file, picture)
		if got := run(t, "zbarimg", "--quiet", "--raw", picture+".pgm"); strings.TrimSuffix(got, "\n") != d.QR {
			t.Errorf("%s: zbarimg reads %d characters, want %d", name, len(got)-1, len(d.QR))
		}
	}
}
