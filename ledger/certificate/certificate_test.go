package certificate

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

var wib = time.FixedZone("WIB", 7*3600)

// digits stands for the decimal form of a short proof.
func digits(n int) string {
	var out strings.Builder
	state := uint32(20220331)
	for range n {
		state = state*1664525 + 1013904223
		out.WriteByte('0' + byte(state>>24)%10)
	}
	return out.String()
}

// proof is as long and as dense as the full proof of a ledger of a million
// entries; the package does not look into it.
func proof() []byte {
	out := []byte("c2sp.org/tlog-proof@v1\n\x00\xff binary too\n")
	for i := range byte(40) {
		sum := sha256.Sum256([]byte{i})
		out = append(base64.StdEncoding.AppendEncode(out, sum[:]), '\n')
	}
	return out
}

// sample is a usual certificate; its people are invented.
func sample() Document {
	return Document{
		Institution: "PEMERINTAH PROVINSI KALIMANTAN BARAT",
		Agency:      "BADAN KEPEGAWAIAN DAERAH",
		Number:      "800.1.3.3.22/3/BKD/2026",
		Name:        "Théa Nur'aini Wahyuningtyas",
		NIP:         "••••••••••••••1204",
		Rank:        "Penata Muda, III/a",
		Position:    "Analis Sumber Daya Manusia Aparatur Ahli Pertama",
		Unit:        "Biro Organisasi Sekretariat Daerah Provinsi Kalimantan Barat",
		Campaign:    "Deklarasi ASN BerAKHLAK Provinsi Kalimantan Barat Tahun 2022",
		TextTitle:   "Pernyataan Komitmen ASN BerAKHLAK",
		Values: []string{"Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis",
			"Loyal", "Adaptif", "Kolaboratif"},
		Place: "Pontianak",
		Date:  time.Date(2022, 3, 31, 0, 0, 0, 0, wib),
		Signatory: Signatory{
			Position: "Kepala Badan Kepegawaian Daerah Provinsi Kalimantan Barat",
			Name:     "Dra. Siti Contohwati, M.Si.",
			NIP:      "••••••••••••••1007",
			Rank:     "Pembina Utama Madya, IV/d",
		},
		Code:         "K7QM-2F8D-9XPA",
		QR:           "https://ikrar.contoh.example/#" + digits(1360),
		Host:         "ikrar.contoh.example",
		Proof:        proof(),
		PledgeDigest: sha256.Sum256([]byte("pledge")),
		Created:      time.Date(2026, 4, 1, 10, 15, 0, 0, wib),
	}
}

func render(t testing.TB, d Document) []byte {
	t.Helper()
	pdf, err := Render(d)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

func TestRenderIsDeterministic(t *testing.T) {
	want := render(t, sample())
	other := sample()
	other.Name, other.Language = "Žofia Ħadid-Ḥasan", "en"
	render(t, other)
	if !bytes.Equal(render(t, sample()), want) {
		t.Error("second rendering differs, after another certificate")
	}
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			d := sample()
			if i%2 == 1 {
				d = other
			}
			pdf, err := Render(d)
			if err != nil || bytes.Equal(pdf, want) != (i%2 == 0) {
				t.Errorf("rendering %d in parallel: same as alone is %v, error %v", i, bytes.Equal(pdf, want), err)
			}
		})
	}
	group.Wait()
}

func TestRenderKeepsInputs(t *testing.T) {
	d := sample()
	d.Values = []string{" Loyal ", "Adaptif"}
	proof := bytes.Clone(d.Proof)
	render(t, d)
	if d.Values[0] != " Loyal " || !bytes.Equal(d.Proof, proof) {
		t.Error("Render changed the caller's slices")
	}
}

func TestEverythingCounts(t *testing.T) {
	base := render(t, sample())
	other, err := pathEmblem("M0 0h9v9z", [4]float64{0, 0, 10, 10})
	if err != nil {
		t.Fatal(err)
	}
	changes := map[string]func(*Document){
		"Emblem":       func(d *Document) { d.Emblem = other },
		"Primary":      func(d *Document) { d.Primary = "#6B1D2A" },
		"Accent":       func(d *Document) { d.Accent = "#5E7358" },
		"PledgeDigest": func(d *Document) { d.PledgeDigest[0]++ },
		"no digest":    func(d *Document) { d.PledgeDigest = [32]byte{} },
		"bilingual":    func(d *Document) { d.Language = "id+en" },
		"Language":     func(d *Document) { d.Language = "en" },
		"Values":       func(d *Document) { d.Values = d.Values[:6] },
		"Date":         func(d *Document) { d.Date = d.Date.AddDate(0, 0, 1) },
		"QR":           func(d *Document) { d.QR = d.QR[:len(d.QR)-1] + "x" },
		"Proof":        func(d *Document) { d.Proof = d.Proof[1:] },
		"Created":      func(d *Document) { d.Created = d.Created.Add(time.Second) },
		"zone":         func(d *Document) { d.Created = d.Created.UTC() },
	}
	for _, f := range new(Document).fields() {
		changes[f.name] = func(d *Document) {
			for _, g := range d.fields() {
				if g.name == f.name {
					*g.text += "Q"
				}
			}
		}
	}
	for name, change := range changes {
		d := sample()
		change(&d)
		if bytes.Equal(render(t, d), base) {
			t.Errorf("changing %s changes nothing", name)
		}
	}
}

