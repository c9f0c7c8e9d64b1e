package ledger

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"

	"ikrar/ledger/internal/place"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// Personal finds the credentials and the pledges of a subject, in the order of the log.
func (l *keeper) Personal(ctx context.Context, subject signer.Subject) (held []Held, err error) {
	err = l.store.View(func(t store.Txn) error {
		return t.Each([]byte{store.PrefixStatement}, func(k, v []byte) error {
			if ctx.Err() != nil || !bytes.Contains(v, subject[:]) {
				return ctx.Err()
			}
			if len(k) != len(store.StatementKey(0)) {
				return store.Malformed(k)
			}
			e, err := rules.EntryAt(t, store.LogIndex(k))
			if err != nil || e.Kind != signer.KindCredential && e.Kind != signer.KindPledge {
				return err
			}
			if left, err := rules.RemainsOf(t, e.Digest, e.Kind); err != nil || left.Subject != subject {
				return err
			}
			held = append(held, Held{Kind: e.Kind, Index: e.Index, Digest: e.Digest})
			return nil
		})
	})
	slices.SortFunc(held, func(a, b Held) int { return cmp.Compare(a.Index, b.Index) })
	return held, err
}

// Erase records an erasure and takes off the disk what it names, and the given keys of drawers with
// it.
func (l *keeper) Erase(ctx context.Context, erasure []byte, also [][]byte, acceptClock bool) (Receipt, error) {
	if !l.options.records() {
		return Receipt{}, ErrReadOnly
	}
	l.erasing.Lock()
	defer l.erasing.Unlock()
	if err := place.MarkErasing(l.options.Head, erasure); err != nil {
		return Receipt{}, err
	}
	r, err := l.append(ctx, signer.KindErasure, erasure, also, acceptClock)
	if err != nil && l.failed() != nil {
		return r, err // nobody knows whether it is recorded: the mark stays for the next opening
	}
	return r, errors.Join(err, l.finishErasing())
}

// finishErasures finishes what a process that died has left. Where the ledger is opened for reading
// it refuses to go on: data that were erased could be read.
func (l *keeper) finishErasures() error {
	left := false
	err := l.store.View(func(t store.Txn) (err error) {
		left, err = place.Unfinished(t, l.options.Head)
		return err
	})
	switch {
	case err != nil:
		return err
	case l.options.records():
		l.resumed = left
		return l.finishErasing()
	case left:
		return ErrErasing
	}
	return nil
}

// finishErasing does what comes after the recording of an erasure: it is kept outside the store,
// the bytes go, issued PDFs too, and then the mark. Where none was recorded, only the mark is left
// to go.
func (l *keeper) finishErasing() error {
	if err := l.keepErasures(); err != nil {
		return err
	}
	if err := l.removePDFs(); err != nil {
		return err
	}
	if err := l.store.Purge(); err != nil {
		return err
	}
	return place.UnmarkErasing(l.options.Head)
}

// The file of erasures is the ledger's memory of what may never come back, outside its database as
// the head file is: a backup from before an erasure still holds what was erased. It holds no
// personal data, only signed digests. A line is an erasure statement in base64.

// keepErasures adds to the file what was recorded since.
func (l *keeper) keepErasures() error {
	if l.options.Erasures == "" {
		return nil
	}
	kept, err := place.ReadErasures(l.options.Erasures)
	if err != nil {
		return err
	}
	known := map[signer.Digest]bool{}
	for _, raw := range kept {
		known[signer.DigestOf(raw)] = true
	}
	before := len(kept)
	err = l.store.View(func(t store.Txn) error {
		return t.Each([]byte{store.PrefixErased}, func(_, v []byte) error {
			e, err := store.Unpack[store.ErasedState](v)
			if err != nil || known[e.Erasure] {
				return err
			}
			known[e.Erasure] = true
			raw, err := rules.StatementRaw(t, e.Erasure)
			if err == nil && raw != nil { // else the row is forged, which is for an audit to say
				kept = append(kept, raw)
			}
			return err
		})
	})
	if err != nil || len(kept) == before {
		return err
	}
	return place.WriteErasures(l.options.Erasures, kept)
}

// ReadErasures reads the statements in a file of erasures; none where there is no file.
func ReadErasures(path string) ([][]byte, error) { return place.ReadErasures(path) }
