package store

import (
	"bytes"
	"errors"
	"math/bits"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/dgraph-io/badger/v4"

	"ikrar/signer"
)

// TestScan: whatever is asked for, a store gives the keys that begin so, each once and in one
// order, from anywhere on; and it gives none that stands where its bucket is not.
func TestScan(t *testing.T) {
	s, err := Create(filepath.Join(t.TempDir(), "store"), bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	random, all := rand.New(rand.NewPCG(5, 6)), [][]byte{{PrefixHead}, {PrefixTrust}}
	for _, prefix := range []byte("ADDEKNcgnnorrvvwxz") {
		for range 100 {
			k := []byte{prefix, byte(random.IntN(256)), byte(random.IntN(3)), byte(random.IntN(256))}
			all = append(all, k[:2+random.IntN(3)])
		}
	}
	slices.SortFunc(all, ComparePlaced)
	all = slices.CompactFunc(all, bytes.Equal)
	failed := s.Update(func(t Txn) error {
		for _, k := range all {
			if err := t.Set(k, k); err != nil {
				return err
			}
		}
		return nil
	})
	err = s.View(func(x Txn) error {
		for _, prefix := range append(all, nil, []byte("n"), []byte("v"), []byte("E"), []byte("B"), []byte("r"),
			[]byte("c")) {
			var want, got [][]byte
			for _, k := range all {
				if bytes.HasPrefix(k, prefix) {
					want = append(want, k)
				}
			}
			collect := func(k, v []byte) error {
				got = append(got, bytes.Clone(k))
				if !bytes.Equal(k, v) {
					t.Errorf("key %x has the value %x", k, v)
				}
				return nil
			}
			if err := x.Each(prefix, collect); err != nil || !slices.EqualFunc(got, want, bytes.Equal) {
				t.Fatalf("%d keys begin with %x, of %d: %v", len(got), prefix, len(want), err)
			}
			for at, k := range want {
				if got = nil; at%7 == 0 {
					if err := x.EachFrom(prefix, k, collect); err != nil ||
						!slices.EqualFunc(got, want[at+1:], bytes.Equal) {
						t.Fatalf("%d keys begin with %x behind %x, of %d: %v", len(got), prefix, k, len(want)-at-1, err)
					}
				}
			}
		}
		n, err := x.Count('n')
		if n < 100 || err != nil {
			t.Errorf("%d keys of n: %v", n, err)
		}
		return err
	})
	for _, k := range []string{"\x00E\x05", "\xffE\x05", "\x00", "\xff"} { // written beside the code that places keys
		failed = errors.Join(failed, s.Db.Update(func(x *badger.Txn) error {
			return x.Set([]byte(k), []byte("stray"))
		}))
		for _, prefix := range []string{"", "E"} {
			n, want := 0, 0
			err := s.View(func(x Txn) error {
				return x.Each([]byte(prefix), func(_, _ []byte) error { n++; return nil })
			})
			for _, one := range all {
				if bytes.HasPrefix(one, []byte(prefix)) {
					want++
				}
			}
			if errors.Is(err, ErrDamaged) != (prefix == "") || n != want {
				t.Errorf("keys of %q with %x: %d of %d, %v", prefix, k, n, want, err)
			}
		}
		failed = errors.Join(failed, s.Db.Update(func(x *badger.Txn) error { return x.Delete([]byte(k)) }))
	}
	if err := errors.Join(failed, err); err != nil {
		t.Fatal(err)
	}
}

// TestLogKey: the rows of a bundle lie together and in order, those of the newest bundles far from
// each other.
func TestLogKey(t *testing.T) {
	for i := range 64 {
		for _, index := range []uint64{1<<i - 1, 1 << i, 1<<i + 255} {
			if k := EntryKey(index); len(k) != 9 || k[0] != PrefixEntry || LogIndex(k) != index ||
				!bytes.HasPrefix(k, BundleKey(PrefixEntry, index/TileHashes)) {
				t.Errorf("entry %d stands under %x, which is that of %d", index, k, LogIndex(k))
			}
			if n := index % (1 << 53); TileNumber(TileKey(1, int64(n))) != n {
				t.Errorf("tile %d stands under %x", n, TileKey(1, int64(n)))
			}
		}
	}
	const bundles = 1 << 10
	var keys [][]byte
	for index := range uint64(bundles * TileHashes) {
		keys = append(keys, EntryKey(index))
	}
	slices.SortFunc(keys, bytes.Compare)
	newest, nearest := 0, len(keys)
	for at, k := range keys {
		if index := LogIndex(k); index%TileHashes != uint64(at%TileHashes) {
			t.Fatalf("entry %d stands at %d", index, at)
		} else if index/TileHashes >= bundles-bundles/8 && index%TileHashes == 0 { // the last eighth
			if newest > 0 {
				nearest = min(nearest, at-newest)
			}
			newest = at
		}
	}
	if nearest != 8*TileHashes {
		t.Errorf("two of the newest eighth of the bundles stand %d rows from each other", nearest)
	}
	if !InLog(EntryKey(signer.MaxIndex), signer.MaxIndex+1) || InLog(EntryKey(8), 8) || InLog(EntryKey(8)[:8], 9) ||
		bits.Len64(signer.MaxIndex) > 53 {
		t.Error("what is in a log is taken for what is not")
	}
}
