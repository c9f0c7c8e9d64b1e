// Package tiles reads a served log from what anybody may fetch: the tiles and entry bundles of C2SP
// tlog-tiles below a checkpoint. [Tree] proves single entries and asks for nothing that names them;
// [Audit] goes through everything.
//
// The caller brings the network, as a [Fetch].
package tiles

import (
	"context"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// Width is the number of hashes of a full tile, and of entries of a full bundle.
const Width = 256

// maxLevel is the highest level of tiles: more than 2^48 entries are nobody's.
const maxLevel = 5

// Fetch gets what a log serves under a path without its first slash: "checkpoint", "tile/0/000". An
// error that wraps [fs.ErrNotExist] says that the log does not have it; any other, that it could
// not be asked.
type Fetch func(ctx context.Context, path string) ([]byte, error)

// ErrMissing says that a log does not have what its checkpoint implies.
var ErrMissing = fs.ErrNotExist

// Path is what stands behind /tile/ in C2SP tlog-tiles: LEVEL/N, or entries/N, and .p/W where
// partial. N is written in groups of three digits, all but the last with an x: 1234067 is
// x001/x234/067.
type Path struct {
	Entries bool
	Level   int // of a hash tile; 0 holds the leaves
	N       int64
	Width   int // 1 to 256
}

// String is the tile's path below a log's address.
func (p Path) String() string {
	n := fmt.Sprintf("%03d", p.N%1000)
	for rest := p.N / 1000; rest > 0; rest /= 1000 {
		n = fmt.Sprintf("x%03d/%s", rest%1000, n)
	}
	level := strconv.Itoa(p.Level)
	if p.Entries {
		level = "entries"
	}
	if p.Width < Width {
		return fmt.Sprintf("%s/%s.p/%d", level, n, p.Width)
	}
	return level + "/" + n
}

// ParsePath reads a path in its one spelling.
func ParsePath(path string) (p Path, ok bool) {
	level, rest, _ := strings.Cut(path, "/")
	p.Width = Width
	if before, width, partial := strings.Cut(rest, ".p/"); partial {
		n, err := strconv.ParseUint(width, 10, 8)
		if err != nil || n == 0 {
			return p, false
		}
		rest, p.Width = before, int(n)
	}
	n, err := strconv.ParseInt(strings.NewReplacer("x", "", "/", "").Replace(rest), 10, 53) // of an index, with room
	if p.Entries = level == "entries"; !p.Entries && err == nil {
		p.Level, err = strconv.Atoi(level)
	}
	p.N = n
	return p, err == nil && p.Level >= 0 && p.Level <= maxLevel && p.N >= 0 && p.String() == path
}

// Within reports whether a log of so many entries holds all of the tile.
func (p Path) Within(size uint64) bool {
	return uint64(p.N)*Width+uint64(p.Width) <= size>>(8*p.Level)
}

// tilePath is the path of the tile of a level that holds its nth hash in a tree of the given size:
// full, or as wide as the tree is.
func tilePath(level int, n int64, size uint64, entries bool) Path {
	p := Path{Entries: entries, Level: level, N: n / Width, Width: Width}
	if rest := int64(size>>(8*level)) - p.N*Width; rest < Width {
		p.Width = int(rest)
	}
	return p
}
