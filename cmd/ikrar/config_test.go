package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikrar/ledger/certificate"
	"ikrar/ledger/office/config"
)

// kalbar is a configuration with nothing at its default.
var kalbar = config.Config{
	Origin: "ikrar.contoh.example/2026",
	Ledger: config.Ledger{FreeSpaceReserveMiB: 512}, Signing: config.Signing{Keys: config.KeysKeep},
	Certificate: config.Certificate{
		Agency: `Badan Kepegawaian "Daerah" \ Utama`, Title: "PIAGAM", Number: "{urut}-{tahun}", Classification: "800.1.3.3.22", UnitCode: "BKN",
		NIP: "none", Language: "id+en", Primary: "#123456", Accent: "#654321", Emblem: "lambang/daerah.png",
		Signatory: certificate.Signatory{Position: "Kepala Badan", Name: "Ir. Hendra, S.E.", NIP: "197001011995031001", Rank: "Pembina, IV/a"},
	},
	Mail: config.Mail{Server: "surel.contoh.example", Port: 465, TLS: config.TLSImplicit, User: "bkd", PasswordFile: "keys/surel",
		From: "bkd@contoh.example", FromName: `Badan "Kepegawaian" \ Daerah`, Rate: 7},
}

func TestConfigRefusals(t *testing.T) {
	base := "name = \"N\"\norigin = \"o\"\nurl = \"https://u\"\n"
	for _, c := range []struct{ text, want string }{
		{"", "config-value path=f line=1 key=origin value= reason=tidak boleh kosong"},
		{"origin = \"o\"\nname = \"\"\n", "config-value path=f line=2 key=name value= reason=tidak boleh kosong"},
		{"origin = \"o\"\nURL = \"u.example\"\n", "config-value path=f line=1 key=url value=u.example reason=bukan alamat web; tulis lengkap, misalnya https://ikrar.contoh.example"},
		{"origin = \"o\"\nurl = \"u.example\"\n", "config-value path=f line=2 key=url value=u.example reason=bukan alamat web; tulis lengkap, misalnya https://ikrar.contoh.example"},
		{base + "naem = 1\n", "config-unknown path=f line=4 key=naem"},
		{base + "\n[ledger]\nfree = 1\n", "config-unknown path=f line=6 key=ledger.free"},
		{base + "[certificate]\nnumber = \"{urut}/{tahun}\"\n[certificate.signatory]\n# a\n number=1\n", "config-unknown path=f line=8 key=certificate.signatory.number"},
		{base + "[server]\nport = 1\n", "config-unknown path=f line=4 key=server"},
		{base + "certificate.titel = 1\n", "config-unknown path=f line=1 key=certificate.titel"},
		{base + "name = \"M\"\n", "config-syntax path=f line=4: Key 'name' has already been defined."},
		{base + "timezone = 7\n", "config-type path=f: toml: line 4 (last key \"timezone\"): incompatible types: TOML value has type int64; destination has type string"},
		{base + "timezone = \"WIB\n", "config-syntax path=f line=4: strings cannot contain newlines"},
		{base + "timezone = \"wib\"\n", "config-value path=f line=4 key=timezone value=wib reason=pilih WIB, WITA, atau WIT"},
		{base + "[ledger]\nfree_space_reserve_mib = -1\n", "config-value path=f line=5 key=ledger.free_space_reserve_mib value=-1 reason=harus 0 sampai 1048576 MiB"},
		{base + "[signing]\nkeys = \"never\"\n", "config-value path=f line=5 key=signing.keys value=never reason=pilih ask, keep, atau once"},
		{base + "[certificate]\nnip = \"all\"\n", "config-value path=f line=5 key=certificate.nip value=all reason=pilih last4, none, atau full"},
		{base + "[certificate]\nlanguage = \"fr\"\n", "config-value path=f line=5 key=certificate.language value=fr reason=pilih id, en, atau id+en"},
		{base + "[certificate]\nprimary = \"hijau\"\n", "config-value path=f line=5 key=certificate.primary value=hijau reason=tulis warna seperti #0F3E4D"},
		{base + "[certificate]\naccent = \"\"\n", "config-value path=f line=5 key=certificate.accent value= reason=tulis warna seperti #0F3E4D"},
		{base + "[certificate]\nprimary = \"#888888\"\n", "config-value path=f line=5 key=certificate.primary value=#888888 reason=warna ini terlalu muda untuk dibaca di atas kertas putih"},
		{base + "[certificate]\nemblem = \"a\\tb\"\n", "config-value path=f line=5 key=certificate.emblem value=a\tb reason=memuat karakter yang tidak tampak"},
		{base + "[certificate]\nnumber = \"{urut}\"\n", "config-value path=f line=5 key=certificate.number value={urut} reason=harus memuat {urut} dan {tahun}"},
		{base + "[certificate]\nnumber = \"{urut}/{tahun}/{bulan}\"\n", "config-value path=f line=5 key=certificate.number value={urut}/{tahun}/{bulan} reason=hanya mengenal {klasifikasi} {urut} {unit} {tahun}"},
		{base + "[certificate]\nunit_code = \"\"\n", "config-value path=f line=5 key=certificate.unit_code value= reason=tidak boleh kosong"},
		{base + "[certificate]\nunit_code = \"{urut}\"\n", "config-value path=f line=5 key=certificate.unit_code value={urut} reason=hanya mengenal {klasifikasi} {urut} {unit} {tahun}"},
		{base + "[certificate]\ntitle = \"\"\n", "config-value path=f line=5 key=certificate.title value= reason=tidak boleh kosong"},
		{base + "[certificate.signatory]\nname = \" x\"\n", "config-value path=f line=5 key=certificate.signatory.name value= x reason=ada spasi di awal atau di akhir"},
		{base + strings.Repeat("#", 64<<10), "config-long path=f max=65536"},
	} {
		_, err := config.Parse("f", []byte(c.text))
		got := "no error"
		if f := officeFault(err); f != nil {
			a, _, _ := testApp("")
			f.args = a.spoken(f.args)
			got = f.Error()
		}
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", strings.TrimPrefix(c.text, base), got, c.want)
		}
	}
	// A pattern that does without the unit needs no code for it.
	if _, err := config.Parse("f", []byte(base+"[certificate]\nnumber = \"{urut}/{tahun}\"\nunit_code = \"\"\n")); err != nil {
		t.Error(err)
	}
}

