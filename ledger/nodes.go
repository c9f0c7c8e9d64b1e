package ledger

import (
	"sync"

	"golang.org/x/mod/sumdb/tlog"
)

// nodes remembers the finished tiles above the lowest level with all nodes inside them, which never change. Nearly every path
// to an entry passes one or two of them, and each time it would be 8 KB to read and up to 255 hashes to compute.
type nodes struct {
	mutex sync.RWMutex
	tiles map[[2]int64]*[tileHeight][]tlog.Hash // by level and number: the tile's hashes, and the seven levels above them
}

// tilesKept bounds them to 8 MB; a nation's log has 172. Beyond it all are forgotten and read again.
const tilesKept = 512

// over asks for a tile only where it is of the lowest level, unfinished or new.
func (n *nodes) over(read tileReader) tlog.HashReaderFunc {
	return func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		var others []int64
		var at []int
		for i, index := range indexes {
			level, number := tlog.SplitStoredHashIndex(index)
			above := level % tileHeight
			tile, err := n.tile(level/tileHeight, number>>(tileHeight-above), read)
			if err != nil {
				return nil, err
			}
			if tile == nil {
				others, at = append(others, index), append(at, i)
			} else {
				hashes[i] = tile[above][number%(tileHashes>>above)]
			}
		}
		found, err := readHashes(others, read)
		for i, h := range found {
			hashes[at[i]] = h
		}
		return hashes, err
	}
}

// tile returns a tile with what is above it; nil where it is of the lowest level or unfinished.
func (n *nodes) tile(level int, number int64, read tileReader) (*[tileHeight][]tlog.Hash, error) {
	if level == 0 {
		return nil, nil
	}
	at := [2]int64{int64(level), number}
	n.mutex.RLock()
	tile := n.tiles[at]
	n.mutex.RUnlock()
	if tile != nil {
		return tile, nil
	}
	data, err := read(level, number)
	if err != nil || len(data) != tileHashes*tlog.HashSize {
		return nil, err
	}
	tile = &[tileHeight][]tlog.Hash{unflatten(data)}
	for l := 1; l < tileHeight; l++ {
		tile[l] = parents(tile[l-1])
	}
	n.mutex.Lock()
	defer n.mutex.Unlock()
	if n.tiles == nil || len(n.tiles) >= tilesKept {
		n.tiles = map[[2]int64]*[tileHeight][]tlog.Hash{}
	}
	n.tiles[at] = tile
	return tile, nil
}
