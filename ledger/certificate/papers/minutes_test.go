package papers

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/certificate/internal/outside"
	"ikrar/signer/text"
)

func sampleMinutes() Minutes {
	wib := time.FixedZone("WIB", 7*3600)
	day := time.Date(2026, 3, 31, 10, 15, 0, 0, wib)
	x, _ := text.Lookup("uu-20-2023")
	return Minutes{Institution: "Pemerintah Provinsi Contoh", Agency: "Badan Kepegawaian Daerah", Day: day,
		Place: "Pontianak", Occasion: "Deklarasi ASN BerAKHLAK", ID: "deklarasi-2026",
		Opens: day.Add(-10 * time.Hour), Closes: day.AddDate(1, 0, 0), TextTitle: x.Title, Text: x.Body,
		TextDigest: fmt.Sprintf("%x", x.Digest()), Counted: day, Total: MinutesCount{People: 1240, Signed: 1178},
		Units: []MinutesCount{{People: 1}, {Unit: "Badan Kepegawaian Daerah", People: 40, Signed: 38},
			{Unit: "Dinas Pendidikan", People: 1197, Signed: 1138}, {Unit: "-", People: 2, Signed: 2, Left: true}},
		Origin: "ikrar.contoh.example/buku", Root: "1TAg0CPbvCsRNUXYx-xgXrH4MWT7mXQYjAnMSi9lRws", Size: 2482,
		Address: "https://ikrar.contoh.example",
		Signatory: certificate.Signatory{Position: "Kepala Badan Kepegawaian Daerah", Name: "Dr. Contoh Pejabat, M.Si.",
			NIP: "197001011995031001", Rank: "Pembina Utama Muda, IV/c"},
		Saksi: []string{"Saksi Pertama"}, Created: day}
}

// TestMinutes reads minutes back with other people's tools: who, when, where, the text, the
// figures, the checkpoint, and room for the official and two witnesses.
func TestMinutes(t *testing.T) {
	m := sampleMinutes()
	pdf, err := RenderMinutes(m)
	if again, _ := RenderMinutes(m); !bytes.Equal(pdf, again) {
		t.Error("the same minutes gave other bytes")
	}
	path := kept(t, "minutes", pdf, err)
	if out := outside.Run(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
	pages := strings.Split(outside.Run(t, "pdftotext", "-layout", path, "-"), "\f")
	all := strings.Join(strings.Fields(strings.Join(pages, " ")), " ")
	for _, want := range []string{"BERITA ACARA",
		"Pada hari ini, Selasa tanggal tiga puluh satu bulan Maret tahun dua ribu dua puluh enam (31-03-2026), " +
			"bertempat di Pontianak",
		"1.178 dari 1.240 pegawai (95,00%)", "2.482 entri", "31 Maret 2027, 10.14 WIB",
		"Nomor: .......", "Saksi Pertama", "Saksi 1 Saksi 2", "Dr. Contoh Pejabat, M.Si.", "NIP 197001011995031001",
		"Pontianak, 31 Maret 2026", "tidak tersertifikasi", "Tanpa unit", "(tidak lagi dalam daftar pegawai) 2 2",
		"Seluruhnya 1.240 1.178",
		"Berorientasi Pelayanan", "halaman 1 dari "} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not there", want)
		}
	}
	// A digest and a hash are one long word, which a line's end may part.
	bare := strings.ReplaceAll(all, " ", "")
	for _, want := range []string{m.Root, m.TextDigest} {
		if !strings.Contains(bare, want) {
			t.Errorf("%q is not there", want)
		}
	}
	for line := range strings.SplitSeq(m.Text, "\n") {
		if !strings.Contains(bare, strings.ReplaceAll(line, " ", "")) {
			t.Errorf("of the text is missing: %s", line)
		}
	}
	m.Language = "en"
	pdf, err = RenderMinutes(m)
	if text := outside.Run(t, "pdftotext", kept(t, "minutes-en", pdf, err), "-"); !strings.Contains(text,
		"On this day, Tuesday") {
		t.Error(text)
	}
}

// TestMinutesAtTheirLimits: long texts, nothing known, many units and witnesses.
func TestMinutesAtTheirLimits(t *testing.T) {
	m := sampleMinutes()
	long := strings.TrimSpace(strings.Repeat("Wawan Setiawan ", 13))
	m.Institution, m.Agency, m.Number, m.Place, m.Occasion = long, long, long, long, long
	m.Signatory = certificate.Signatory{Position: long, Name: long, NIP: "197001011995031001", Rank: long}
	m.Saksi = nil
	for n := range 20 {
		m.Saksi = append(m.Saksi, fmt.Sprint(n, " ", long))
	}
	for n := range 80 {
		m.Units = append(m.Units, MinutesCount{fmt.Sprint(long, n), 10, n, false})
	}
	pdf, err := RenderMinutes(m)
	all := strings.Join(strings.Fields(outside.Run(t, "pdftotext", kept(t, "minutes-long", pdf, err), "-")), " ")
	if !strings.Contains(all, "Saksi 20") || !strings.Contains(all, "Setiawan79") {
		t.Error("the last of a list is missing")
	}
	m = Minutes{Text: "a\n"}
	pdf, err = RenderMinutes(m)
	if text := outside.Run(t, "pdftotext", kept(t, "minutes-empty", pdf, err), "-"); !strings.Contains(text,
		"Saksi 2") {
		t.Error(text)
	}
}

func TestMinutesRefuse(t *testing.T) {
	m := sampleMinutes()
	m.Saksi = []string{"官"}
	_, err := RenderMinutes(m)
	if missing := (*certificate.MissingGlyphError)(nil); !errors.As(err, &missing) || missing.Field != "Saksi" {
		t.Errorf("%v", err)
	}
	m.Language = "fr"
	if _, err := RenderMinutes(m); !errors.Is(err, certificate.ErrLanguage) {
		t.Errorf("%v", err)
	}
}
