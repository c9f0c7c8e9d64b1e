package tiles

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/verify"
)

// ahead is how many bundles are fetched before their turn: a walk is as slow as the distance to the server otherwise.
const ahead = 16

// fetched is a bundle of entries and the tile of their leaf hashes.
type fetched struct {
	entries [][]byte
	tile    []byte
	err     error
}

// walk goes through all entries, in order. whole is false where it had to stop, at something that is in the report.
func (a *auditor) walk(ctx context.Context, progress func(done, total uint64)) (whole bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	e, size := &edge{}, a.tree.Size
	queue := make(chan chan fetched, ahead)
	go func() {
		defer close(queue)
		for n := int64(0); uint64(n)*Width < size; n++ {
			one := make(chan fetched, 1)
			select {
			case queue <- one:
				go func() { one <- a.fetchBundle(ctx, n) }()
			case <-ctx.Done():
				return
			}
		}
	}()
	compare := func(level int, n int64, hashes []tlog.Hash) error { return a.compareTile(ctx, level, n, hashes) }
	for one := range queue {
		f := <-one
		if f.err == nil {
			f.err = a.take(f, e, compare)
		}
		if f.err != nil {
			return false, a.blame(f.err)
		}
		progress(e.size, size)
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if err := e.rest(compare); err != nil {
		return false, a.blame(err)
	}
	a.roots[size] = e.root()
	return true, nil
}

// blame makes a finding of what the log owes, and leaves an error that is the network's.
func (a *auditor) blame(err error) error {
	switch {
	case errors.Is(err, ErrMissing):
		a.report.find(FoundMissing, a.last.Index, "%v", err)
	case errors.Is(err, signer.ErrEncoding):
		a.report.find(FoundEntry, a.last.Index, "%v", err)
	default:
		return err
	}
	return nil
}

func (a *auditor) fetchBundle(ctx context.Context, n int64) (f fetched) {
	if f.entries, f.err = a.tree.Entries(ctx, n); f.err == nil {
		f.tile, f.err = a.tree.tile(ctx, at(0, n*Width, a.tree.Size, false))
	}
	return f
}

// take holds the entries of a bundle against what came before, and their leaf hashes against the tile.
func (a *auditor) take(f fetched, e *edge, compare func(level int, n int64, hashes []tlog.Hash) error) error {
	for i, raw := range f.entries {
		index := e.size
		a.wanted(e)
		entry, err := verify.ParseEntry(raw)
		if err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
		prev, time := verify.FirstPrev(a.report.Trust.Origin), int64(0)
		if index > 0 {
			prev, time = a.last.LeafHash(), a.last.Time
		}
		if entry.Index != index || entry.Time < time {
			a.report.find(FoundOrder, index, "says index %d at %d, after %d", entry.Index, entry.Time, time)
		}
		if entry.Prev != prev {
			a.report.find(FoundChain, index, "prev is %v, the leaf before is %v", entry.Prev, prev)
		}
		leaf := tlog.RecordHash(raw)
		if got := tlog.Hash(f.tile[i*tlog.HashSize:]); got != leaf {
			a.report.find(FoundTile, index, "tile %s holds %v, the entry's leaf hash is %v", at(0, int64(index), a.tree.Size, false), got, leaf)
		}
		a.remember(entry)
		a.last = entry
		if err := e.add(leaf, compare); err != nil {
			return err
		}
	}
	return nil
}

// wanted notes the root before the next entry where somebody signed one of that size.
func (a *auditor) wanted(e *edge) {
	if _, ok := a.roots[e.size]; ok {
		a.roots[e.size] = e.root()
	}
}

// compareTile holds a tile above the leaves against the entries; those of the leaves were compared one by one.
func (a *auditor) compareTile(ctx context.Context, level int, n int64, hashes []tlog.Hash) error {
	if level == 0 {
		return nil
	}
	p := Path{Level: level, N: n, Width: len(hashes)}
	data, err := a.tree.tile(ctx, p)
	if err != nil {
		return err
	}
	for i, h := range hashes {
		if got := tlog.Hash(data[i*tlog.HashSize:]); got != h {
			a.report.find(FoundTile, a.last.Index, "tile %s holds %v as its hash %d, the entries make %v", p, got, i, h)
		}
	}
	return nil
}

// remember keeps of an entry what the status list is held against.
func (a *auditor) remember(entry verify.Entry) {
	a.report.Kinds[entry.Kind]++
	switch {
	case entry.Kind.Later():
		a.report.Later++
		a.later[entry.Digest] = true
	case entry.Kind == signer.KindRevocation:
		a.revoked = append(a.revoked, entry)
	case entry.Kind == signer.KindTrust:
		a.lists = append(a.lists, entry)
	}
	if a.list != nil && entry.Index >= a.list.Size && (entry.Kind == signer.KindRevocation || entry.Kind == signer.KindErasure) {
		a.report.find(FoundStatus, entry.Index, "the status list of %d entries, issued at %d, is from before this %v of %d", a.list.Size, a.list.Issued, entry.Kind, entry.Time)
	}
	if a.list != nil && entry.Index < a.list.Size && a.list.State(entry.Index) != verify.StateGood {
		a.report.Revoked++
		a.listed[entry.Index] = entry.Digest
		if entry.Kind != signer.KindPledge && !entry.Kind.Later() {
			a.report.find(FoundStatus, entry.Index, "the status list speaks of a %v, and may of pledges alone", entry.Kind)
		}
	}
}
