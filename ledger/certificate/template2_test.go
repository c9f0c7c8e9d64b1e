package certificate

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
)

// aloud is what a program that reads aloud finds: the parts of a certificate in order and how each
// reads, and their objects.
func aloud(t *testing.T, d Document) (text, objects string) {
	t.Helper()
	file := written(t, d)
	pdf, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return run(t, "pdfinfo", "-struct-text", file), string(clear(t, pdf))
}

// inWords is how a file says what a figure shows.
func inWords(text string) string {
	out := "/S /Figure /Alt <FEFF"
	for _, unit := range utf16.Encode([]rune(text)) {
		out += fmt.Sprintf("%04X", unit)
	}
	return out + ">"
}

// follow fails unless all stand in a text, one behind the other.
func follow(t *testing.T, text string, wanted ...string) {
	t.Helper()
	rest := text
	for _, want := range wanted {
		_, after, found := strings.Cut(rest, want)
		if !found {
			t.Errorf("%q is not in its place:\n%s", want, text)
			return
		}
		rest = after
	}
}

// A certificate is read as a person reads it: what it says, who signs, and then how it is checked.
// English beneath is said to be English, and pictures are told in words.
func TestReadAloud(t *testing.T) {
	all := samples(t)
	d := all["12-nine-words"]
	d.Language, d.Emblem = "id+en", all["07-emblem"].Emblem
	text, objects := aloud(t, d)
	follow(t, text, "Document", "Figure", d.Institution, "H1", `"SERTIFIKAT"`, "P (block)", `"CERTIFICATE"`,
		"Diberikan kepada", d.Name, d.Unit, d.TextTitle, "L (block)",
		"LI (block)", "LBody (block)", "Berorientasi", "LI", "Akuntabel",
		"Pontianak, 31 Maret 2022", d.Signatory.Position, d.Signatory.Name, "H2", "Periksa keaslian", d.Host, d.Code,
		"sebagaimana dimaksud dalam Peraturan Pemerintah", "Link", "Figure", "Object", "Figure")
	objects = regexp.MustCompile(`/P \d+ 0 R /Pg \d+ 0 R `).ReplaceAllString(objects, "")
	for _, want := range []string{"Lambang " + d.Institution + " / Emblem of " + d.Institution,
		indonesian.symbol + " / " + english.symbol, indonesian.rosette + " / " + english.rosette} {
		if !strings.Contains(objects, inWords(want)) {
			t.Errorf("no figure is %q", want)
		}
	}
	if n := strings.Count(objects, "/S /P /Lang (en)"); n != 8 {
		t.Errorf("%d parts are English", n)
	}
	if strings.Contains(text, "PelayananAkuntabel") || strings.Contains(text, "KusumaningratSastra") {
		t.Errorf("words run together:\n%s", text)
	}
}

// Where HR gives no emblem the flower says nothing; a specimen says first that it is one.
func TestReadAloudOfSpecimen(t *testing.T) {
	text, _ := aloud(t, specimen())
	follow(t, text, "Document", `"CONTOH"`, specimen().Institution, "H1")
	if strings.Count(text, "Figure") != 2 || strings.Contains(text, "Link") {
		t.Error(text)
	}
}

// The two templates look the same: what is in the file, nobody sees.
func TestTemplatesLookAlike(t *testing.T) {
	documents := samples(t)
	for _, name := range []string{"07-emblem", "12-nine-words"} {
		var pages [2][]byte
		for i := range pages {
			d := documents[name]
			d.Template = i + 1
			base := strings.TrimSuffix(written(t, d), ".pdf")
			run(t, "pdftoppm", "-r", "60", "-gray", "-singlefile", base+".pdf", base)
			var err error
			if pages[i], err = os.ReadFile(base + ".pgm"); err != nil {
				t.Fatal(err)
			}
		}
		other := 0
		for i := range min(len(pages[0]), len(pages[1])) {
			if pages[0][i] != pages[1][i] {
				other++
			}
		}
		// A hairline of fpdf, whose page is higher by a hundredth of a point, may fall elsewhere.
		if len(pages[0]) != len(pages[1]) || other > 20 {
			t.Errorf("%s: %d pixels of %d differ", name, other, len(pages[0]))
		}
	}
}

// A name with letters of its own has fonts of its own; others share them, whatever came before.
func TestFontsAreShared(t *testing.T) {
	fonts := func(name string) map[string]bool {
		all := map[string]bool{}
		pdf := render(t, stretched(sample(), name, "Name"))
		for _, l := range strings.Split(string(clear(t, pdf)), "/BaseFont /")[1:] {
			all[strings.Fields(l)[0]] = true
		}
		return all
	}
	one, two, rare := fonts("Sulaiman"), fonts("Maria Goretti Peni"), fonts("Žofia")
	same := func(a, b map[string]bool) (n int) {
		for name := range a {
			if b[name] {
				n++
			}
		}
		return n
	}
	if same(one, two) != len(one) || same(one, rare) != len(one)-1 {
		t.Errorf("%v\n%v\n%v", one, two, rare)
	}
}

// A template that this version does not have draws nothing.
func TestNoSuchTemplate(t *testing.T) {
	for _, template := range []int{-1, Template + 1} {
		d := sample()
		d.Template = template
		if _, err := Render(d); err == nil || err.Error() != "certificate: Template: not a template of this version" {
			t.Errorf("template %d: %v", template, err)
		}
	}
}
