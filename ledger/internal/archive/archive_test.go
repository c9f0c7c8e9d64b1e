package archive

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ikrar/signer"
)

var testStoreKey = bytes.Repeat([]byte{7}, 32)

func keep(t *testing.T, a *Archive, text string) signer.Digest {
	t.Helper()
	if err := a.Keep([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return signer.DigestOf([]byte(text))
}

func TestKeptAndOpened(t *testing.T) {
	a := Open(filepath.Join(t.TempDir(), "kept"), testStoreKey)
	if _, err := a.Get(signer.Digest{1}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of an empty archive: %v", err)
	}
	want := []signer.Digest{keep(t, a, "%PDF satu"), keep(t, a, "%PDF dua")}
	if got, err := a.Get(want[0]); err != nil || string(got) != "%PDF satu" {
		t.Errorf("opened %q, %v", got, err)
	}
	if there, err := a.Holds(want[1], uint64(len("%PDF dua"))); !there || err != nil {
		t.Errorf("holds: %v, %v", there, err)
	}
	if there, _ := a.Holds(want[1], 3); there {
		t.Error("holds a PDF of another length")
	}
	var got []signer.Digest
	if err := a.Each(func(d signer.Digest) error { got = append(got, d); return nil }); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(want, func(x, y signer.Digest) int { return bytes.Compare(x[:], y[:]) })
	if !slices.Equal(got, want) {
		t.Errorf("lists %v, want %v", got, want)
	}
}

// TestNothingReadable: who has the disk and not the store key sees no PDF, and cannot exchange two.
func TestNothingReadable(t *testing.T) {
	a := Open(t.TempDir(), testStoreKey)
	one, two := keep(t, a, "%PDF Nabila Contoh"), keep(t, a, "%PDF Rahmat Contoh")
	sealed, err := os.ReadFile(a.path(one))
	if err != nil || bytes.Contains(sealed, []byte("Nabila")) {
		t.Fatalf("readable, or %v", err)
	}
	if _, err := Open(a.dir, bytes.Repeat([]byte{8}, 32)).Get(one); !errors.Is(err, ErrDamaged) {
		t.Errorf("under another key: %v", err)
	}
	if err := os.WriteFile(a.path(two), sealed, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Get(two); !errors.Is(err, ErrDamaged) {
		t.Errorf("exchanged: %v", err)
	}
	for n := range sealed {
		changed := bytes.Clone(sealed)
		changed[n] ^= 1
		os.WriteFile(a.path(one), changed, 0o600)
		if _, err := a.Get(one); !errors.Is(err, ErrDamaged) {
			t.Fatalf("byte %d changed: %v", n, err)
		}
	}
	if err := a.Keep([]byte("%PDF Nabila Contoh")); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Get(one); err != nil {
		t.Errorf("kept anew: %v", err)
	}
}

func TestRemoved(t *testing.T) {
	a, b := Open(t.TempDir(), testStoreKey), Open(filepath.Join(t.TempDir(), "deep", "down"), testStoreKey)
	d := keep(t, a, "%PDF satu")
	left := filepath.Join(filepath.Dir(a.path(d)), "."+filepath.Base(a.path(d))+".1abc") // by a killed writer
	if err := errors.Join(os.WriteFile(left, nil, 0o600), a.CopyTo(b, d), a.Remove(d), a.Remove(d)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what was half written is still there: %v", err)
	}
	if _, err := a.Get(d); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("still there: %v", err)
	}
	if got, err := b.Get(d); err != nil || string(got) != "%PDF satu" {
		t.Errorf("copied: %q, %v", got, err)
	}
	if err := Open(filepath.Join(t.TempDir(), "none"), nil).Remove(d); err != nil {
		t.Errorf("from an archive that is not there: %v", err)
	}
}
