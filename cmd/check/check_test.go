package check

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/phrase"
)

const testNow = 1648696500 // 31 March 2022, 10.15 WIB

// testTrust is a trust list by a fixed DEMO key, and its note.
func testTrust(t testing.TB, origin string, seed byte) (*verify.Trust, []byte) {
	t.Helper()
	root := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, 32))
	pub, err := eddsa.PublicKeyOf(root)
	if err != nil {
		t.Fatal(err)
	}
	whole := verify.Range{Last: verify.Open}
	key := verify.LogKey(origin, pub)
	note, err := verify.SignTrust(verify.Trust{Institution: "Contoh", Origin: origin, URL: "https://ikrar.contoh.example", Timezone: "WIB",
		Serial: 1, Issued: testNow, NextUpdate: testNow + 365*86400, Root: verify.LogKey(verify.RootName(origin), pub),
		Registrars: []verify.Registrar{{Range: whole, Key: pub, Name: "Contoh"}},
		Ledgers:    []verify.LedgerKey{{Range: whole, Key: key, State: verify.Active}},
		Policy:     verify.Policy{Logs: []verify.PolicyLog{{Key: key}}, Quorum: "none"}}, root)
	if err != nil {
		t.Fatal(err)
	}
	trust, err := verify.PinTrust(note)
	if err != nil {
		t.Fatal(err)
	}
	return trust, note
}

func noEnv(string) string { return "" }

