package ledger

import (
	"errors"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// TestNodes: a finished tile above the lowest level is read once, any other each time, and there is an end to what is
// remembered. That the hashes are right, TestAgainstTransparencyDev knows.
func TestNodes(t *testing.T) {
	var n nodes
	var read [][2]int64
	broken := errors.New("broken")
	reader := func(level int, number int64) ([]byte, error) {
		read = append(read, [2]int64{int64(level), number})
		hashes := make([]tlog.Hash, tileHashes)
		for i := range hashes {
			hashes[i] = tlog.Hash{byte(level), byte(number), byte(number >> 8), byte(i)}
		}
		if number == 7 { // unfinished
			hashes = hashes[:9]
		}
		return flatten(hashes), nil
	}
	ask := func(level int, number int64, want int) {
		t.Helper()
		read = nil
		index := tlog.StoredHashIndex(level, number)
		got, err := n.over(reader)([]int64{index})
		plain, plainErr := readHashes([]int64{index}, reader)
		if err != nil || plainErr != nil || got[0] != plain[0] {
			t.Errorf("node %d of level %d is %v %v, want %v %v", number, level, got, err, plain, plainErr)
		}
		if len(read)-1 != want { // readHashes did once more
			t.Errorf("node %d of level %d: %d tiles were read, want %d", number, level, len(read)-1, want)
		}
	}
	ask(tileHeight, 3*tileHashes+5, 1)
	ask(tileHeight, 3*tileHashes+6, 0)
	ask(tileHeight+7, 3*2+1, 0)
	ask(3, 40, 1)
	ask(3, 40, 1)
	ask(tileHeight+1, 7*tileHashes/2+2, 2) // as a tile above, and then as an unfinished one
	if _, err := n.over(func(int, int64) ([]byte, error) { return nil, broken })([]int64{tlog.StoredHashIndex(tileHeight, 0)}); !errors.Is(err, broken) {
		t.Errorf("a tree that cannot be read: %v", err)
	}
	for i := range int64(tilesKept + 10) {
		if i != 7 {
			ask(tileHeight, (1000+i)*tileHashes, 1)
		}
	}
	if len(n.tiles) > tilesKept || len(n.tiles) == 0 {
		t.Errorf("%d tiles are remembered", len(n.tiles))
	}
}
