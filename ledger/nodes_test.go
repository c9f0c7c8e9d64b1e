package ledger

import (
	"errors"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// TestNodes: what is above a tile is read once, what is below each time, and there is an end to what is remembered.
func TestNodes(t *testing.T) {
	var read []int64
	broken := errors.New("broken")
	var n nodes
	ask := func(indexes ...int64) {
		t.Helper()
		read = nil
		hashes, err := n.over(tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
			read = append(read, indexes...)
			hashes := make([]tlog.Hash, len(indexes))
			for i, index := range indexes {
				hashes[i] = tlog.Hash{byte(index), byte(index >> 8)}
			}
			return hashes, nil
		}))(indexes)
		for i, index := range indexes {
			if err != nil || hashes[i] != (tlog.Hash{byte(index), byte(index >> 8)}) {
				t.Fatalf("%d is %v, %v", index, hashes, err)
			}
		}
	}
	leaf, low, high := tlog.StoredHashIndex(0, 300), tlog.StoredHashIndex(tileHeight-1, 1), tlog.StoredHashIndex(tileHeight, 1)
	ask(high, leaf, low)
	if len(read) != 3 {
		t.Errorf("at first %v were read", read)
	}
	ask(low, high)
	if len(read) != 1 || read[0] != low {
		t.Errorf("then %v were read", read)
	}
	if ask(high); len(read) != 0 {
		t.Errorf("then %v were read", read)
	}
	if _, err := n.over(tlog.HashReaderFunc(func([]int64) ([]tlog.Hash, error) { return nil, broken }))([]int64{high, leaf}); !errors.Is(err, broken) {
		t.Errorf("a tree that cannot be read: %v", err)
	}
	for i := range int64(nodesKept + 10) {
		ask(tlog.StoredHashIndex(tileHeight, i))
	}
	if len(n.hashes) > nodesKept || len(n.hashes) == 0 {
		t.Errorf("%d hashes are remembered", len(n.hashes))
	}
}
