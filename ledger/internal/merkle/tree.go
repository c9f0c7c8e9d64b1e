// Package merkle keeps the tree over the entries in tiles of 256 hashes (RFC 9162, C2SP
// tlog-tiles): growing it, reading a root or a path of it, remembering what many paths pass.
package merkle

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/store"
	"ikrar/verify"
)

func RootAt(t store.Txn, size uint64) (tlog.Hash, error) {
	return tlog.TreeHash(int64(size), new(Nodes).Over(StoredTile(t)))
}

// Included returns the path from an entry to a root, checked.
func Included(r tlog.HashReader, index uint64, e verify.Entry, size uint64, root tlog.Hash) (tlog.RecordProof, error) {
	path, err := tlog.ProveRecord(int64(size), int64(index), r)
	if err != nil {
		return nil, err
	}
	return path, tlog.CheckRecord(path, int64(size), root, int64(index), e.LeafHash())
}

// Tree is the right edge of the Merkle tree: per level of tiles, the hashes of the last, unfinished
// one. Finished tiles are in the store; the edge is there as well, so that a start-up reads a
// handful of keys.
type Tree struct {
	Size int64
	edge [][]tlog.Hash
}

// Add appends a leaf hash and hands each tile that it finishes to write.
func (t *Tree) Add(leaf tlog.Hash, write func(level int, n int64, hashes []tlog.Hash) error) error {
	t.Size++
	return t.push(0, leaf, write)
}

func (t *Tree) push(level int, h tlog.Hash, write func(int, int64, []tlog.Hash) error) error {
	if level == len(t.edge) {
		t.edge = append(t.edge, nil)
	}
	t.edge[level] = append(t.edge[level], h)
	if len(t.edge[level]) < store.TileHashes {
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
func (t *Tree) number(level int) int64 { return t.Size >> (store.TileHeight * (level + 1)) }

// Flush hands the unfinished tiles to write.
func (t *Tree) Flush(write func(level int, n int64, hashes []tlog.Hash) error) error {
	for level, hashes := range t.edge {
		if len(hashes) > 0 {
			if err := write(level, t.number(level), hashes); err != nil {
				return err
			}
		}
	}
	return nil
}

// Clone copies the edge, so that a transaction that fails leaves the tree as it was.
func (t *Tree) Clone() *Tree {
	c := &Tree{Size: t.Size}
	for _, hashes := range t.edge {
		c.edge = append(c.edge, append([]tlog.Hash(nil), hashes...))
	}
	return c
}

// Root is the tree's root hash; the empty tree's is the SHA-256 of nothing (RFC 6962 section 2.1).
func (t *Tree) Root() (tlog.Hash, error) {
	return tlog.TreeHash(t.Size, tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		return readHashes(indexes, func(level int, n int64) ([]byte, error) {
			if level >= len(t.edge) || n != t.number(level) {
				return nil, fmt.Errorf("tile %d/%d is not on the edge", level, n)
			}
			return Flatten(t.edge[level]), nil
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

func Flatten(hashes []tlog.Hash) []byte {
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

// tileReader gives the hashes of a tile, one after the other, of an unfinished one as many as there
// are.
type tileReader func(level int, n int64) ([]byte, error)

// readHashes answers x/mod's questions, by stored hash index, from tiles.
func readHashes(indexes []int64, tile tileReader) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	var data []byte
	last := tlog.Tile{L: -1}
	for i, index := range indexes {
		t := tlog.TileForIndex(store.TileHeight, index)
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

// StoredTile reads a tile as it stands in the store, finished or not.
func StoredTile(t store.Txn) tileReader {
	return func(level int, n int64) ([]byte, error) {
		data, err := t.Get(store.TileKey(level, n))
		if err == nil && data == nil {
			err = fmt.Errorf("tile %d/%d is not in the store", level, n)
		}
		return data, err
	}
}

// LoadTree reads the edge of a tree of the given size.
func LoadTree(t store.Txn, size int64) (*Tree, error) {
	tr := &Tree{Size: size}
	for level := 0; size>>(store.TileHeight*level) > 0; level++ {
		width := int(size >> (store.TileHeight * level) % store.TileHashes)
		var hashes []tlog.Hash
		if width > 0 {
			data, err := StoredTile(t)(level, tr.number(level))
			if err != nil {
				return nil, err
			}
			if hashes = unflatten(data); len(hashes) != width {
				return nil, fmt.Errorf(
					"tile %d/%d holds %d hashes, want %d",
					level,
					tr.number(level),
					len(hashes),
					width,
				)
			}
		}
		tr.edge = append(tr.edge, hashes)
	}
	return tr, nil
}
