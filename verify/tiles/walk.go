package tiles

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/verify"
)

// fetchedAhead is how many bundles are fetched before their turn: a walk is as slow as the distance
// to the server otherwise.
const fetchedAhead = 16

// bundle is a bundle of entries and the tile of their leaf hashes.
type bundle struct {
	entries [][]byte
	tile    []byte
	err     error
}

// walk goes through all entries, in order. whole is false where it had to stop, at something that
// is in the report.
func (a *auditor) walk(ctx context.Context, progress func(done, total uint64)) (whole bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	f := &frontier{}
	compare := func(level int, n int64, hashes []tlog.Hash) error { return a.compareTile(ctx, level, n, hashes) }
	for next := range a.fetchBundles(ctx) {
		b := <-next
		if b.err == nil {
			b.err = a.checkBundle(b, f, compare)
		}
		if b.err != nil {
			return false, a.reportFault(b.err)
		}
		progress(f.size, a.tree.Size)
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if err := f.eachUnfinished(compare); err != nil {
		return false, a.reportFault(err)
	}
	a.roots[a.tree.Size] = f.root()
	return true, nil
}

// fetchBundles fetches all bundles, several at once, and hands them out in order. It ends with ctx.
func (a *auditor) fetchBundles(ctx context.Context) <-chan chan bundle {
	queue := make(chan chan bundle, fetchedAhead)
	go func() {
		defer close(queue)
		for n := int64(0); uint64(n)*Width < a.tree.Size; n++ {
			one := make(chan bundle, 1)
			select {
			case queue <- one:
				go func() { one <- a.fetchBundle(ctx, n) }()
			case <-ctx.Done():
				return
			}
		}
	}()
	return queue
}

func (a *auditor) fetchBundle(ctx context.Context, n int64) (b bundle) {
	if b.entries, b.err = a.tree.Entries(ctx, n); b.err == nil {
		b.tile, b.err = a.tree.tile(ctx, tilePath(0, n*Width, a.tree.Size, false))
	}
	return b
}

// reportFault puts into the report what the log is at fault for: what it does not serve, and what
// is no entry. Any other error says that it could not be asked, and is returned.
func (a *auditor) reportFault(err error) error {
	switch {
	case errors.Is(err, ErrMissing):
		a.report.find(foundMissing, a.last.Index, "%v", err)
	case errors.Is(err, signer.ErrEncoding):
		a.report.find(foundEntry, a.last.Index, "%v", err)
	default:
		return err
	}
	return nil
}

// checkBundle holds the entries of a bundle against what came before, and their leaf hashes against
// the tile.
func (a *auditor) checkBundle(
	b bundle, f *frontier, compare func(level int, n int64, hashes []tlog.Hash) error,
) error {
	for i, raw := range b.entries {
		index := f.size
		a.keepRoot(f)
		entry, err := verify.ParseEntry(raw)
		if err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
		prev, time := verify.FirstPrev(a.report.Trust.Origin), int64(0)
		if index > 0 {
			prev, time = a.last.LeafHash(), a.last.Time
		}
		if entry.Index != index || entry.Time < time {
			a.report.find(foundOrder, index, "says index %d at %d, after %d", entry.Index, entry.Time, time)
		}
		if entry.Prev != prev {
			a.report.find(foundChain, index, "prev is %v, the leaf before is %v", entry.Prev, prev)
		}
		leaf := tlog.RecordHash(raw)
		if got := tlog.Hash(b.tile[i*tlog.HashSize:]); got != leaf {
			a.report.find(foundTile, index, "tile %s holds %v, the entry's leaf hash is %v",
				tilePath(0, int64(index), a.tree.Size, false), got, leaf)
		}
		a.remember(entry)
		a.checkStatus(entry)
		a.last = entry
		if err := f.add(leaf, compare); err != nil {
			return err
		}
	}
	return nil
}

// keepRoot keeps the root before the next entry where somebody signed one of that size.
func (a *auditor) keepRoot(f *frontier) {
	if _, ok := a.roots[f.size]; ok {
		a.roots[f.size] = f.root()
	}
}

// compareTile holds a tile above the leaves against the entries; those of the leaves were compared
// one by one.
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
			a.report.find(foundTile, a.last.Index, "tile %s holds %v as its hash %d, the entries make %v", p, got, i, h)
		}
	}
	return nil
}

// remember counts an entry, and keeps those of which more is to be asked once all are known.
func (a *auditor) remember(entry verify.Entry) {
	a.report.Kinds[entry.Kind]++
	switch {
	case entry.Kind.Later():
		a.report.Later++
		a.later[entry.Digest] = true
	case entry.Kind == signer.KindRevocation:
		a.revoked = append(a.revoked, entry)
	case entry.Kind == signer.KindTrust:
		a.trustLists = append(a.trustLists, entry)
	}
}

// checkStatus holds an entry against what the status list says of it, or should know of it.
func (a *auditor) checkStatus(entry verify.Entry) {
	if a.status == nil {
		return
	}
	if entry.Index >= a.status.Size {
		if entry.Kind == signer.KindRevocation || entry.Kind == signer.KindErasure {
			a.report.find(foundStatus, entry.Index,
				"the status list of %d entries, issued at %d, is from before this %v of %d",
				a.status.Size, a.status.Issued, entry.Kind, entry.Time)
		}
		return
	}
	if a.status.State(entry.Index) != verify.StateGood {
		a.report.Revoked++
		a.notGood[entry.Index] = entry.Digest
		if entry.Kind != signer.KindPledge && !entry.Kind.Later() {
			a.report.find(foundStatus, entry.Index, "the status list speaks of a %v, and may of pledges alone",
				entry.Kind)
		}
	}
}
