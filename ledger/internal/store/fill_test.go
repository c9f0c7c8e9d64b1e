package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/dgraph-io/badger/v4"
)

var fillKey = bytes.Repeat([]byte{7}, 32)

// fill writes rows to a new store.
func fill(t *testing.T, keys [][]byte, value func(k []byte) []byte) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "store")
	s, err := CreateFilled(dir, fillKey)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.Fill()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		if err := rows.Set(k, value(k)); err != nil {
			t.Fatal(err)
		}
	}
	err = rows.Flush()
	rows.Cancel()
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestFill: rows in any order are there, also where one comes twice, and can be written over.
func TestFill(t *testing.T) {
	var sorted [][]byte
	for i := range 3000 {
		sorted = append(sorted, Key(PrefixDigest, fmt.Append(nil, i)))
	}
	slices.SortFunc(sorted, ComparePlaced)
	late := slices.Concat(sorted[:2000], sorted[1500:], sorted[:1]) // what was there comes again, and the first last
	reversed := slices.Clone(sorted)
	slices.Reverse(reversed)
	for name, keys := range map[string][][]byte{"none": nil, "sorted": sorted, "late": late, "reversed": reversed} {
		s, err := Create(fill(t, keys, bytes.Clone), fillKey)
		if err != nil {
			t.Fatal(name, err)
		}
		if len(keys) > 0 {
			err = s.Update(func(t Txn) error { return t.Set(sorted[7], []byte("newer")) })
		}
		n := 0
		err = errors.Join(err, s.View(func(x Txn) error {
			return x.Each(nil, func(k, v []byte) error {
				if n++; !bytes.Equal(k, v) && !(bytes.Equal(k, sorted[7]) && string(v) == "newer") {
					t.Errorf("%s: %x has the value %x", name, k, v)
				}
				return nil
			})
		}), s.Close())
		if want := min(len(keys), len(sorted)); err != nil || n != want {
			t.Errorf("%s: %d rows, want %d: %v", name, n, want, err)
		}
	}
}

// TestFilledTableLost: of a store that was filled in order, a MANIFEST that has lost its end is
// noticed, for the tables that it no longer names hold what is nowhere else.
func TestFilledTableLost(t *testing.T) {
	var keys [][]byte
	for i := range 1200 {
		keys = append(keys, Key(PrefixDrawer, fmt.Appendf(nil, "%06d", i)))
	}
	block := bytes.Repeat([]byte{1}, 16<<10)
	dir := fill(t, keys, func([]byte) []byte { return block })
	path := filepath.Join(dir, badger.ManifestFilename)
	manifest, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := Inspect(dir, fillKey); err != nil || !c.Settled {
		t.Fatalf("as it was left: %+v, %v", c, err)
	}
	if err := os.WriteFile(path, manifest[:len(manifest)*2/3], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Inspect(dir, fillKey); !errors.As(err, new(*DamageError)) {
		t.Errorf("with tables that are named no more: %v", err)
	}
}