func TestErrors(t *testing.T) {
	long := strings.Repeat("a", 201)
	for _, test := range []struct {
		change func(*Document)
		reason error
		want   string
	}{
		{func(d *Document) { d.Institution = "" }, ErrEmpty, "certificate: Institution: required and empty"},
		{func(d *Document) { d.Number = "  " }, ErrEmpty, "certificate: Number: required and empty"},
		{func(d *Document) { d.Name = "" }, ErrEmpty, "certificate: Name: required and empty"},
		{func(d *Document) { d.Campaign = "" }, ErrEmpty, "certificate: Campaign: required and empty"},
		{func(d *Document) { d.TextTitle = "" }, ErrEmpty, "certificate: TextTitle: required and empty"},
		{func(d *Document) { d.Place = "" }, ErrEmpty, "certificate: Place: required and empty"},
		{func(d *Document) { d.Date = time.Time{} }, ErrEmpty, "certificate: Date: required and empty"},
		{func(d *Document) { d.Code = "" }, ErrEmpty, "certificate: Code: required and empty"},
		{func(d *Document) { d.QR = "" }, ErrEmpty, "certificate: QR: required and empty"},
		{func(d *Document) { d.Host = "" }, ErrEmpty, "certificate: Host: required and empty"},
		{func(d *Document) { d.Proof = nil }, ErrEmpty, "certificate: Proof: required and empty"},
		{func(d *Document) { d.Created = time.Time{} }, ErrEmpty, "certificate: Created: required and empty"},
		{func(d *Document) { d.Unit = long }, ErrTooLong, "certificate: Unit: too long"},
		{func(d *Document) { d.Values = []string{long} }, ErrTooLong, "certificate: Values: too long"},
		{func(d *Document) { d.Proof = make([]byte, maxProof+1) }, ErrTooLong, "certificate: Proof: too long"},
		{func(d *Document) { d.QR += digits(2000) }, ErrTooLong, "certificate: QR: too long"},
		{func(d *Document) { d.QR += digits(9000) }, ErrTooLong, "certificate: QR: too long"},
		{func(d *Document) { d.Language = "fr" }, ErrLanguage, `certificate: Language: not one of "id", "en", "id+en"`},
		{func(d *Document) { d.Primary = "green" }, ErrColor, `certificate: Primary: not a color like "#0F3E4D"`},
		{func(d *Document) { d.Accent = "#12345G" }, ErrColor, `certificate: Accent: not a color like "#0F3E4D"`},
		{func(d *Document) { d.Primary = "#B6944E" }, ErrTooLight,
			"certificate: Primary: too light to be read on white paper"},
		{func(d *Document) { d.Accent = "#FFFFFF" }, ErrTooLight,
			"certificate: Accent: too light to be read on white paper"},
		{func(d *Document) { d.Name = "Ali علي" }, nil, "certificate: Name: no glyph for U+0639 'ع'"},
		{func(d *Document) { d.Unit = "Biro\nHukum" }, nil, "certificate: Unit: no glyph for U+000A"},
		{func(d *Document) { d.Place = "Pon\u202etianak" }, nil, "certificate: Place: no glyph for U+202E"},
		{func(d *Document) { d.Name = "Q\u0301" }, nil, "certificate: Name: no glyph for U+0301 '\u0301'"},
		{func(d *Document) { d.Signatory.Name = "\xff" }, nil, "certificate: Signatory.Name: no glyph for U+FFFD '�'"},
		{func(d *Document) { d.Values = []string{"Loyal 💚"} }, nil, "certificate: Values: no glyph for U+1F49A '💚'"},
	} {
		d := sample()
		test.change(&d)
		_, err := Render(d)
		if err == nil || err.Error() != test.want {
			t.Errorf("error %v, want %s", err, test.want)
			continue
		}
		var missing *MissingGlyphError
		if test.reason == nil && !errors.As(err, &missing) {
			t.Errorf("%v: not a MissingGlyphError", err)
		}
		if test.reason != nil && !errors.Is(err, test.reason) {
			t.Errorf("%v: not %v", err, test.reason)
		}
	}
}

func TestTooManyDifferentCharacters(t *testing.T) {
	var many []rune
	for r := rune('Ā'); len(many) < 129; r++ { // one more than a font has codes for
		many = append(many, r)
	}
	d := sample()
	d.Position, d.Unit = string(many[:100]), string(many[100:])
	_, err := Render(d)
	var missing *MissingGlyphError
	if !errors.As(err, &missing) || missing.Field != "Unit" || !strings.ContainsRune(d.Unit, missing.Rune) {
		t.Errorf("error %v, want a MissingGlyphError of the unit, where the last of them stand", err)
	}
}

func FuzzRender(f *testing.F) {
	f.Add("Théa", "Biro (Umum) \\ A", "Loyal")
	f.Add("Ĳsbrand ŉ", "", strings.Repeat("W", 200))
	f.Fuzz(func(t *testing.T, name, unit, value string) {
		d := sample()
		d.QR = "https://a/#1" // encoding large codes is not what is tested
		d.Name, d.Unit, d.Values = name, unit, []string{value}
		pdf, err := Render(d)
		var field *FieldError
		var missing *MissingGlyphError
		if err != nil && !errors.As(err, &field) && !errors.As(err, &missing) {
			t.Fatalf("untyped error %v", err)
		}
		if err == nil && !bytes.HasSuffix(pdf, []byte("%%EOF\n")) {
			t.Fatal("unfinished file")
		}
	})
}
