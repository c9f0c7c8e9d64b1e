package tiles

import (
	"golang.org/x/mod/sumdb/tlog"
)

// frontier is the right edge of a Merkle tree that grows leaf by leaf (RFC 6962 section 2.1): of
// each level of tiles, the hashes of the last, unfinished one.
type frontier struct {
	size   uint64
	levels [][]tlog.Hash
}

// add appends a leaf hash and hands each tile that it finishes to full.
func (e *frontier) add(leaf tlog.Hash, full func(level int, n int64, hashes []tlog.Hash) error) error {
	e.size++
	for level, h := 0, leaf; ; level++ {
		if level == len(e.levels) {
			e.levels = append(e.levels, make([]tlog.Hash, 0, Width))
		}
		e.levels[level] = append(e.levels[level], h)
		hashes := e.levels[level]
		if len(hashes) < Width {
			return nil
		}
		if err := full(level, int64(e.size>>(8*(level+1)))-1, hashes); err != nil {
			return err
		}
		e.levels[level], h = hashes[:0], rootOf(hashes)
	}
}

// eachUnfinished hands the unfinished tiles to f.
func (e *frontier) eachUnfinished(f func(level int, n int64, hashes []tlog.Hash) error) error {
	for level, hashes := range e.levels {
		if len(hashes) == 0 {
			continue
		}
		if err := f(level, int64(e.size>>(8*(level+1))), hashes); err != nil {
			return err
		}
	}
	return nil
}

// root folds what is unfinished: the left parts of the tree are the hashes of the higher levels.
func (e *frontier) root() tlog.Hash {
	var root *tlog.Hash
	for _, hashes := range e.levels {
		for end := len(hashes); end > 0; {
			// The largest perfect trees stand to the left: take them from the right, smallest
			// first.
			n := end & -end
			h := rootOf(hashes[end-n : end])
			if root != nil {
				h = tlog.NodeHash(h, *root)
			}
			root, end = &h, end-n
		}
	}
	if root == nil {
		h, _ := tlog.TreeHash(0, nil)
		return h
	}
	return *root
}

// rootOf is the root of a perfect tree of hashes.
func rootOf(hashes []tlog.Hash) tlog.Hash {
	level := append([]tlog.Hash(nil), hashes...)
	for len(level) > 1 {
		for i := range len(level) / 2 {
			level[i] = tlog.NodeHash(level[2*i], level[2*i+1])
		}
		level = level[:len(level)/2]
	}
	return level[0]
}
