package ledger

import (
	"fmt"
	"testing"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
)

// bareLog puts n entries, with neither statements nor signatures, into a store, through the tree
// code that Append uses.
func bareLog(t *testing.T, n int) (*Ledger, [][]byte) {
	t.Helper()
	w := newWorld(t)
	s := &snapshot{tree: &merkle.Tree{}}
	leaves := make([][]byte, n)
	for done := 0; done < n; {
		w.edit(func(txn store.Txn) error {
			write := func(level int, n int64, hashes []tlog.Hash) error {
				return txn.Set(store.TileKey(level, n), merkle.Flatten(hashes))
			}
			for end := min(done+10000, n); done < end; done++ {
				leaves[done] = verify.Entry{Kind: signer.KindPledge, Index: uint64(done), Time: 1, Digest: signer.DigestOf([]byte(fmt.Sprint(done)))}.Bytes()
				if err := txn.Set(store.EntryKey(uint64(done)), store.Pack(store.Registered{Entry: leaves[done]})); err != nil {
					return err
				}
				if err := s.tree.Add(tlog.RecordHash(leaves[done]), write); err != nil {
					return err
				}
			}
			return s.tree.Flush(write)
		})
		s.head.Size = uint64(done)
		if err := w.keeper().store.View(func(txn store.Txn) error { // what a start-up would read is what stands in memory
			again, err := merkle.LoadTree(txn, int64(done))
			if err != nil {
				return err
			}
			if a, b := fmt.Sprint(again), fmt.Sprint(s.tree); a != b {
				return fmt.Errorf("the tree of %d entries loads as %s, not %s", done, a, b)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	root, err := s.tree.Root()
	if err != nil {
		t.Fatal(err)
	}
	s.root = root
	w.keeper().mutex.Lock()
	w.keeper().current = s
	w.keeper().mutex.Unlock()
	return w.ledger, leaves
}

// TestAgainstTransparencyDev holds roots, inclusion and consistency, proved from our stored tiles,
// against an implementation that shares no code with ours.
func TestAgainstTransparencyDev(t *testing.T) {
	for _, size := range []int{0, 1, 2, 3, 255, 256, 257, 1000, 65537} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			if testing.Short() && size > 1000 {
				t.Skip("one hand writes here")
			}
			t.Parallel()
			l, leaves := bareLog(t, size)
			roots := merkleRoots(t, leaves)
			if got := l.book.(*keeper).snapshot().root; string(got[:]) != string(roots[size]) {
				t.Errorf("root %x, want %x", got, roots[size])
			}
			step := max(1, size/37)
			for i := 0; i < size; i += step {
				checkInclusion(t, l, leaves, roots, i, size)
				checkInclusion(t, l, leaves, roots, i, i+1)
				checkConsistency(t, l, roots, i+1, size)
			}
			for _, i := range []int{255, 256, 65535, 65536} {
				if i < size {
					checkInclusion(t, l, leaves, roots, i, size)
					checkConsistency(t, l, roots, i, size)
				}
			}
			if _, err := l.Inclusion(uint64(size), uint64(size)); err == nil {
				t.Error("proved an entry that is not there")
			}
			if _, err := l.Consistency(1, uint64(size+1)); err == nil {
				t.Error("proved a tree that is not there")
			}
		})
	}
}

// merkleRoots gives the roots of all sizes up to the number of leaves.
func merkleRoots(t *testing.T, leaves [][]byte) [][]byte {
	t.Helper()
	tree := (&compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}).NewEmptyRange(0)
	roots := [][]byte{rfc6962.DefaultHasher.EmptyRoot()}
	for _, leaf := range leaves {
		if err := tree.Append(rfc6962.DefaultHasher.HashLeaf(leaf), nil); err != nil {
			t.Fatal(err)
		}
		root, err := tree.GetRootHash(nil)
		if err != nil {
			t.Fatal(err)
		}
		roots = append(roots, root)
	}
	return roots
}

func checkInclusion(t *testing.T, l *Ledger, leaves, roots [][]byte, index, size int) {
	t.Helper()
	path, err := l.Inclusion(uint64(index), uint64(size))
	if err != nil {
		t.Fatalf("entry %d in %d: %v", index, size, err)
	}
	if err := proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(index), uint64(size), rfc6962.DefaultHasher.HashLeaf(leaves[index]), rows(path), roots[size]); err != nil {
		t.Errorf("entry %d in %d: %v", index, size, err)
	}
}

func checkConsistency(t *testing.T, l *Ledger, roots [][]byte, old, size int) {
	t.Helper()
	path, err := l.Consistency(uint64(old), uint64(size))
	if err != nil {
		t.Fatalf("%d in %d: %v", old, size, err)
	}
	if err := proof.VerifyConsistency(rfc6962.DefaultHasher, uint64(old), uint64(size), rows(path), roots[old], roots[size]); err != nil {
		t.Errorf("%d in %d: %v", old, size, err)
	}
}

func rows(path []tlog.Hash) [][]byte {
	var all [][]byte
	for _, h := range path {
		all = append(all, h[:])
	}
	return all
}
