package check

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

const testNow = 1648696500 // 31 March 2022, 10.15 WIB

// testTrust is a trust list by a fixed DEMO key, and its note.
func testTrust(t testing.TB, origin string, seed byte) (*trust.List, []byte) {
	t.Helper()
	root := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, 32))
	pub, err := eddsa.PublicKeyOf(root)
	if err != nil {
		t.Fatal(err)
	}
	whole := trust.Range{Last: trust.NoEnd}
	key := trust.LogKey(origin, pub)
	note, err := trust.Sign(trust.List{Institution: "Contoh", Origin: origin, URL: "https://ikrar.contoh.example", Timezone: "WIB",
		Serial: 1, Issued: testNow, NextUpdate: testNow + 365*86400, Root: trust.LogKey(trust.RootName(origin), pub),
		Registrars: []trust.Registrar{{Range: whole, Key: pub, Name: "Contoh"}},
		Ledgers:    []trust.LedgerKey{{Range: whole, Key: key, State: trust.Active}},
		Policy:     trust.Policy{Logs: []trust.PolicyLog{{Key: key}}, Quorum: "none"}}, root)
	if err != nil {
		t.Fatal(err)
	}
	list, err := trust.Pin(note)
	if err != nil {
		t.Fatal(err)
	}
	return list, note
}

func TestUnread(t *testing.T) {
	list, note := testTrust(t, "ikrar.contoh.example/buku", 1)
	t.Chdir(t.TempDir())
	write := func(name string, data []byte) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write("empty.txt", nil)
	write("letter.txt", []byte("Yth. Bapak Contoh"))
	write("trust.note", note)
	write("197602012005052002.pledge", []byte("\x84\x43\xa1\x01\x27\xa0\x41\x00\x41\xff"))
	write("nabila.key.pub", []byte("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI TEST-ONLY\n"))
	write("cut.pdf", []byte("%PDF-1.7\n1 0 obj\n<<"))
	write("dir/x", nil)
	for _, c := range []struct{ input, id, en string }{
		{"nothing.pdf", "Tidak ada berkas dengan nama itu.", "There is no file of that name."},
		{"NOTHING.PNG", "Tidak ada berkas dengan nama itu.", "There is no file of that name."},
		{"no/such/place.tlog-proof", "Tidak ada berkas dengan nama itu.", "There is no file of that name."},
		{"dir", "Ini direktori; sebutkan berkas di dalamnya.", "This is a directory; name a file in it."},
		{"empty.txt", "Berkas ini kosong", "This file is empty"},
		{"letter.txt", "Tidak ditemukan bukti yang dapat dibaca.", "No readable proof was found."},
		{"197602012005052002.pledge", "Ini 197602012005052002.pledge, komitmen yang sudah ditandatangani",
			"This is 197602012005052002.pledge, a pledge that was signed"},
		{"trust.note", "Ini daftar kepercayaan lembaga", "This is an institution's trust list"},
		{"nabila.key.pub", "Ini kunci publik", "This is a public key"},
		{"sertifikat", "Tidak ada berkas dengan nama itu, dan sebagai teks pun", "There is no file of that name, and as a text it"},
		{"", "Tidak ada berkas dengan nama itu, dan sebagai teks pun", "There is no file of that name, and as a text it"},
		{"K7QM-2F8D-9XPA", "Sebuah kode saja hanya dapat diperiksa di buku besar", "A code alone can only be checked in the ledger"},
	} {
		for lang, want := range map[phrase.Lang]string{phrase.ID: c.id, phrase.EN: c.en} {
			checker := &Checker{Lang: lang, Known: []*trust.List{list}, Now: testNow}
			a := checker.Check(c.input)
			var out strings.Builder
			if err := a.Print(&out); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(strings.Fields(out.String()), " "); a.Verdict != verify.Undetermined || a.Input != c.input || !strings.Contains(got, want) {
				t.Errorf("%q: %s, input %q: %s, want %s", c.input, a.Verdict, a.Input, got, want)
			}
		}
	}
	if err := Phrases.Check(); err != nil {
		t.Error(err)
	}
}

// FuzzChecker gives arbitrary bytes to a check, as a file's and as a text: it answers, and never
// that they are valid.
func FuzzChecker(f *testing.F) {
	list, note := testTrust(f, "ikrar.contoh.example/buku", 1)
	for _, seed := range []string{"", "K7QM-2F8D-9XPA", "https://ikrar.contoh.example/#37719314819776930003", "%PDF-1.7\n1 0 obj\n<< /Length 3 >>\nstream\nabc\nendstream",
		"c2sp.org/tlog-proof@v1\nextra goYB\nindex 3\nAAAA\n\nikrar.contoh.example/buku\n5\nAAAA\n\n", "\x89PNG\r\n\x1a\n", "\xff\xd8\xff", string(note)} {
		f.Add([]byte(seed))
	}
	f.Chdir(f.TempDir()) // so that no text is a file's name
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, input := range []string{"-", string(data)} {
			checker := &Checker{Lang: phrase.ID, Known: []*trust.List{list}, Now: testNow, Stdin: bytes.NewReader(data)}
			if input == "." || input == ".." || strings.ContainsAny(input, "/\\") && len(input) < 4096 {
				continue // a path of this machine
			}
			a := checker.Check(input)
			if a.Verdict == verify.Valid || a.Verdict.ExitCode() == 0 {
				t.Fatalf("%q is %s", data, a.Verdict)
			}
			if err := a.Print(io.Discard); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestStepEight: whether a file was looked at does not wait for its proof to be read.
func TestStepEight(t *testing.T) {
	list, _ := testTrust(t, "ikrar.contoh.example/buku", 1)
	c := &Checker{Lang: phrase.EN, Known: []*trust.List{list}, Now: list.Issued}
	for want, file := range map[string][]byte{"file-absent": nil, "file-unchecked": []byte("%PDF-1.7\n")} {
		a := c.answer("", []byte("1"), file)
		if got := a.Steps[0].Code + " " + a.Steps[7].Code; got != "encoding-other "+want || a.Verdict != verify.Altered {
			t.Errorf("%s: %s, %s", want, got, a.Verdict)
		}
	}
}
