package merkle

import (
	"fmt"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/store"
)

// Nodes remembers the tiles that many paths pass, with all nodes inside them: those above the
// lowest level, and those at the right edge, which grow. Each would be a lookup, up to 8 KB to read
// and up to 255 hashes to compute; a hash that is there never changes. Finished tiles of the lowest
// level are passed by the paths of 256 entries each, and are not kept.
type Nodes struct {
	mutex sync.RWMutex
	tiles map[tileName]*tileNodes
}

type tileName struct{ level, number int64 }

// tileNodes are the hashes of a tile, and the seven levels above them as far as they are complete.
type tileNodes [store.TileHeight][]tlog.Hash

// tilesKept bounds them to 8 MB; a nation's log has 172 above the lowest level. Beyond it all are
// forgotten and read again.
const tilesKept = 512

// Over answers x/mod's questions from what is remembered, and from the tiles that read gives where
// that does not do.
func (n *Nodes) Over(read tileReader) tlog.HashReaderFunc {
	return func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		passed := map[tileName]*tileNodes{}
		for i, index := range indexes {
			level, number := tlog.SplitStoredHashIndex(index)
			above := level % store.TileHeight
			at, place := tileName{
				int64(level / store.TileHeight),
				number >> (store.TileHeight - above),
			}, int(
				number%(store.TileHashes>>above),
			)
			tile := passed[at]
			if tile == nil {
				tile = n.Known(at)
			}
			if tile == nil || place >= len(tile[above]) {
				var err error
				if tile, err = n.read(at, read); err != nil {
					return nil, err
				}
			}
			if place >= len(tile[above]) {
				return nil, fmt.Errorf(
					"tile %d/%d holds %d hashes, of which node %d of level %d is not made",
					at.level,
					at.number,
					len(tile[0]),
					number,
					level,
				)
			}
			hashes[i], passed[at] = tile[above][place], tile
		}
		return hashes, nil
	}
}

func (n *Nodes) Known(at tileName) *tileNodes {
	n.mutex.RLock()
	defer n.mutex.RUnlock()
	return n.tiles[at]
}

func (n *Nodes) read(at tileName, read tileReader) (*tileNodes, error) {
	data, err := read(int(at.level), at.number)
	if err != nil {
		return nil, err
	}
	tile := &tileNodes{unflatten(data)}
	for above := 1; above < store.TileHeight; above++ {
		tile[above] = parents(tile[above-1])
	}
	n.mutex.Lock()
	defer n.mutex.Unlock()
	if n.tiles == nil || len(n.tiles) >= tilesKept {
		n.tiles = map[tileName]*tileNodes{}
	}
	if at.level == 0 && len(tile[0]) == store.TileHashes {
		delete(n.tiles, at) // it was at the edge
	} else {
		n.tiles[at] = tile
	}
	return tile, nil
}
