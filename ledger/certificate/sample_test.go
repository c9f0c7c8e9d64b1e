package certificate

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"image"
	stdcolor "image/color"
	"image/png"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var sampleDir = flag.String("sample", "", "write the certificates of TestSamples into this directory, to look at them")

// disc is a picture with transparent corners, as an emblem may come.
func disc(t testing.TB, side int) []byte {
	t.Helper()
	picture := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			dx, dy := float64(2*x-side)/float64(side), float64(2*y-side)/float64(side)
			switch r, turn := math.Hypot(dx, dy), math.Atan2(dy, dx); {
			case r < 0.95 && r > 0.84:
				picture.Set(x, y, stdcolor.NRGBA{150, 30, 45, 255})
			case r < 0.78 && r > 0.30+0.4*math.Abs(math.Cos(4*turn)):
				picture.Set(x, y, stdcolor.NRGBA{28, 86, 60, 255})
			case r < 0.24:
				picture.Set(x, y, stdcolor.NRGBA{214, 170, 60, 255})
			}
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// samples are certificates of different people, all invented: each has something that could spoil
// the page.
func samples(t testing.TB) map[string]Document {
	emblem, err := pngEmblem(disc(t, 600))
	if err != nil {
		t.Fatal(err)
	}
	shield, err := pathEmblem("M50 2 L92 16 V52 C92 76 72 91 50 98 C28 91 8 76 8 52 V16 Z m0 12 L20 24 v27 c0 18 14 30 30 36 c16-6 30-18 30-36 v-27 z M50 30 a18 18 0 1 0 .01 0 z", [4]float64{0, 0, 100, 100})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]Document{
		"01-usual": sample(),
		"02-short": stretched(sample(), "Sulaiman", "Name"),
		"03-long": stretched(sample(),
			"Prof. Dr. Raden Mas Haji Muhammad Arya Wirabuana Kusumaningrat bin Hamengkubumi, S.H., M.Hum., Ph.D.",
			"Name"),
		"04-pppk": stretched(stretched(stretched(sample(), "Maria Goretti Peni", "Name"),
			"NI PPPK ••••••••••••••2043", "NIP"), "", "Rank"),
		"05-governor": stretched(stretched(sample(), "Gubernur Kalimantan Barat", "Signatory.Position"), "",
			"Signatory.NIP", "Signatory.Rank"),
		"06-bilingual": sample(),
		"07-emblem":    stretched(sample(), "Fransiskus Xaverius Ngadiman", "Name"),
		"08-colors":    stretched(stretched(sample(), "Dayang Nur'aisyah", "Name"), "PIAGAM", "Title"),
		"09-200-bytes": stretched(sample(), longText, "Name"),
		"10-english":   stretched(sample(), "Žofia Ħadid-Ḥasan Nuñez", "Name"),
		"11-one-word":  stretched(sample(), strings.Repeat("Wirabuanakusumaningrat", 10)[:200], "Name"),
		"12-nine-words": stretched(sample(),
			"Raden-Ngabehi Ma'rifatullāh D'Apolonaria Ṣalāḥuddīn-Nūrulḥaq Hamengkubuwana-Kusumaningrat Sastradiningrat-Wirabhumi Pangéran-Suryadilaga Nur'ainīyah-Mangkunegara Wreksodiningrat-Danukusuma",
			"Name"),
	}
	i := byte(0)
	for _, name := range slices.Sorted(maps.Keys(out)) {
		d := out[name]
		i++
		d.PledgeDigest = sha256.Sum256([]byte{i})
		switch name[3:] {
		case "bilingual":
			d.Language = "id+en"
		case "emblem":
			d.Emblem = emblem
		case "colors":
			d.Primary, d.Accent, d.Emblem = "#6B1D2A", "#5E7358", shield
		case "english":
			d.Language = "en"
		}
		out[name] = d
	}
	return out
}

func TestSamples(t *testing.T) {
	documents := samples(t)
	largest := documents["07-emblem"] // as much as one certificate can need
	largest.Language, largest.Name = "id+en", documents["03-long"].Name
	documents["largest"] = largest
	for name, d := range documents {
		pdf := render(t, d)
		if len(pdf) > 60<<10 {
			t.Errorf("%s: %d bytes, want 60 KiB at most", name, len(pdf))
		}
		if *sampleDir != "" {
			if err := os.WriteFile(filepath.Join(*sampleDir, name+".pdf"), pdf, 0o600); err != nil {
				t.Fatal(err)
			}
			t.Log(name, len(pdf))
		}
	}
}
