package server

import (
	"fmt"
	"strconv"
	"strings"
)

const (
	tileWidth = 256 // hashes of a full tile, entries of a full bundle
	maxLevel  = 5   // C2SP tlog-tiles: more than 2^48 entries are nobody's
)

// tilePath is what stands behind /tile/ in C2SP tlog-tiles: LEVEL/N, or entries/N, and .p/W where partial. N is written in
// groups of three digits, all but the last with an x: 1234067 is x001/x234/067.
type tilePath struct {
	entries bool
	level   int
	n       int64
	width   int // 1 to 256
}

func (t tilePath) String() string {
	n := fmt.Sprintf("%03d", t.n%1000)
	for rest := t.n / 1000; rest > 0; rest /= 1000 {
		n = fmt.Sprintf("x%03d/%s", rest%1000, n)
	}
	level := strconv.Itoa(t.level)
	if t.entries {
		level = "entries"
	}
	if t.width < tileWidth {
		return fmt.Sprintf("%s/%s.p/%d", level, n, t.width)
	}
	return level + "/" + n
}

// parseTilePath reads such a path in its one spelling.
func parseTilePath(path string) (t tilePath, ok bool) {
	level, rest, _ := strings.Cut(path, "/")
	t.width = tileWidth
	if before, width, partial := strings.Cut(rest, ".p/"); partial {
		n, err := strconv.ParseUint(width, 10, 8)
		if err != nil || n == 0 {
			return t, false
		}
		rest, t.width = before, int(n)
	}
	digits := strings.NewReplacer("x", "", "/", "").Replace(rest)
	n, err := strconv.ParseInt(digits, 10, 53) // of an index, with room
	if t.entries = level == "entries"; !t.entries && err == nil {
		t.level, err = strconv.Atoi(level)
	}
	t.n = n
	return t, err == nil && t.level >= 0 && t.level <= maxLevel && t.n >= 0 && t.String() == path
}

// within reports whether a log of so many entries holds all of the tile.
func (t tilePath) within(size uint64) bool {
	return uint64(t.n)*tileWidth+uint64(t.width) <= size>>(8*t.level)
}
