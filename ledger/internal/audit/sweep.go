package audit

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"strings"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// sweep looks at every key of the store once: each must be accounted for, and index keys must say
// what the log implies. Rows of the log were read in the replay.
func (a *Auditor) sweep(ctx context.Context, size uint64) error {
	next, stop := ahead(a.Derived.All())
	defer stop()
	c := comparison{Auditor: a, size: size, next: next}
	c.advance()
	digests := SetHash{Key: a.Digests.Key}
	err := a.SweepEach(ctx, nil, size, func(k, v []byte) {
		switch k[0] {
		case store.PrefixDrawer, store.PrefixWipe:
		case store.PrefixEntry, store.PrefixStatement:
			a.sweepLog(k, size)
		case store.PrefixDigest:
			digests.Add(k, v)
		case store.PrefixKinds:
			a.sweepKinds(k, v, size)
		case store.PrefixHead, store.PrefixPublished, store.PrefixTile:
			a.sweepTree(k, size)
		default:
			if known := strings.IndexByte(store.Indexed, k[0]) >= 0; known || a.Report.Later == 0 {
				c.stored(k, v)
			} // else it may be what a later kind implies
		}
	})
	if err != nil {
		return err
	}
	c.missingBelow(nil)
	if digests == a.Digests {
		return nil
	}
	return a.SweepDigests(ctx, size)
}

// pair is a key and its value.
type pair struct{ key, value []byte }

// aheadPairs is how many pairs pass from one goroutine to another at once.
const aheadPairs = 1024

// ahead has a goroutine of its own go through what all yields, so that two databases are read at
// once. stop ends it, and has to be called.
func ahead(all iter.Seq2[[]byte, []byte]) (next func() (k, v []byte, ok bool), stop func()) {
	chunks, enough := make(chan []pair, 1), make(chan struct{})
	go func() {
		defer close(chunks)
		var chunk []pair
		send := func() bool {
			select {
			case chunks <- chunk:
				chunk = nil
				return true
			case <-enough:
				return false
			}
		}
		for k, v := range all {
			if chunk = append(chunk, pair{k, v}); len(chunk) == aheadPairs && !send() {
				return
			}
		}
		send()
	}()
	var chunk []pair
	next = func() (k, v []byte, ok bool) {
		if len(chunk) == 0 {
			if chunk = <-chunks; len(chunk) == 0 {
				return nil, nil, false
			}
		}
		first := chunk[0]
		chunk = chunk[1:]
		return first.key, first.value, true
	}
	return next, func() {
		close(enough)
		for range chunks { // until it has ended
		}
	}
}

// SweepEach calls f for every key of a prefix, and says from time to time that it is still at it.
func (a *Auditor) SweepEach(ctx context.Context, prefix []byte, size uint64, f func(k, v []byte)) error {
	n := 0
	return a.Txn.Each(prefix, func(k, v []byte) error {
		f(k, v)
		if n++; n%sweepPace == 0 {
			a.Progress(size, size)
		}
		return ctx.Err()
	})
}

// sweepPace is how many keys pass between two words: seconds, where each of them is looked up.
const sweepPace = 100_000

// sweepTree looks at the key of a head, of the published checkpoint, or of a tile.
func (a *Auditor) sweepTree(k []byte, size uint64) {
	switch {
	case k[0] != store.PrefixTile && len(k) == 1:
	case k[0] != store.PrefixTile:
		a.Report.Find(FoundStray, size, fmt.Sprintf("head key %x", k))
	case len(k) != len(store.TileKey(0, 0)) || k[1] > 7 || store.TileNumber(k)>>53 != 0 ||
		store.TileNumber(k)*store.TileHashes >= size>>(store.TileHeight*k[1]):
		a.Report.Find(FoundStray, size, fmt.Sprintf("tile key %x", k))
	}
}

// sweepLog looks for rows under no index of the log. Those under one were read in the replay.
func (a *Auditor) sweepLog(k []byte, size uint64) {
	if !store.InLog(k, size) {
		a.Report.Find(FoundStray, size, fmt.Sprintf("key %x of no entry", k))
	}
}

// SweepDigests looks up each digest in the store and each of an entry, because some differ.
func (a *Auditor) SweepDigests(ctx context.Context, size uint64) error {
	err := a.SweepEach(ctx, []byte{store.PrefixDigest}, size, func(k, v []byte) {
		if len(k) == len(store.DigestKey(0, signer.Digest{})) && len(v) == 8 {
			if e, err := rules.EntryAt(a.Txn, store.IndexFrom(v)); err == nil && e.Digest == signer.Digest(k[1:]) {
				return
			}
		}
		a.Report.Find(FoundIndex, size, fmt.Sprintf("key %x holds %x, which is not the index of its entry", k, v))
	})
	if err != nil {
		return err
	}
	return a.SweepEach(ctx, []byte{store.PrefixEntry}, size, func(k, _ []byte) {
		if !store.InLog(k, size) {
			return // a stray
		}
		at := store.LogIndex(k)
		if e, err := rules.EntryAt(a.Txn, at); err == nil {
			if index, recorded, err := rules.IndexOf(a.Txn, e.Digest); err != nil || !recorded || index != at {
				a.Report.Find(
					FoundIndex,
					at,
					fmt.Sprintf("statement %v is not under its digest: %d %v", e.Digest, index, err),
				)
			}
		}
	})
}

// comparison walks through the index keys of the store and those that the log implies, both in
// order.
type comparison struct {
	*Auditor
	size       uint64
	next       func() (k, v []byte, ok bool)
	key, value []byte // that the log implies next
	more       bool
}

func (c *comparison) advance() { c.key, c.value, c.more = c.next() }

// stored takes the next key of the store.
func (c *comparison) stored(k, v []byte) {
	c.missingBelow(k)
	var want []byte
	if c.more && bytes.Equal(c.key, k) {
		want = c.value
		c.advance()
	}
	if want == nil || !bytes.Equal(want, v) {
		c.Report.Find(FoundIndex, c.size, fmt.Sprintf("key %x holds %x, the log implies %x", k, v, want))
	}
}

// missingBelow finds the keys that the log implies and the store has passed over; below nil, all
// that are left.
func (c *comparison) missingBelow(k []byte) {
	for ; c.more && (k == nil || store.ComparePlaced(c.key, k) < 0); c.advance() {
		c.Report.Find(FoundIndex, c.size, fmt.Sprintf("key %x is missing", c.key))
	}
}