func TestUnread(t *testing.T) {
	trust, note := testTrust(t, "ikrar.contoh.example/buku", 1)
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
	write("cut.pdf", []byte("%PDF-1.7\n1 0 obj\n<<"))
	write("dir/x", nil)
	for _, c := range []struct{ input, id, en string }{
		{"nothing.pdf", "Tidak ada berkas dengan nama itu.", "There is no file of that name."},
		{"NOTHING.PNG", "Tidak ada berkas dengan nama itu.", "There is no file of that name."},
		{"no/such/place.tlog-proof", "Tidak ada berkas dengan nama itu.", "There is no file of that name."},
		{"dir", "Ini direktori; sebutkan berkas di dalamnya.", "This is a directory; name a file in it."},
		{"empty.txt", "Tidak ditemukan bukti yang dapat dibaca.", "No readable proof was found."},
		{"letter.txt", "Tidak ditemukan bukti yang dapat dibaca.", "No readable proof was found."},
		{"sertifikat", "Tidak ada berkas dengan nama itu, dan sebagai teks pun", "There is no file of that name, and as a text it"},
		{"", "Tidak ada berkas dengan nama itu, dan sebagai teks pun", "There is no file of that name, and as a text it"},
		{"K7QM-2F8D-9XPA", "Sebuah kode saja hanya dapat diperiksa di buku besar", "A code alone can only be checked in the ledger"},
	} {
		for lang, want := range map[phrase.Lang]string{phrase.ID: c.id, phrase.EN: c.en} {
			checker := &Checker{Lang: lang, Known: []*verify.Trust{trust}, Now: testNow}
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

func TestKnown(t *testing.T) {
	_, first := testTrust(t, "ikrar.contoh.example/buku", 1)
	_, second := testTrust(t, "ikrar.lain.example/buku", 2)
	home, config := t.TempDir(), t.TempDir()
	getenv := func(name string) string { return map[string]string{"XDG_CONFIG_HOME": config}[name] }
	write := func(path string, data []byte) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	if known, err := Known(home, getenv); len(known) != 0 || err != nil {
		t.Errorf("of nothing: %v %v", known, err)
	}
	write(filepath.Join(home, "trust.note"), first)
	write(filepath.Join(config, "ikrar", "lain.note"), second)
	write(filepath.Join(config, "ikrar", "catatan.txt"), []byte("not read"))
	known, err := Known(home, getenv)
	if err != nil || len(known) != 2 || known[0].Origin != "ikrar.contoh.example/buku" {
		t.Fatalf("%v %v: want the home's list first", known, err)
	}
	if found, ok := For(known, "ikrar.lain.example/buku"); !ok || found != known[1] {
		t.Error("the other list is not found by its origin")
	}
	if _, ok := For(known, "ikrar.lain.example"); ok {
		t.Error("an origin was found by a part of it")
	}
	broken := filepath.Join(config, "ikrar", "rusak.note")
	write(broken, bytes.Replace(second, []byte("Contoh"), []byte("Cantoh"), 1))
	if _, err := Known(home, getenv); err == nil || !strings.HasPrefix(err.Error(), broken+": ") {
		t.Errorf("a list that cannot be believed: %v", err)
	}
	if _, err := Read(filepath.Join(home, "nothing")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a list that is not there: %v", err)
	}
	if got := ConfigDir(getenv); got != filepath.Join(config, "ikrar") {
		t.Errorf("configuration in %s", got)
	}
	if got := Home(func(string) string { return home }); got != home {
		t.Errorf("home in %s", got)
	}
	t.Chdir(t.TempDir())
	if got := Home(noEnv); got != "" {
		t.Errorf("home in %q, where there is none", got)
	}
	write("ikrar.toml", nil)
	if got := Home(noEnv); got != "." {
		t.Errorf("home in %q, want the current directory", got)
	}
}

// Of lists of one institution the one that renews the others counts, in whatever order they are found. Lists by roots
// that do not lead to one another stay beside each other.
func TestKnownFollowsSuccession(t *testing.T) {
	origin := "ikrar.contoh.example/buku"
	key := func(seed byte) ed25519.PrivateKey { return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, 32)) }
	root := func(seed byte) verify.VerifierKey {
		return verify.LogKey(verify.RootName(origin), eddsa.PublicKey(key(seed).Public().(ed25519.PublicKey)))
	}
	list := func(serial uint64, by byte, next byte) []byte {
		l, _ := testTrust(t, origin, 1)
		l.Serial, l.Root = serial, root(by)
		if next != 0 {
			successor := root(next)
			l.NextRoot = &successor
		}
		note, err := verify.SignTrust(*l, key(by))
		if err != nil {
			t.Fatal(err)
		}
		return note
	}
	first, naming, succeeded, stranger := list(1, 1, 0), list(2, 1, 2), list(3, 2, 0), list(9, 7, 0)
	for what, c := range map[string]struct {
		notes [][]byte
		want  []uint64
	}{
		"in order":                       {[][]byte{first, naming, succeeded}, []uint64{3}},
		"backwards":                      {[][]byte{succeeded, naming, first}, []uint64{3}},
		"the same twice":                 {[][]byte{naming, naming}, []uint64{2}},
		"a stranger's":                   {[][]byte{naming, stranger, succeeded}, []uint64{9, 3}},
		"without the list that names it": {[][]byte{first, succeeded}, []uint64{1, 3}},
	} {
		var all []pin
		for _, note := range c.notes {
			l, err := verify.PinTrust(note)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, pin{trust: l, note: note})
		}
		var got []uint64
		for _, l := range newest(all) {
			got = append(got, l.Serial)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: serials %v, want %v", what, got, c.want)
		}
	}
}

// FuzzChecker gives arbitrary bytes to a check, as a file's and as a text: it answers, and never that they are valid.
func FuzzChecker(f *testing.F) {
	trust, note := testTrust(f, "ikrar.contoh.example/buku", 1)
	for _, seed := range []string{"", "K7QM-2F8D-9XPA", "https://ikrar.contoh.example/#37719314819776930003", "%PDF-1.7\n1 0 obj\n<< /Length 3 >>\nstream\nabc\nendstream",
		"c2sp.org/tlog-proof@v1\nextra goYB\nindex 3\nAAAA\n\nikrar.contoh.example/buku\n5\nAAAA\n\n", "\x89PNG\r\n\x1a\n", "\xff\xd8\xff", string(note)} {
		f.Add([]byte(seed))
	}
	f.Chdir(f.TempDir()) // so that no text is a file's name
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, input := range []string{"-", string(data)} {
			checker := &Checker{Lang: phrase.ID, Known: []*verify.Trust{trust}, Now: testNow, Stdin: bytes.NewReader(data)}
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
