package text

import (
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The digests that people have signed. A change here is a change of what they said: make a new text
// instead.
var digests = map[string]string{
	"se-20-2021": "37e0a5315d922ffc209eafb8af4b7fcca10e83cefd1df58d4b8a76302525da25",
	"uu-20-2023": "66ff5b6567a79b32080b55d8ba400fc5d52ad4248838f8716f0357d93b9270da",
}

func TestDigestsAreFrozen(t *testing.T) {
	if len(All()) != len(digests) {
		t.Fatalf("%d texts, want %d", len(All()), len(digests))
	}
	for _, text := range All() {
		digest := text.Digest()
		if got := hex.EncodeToString(digest[:]); got != digests[text.ID] {
			t.Errorf("%s has digest %s, want %s", text.ID, got, digests[text.ID])
		}
	}
}

func TestKnownTexts(t *testing.T) {
	if !slices.IsSortedFunc(All(), func(a, b Text) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("not sorted by id")
	}
	for _, text := range All() {
		if err := check([]byte(text.Body)); err != nil {
			t.Errorf("%s: %v", text.ID, err)
		}
		if text.Title != "Pernyataan Komitmen ASN BerAKHLAK" || text.Language != "id" {
			t.Errorf("%s: title %q, language %q", text.ID, text.Title, text.Language)
		}
		if found, ok := Lookup(text.ID); !ok || found != text {
			t.Errorf("%s: Lookup finds %v, %v", text.ID, found, ok)
		}
		checkShape(t, text)
	}
	if found, ok := Lookup("uu-5-2014"); ok || found != (Text{}) {
		t.Errorf("an unknown id finds %v", found)
	}
}

// checkShape finds the seven values in order, each with its affirmation and three behaviours, and
// what must not be there.
func checkShape(t *testing.T, text Text) {
	t.Helper()
	parts := strings.Split(strings.TrimSuffix(text.Body, "\n"), "\n\n")
	if len(parts) != 11 {
		t.Fatalf("%s: %d paragraphs, want title, basis, declaration, seven values, closing", text.ID, len(parts))
	}
	for i, name := range Values() {
		shape := regexp.MustCompile(`^\d\. ` + name + `\nKami [^\n]+\.\na\. [^\n]+\.\nb\. [^\n]+\.\nc\. [^\n]+\.$`)
		if part := parts[3+i]; !shape.MatchString(part) || int(part[0]-'0') != i+1 {
			t.Errorf("%s: value %d is\n%s", text.ID, i+1, part)
		}
	}
	if want := "Demikian pernyataan komitmen ini saya buat dengan sebenarnya, penuh kesadaran dan rasa tanggung jawab."; parts[10] != want {
		t.Errorf("%s: closes with %q", text.ID, parts[10])
	}
	for _, never := range []string{"ataupun menghadapi", "...", "___", "Akhlak", "BERAKHLAK", "  ", " \n"} {
		if strings.Contains(text.Body, never) {
			t.Errorf("%s: holds %q", text.ID, never)
		}
	}
}

// The two wordings differ in these lines and in no other.
func TestWordingsDiffer(t *testing.T) {
	want := [][2]string{
		{"Dasar: Surat Edaran Menteri PANRB Nomor 20 Tahun 2021.", "Dasar: Undang-Undang Nomor 20 Tahun 2023 Pasal 3 dan Pasal 4."},
		{"a. Menghargai setiap orang apapun latar belakangnya.", "a. Menghargai setiap orang tanpa membedakan latar belakang."},
		{"b. Suka menolong orang lain.", "b. Suka menolong."},
		{
			"a. Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun 1945, setia kepada Negara Kesatuan Republik Indonesia serta pemerintahan yang sah.",
			"a. Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun 1945, setia kepada Negara Kesatuan Republik Indonesia, dan pemerintahan yang sah.",
		},
		{"b. Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara.", "b. Menjaga nama baik ASN, instansi, dan negara."},
	}
	a, b := strings.Split(se2021, "\n"), strings.Split(uu2023, "\n")
	if len(a) != len(b) {
		t.Fatalf("%d lines and %d lines", len(a), len(b))
	}
	var got [][2]string
	for i := range a {
		if a[i] != b[i] {
			got = append(got, [2]string{a[i], b[i]})
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the wordings differ in\n%q, want\n%q", got, want)
	}
}

func TestEnglish(t *testing.T) {
	for _, text := range All() {
		english, ok := English(text.ID)
		if !ok {
			t.Errorf("%s has no translation", text.ID)
			continue
		}
		first, _, _ := strings.Cut(english, "\n")
		if !strings.HasPrefix(first, "Unofficial translation (terjemahan tidak resmi)") {
			t.Errorf("%s: the translation begins with %q", text.ID, first)
		}
		if err := check([]byte(english)); err != nil {
			t.Errorf("%s: translation: %v", text.ID, err)
		}
		// One line longer for the notice, one for the blank after it: else line by line the same.
		if got, want := strings.Count(english, "\n"), strings.Count(text.Body, "\n")+2; got != want {
			t.Errorf("%s: the translation has %d lines, want %d", text.ID, got, want)
		}
		for _, name := range Values() {
			if !strings.Contains(english, name) {
				t.Errorf("%s: the translation does not name %s", text.ID, name)
			}
		}
	}
	if _, ok := English("uu-5-2014"); ok {
		t.Error("an unknown id has a translation")
	}
}

func TestNew(t *testing.T) {
	text, err := New("ikrar-dinkes", "id", []byte("Ikrar Pegawai\n\nSaya berjanji.\n"))
	if err != nil || text.Title != "Ikrar Pegawai" || text.ID != "ikrar-dinkes" || text.Language != "id" {
		t.Errorf("text %v, error %v", text, err)
	}
	if text, err := New("x", "id", []byte("Ikrar")); err == nil || text != (Text{}) {
		t.Errorf("text %v, error %v", text, err)
	}
}

func TestCallersCannotChangeTheTexts(t *testing.T) {
	All()[0].Body = "x"
	Values()[0] = "x"
	if All()[0].Body == "x" || Values()[0] == "x" {
		t.Error("what a caller changes is seen by the next")
	}
}
