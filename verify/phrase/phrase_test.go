package phrase

import (
	"strings"
	"testing"
)

var letters = Book{
	"greeting":   {"Halo {name}, {name}!", "Hello {name}, {name}!"},
	"pattern":    {"Pola {value} untuk {name}.", "Pattern {value} for {name}."},
	"plain":      {"Selesai.", "Done."},
	"line.two":   {"Satu\nDua", "One\nTwo"},
	"not-a-name": {"{Nama} { {", "{Nama} { {"},
}

func TestSay(t *testing.T) {
	for _, c := range []struct {
		lang Lang
		key  string
		args []any
		want string
	}{
		{ID, "greeting", []any{"name", "Budi"}, "Halo Budi, Budi!"},
		{EN, "greeting", []any{"name", "Budi"}, "Hello Budi, Budi!"},
		{"fr", "plain", nil, "Selesai."},
		{"", "plain", nil, "Selesai."},
		{ID, "no.such.key", []any{"name", "Budi"}, "no.such.key"},
		{ID, "greeting", nil, "Halo {name}, {name}!"},
		{ID, "greeting", []any{"name"}, "Halo {name}, {name}!"},
		{ID, "greeting", []any{7, "name", "name", 7}, "Halo 7, 7!"},
		{ID, "greeting", []any{[]byte("x"), 1, "name", nil}, "Halo <nil>, <nil>!"},
		{ID, "pattern", []any{"value", "{name}/{urut}", "name", "A"}, "Pola {name}/{urut} untuk A."},
		{ID, "plain", []any{"extra", 1}, "Selesai."},
		{ID, "not-a-name", nil, "{Nama} { {"},
	} {
		if got := letters.Say(c.lang, c.key, c.args...); got != c.want {
			t.Errorf("Say(%q, %q, %v) = %q, want %q", c.lang, c.key, c.args, got, c.want)
		}
	}
}

func TestParseLang(t *testing.T) {
	for s, want := range map[string]bool{"id": true, "en": true, "": false, "ID": false, "id_ID.UTF-8": false} {
		if lang, ok := ParseLang(s); ok != want || ok && string(lang) != s {
			t.Errorf("ParseLang(%q) = %q, %v", s, lang, ok)
		}
	}
}

func TestCheckNamesEachFlaw(t *testing.T) {
	for _, c := range []struct {
		key  string
		text Text
		want string
	}{
		{"a", Text{"", "One."}, "a: id: no text"},
		{"a", Text{"Satu.", ""}, "a: en: no text"},
		{"a", Text{"Satu. ", "One."}, "a: id: space at an end"},
		{"a", Text{"Satu.\n", "One."}, "a: id: space at an end"},
		{"a", Text{"Satu.", "One. \nTwo."}, "a: en: space at the end of a line"},
		{"a", Text{"Satu {", "One"}, "a: id: a brace that is no placeholder"},
		{"a", Text{"Satu {n", "One {n}"}, "a: id: a brace that is no placeholder"},
		{"a", Text{"Satu {N}", "One {N}"}, "a: id: a brace that is no placeholder"},
		{"a", Text{"{n} satu }", "{n} one"}, "a: id: a brace that is no placeholder"},
		{"a", Text{"Satu \xff", "One"}, "a: id: not UTF-8"},
		{"a", Text{"Satu {n} {n}", "One {m}"}, "a: placeholders differ: id [n], en [m]"},
		{"a", Text{"Satu", "One {m}"}, "a: placeholders differ: id [], en [m]"},
		{"A", Text{"Satu", "One"}, `key "A": not lower-case letters, digits, - and _ in parts joined by dots`},
		{"a..b", Text{"Satu", "One"}, `key "a..b": not lower-case letters, digits, - and _ in parts joined by dots`},
		{"", Text{"Satu", "One"}, `key "": not lower-case letters, digits, - and _ in parts joined by dots`},
	} {
		err := Book{c.key: c.text}.Check()
		if err == nil {
			t.Errorf("Check(%q: %q) passed", c.key, c.text)
		} else if first, _, _ := strings.Cut(err.Error(), "\n"); first != c.want {
			t.Errorf("Check(%q: %q)\n got %s\nwant %s", c.key, c.text, first, c.want)
		}
	}
	fine := Book{"a.b-c_1": {"{n} dari {all_2}:\n  ikrar", "{n} of {all_2}:\n  ikrar"}}
	if err := fine.Check(); err != nil {
		t.Error(err)
	}
}