// The emblem is looked for from the home, and a fault names its file.
func TestEmblemOfHome(t *testing.T) {
	h := &home{Dir: t.TempDir()}
	if file, err := h.Emblem(); file != nil || err != nil {
		t.Errorf("of no emblem: %q, %v", file, err)
	}
	h.Config.Certificate.Emblem = "lambang.svg"
	path := filepath.Join(h.Dir, "lambang.svg")
	if _, err := h.Emblem(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	const drawing = `<svg viewBox="0 0 10 10"><path d="M1 1H9V9Z"/></svg>`
	for _, c := range []struct{ file, want string }{
		{drawing, ""},
		{"<svg/>", path + ": this emblem cannot be printed"},
	} {
		if err := os.WriteFile(path, []byte(c.file), 0o644); err != nil {
			t.Fatal(err)
		}
		file, err := h.Emblem()
		got := ""
		if f := officeFault(err); f != nil {
			a, _, _ := testApp("")
			a.lang = "en"
			got, _ = a.explain(f)
		}
		if got != c.want || err == nil && string(file) != c.file {
			t.Errorf("%q: %q, %s, want %s", c.file, file, got, c.want)
		}
	}
	h.Config.Certificate.Emblem = path // absolute
	if err := os.WriteFile(path, []byte(drawing), 0o644); err != nil {
		t.Fatal(err)
	}
	if file, err := h.Emblem(); string(file) != drawing || err != nil {
		t.Errorf("by an absolute path: %q, %v", file, err)
	}
}
