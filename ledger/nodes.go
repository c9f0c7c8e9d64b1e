package ledger

import (
	"sync"

	"golang.org/x/mod/sumdb/tlog"
)

// nodes remembers hashes of whole subtrees that paths to entries pass: such a hash never changes, and costs a tile to read
// and to hash anew. Below a tile's height there are too many, and above it one in 256.
type nodes struct {
	mutex  sync.RWMutex
	hashes map[int64]tlog.Hash // by stored hash index
}

// nodesKept bounds them to some 10 MB, more than the 90,000 of a nation's log. Beyond it all are forgotten and read again.
const nodesKept = 1 << 17

// over reads what is not remembered.
func (n *nodes) over(read tlog.HashReader) tlog.HashReaderFunc {
	return func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		var unknown []int64
		var at []int
		n.mutex.RLock()
		for i, index := range indexes {
			h, ok := n.hashes[index]
			if hashes[i] = h; !ok {
				unknown, at = append(unknown, index), append(at, i)
			}
		}
		n.mutex.RUnlock()
		if len(unknown) == 0 {
			return hashes, nil
		}
		found, err := read.ReadHashes(unknown)
		if err != nil {
			return nil, err
		}
		n.mutex.Lock()
		defer n.mutex.Unlock()
		for i, h := range found {
			hashes[at[i]] = h
			if level, _ := tlog.SplitStoredHashIndex(unknown[i]); level >= tileHeight {
				if n.hashes == nil || len(n.hashes) >= nodesKept {
					n.hashes = map[int64]tlog.Hash{}
				}
				n.hashes[unknown[i]] = h
			}
		}
		return hashes, nil
	}
}
