package config

import (
	"strings"
	"testing"

	"ikrar/ledger/certificate"
)

// kalbar is a configuration with nothing at its default.
var kalbar = Config{
	Origin: "ikrar.contoh.example/2026",
	Ledger: Ledger{FreeSpaceReserveMiB: 512}, Signing: Signing{Keys: KeysOnce}, Public: Public{Figures: true},
	Certificate: Certificate{
		Agency: `Badan Kepegawaian "Daerah" \ Utama`, Title: "PIAGAM",
		Number: "{urut}-{tahun}", Classification: "800.1.3.3.22", UnitCode: "BKN",
		NIP: "none", Subunit: true, Language: "id+en", Primary: "#123456", Accent: "#654321",
		Emblem: "lambang/daerah.png",
		Signatory: certificate.Signatory{Position: "Kepala Badan",
			Name: "Ir. Hendra, S.E.", NIP: "197001011995031001", Rank: "Pembina, IV/a"},
	},
	Mail: Mail{Server: "surel.contoh.example", Port: 465, TLS: TLSImplicit, User: "bkd", PasswordFile: "keys/surel",
		From: "bkd@contoh.example", FromName: `Badan "Kepegawaian" \ Daerah`, Rate: 7},
}

func TestConfigRoundTrip(t *testing.T) {
	usual := Default()
	usual.Origin = "a"
	for _, c := range []Config{kalbar, usual} {
		got, err := Parse("ikrar.toml", c.Render())
		if err != nil || got != c {
			t.Errorf("%v\n got %+v\nwant %+v", err, got, c)
		}
		crlf := strings.ReplaceAll(string(c.Render()), "\n", "\r\n") // an editor on Windows
		if got, err := Parse("ikrar.toml", []byte(crlf)); err != nil || got != c {
			t.Errorf("with CR LF: %v, %+v", err, got)
		}
	}
}

func TestConfigDefaults(t *testing.T) {
	c, err := Parse("ikrar.toml", []byte("name='N'\norigin='o'\nurl='https://u/x//'\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Origin, want.former = "o", Facts{Name: "N", URL: "https://u/x"}
	if c != want {
		t.Errorf("got %+v, want %+v", c, want)
	}
}

func whyURL(s string) Reason {
	_, reason := checkURL(s)
	return reason
}

func needed(s string) Reason   { return CheckText(s, true) }
func optional(s string) Reason { return CheckText(s, false) }

func TestSettings(t *testing.T) {
	long := strings.Repeat("x", 201)
	for _, c := range []struct {
		check func(string) Reason
		value string
		want  string
	}{
		{checkOrigin, "ikrar.contoh.example", ""},
		{checkOrigin, "ikrar.contoh.example:8080/2026", ""},
		{checkOrigin, long[:100], ""},
		{checkOrigin, long[:101], "reason.origin-long"},
		{checkOrigin, "", "reason.empty"},
		{checkOrigin, "https://ikrar.contoh.example", "reason.origin-scheme"},
		{checkOrigin, "ikrar contoh", "reason.origin"},
		{checkOrigin, "ikrar+contoh", "reason.origin"},
		{checkOrigin, "ikrar.contoh/", "reason.origin"},
		{checkOrigin, "/ikrar", "reason.origin"},
		{checkOrigin, "ikrar\n", "reason.origin"},
		{checkOrigin, "ikrár", "reason.origin"},
		{whyURL, "http://localhost:8080", ""},
		{whyURL, "https://u/#x", "reason.url-parts"},
		{whyURL, "https://u/#", "reason.url-parts"},
		{whyURL, "https://u?x", "reason.url-parts"},
		{whyURL, "https://me@u", "reason.url-parts"},
		{whyURL, "u.example", "reason.url"},
		{whyURL, "ftp://u", "reason.url"},
		{whyURL, "https://", "reason.url"},
		{whyURL, "https://:80", "reason.url"},
		{whyURL, "https://u u", "reason.url"},
		{whyURL, "https://u/" + long, "reason.url-long"},
		{whyURL, "", "reason.empty"},
		{needed, "Dr. Siti Nur'aini, M.Si.", ""},
		{needed, long[:200], ""},
		{needed, long, "reason.long"},
		{needed, "a\tb", "reason.invisible"},
		{needed, "a\u202eb", "reason.invisible"},
		{needed, "a\xff", "reason.invisible"},
		{optional, "", ""},
	} {
		got := string(c.check(c.value))
		if got != "" {
			got = "reason." + got // as the catalogue has it
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.value, got, c.want)
		}
	}
	for in, want := range map[string]string{
		"https://u/": "https://u", "https://u/a//": "https://u/a", "https://u": "https://u",
	} {
		if got, _ := checkURL(in); got != want {
			t.Errorf("checkURL(%q) = %q, want %q", in, got, want)
		}
	}
}

// The law of the file: what is accepted is written back so that it is accepted again, as the same.
func FuzzConfig(f *testing.F) {
	f.Add(kalbar.Render())
	f.Add([]byte("name='N'\norigin='o'\nurl='https://u/x//'\n"))
	f.Add([]byte("[[name]]\n[a.\"b\"]\nc = {d = 1}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse("f", data)
		if err != nil {
			return
		}
		c.former = Facts{} // which is not written
		again, err := Parse("f", c.Render())
		if err != nil || again != c {
			t.Errorf("%v\n got %+v\nwant %+v", err, again, c)
		}
	})
}
