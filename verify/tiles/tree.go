package tiles

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/verify"
)

// maxEntry bounds an entry in bytes: five items of CBOR, of which two are hashes.
const maxEntry = 128

// maxTile bounds what is read of a tile or a bundle, in bytes: nothing that is longer is taken
// apart.
const maxTile = Width * (2 + maxEntry)

// Tree is a log as a checkpoint describes it.
type Tree struct {
	Size  uint64
	Root  tlog.Hash
	Fetch Fetch
}

// Inclusion returns the entry at an index and its path, both proved against the root. What is
// fetched shows the 256 entries around the index, and not which of them is meant.
func (t Tree) Inclusion(ctx context.Context, index uint64) (verify.Entry, tlog.RecordProof, error) {
	if index >= t.Size {
		return verify.Entry{}, nil, fmt.Errorf("entry %d of a log of %d: %w", index, t.Size, ErrMissing)
	}
	bundle, err := t.Entries(ctx, int64(index/Width))
	if err != nil {
		return verify.Entry{}, nil, err
	}
	entry, err := verify.ParseEntry(bundle[index%Width])
	if err == nil && entry.Index != index {
		err = fmt.Errorf("%w: entry %d says that it is entry %d", signer.ErrEncoding, index, entry.Index)
	}
	if err != nil {
		return verify.Entry{}, nil, err
	}
	path, err := tlog.ProveRecord(int64(t.Size), int64(index), t.hashes(ctx))
	if err != nil {
		return verify.Entry{}, nil, err
	}
	leaf := tlog.RecordHash(bundle[index%Width])
	return entry, path, tlog.CheckRecord(path, int64(t.Size), t.Root, int64(index), leaf)
}

// rootAt returns the root of the log when it had a smaller size, proved against the root.
func (t Tree) rootAt(ctx context.Context, size uint64) (tlog.Hash, error) {
	if size > t.Size {
		return tlog.Hash{}, fmt.Errorf("size %d of a log of %d: %w", size, t.Size, ErrMissing)
	}
	return tlog.TreeHash(int64(size), t.hashes(ctx))
}

// hashes reads hashes from tiles, each proved against the root before it is believed.
func (t Tree) hashes(ctx context.Context) tlog.HashReader {
	return tlog.TileHashReader(tlog.Tree{N: int64(t.Size), Hash: t.Root}, tileReader{t, ctx})
}

// tileReader reads tiles for package tlog, which checks them.
type tileReader struct {
	tree Tree
	ctx  context.Context
}

func (r tileReader) Height() int                     { return 8 }
func (r tileReader) SaveTiles([]tlog.Tile, [][]byte) {}

func (r tileReader) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, len(wanted))
	for i, w := range wanted {
		data, err := r.tree.tile(r.ctx, Path{Level: w.L, N: w.N, Width: w.W})
		if err != nil {
			return nil, err
		}
		all[i] = data
	}
	return all, nil
}

// tile fetches a hash tile.
func (t Tree) tile(ctx context.Context, p Path) ([]byte, error) {
	data, err := t.fetch(ctx, p)
	if err != nil {
		return nil, err
	}
	want := p.Width * tlog.HashSize
	if len(data) < want || len(data)%tlog.HashSize != 0 {
		return nil, fmt.Errorf("tile %s: %w: %d bytes, want %d", p, signer.ErrEncoding, len(data), want)
	}
	return data[:want], nil
}

// fetch fetches a tile or a bundle. A log may have dropped a partial one for the full one, of which
// it is the beginning.
func (t Tree) fetch(ctx context.Context, p Path) ([]byte, error) {
	data, err := t.Fetch(ctx, "tile/"+p.String())
	if errors.Is(err, ErrMissing) && p.Width < Width {
		full := p
		full.Width = Width
		if whole, wholeErr := t.Fetch(ctx, "tile/"+full.String()); wholeErr == nil {
			data, err = whole, nil
		}
	}
	if err == nil && len(data) > maxTile {
		err = fmt.Errorf("%w: %d bytes, more than %d", signer.ErrEncoding, len(data), maxTile)
	}
	if err != nil {
		return nil, fmt.Errorf("tile %s: %w", p, err)
	}
	return data, nil
}

// Entries fetches the nth bundle of entries, as the encodings that were hashed.
func (t Tree) Entries(ctx context.Context, n int64) ([][]byte, error) {
	p := tilePath(0, n*Width, t.Size, true)
	data, err := t.fetch(ctx, p)
	if err != nil {
		return nil, err
	}
	all, err := splitBundle(data)
	if err == nil && len(all) < p.Width {
		err = fmt.Errorf("%w: %d entries, want %d", signer.ErrEncoding, len(all), p.Width)
	}
	if err != nil {
		return nil, fmt.Errorf("tile %s: %w", p, err)
	}
	return all[:p.Width], nil
}

// splitBundle takes an entry bundle apart: each entry stands behind its length in two bytes,
// big-endian.
func splitBundle(data []byte) (all [][]byte, err error) {
	for len(data) > 0 {
		if len(data) < 2 {
			return nil, fmt.Errorf("%w: a byte that is no length", signer.ErrEncoding)
		}
		n := int(binary.BigEndian.Uint16(data))
		if data = data[2:]; n > len(data) || n > maxEntry {
			return nil, fmt.Errorf("%w: an entry of %d bytes, %d are left", signer.ErrEncoding, n, len(data))
		}
		all, data = append(all, data[:n:n]), data[n:]
	}
	return all, nil
}
