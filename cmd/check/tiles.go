package check

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/verify"
)

const (
	tileHeight = 8 // C2SP tlog-tiles
	tileWidth  = 1 << tileHeight
	maxBundle  = 64 << 10 // bytes: 256 entries of less than 100
)

// include makes a full proof of a short one, from tiles under the published checkpoint: the server hears of a bundle of 256
// entries, and not which of them is meant. Tiles and entry are held against the checkpoint's root first. So where the
// ledger published another entry at that place the path does not fit the pledge, and the check says so; what was garbled on
// its way proves nothing. ok is false where there is nothing to say: also where no checkpoint covers the entry yet.
func (r *remote) include(p verify.Proof) (full []byte, ok bool) {
	c := r.checkpoint
	if c == nil || p.Inclusion != nil || p.Index >= c.Size {
		return nil, false
	}
	reader := tlog.TileHashReader(tlog.Tree{N: int64(c.Size), Hash: c.Root}, tiles{r})
	leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(p.Index))})
	var path tlog.RecordProof
	if err == nil {
		path, err = tlog.ProveRecord(int64(c.Size), int64(p.Index), reader)
	}
	if err != nil {
		r.fail("tiles", err)
		return nil, false
	}
	entry, err := r.entry(p.Index)
	if err == nil && entry.LeafHash() != leaf[0] {
		err = errors.New("the bundle's entry is not the tile's leaf")
	}
	if err != nil {
		r.fail("entries", err)
		return nil, false
	}
	return p.WithInclusion(entry.Prev, path, c.note).Full(), true
}

// entry reads one entry of its bundle.
func (r *remote) entry(index uint64) (verify.Entry, error) {
	n := index / tileWidth
	bundle, err := r.tile("entries", int64(n), int(min(r.checkpoint.Size-n*tileWidth, tileWidth)), maxBundle)
	for at := uint64(0); err == nil; at++ {
		if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
			return verify.Entry{}, errors.New("the bundle ends early")
		}
		end := 2 + int(binary.BigEndian.Uint16(bundle))
		if at == index%tileWidth {
			return verify.ParseEntry(bundle[2:end])
		}
		bundle = bundle[end:]
	}
	return verify.Entry{}, err
}

// tiles is a remote as a tlog.TileReader.
type tiles struct{ *remote }

func (t tiles) Height() int { return tileHeight }

// ReadTiles fetches tiles, which their caller holds against the root.
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, w := range wanted {
		data, err := t.tile(strconv.Itoa(w.L), w.N, w.W, w.W*tlog.HashSize)
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// SaveTiles does nothing: tile keeps what it fetched.
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// tile fetches a tile or bundle, once.
func (r *remote) tile(kind string, n int64, width, max int) ([]byte, error) {
	path := "/tile/" + kind + "/" + tileNumber(n)
	if width < tileWidth {
		path += fmt.Sprintf(".p/%d", width)
	}
	if data, ok := r.checkpoint.tiles[path]; ok {
		return data, nil
	}
	data, err := r.get(path, max)
	if err == nil {
		r.checkpoint.tiles[path] = data
	}
	return data, err
}

// tileNumber writes a number in groups of three digits, all but the last with an x.
func tileNumber(n int64) string {
	s := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		s = fmt.Sprintf("x%03d/%s", n%1000, s)
	}
	return s
}
