package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"ikrar/signer/keyfile"
)

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	mustRead := func(want string) {
		t.Helper()
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("%q, %v, want %q", got, err, want)
		}
	}
	if err := writeFile(path, []byte("one"), 0o600, keepExisting); err != nil {
		t.Fatal(err)
	}
	mustRead("one")
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := writeFile(path, []byte("two"), 0o600, keepExisting); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want that it exists", err)
	}
	mustRead("one")
	if err := writeFile(path, []byte("three"), 0o644, replaceExisting); err != nil {
		t.Error(err)
	}
	mustRead("three")
	missing := filepath.Join(dir, "no", "file")
	err := writeFile(missing, nil, 0o600, keepExisting)
	if pathErr := (*fs.PathError)(nil); !errors.As(err, &pathErr) || pathErr.Path != filepath.Dir(missing) {
		t.Errorf("got %v, want the missing directory", err)
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) != 1 {
		t.Errorf("left behind: %v, %v", names, err)
	}
}

func TestHome(t *testing.T) {
	h := &home{Dir: "kalbar", Config: kalbar}
	for got, want := range map[string]string{
		h.ConfigPath():     "kalbar/ikrar.toml",
		h.TrustPath():      "kalbar/trust.note",
		h.KeyPath("store"): "kalbar/keys/store.key",
		h.LedgerDir():      "kalbar/ledger",
		h.SocketPath():     "kalbar/ikrar.sock",
	} {
		if got != filepath.FromSlash(want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	h.Dir = t.TempDir()
	a, _, _ := testApp("")
	if _, err := a.openHome(); err == nil || err.Error() != "home-unnamed" {
		t.Errorf("got %v, want home-unnamed", err)
	}
	a.homeFlag = h.Dir
	if err := h.Save(); err != nil {
		t.Fatal(err)
	}
	if opened, err := a.openHome(); err != nil || *opened != *h {
		t.Errorf("got %+v, %v", opened, err)
	}
	if err := h.Save(); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want that it exists", err)
	}
}

func TestPassphraseFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pass")
	long := strings.Repeat("x", keyfile.MaxPassphrase)
	for _, c := range []struct{ content, want, err string }{
		{"rahasia besar\n", "rahasia besar", ""},
		{"\ufeffrahasia besar\r\n", "rahasia besar", ""},
		{"dua kata\r\nlain\r\n", "dua kata", ""},
		{long, long, ""},
		{long + "\r\n", long, ""},
		{long + "x", "", "passphrase-file-long path=" + path + " max=1024"},
		{long + "xx\n", "", "passphrase-file-long path=" + path + " max=1024"},
		{strings.Repeat(long, 9), "", "passphrase-file-long path=" + path + " max=1024"},
		{"", "", "passphrase-file-empty path=" + path},
		{"\r\nx", "", "passphrase-file-empty path=" + path},
		{"\ufeff\n", "", "passphrase-file-empty path=" + path},
		{" dua kata \r\n", "", "passphrase-edge path=" + path + " at=1 rune=U+0020 min=8 max=1024"},
	} {
		if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		a, _, _ := testApp("")
		got, err := a.newPassphrase(context.Background(), path, "siti.key")
		message := ""
		if err != nil {
			message = err.Error()
		}
		if string(got) != c.want || message != c.err {
			t.Errorf("%.20q: %.20q, %q, want %.20q, %q", c.content, got, message, c.want, c.err)
		}
	}
}

func TestOpenKey(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "siti.key")
	pass := path + ".pass"
	if err := os.WriteFile(pass, []byte("rahasia besar\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	a, _, _ := testApp("")
	a.passphraseFile = pass
	pub, _, err := a.newKey(ctx, path, false)
	if err != nil {
		t.Fatal(err)
	}
	key, err := a.openKey(ctx, path)
	if err != nil || !pub.Equal(key.Public()) {
		t.Fatalf("got %v, %v", key, err)
	}
	refused := func(want, path string) {
		t.Helper()
		if _, err := a.openKey(ctx, path); err == nil || !strings.HasPrefix(asFault("x", err).Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	refused("key-is-public path="+path+".pub", path+".pub")
	refused("key-format path="+pass, pass)
	refused("file-missing path="+path+".no", path+".no")
	if err := os.WriteFile(pass, []byte("wrong\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused("passphrase-wrong path="+path, path)
	a.passphraseFile = ""
	refused("passphrase-needed path="+path, path)
	if runtime.GOOS == "windows" {
		return
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	refused("key-permissions path="+path+" mode=-rw-r--r-- fix=chmod 600 ", path)
}

func TestConfirm(t *testing.T) {
	for input, want := range map[string]string{
		"ya\n": "", "Y\n": "", "yes": "", " Ya \r\n": "",
		"tidak\n": "declined", "\n": "declined", "yo\n": "declined", "": "answer-needed flag=--yes",
	} {
		a, _, stderr := testApp(input)
		got := ""
		if err := a.confirm(context.Background(), "--yes", "fault.declined"); err != nil {
			got = err.Error()
		}
		if got != want || !strings.HasSuffix(strings.TrimRight(stderr.String(), "\n"), " [ya/tidak] ") {
			t.Errorf("%q: %q, want %q; asked %q", input, got, want, stderr)
		}
	}
	program, _, asked := testApp("ya\n")
	program.json = true
	if err := program.confirm(context.Background(), "--yes", "fault.declined"); err == nil || err.Error() != "answer-needed flag=--yes" || asked.Len() > 0 {
		t.Errorf("a program: %v; asked %q", err, asked)
	}
	a, _, _ := testApp("tidak\nya\n" + strings.Repeat("x", 2*maxAnswer))
	for _, want := range []string{"tidak", "ya", strings.Repeat("x", maxAnswer)} {
		if got, err := a.readAnswer(); err != nil || got != want {
			t.Errorf("%.20q, %v, want %.20q", got, err, want)
		}
	}
	if _, err := io.ReadAll(a.stdin); err != nil {
		t.Error(err)
	}
}

func TestProgress(t *testing.T) {
	a, stdout, stderr := testApp("")
	silent := a.progress(10, "door.sign") // stderr is no terminal here
	silent.add(10)
	silent.end()
	if stderr.Len() > 0 {
		t.Errorf("a bar where nobody sits: %q", stderr)
	}
	now := theMoment
	a.now = func() time.Time { return now }
	p := &progress{a: a, start: now, total: 10, label: "menandatangani"}
	now = now.Add(progressDelay - 1)
	if p.add(3); stderr.Len() > 0 {
		t.Errorf("a bar within the first second: %q", stderr)
	}
	now = now.Add(1)
	if p.add(3); !strings.Contains(stderr.String(), "menandatangani") || !strings.Contains(stderr.String(), "(6/10") {
		t.Errorf("got %q", stderr)
	}
	p.end()
	p.end()
	if p.add(4); stdout.Len() > 0 {
		t.Errorf("progress on stdout: %q", stdout)
	}
}
