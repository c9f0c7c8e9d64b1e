package ledger

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// tree is the right edge of the Merkle tree: per level of tiles, the hashes of the last, unfinished one. Finished tiles
// are in the store; the edge is there as well, so that a start-up reads a handful of keys.
type tree struct {
	size int64
	edge [][]tlog.Hash
}

// add appends a leaf hash and hands each tile that it finishes to write.
func (t *tree) add(leaf tlog.Hash, write func(level int, n int64, hashes []tlog.Hash) error) error {
	t.size++
	return t.push(0, leaf, write)
}

func (t *tree) push(level int, h tlog.Hash, write func(int, int64, []tlog.Hash) error) error {
	if level == len(t.edge) {
		t.edge = append(t.edge, nil)
	}
	t.edge[level] = append(t.edge[level], h)
	if len(t.edge[level]) < tileHashes {
		return nil
	}
	full := t.edge[level]
	if err := write(level, t.number(level)-1, full); err != nil {
		return err
	}
	t.edge[level] = nil
	return t.push(level+1, rootOf(full), write)
}

// number is the number of the unfinished tile of a level.
func (t *tree) number(level int) int64 { return t.size >> (tileHeight * (level + 1)) }

// flush hands the unfinished tiles to write.
func (t *tree) flush(write func(level int, n int64, hashes []tlog.Hash) error) error {
	for level, hashes := range t.edge {
		if len(hashes) > 0 {
			if err := write(level, t.number(level), hashes); err != nil {
				return err
			}
		}
	}
	return nil
}

// clone copies the edge, so that a transaction that fails leaves the tree as it was.
func (t *tree) clone() *tree {
	c := &tree{size: t.size}
	for _, hashes := range t.edge {
		c.edge = append(c.edge, append([]tlog.Hash(nil), hashes...))
	}
	return c
}

// root is the tree's root hash; the empty tree's is the SHA-256 of nothing (RFC 6962 section 2.1).
func (t *tree) root() (tlog.Hash, error) {
	return tlog.TreeHash(t.size, tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		return readHashes(indexes, func(level int, n int64) ([]byte, error) {
			if level >= len(t.edge) || n != t.number(level) {
				return nil, fmt.Errorf("tile %d/%d is not on the edge", level, n)
			}
			return flatten(t.edge[level]), nil
		})
	}))
}

// rootOf is the root of a finished tile.
func rootOf(hashes []tlog.Hash) tlog.Hash {
	for len(hashes) > 1 {
		hashes = parents(hashes)
	}
	return hashes[0]
}

// parents are the nodes above a level; the last of an odd number has none yet.
func parents(hashes []tlog.Hash) []tlog.Hash {
	next := make([]tlog.Hash, len(hashes)/2)
	for i := range next {
		next[i] = tlog.NodeHash(hashes[2*i], hashes[2*i+1])
	}
	return next
}

func flatten(hashes []tlog.Hash) []byte {
	data := make([]byte, 0, len(hashes)*tlog.HashSize)
	for _, h := range hashes {
		data = append(data, h[:]...)
	}
	return data
}

func unflatten(data []byte) []tlog.Hash {
	hashes := make([]tlog.Hash, len(data)/tlog.HashSize)
	for i := range hashes {
		copy(hashes[i][:], data[i*tlog.HashSize:])
	}
	return hashes
}

// tileReader gives the hashes of a tile, one after the other, of an unfinished one as many as there are.
type tileReader func(level int, n int64) ([]byte, error)

// readHashes answers x/mod's questions, by stored hash index, from tiles.
func readHashes(indexes []int64, tile tileReader) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	var data []byte
	last := tlog.Tile{L: -1}
	for i, index := range indexes {
		t := tlog.TileForIndex(tileHeight, index)
		if t.L != last.L || t.N != last.N {
			var err error
			if data, err = tile(t.L, t.N); err != nil {
				return nil, err
			}
			last = t
		}
		t.W = len(data) / tlog.HashSize
		h, err := tlog.HashFromTile(t, data, index)
		if err != nil {
			return nil, err
		}
		hashes[i] = h
	}
	return hashes, nil
}

// storedTile reads a tile as it stands in the store, finished or not.
func storedTile(t txn) tileReader {
	return func(level int, n int64) ([]byte, error) {
		data, err := t.get(tileKey(level, n))
		if err == nil && data == nil {
			err = fmt.Errorf("tile %d/%d is not in the store", level, n)
		}
		return data, err
	}
}

// loadTree reads the edge of a tree of the given size.
func loadTree(t txn, size int64) (*tree, error) {
	tr := &tree{size: size}
	for level := 0; size>>(tileHeight*level) > 0; level++ {
		width := int(size >> (tileHeight * level) % tileHashes)
		var hashes []tlog.Hash
		if width > 0 {
			data, err := storedTile(t)(level, tr.number(level))
			if err != nil {
				return nil, err
			}
			if hashes = unflatten(data); len(hashes) != width {
				return nil, fmt.Errorf("tile %d/%d holds %d hashes, want %d", level, tr.number(level), len(hashes), width)
			}
		}
		tr.edge = append(tr.edge, hashes)
	}
	return tr, nil
}
