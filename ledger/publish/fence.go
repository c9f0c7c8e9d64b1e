package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/verify"
	"ikrar/verify/trust"
)

// checkpointName is the object that is written last: all that it implies lies there.
const checkpointName = "checkpoint"

// tileHeight is that of C2SP tlog-tiles.
const tileHeight = 8

// there is the checkpoint of a destination as it was found.
type there struct {
	size    uint64 // 0 where there is none
	note    []byte
	version string
}

// approach reads the checkpoint of the destination and decides whether this ledger may write there.
func (r *run) approach(ctx context.Context) (err error) {
	r.there.note, r.there.version, err = r.Store.Get(ctx, checkpointName)
	absent := errors.Is(err, ErrAbsent)
	if err != nil && !absent {
		err = &StoreError{checkpointName, err}
	} else if absent {
		r.there.note, err = nil, nil
	}
	known, forgotten := recall(r.Ledger, r.To)
	lost, unread := losses(r.Ledger)
	r.memory, r.losses = known, lost
	if err := errors.Join(err, forgotten, unread); err != nil {
		return err
	}
	former := lost > 0 && (known == nil || known.Losses < lost)
	switch {
	case former && !absent:
		return ErrFormer
	case former && !r.Anew:
		return ErrLost
	case absent && !former && known != nil && max(known.Size, known.Forked) > 0 && !r.Anew:
		return ErrMissing
	}
	if absent {
		if err := r.unclaimed(ctx); err != nil {
			return err
		}
	} else {
		if r.there.size, err = r.ours(r.there.note); err != nil {
			return r.later(ctx, err)
		}
	}
	if known == nil || former {
		r.memory = &Destination{To: r.To, Losses: lost}
	}
	return nil
}

// unclaimed refuses a place without a checkpoint whose trust list is another institution's: half a
// copy, or one that somebody is about to mend.
func (r *run) unclaimed(ctx context.Context) error {
	note, _, err := r.Store.Get(ctx, "trust")
	if errors.Is(err, ErrAbsent) {
		return nil
	} else if err != nil {
		return &StoreError{"trust", err}
	}
	list, _ := r.Ledger.Trust()
	there, err := trust.Pin(note)
	if _, other := list.OtherRoot(note); err == nil && (other || there.Origin != list.Origin) {
		return &UnverifiedError{fmt.Errorf("a trust list of %s under another root", there.Origin)}
	}
	return nil // ours, or none that anybody believes
}

// ours holds a checkpoint that was found against this ledger, and returns its size. The error is a
// [*ForkError] where it is this ledger's and the ledger does not have it: whatever it signed from
// now on could be another history.
func (p *Publisher) ours(note []byte) (uint64, error) {
	list, _ := p.Ledger.Trust()
	c, err := list.Policy.Open(note)
	if err != nil {
		return 0, &UnverifiedError{err}
	}
	if k, ok := list.Ledger(max(c.Size, 1) - 1); c.Size == 0 || c.Origin != list.Origin || !ok || k.Key != c.Log {
		return 0, &UnverifiedError{fmt.Errorf("its signer may not sign a log of %d entries", c.Size)}
	}
	size := p.Ledger.Size()
	if c.Size > size {
		return 0, p.forked(c.Size)
	}
	root, err := tlog.TreeHash(int64(c.Size), tlog.HashReaderFunc(p.hashes))
	if err != nil {
		return 0, err
	}
	if root != c.Root {
		return 0, p.forked(c.Size)
	}
	return c.Size, nil
}

// later tells a checkpoint under a key that this ledger does not know yet from a stranger's: where
// a trust list lies there that the root signed and that is newer than any here, it is an entry that
// this ledger does not have.
func (r *run) later(ctx context.Context, found error) error {
	if !errors.As(found, new(*UnverifiedError)) {
		return found
	}
	note, _, err := r.Store.Get(ctx, "trust")
	if errors.Is(err, ErrAbsent) {
		return found
	} else if err != nil {
		return &StoreError{"trust", err}
	}
	now, _ := r.Ledger.Trust()
	there, err := now.Renew(note)
	if err != nil || there.Serial <= now.Serial {
		return found
	}
	c, _ := there.Policy.Open(r.there.note) // of size 0 where that does not say either
	return r.forked(max(c.Size, r.Ledger.Size()+1))
}

func (p *Publisher) forked(seen uint64) error { return &ForkError{p.To, seen, p.Ledger.Size()} }

// hashes reads stored hashes of the tree out of its tiles.
func (p *Publisher) hashes(indexes []int64) (all []tlog.Hash, err error) {
	for _, index := range indexes {
		t := tlog.TileForIndex(tileHeight, index)
		data, err := p.Ledger.Tile(t.L, t.N, t.W)
		if err != nil {
			return nil, err
		}
		h, err := tlog.HashFromTile(t, data, index)
		if err != nil {
			return nil, err
		}
		all = append(all, h)
	}
	return all, nil
}

// errKeep says that what lies there is as good as what was to be written, or newer, and stays.
var errKeep = errors.New("what lies there stays")

// noOlderTrust keeps a trust list from taking the place of a newer one that our root signed.
func (r *run) noOlderTrust(body []byte) error {
	there, err := r.list.Renew(body)
	if err != nil || there.Serial <= r.list.Serial {
		return nil
	}
	if now, _ := r.Ledger.Trust(); there.Serial > now.Serial {
		return r.forked(r.Ledger.Size() + 1) // that list is an entry, and this ledger does not have it
	}
	return errKeep
}

// noOlderStatus is the same of a status list, which says of how many entries it is. One that says
// the same stays for half of its life: each process signs another, and no reader needs that.
func (r *run) noOlderStatus(body []byte) error {
	there, err := verify.OpenStatusList(body, r.list, r.Now().Unix())
	if err != nil {
		return nil
	}
	if there.Size > r.Ledger.Size() {
		return r.forked(there.Size)
	}
	ours, err := verify.OpenStatusList(r.status.Body, r.list, r.Now().Unix())
	if err != nil {
		return err
	}
	same := there.Size == ours.Size && there.URI == ours.URI && bytes.Equal(there.Pairs, ours.Pairs)
	if there.Issued > ours.Issued || same && ours.Issued-there.Issued < (there.Expires-there.Issued)/2 {
		return errKeep
	}
	return nil
}
