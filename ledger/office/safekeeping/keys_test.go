package safekeeping

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/verify/trust"
)

// found makes an institution with an emblem, and a backup of it.
func found(t *testing.T, origin string) (h *office.Home, path string, state trust.Checkpoint) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "bkd")
	now := func() time.Time { return time.Unix(1774890000, 0) }
	h, _, err := office.Found(dir, office.Founding{
		Facts:     config.Facts{Name: "Pemerintah Contoh", URL: "https://ikrar.contoh.example"},
		Config:    config.Config{Origin: origin},
		Registrar: "BKD", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "lambang.svg"), []byte("<svg/>"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.Config.Certificate.Emblem = "lambang.svg"
	i, err := h.Open(t.Context(), office.Opening{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	defer i.Close()
	path = filepath.Join(t.TempDir(), "a.backup")
	none := func(uint64, uint64) {}
	b, err := i.Backup(t.Context(), path, none, none)
	if err != nil {
		t.Fatal(err)
	}
	return h, path, b.Checkpoint
}

const (
	light  = 4 // of scrypt, for tests
	origin = "ikrar.contoh.example/uji"
)

// TestKeysFile: what is in a keys file, and what never is.
func TestKeysFile(t *testing.T) {
	h, _, state := found(t, origin)
	k, left, err := CollectKeys(h, state)
	if err != nil || left != "" {
		t.Fatal(left, err)
	}
	path := filepath.Join(t.TempDir(), "a.keys")
	if err := k.seal(path, []byte("rahasia sekali"), light); err != nil {
		t.Fatal(err)
	}
	if err := k.seal(path, []byte("rahasia sekali"), light); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over another: %v", err)
	}
	got, err := OpenKeys(path, []byte("rahasia sekali"))
	if err != nil || got.State != state {
		t.Fatal(got.State, err)
	}
	var names []string
	for _, f := range got.files {
		names = append(names, f.Path)
		for _, secret := range []string{"root", "registrar"} {
			key, err := os.ReadFile(h.KeyPath(secret))
			if err != nil || bytes.Contains(f.Data, key) {
				t.Errorf("%s holds the key of the %s: %v", f.Path, secret, err)
			}
		}
	}
	want := []string{"ikrar.toml", "trust.note", "keys/store.key", "keys/ledger.key", "keys/ledger.key.pub",
		"ledger.head", "lambang.svg"}
	if !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	h.Config.Certificate.Emblem = "keys/root.key"
	k, left, err = CollectKeys(h, state)
	if err != nil || left != "keys/root.key" || k.take("keys/root.key") != nil {
		t.Errorf("an emblem that is none: %q, %v", left, err)
	}
}

// TestKeysRefused: every byte of a keys file counts, and so does the passphrase.
func TestKeysRefused(t *testing.T) {
	h, _, state := found(t, origin)
	k, _, err := CollectKeys(h, state)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.keys")
	if err := k.seal(path, []byte("rahasia sekali"), light); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenKeys(path, []byte("rahasia lain")); !errors.Is(err, ErrPassphrase) {
		t.Errorf("another passphrase: %v", err)
	}
	sealed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenKeys(path, []byte("rahasia sekali")); !errors.Is(err, ErrKeys) &&
			!errors.Is(err, ErrKeysDamaged) && !errors.Is(err, ErrPassphrase) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for at := 0; at < len(sealed); at += 97 {
		flipped := bytes.Clone(sealed)
		flipped[at] ^= 1
		refused("flipped", flipped)
		refused("cut", sealed[:at])
	}
}

// TestRebuild: which head file a rebuilt home begins with, and which pairs are refused.
func TestRebuild(t *testing.T) {
	h, path, state := found(t, origin)
	_, foreign, _ := found(t, "lain.contoh.example/uji")
	k, _, err := CollectKeys(h, state)
	if err != nil {
		t.Fatal(err)
	}
	ahead := k
	ahead.files = slices.Clone(k.files)
	seenMore := trust.Checkpoint{Origin: origin, Size: 9, Root: state.Root}
	at := slices.IndexFunc(k.files, func(f office.File) bool { return f.Path == headName })
	ahead.files[at].Data = []byte(seenMore.Text())

	var other *OriginError
	if _, err := Rebuild(filepath.Join(t.TempDir(), "x"), k, foreign, 0); !errors.As(err, &other) {
		t.Errorf("another institution's backup: %v", err)
	}
	var accepted *AcceptedError
	if _, err := Rebuild(filepath.Join(t.TempDir(), "x"), k, path, 7); !errors.As(err, &accepted) {
		t.Errorf("another number: %v", err)
	}
	if _, err := Rebuild(h.Dir, k, path, 0); err == nil {
		t.Error("over a home")
	}
	for _, c := range []struct {
		name     string
		keys     Keys
		here     string // the head file in the directory
		accepted uint64
		want     string
	}{
		{"nobody knows", k, "", 0, ""},
		{"the operator's word", k, "", state.Size, state.Text()},
		{"a newer copy", k, seenMore.Text(), 0, seenMore.Text()},
		{"a newer copy against a word", k, seenMore.Text(), state.Size, seenMore.Text()},
		{"the keys know of more", ahead, "", state.Size, seenMore.Text()},
	} {
		dir := filepath.Join(t.TempDir(), "baru")
		if c.here != "" {
			if err := files.MakeDir(dir); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, headName), []byte(c.here), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		r, err := Rebuild(dir, c.keys, path, c.accepted)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		head, _ := os.ReadFile(r.HeadPath())
		if string(head) != c.want {
			t.Errorf("%s: it begins with %q, want %q", c.name, head, c.want)
		}
		if err := r.Commit(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if _, err := office.ReadStoreKey(filepath.Join(dir, "keys", "store.key")); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	o, err := h.Options(office.Opening{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := CheckKey(o); err != nil {
		t.Errorf("the key in force: %v", err)
	}
	if o.Key, err = keyfile.Open(h.KeyPath("registrar"), nil); err != nil {
		t.Fatal(err)
	}
	if err := CheckKey(o); !errors.Is(err, ErrLedgerKey) {
		t.Errorf("another key: %v", err)
	}
}
