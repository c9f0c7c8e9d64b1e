package contact_test

import (
	"errors"
	"strings"
	"testing"

	"ikrar/ledger/roster/contact"
)

func TestParseEmail(t *testing.T) {
	for typed, want := range map[string]string{
		"nabila@contoh.go.id": "nabila@contoh.go.id", " Nabila.L@Contoh.GO.ID ": "Nabila.L@contoh.go.id",
		"mailto:n+1@a.id": "n+1@a.id", "o'neil@a.id": "o'neil@a.id", "a@bücher.example": "a@xn--bcher-kva.example",
		strings.Repeat("a", 64) + "@a.id": strings.Repeat("a", 64) + "@a.id",

		"": "", "nabila": "", "@a.id": "", "nabila@": "", "nabila@contoh": "", "a@b@c.id": "", "a b@c.id": "",
		"a@b.id, c@d.id": "", "a@b.id;c@d.id": "", "a@b.id/c@d.id": "", "Nabila <a@b.id>": "", "a@[127.0.0.1]": "",
		"a@127.0.0.1": "", `"a b"@c.id`: "", ".a@b.id": "", "a.@b.id": "", "a..b@c.id": "", "a@.id": "", "a@b..id": "",
		"a@b.id\r\nBcc: c@d.id": "", "a@b.id\nc": "", "a\x00@b.id": "", "nábila@a.id": "", "a@b.id>": "", "a@-b.id": "",
		strings.Repeat("a", 65) + "@a.id": "", "a@" + strings.Repeat("b", 64) + ".id": "",
		"a@" + strings.Repeat("bcd.", 64) + "id": "", "a@b.gmail,com": "",
	} {
		got, err := contact.ParseEmail(typed)
		if got != want || (err == nil) != (want != "") || err != nil && !errors.Is(err, contact.ErrEmail) {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
	}
}

// FuzzParseEmail: what was read once is read the same again, and no address ends a header's line or
// adds a second one.
func FuzzParseEmail(f *testing.F) {
	f.Add("nabila@contoh.go.id")
	f.Add("a@bücher.example")
	f.Fuzz(func(t *testing.T, typed string) {
		got, err := contact.ParseEmail(typed)
		if err != nil {
			return
		}
		if again, err := contact.ParseEmail(got); err != nil || again != got {
			t.Errorf("%q: %q, then %q %v", typed, got, again, err)
		}
		if strings.Count(got, "@") != 1 || strings.ContainsFunc(got, func(r rune) bool {
			return r <= ' ' || r > '~' || strings.ContainsRune(`<>,;:"()[]\`, r)
		}) {
			t.Errorf("%q: %q", typed, got)
		}
	})
}

func TestParsePhone(t *testing.T) {
	for typed, want := range map[string]string{
		"081234567890": "+6281234567890", "0812-3456-7890": "+6281234567890", "+62 812 3456 7890": "+6281234567890",
		"6281234567890": "+6281234567890", "006281234567890": "+6281234567890", "81234567890": "+6281234567890",
		"8.1234567890E10": "+6281234567890", "(0561) 736541": "+62561736541", "+62 (0)812.3456.7890": "+6281234567890",
		"+60 12-345 6789": "+60123456789",

		"": "", "x": "", "0812/0813": "", "081234567890 / 081234567891": "", "12345": "", "0812345": "",
		"+0812345678": "",
		"+62":         "", "0": "", "+628123456789012345": "", "8,12E+10": "", "081234567890 (WA)": "",
		"+62 +62 812345678":  "",
		"198609152011012017": "",
	} {
		got, err := contact.ParsePhone(typed)
		if got != want || (err == nil) != (want != "") || err != nil && !errors.Is(err, contact.ErrPhone) {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
		if again, _ := contact.ParsePhone(got); again != got {
			t.Errorf("%q: %q, then %q", typed, got, again)
		}
	}
}
