package keyfile

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestCreateIsReadBySSHKeygen(t *testing.T) {
	needTool(t, "ssh-keygen")
	for _, passphrase := range []string{"", "kata sandi é"} {
		path := filepath.Join(t.TempDir(), "siti")
		pub, err := Create(path, []byte(passphrase), "Siti Nur'aini")
		if err != nil {
			t.Fatal(err)
		}
		line, err := os.ReadFile(path + ".pub")
		if err != nil {
			t.Fatal(err)
		}
		if got := tool(t, "ssh-keygen", "-y", "-P", passphrase, "-f", path); got != string(line) {
			t.Errorf("ssh-keygen -y says\n\t%s, the .pub file\n\t%s", got, line)
		}
		signer, err := Open(path, say(passphrase))
		if err != nil {
			t.Fatal(err)
		}
		checkSigns(t, signer, pub)
	}
}

func TestCreateEncrypts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "siti")
	if _, err := Create(path, []byte("yang benar"), ""); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, nil); !errors.Is(err, ErrPassphraseNeeded) {
		t.Errorf("error %v, want %v", err, ErrPassphraseNeeded)
	}
	if _, err := Open(path, say("salah")); !errors.Is(err, ErrPassphrase) {
		t.Errorf("error %v, want %v", err, ErrPassphrase)
	}
}

func TestCreateModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no mode bits")
	}
	path := filepath.Join(t.TempDir(), "siti")
	if _, err := Create(path, nil, "siti@dinkes"); err != nil {
		t.Fatal(err)
	}
	for name, most := range map[string]fs.FileMode{path: 0o600, path + ".pub": 0o644} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got&^most != 0 || got&0o600 != 0o600 {
			t.Errorf("%s has mode %o, want %o or less for others", name, got, most)
		}
	}
}

func TestCreateNeverOverwrites(t *testing.T) {
	for _, taken := range []string{"siti", "siti.pub"} {
		dir := t.TempDir()
		before := []byte("sudah ada")
		if err := os.WriteFile(filepath.Join(dir, taken), before, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Create(filepath.Join(dir, "siti"), nil, ""); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s is there: error %v, want %v", taken, err, fs.ErrExist)
		}
		after, err := os.ReadFile(filepath.Join(dir, taken))
		if err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s now holds %q, error %v", taken, after, err)
		}
		checkFiles(t, dir, 1)
	}
}

func TestCreateLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	if _, err := Create(filepath.Join(dir, "siti"), nil, "dua\nbaris"); err == nil {
		t.Error("a comment of two lines is taken")
	}
	if _, err := Create(filepath.Join(dir, "tidak", "ada"), nil, ""); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want %v", err, fs.ErrNotExist)
	}
	checkFiles(t, dir, 0)
}

func checkFiles(t *testing.T, dir string, want int) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != want {
		t.Errorf("%d files in the directory, want %d: %v, error %v", len(files), want, files, err)
	}
}