func TestMerge(t *testing.T) {
	a, b := Book{"x": {"satu", "one"}, "y": {"dua", "two"}}, Book{"z": {"tiga", "three"}}
	all, err := Merge(a, b)
	if err != nil || len(all) != 3 {
		t.Fatalf("Merge = %v, %v", all, err)
	}
	if _, err = Merge(a, b, Book{"z": {}, "y": {}}); err == nil || err.Error() != "in more than one book: y, z" {
		t.Errorf("Merge of equal keys: %v", err)
	}
}

func TestVerdictsAreComplete(t *testing.T) {
	if err := Verdicts.Check(); err != nil {
		t.Error(err)
	}
	if _, err := Merge(verdictWords, stepWords, fieldWords); err != nil {
		t.Error(err)
	}
	codes := map[string]string{
		"verdict":   "valid altered untrusted unrecorded revoked undetermined",
		"integrity": "intact broken unknown",
		"trust":     "trusted unknown stale",
		"status":    "good revoked erased unchecked",
		"file":      "issued extended different unchecked",
		"step":      "1 2 3 4 5 6 7 8 ok failed skipped",
		"signer":    "registrar employee ledger",
		"field":     "name unit position rank nip_last4 campaign place time code number index",
	}
	for group, names := range codes {
		for _, name := range strings.Fields(names) {
			keys := []string{group + "." + name}
			if group == "verdict" {
				keys = append(keys, keys[0]+".sentence")
			}
			for _, key := range keys {
				if _, ok := Verdicts[key]; !ok {
					t.Errorf("no sentence for %s", key)
				}
			}
		}
	}
}

// The words an official reads, and the ones a court would hold us to, do not change in passing.
func TestVerdictWording(t *testing.T) {
	for key, want := range map[string]string{
		"verdict.valid": "SAH", "verdict.altered": "TELAH DIUBAH", "verdict.untrusted": "TIDAK DIKENAL",
		"verdict.unrecorded": "TIDAK TERCATAT", "verdict.revoked": "DICABUT",
		"verdict.undetermined":        "BELUM DAPAT DIPERIKSA",
		"verdict.valid.sentence":      "Komitmen ini tercatat dan tidak berubah sejak ditandatangani.",
		"verdict.altered.sentence":    "Isi tidak cocok dengan tanda tangannya.",
		"verdict.unrecorded.sentence": "Tidak ada dalam buku besar komitmen.",
		"status.unchecked":            "Status belum diperiksa",
		"compare":                     "Cocokkan nama dan kode pada halaman ini dengan dokumen Anda.",
		"caveat.uncertified":          "Tanda tangan elektronik tidak tersertifikasi menurut PP Nomor 71 Tahun 2019.",
	} {
		if got := Verdicts.Say(ID, key); got != want {
			t.Errorf("%s = %q, want %q", key, got, want)
		}
	}
	revoked := Verdicts.Say(ID, "verdict.revoked.dated", "date", "31 Maret 2022", "reason", "kunci hilang")
	if want := "Sertifikat ini dicabut pada 31 Maret 2022 (alasan: kunci hilang)."; revoked != want {
		t.Errorf("got %q, want %q", revoked, want)
	}
	for key, text := range Verdicts {
		if strings.Contains(strings.ToLower(text.ID), "palsu") || strings.Contains(strings.ToLower(text.EN), "fake") {
			t.Errorf("%s accuses of forgery", key)
		}
	}
}

// The law of a book: what Check passes, Say completes.
func FuzzSay(f *testing.F) {
	f.Add("Halo {name}.", "Budi")
	f.Add("{{name}}", "{name}")
	f.Add("{", "}")
	f.Add("{a} {b_1}", "")
	f.Fuzz(func(t *testing.T, sentence, value string) {
		book := Book{"k": {sentence, sentence}}
		args := []any{}
		for _, name := range placeholders(sentence) {
			args = append(args, name, value)
		}
		got := book.Say(ID, "k", args...)
		if book.Check() == nil && !strings.ContainsAny(value, "{}") && strings.ContainsAny(got, "{}") {
			t.Errorf("Say(%q) with %q leaves braces: %q", sentence, value, got)
		}
		if len(args) == 0 && got != sentence {
			t.Errorf("Say(%q) = %q", sentence, got)
		}
	})
}
