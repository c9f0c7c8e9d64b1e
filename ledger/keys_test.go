package ledger

import (
	"bytes"
	"math/bits"
	"slices"
	"testing"

	"ikrar/signer"
)

// TestLogKey: the rows of a bundle lie together and in order, those of the newest bundles far from each other.
func TestLogKey(t *testing.T) {
	for i := range 64 {
		for _, index := range []uint64{1<<i - 1, 1 << i, 1<<i + 255} {
			if k := entryKey(index); len(k) != 9 || k[0] != prefixEntry || logIndex(k) != index || !bytes.HasPrefix(k, bundleKey(prefixEntry, index/tileHashes)) {
				t.Errorf("entry %d stands under %x, which is that of %d", index, k, logIndex(k))
			}
			if n := index % (1 << 53); tileNumber(tileKey(1, int64(n))) != n {
				t.Errorf("tile %d stands under %x", n, tileKey(1, int64(n)))
			}
		}
	}
	const bundles = 1 << 10
	var keys [][]byte
	for index := range uint64(bundles * tileHashes) {
		keys = append(keys, entryKey(index))
	}
	slices.SortFunc(keys, bytes.Compare)
	newest, nearest := 0, len(keys)
	for at, k := range keys {
		if index := logIndex(k); index%tileHashes != uint64(at%tileHashes) {
			t.Fatalf("entry %d stands at %d", index, at)
		} else if index/tileHashes >= bundles-bundles/8 && index%tileHashes == 0 { // the last eighth
			if newest > 0 {
				nearest = min(nearest, at-newest)
			}
			newest = at
		}
	}
	if nearest != 8*tileHashes {
		t.Errorf("two of the newest eighth of the bundles stand %d rows from each other", nearest)
	}
	if !inLog(entryKey(signer.MaxIndex), signer.MaxIndex+1) || inLog(entryKey(8), 8) || inLog(entryKey(8)[:8], 9) || bits.Len64(signer.MaxIndex) > 53 {
		t.Error("what is in a log is taken for what is not")
	}
}
