package pins

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikrar/signer/eddsa"
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
	note, err := trust.Sign(trust.List{Institution: "Contoh", Origin: origin,
		URL: "https://ikrar.contoh.example", Timezone: "WIB",
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

func noEnv(string) string { return "" }

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

// Of lists of one institution the one that renews the others counts, in whatever order they are
// found. Lists by roots that do not lead to one another stay beside each other.
func TestKnownFollowsSuccession(t *testing.T) {
	origin := "ikrar.contoh.example/buku"
	key := func(seed byte) ed25519.PrivateKey { return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, 32)) }
	root := func(seed byte) trust.VerifierKey {
		return trust.LogKey(trust.RootName(origin), eddsa.PublicKey(key(seed).Public().(ed25519.PublicKey)))
	}
	list := func(serial uint64, by byte, next byte) []byte {
		l, _ := testTrust(t, origin, 1)
		l.Serial, l.Root = serial, root(by)
		if next != 0 {
			successor := root(next)
			l.NextRoot = &successor
		}
		note, err := trust.Sign(*l, key(by))
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
			l, err := trust.Pin(note)
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
