package table

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// TestCodePages: a name that is not UTF-8 is right, or its line is refused. There is no third.
func TestCodePages(t *testing.T) {
	const refused = "refused"
	for _, c := range []struct {
		name             string // as a file has it
		crlf, lf, cr     string // what is read under each line end
		behindMac, where string // under \r\n, where another line can be MacRoman alone
	}{
		{"Ma\xd5ruf", "Ma’ruf", "Ma’ruf", "Ma’ruf", "Ma’ruf", "’ of MacRoman, Õ of Windows"},
		{"MA\xd5RUF", refused, refused, "MA’RUF", "MA’RUF", "which both can be"},
		{"SIM\xd5ES", refused, refused, "SIM’ES", "SIM’ES", "and really are, in Nusa Tenggara Timur"},
		{"Sim\xf5es", "Simões", "Simões", "Simões", "Simões", "õ of Windows"},
		{"Ma\x92ruf", "Ma’ruf", "Ma’ruf", refused, "Maíruf", "’ of Windows, í of MacRoman"},
		{"MA\x92RUF", "MA’RUF", "MA’RUF", "MA’RUF", "MA’RUF", ""},
		{"\x91Aisyah", "‘Aisyah", "‘Aisyah", "‘Aisyah", "‘Aisyah", "ë begins no word before a capital"},
		{"\xd4Aisyah", refused, refused, "‘Aisyah", "‘Aisyah", "Ô of Windows begins one"},
		{"Jos\x8e", "José", "José", "José", "José", "é of MacRoman, Ž of Windows"},
		{"Jos\xe9", "José", "José", "José", "José", "é of Windows, È of MacRoman"},
		{"Jos\x82", "José", "José", "José", "José", "é of MS-DOS"},
		{"JOS\xc9", "JOSÉ", "JOSÉ", refused, refused, "É of Windows, … of MacRoman"},
		{"JOS\x83", "JOSÉ", "JOSÉ", "JOSÉ", "JOSÉ", "of MacRoman"},
		{"JOS\x90", "JOSÉ", "JOSÉ", "JOSÉ", "JOSÉ", "of MS-DOS"},
		{"Zo\xeb", "Zoë", "Zoë", "Zoë", "Zoë", ""},
		{"Zo\x91", refused, refused, "Zoë", "Zoë", "ë of MacRoman, ‘ of Windows"},
		{"Mu\xf1oz", "Muñoz", "Muñoz", "Muñoz", "Muñoz", ""},
		{"Pe\xa4a", "Peña", "Peña", "Peña", "Peña", "of MS-DOS"},
		{"M\x81ller", "Müller", "Müller", "Müller", "Müller", "of MS-DOS"},
		{"Siti\xa0Aminah", "Siti\u00a0Aminah", "Siti\u00a0Aminah", "Siti\u00a0Aminah", "Siti\u00a0Aminah", ""},
		{"Siti\xcaAminah", "Siti\u00a0Aminah", "Siti\u00a0Aminah", "Siti\u00a0Aminah", "Siti\u00a0Aminah",
			"of MacRoman"},
		{"Seksi A \x96 B", "Seksi A – B", "Seksi A – B", "Seksi A – B", "Seksi A – B", ""},
		{"Dinas \x93Maju\x94", "Dinas “Maju”", "Dinas “Maju”", "Dinas “Maju”", "Dinas “Maju”", ""},
		{"JO\xc3O MAGALH\xc3ES", "JOÃO MAGALHÃES", "JOÃO MAGALHÃES", "JOÃO MAGALHÃES", "JOÃO MAGALHÃES", ""},
		{"Jos\xc3", refused, refused, refused, refused, "a letter of UTF-8, cut in two"},
		{"Si\xffti\x81\xfe", refused, refused, refused, refused, ""},
	} {
		read := func(end, before string) string {
			got := shownBy([]byte("nip;nama"+end+before+"1;"+c.name+end), names)
			if strings.Contains(got, lineEncoding.Error()) {
				return refused
			}
			last := got[strings.LastIndex(got, " <")+2:]
			return last[:len(last)-len(">\n")]
		}
		for end, want := range map[string]string{"\r\n": c.crlf, "\n": c.lf, "\r": c.cr} {
			if got := read(end, ""); got != want {
				t.Errorf("%q before %q: %q, want %q", c.name, end, got, want)
			}
		}
		if got := read("\r\n", "2;Andr\x8e\r\n"); got != c.behindMac {
			t.Errorf("%q behind MacRoman: %q, want %q", c.name, got, c.behindMac)
		}
	}
}

// TestNoWrongName writes names in each page with each line end: none is read as another one, but
// where line ends that the page's program does not write speak for another.
func TestNoWrongName(t *testing.T) {
	words := strings.Fields("Ma’ruf MA’RUF Nu’man Jum‘ah ‘Aisyah José JOSÉ Zoë ZOË Renée Muñoz MUÑOZ Núñez João JOÃO " +
		"Simões SIMÕES Müller MÜLLER François Köhler Björn Ménard Thérèse Élise Ángel García María López Sánchez")
	read, refused := 0, 0
	for _, e := range []*charmap.Charmap{charmap.Windows1252, charmap.Macintosh} {
		for _, end := range []string{"\r\n", "\n", "\r"} {
			for _, w := range words {
				line, err := e.NewEncoder().String(w)
				if err != nil || utf8.ValidString(line) {
					continue
				}
				got := shownBy([]byte("nip;nama"+end+"1;"+line+end), names)
				switch {
				case e == charmap.Macintosh && end != "\r" && strings.Contains("García María SIMÕES", w):
				case e == charmap.Windows1252 && end == "\r" && w == "SIMÕES":
				case strings.Contains(got, "<1> <"+w+">"):
					read++
				case strings.Contains(got, lineEncoding.Error()):
					refused++
				default:
					t.Errorf("%s in %v before %q: %s", w, e, end, got)
				}
			}
		}
	}
	if read < 130 || refused > 40 {
		t.Errorf("%d read, %d refused", read, refused)
	}
}
