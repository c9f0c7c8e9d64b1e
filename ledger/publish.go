package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
)

// Published returns what was published last, or remembers it.
func (l *keeper) Published() (*book.Published, error) {
	l.publishing.Lock()
	defer l.publishing.Unlock()
	return l.lastPublished()
}

// lastPublished reads the record, or remembers it; the caller holds publishing.
func (l *keeper) lastPublished() (*book.Published, error) {
	trust := l.snapshot().trust
	if l.shown != nil && l.shown.Trust == trust {
		return l.shown, nil
	}
	p, err := book.ReadPublished(l, trust)
	if err == nil && p != nil {
		l.shown = p
	}
	return p, err
}

// Publish makes a checkpoint the published one, durably.
func (l *keeper) Publish(note []byte) error {
	if !l.options.records() {
		return ErrReadOnly
	}
	l.publishing.Lock()
	defer l.publishing.Unlock()
	if err := l.failed(); err != nil {
		return err
	}
	trust := l.snapshot().trust
	next := &book.Published{Note: bytes.Clone(note), Trust: trust}
	var err error
	if next.OpenedCheckpoint, err = trust.Policy.Open(note); err != nil {
		return fmt.Errorf("%w: %w", ErrPublish, err)
	}
	old, err := l.lastPublished()
	if err != nil {
		return err
	}
	if err := l.mayPublish(old, next); err != nil {
		return fmt.Errorf("%w: of %d entries: %w", ErrPublish, next.Size, err)
	}
	if err := store.CheckDisk(l.options.Dir, l.options.Reserve); err != nil {
		return err
	}
	err = l.store.Update(func(t store.Txn) error { return t.Set([]byte{store.PrefixPublished}, next.Note) })
	if err != nil {
		return l.fail(err)
	}
	l.shown = next
	return nil
}

func (l *keeper) mayPublish(old, next *book.Published) error {
	size := l.snapshot().head.Size
	if next.Size == 0 || next.Size > size {
		return fmt.Errorf("the ledger has %d", size)
	}
	if signers := bytes.Count(next.Note[bytes.LastIndex(next.Note, []byte("\n\n"))+2:], []byte("\n")); signers != 1+len(
		next.Cosignatures,
	) {
		return fmt.Errorf("%d signatures, of which the trust list verifies %d", signers, 1+len(next.Cosignatures))
	}
	err := l.store.View(func(t store.Txn) error {
		root, err := merkle.RootAt(t, next.Size)
		return errors.Join(err, rules.MayShow(next.OpenedCheckpoint, root, next.Trust))
	})
	switch {
	case err != nil:
		return err
	case !next.Trust.Policy.Met(next.Names(0)):
		return fmt.Errorf("cosigned by %q, which is not the quorum", next.Names(0))
	case old == nil || old.Size < next.Size:
		return nil
	case old.Size > next.Size:
		return fmt.Errorf("%d are published", old.Size)
	}
	for _, name := range old.Names(0) {
		if !slices.Contains(next.Names(0), name) {
			return fmt.Errorf("published with the cosignature of %s", name)
		}
	}
	return nil
}
