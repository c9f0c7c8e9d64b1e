package merkle

import (
	"errors"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/store"
)

// TestNodes: a tile above the lowest level or at the right edge is read once, and again where it
// has grown and the new part is asked for; any other is read each time, once for a path, and there
// is an end to what is remembered. That the hashes are right, TestAgainstTransparencyDev knows.
func TestNodes(t *testing.T) {
	var n Nodes
	reads, edge := 0, 9 // hashes of the tiles with number 7
	broken := errors.New("broken")
	reader := func(level int, number int64) ([]byte, error) {
		reads++
		hashes := make([]tlog.Hash, store.TileHashes)
		for i := range hashes {
			hashes[i] = tlog.Hash{byte(level), byte(number), byte(number >> 8), byte(i)}
		}
		if number == 7 {
			hashes = hashes[:edge]
		}
		return Flatten(hashes), nil
	}
	ask := func(want int, level int, numbers ...int64) {
		t.Helper()
		var indexes []int64
		for _, number := range numbers {
			indexes = append(indexes, tlog.StoredHashIndex(level, number))
		}
		reads = 0
		got, err := n.Over(reader)(indexes)
		if reads != want {
			t.Errorf("nodes %d of level %d: %d tiles were read, want %d", numbers, level, reads, want)
		}
		plain, plainErr := readHashes(indexes, reader)
		if (err == nil) != (plainErr == nil) || err == nil && !slices.Equal(got, plain) {
			t.Errorf("nodes %d of level %d are %v %v, want %v %v", numbers, level, got, err, plain, plainErr)
		}
	}
	const above = store.TileHeight
	ask(1, above, 3*store.TileHashes+5)
	ask(0, above, 3*store.TileHashes+6)
	ask(0, above+7, 3*2+1)
	ask(1, 3, 40)
	ask(1, 3, 40)
	ask(1, 0, 40*store.TileHashes, 40*store.TileHashes+3, 40*store.TileHashes+255)
	for level := 0; level <= above; level += above {
		edge = 9
		ask(1, level, 7*store.TileHashes+8)
		ask(0, level, 7*store.TileHashes+8, 7*store.TileHashes+1)
		ask(0, level+2, 7*store.TileHashes/4+1)
		ask(1, level, 7*store.TileHashes+9) // not there, nor made of it:
		ask(1, level+1, 7*store.TileHashes/2+4)
		edge = 10
		ask(1, level+1, 7*store.TileHashes/2+4)
		ask(0, level, 7*store.TileHashes+9)
	}
	edge = store.TileHashes // finished: kept above the lowest level alone
	for _, level := range []int{0, above} {
		ask(1, level, 7*store.TileHashes+255)
	}
	ask(1, 0, 7*store.TileHashes+8)
	ask(0, above, 7*store.TileHashes+8)
	if _, err := n.Over(func(int, int64) ([]byte, error) { return nil, broken })([]int64{
		tlog.StoredHashIndex(above, 0)}); !errors.Is(err, broken) {
		t.Errorf("a tree that cannot be read: %v", err)
	}
	for i := range int64(tilesKept + 10) {
		ask(1, above, (1000+i)*store.TileHashes)
	}
	if len(n.tiles) > tilesKept || len(n.tiles) == 0 {
		t.Errorf("%d tiles are remembered", len(n.tiles))
	}
}
