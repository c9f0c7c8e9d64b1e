package check

import (
	"context"
	"errors"
	"fmt"

	"ikrar/verify"
	"ikrar/verify/tiles"
)

// maxTile bounds a tile or bundle in bytes: 256 entries of less than 130.
const maxTile = 64 << 10

// include makes a full proof of a short one, from tiles under the published checkpoint: the server hears of a bundle of 256
// entries, and not which of them is meant. Tiles and entry are held against the checkpoint's root first. So where the
// ledger published another entry at that place the path does not fit the pledge, and the check says so; what was garbled on
// its way proves nothing. ok is false where there is nothing to say: also where no checkpoint covers the entry yet.
func (r *remote) include(p verify.Proof) (full []byte, ok bool) {
	c := r.checkpoint
	if c == nil || p.Inclusion != nil || p.Index >= c.Size {
		return nil, false
	}
	entry, path, err := tiles.Tree{Size: c.Size, Root: c.Root, Fetch: r.tile}.Inclusion(r.online.Context, p.Index)
	if err != nil {
		r.fail("tiles", err)
		return nil, false
	}
	return p.WithInclusion(entry.Prev, path, c.note).Full(), true
}

// tile fetches a tile or bundle, once.
func (r *remote) tile(_ context.Context, path string) ([]byte, error) {
	if data, ok := r.checkpoint.tiles[path]; ok {
		return data, nil
	}
	data, err := r.get("/"+path, maxTile)
	var refused *refusedError
	if errors.As(err, &refused) && refused.code == "not-found" {
		err = fmt.Errorf("%w: %w", tiles.ErrMissing, err)
	}
	if err == nil {
		r.checkpoint.tiles[path] = data
	}
	return data, err
}
