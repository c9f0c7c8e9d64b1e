package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/verify"
)

// ErrPublish is wrapped by the refusals of [Ledger.Publish].
var ErrPublish = errors.New("checkpoint not published")

// UnpublishedError says that no checkpoint with a quorum of witnesses covers an entry yet: whoever needs its proof has the
// witnesses asked (package witness), then asks again.
type UnpublishedError struct {
	Index     uint64
	Published uint64 // size of the published checkpoint; 0 where there is none that counts
}

func (e *UnpublishedError) Error() string {
	return fmt.Sprintf("entry %d is not covered by the published checkpoint of %d entries", e.Index, e.Published)
}

// published is the last published checkpoint, as the trust list in force opens it.
type published struct {
	verify.OpenedCheckpoint
	note  []byte
	trust *verify.Trust
}

// Published returns the last checkpoint that Publish took, and its note with the cosignatures; nil where there is none.
// After a renewal of the trust list its cosignatures may not make the new quorum: [verify.Policy.Met] tells.
func (l *Ledger) Published() (verify.OpenedCheckpoint, []byte, error) {
	l.publishing.Lock()
	defer l.publishing.Unlock()
	p, err := l.lastPublished()
	if err != nil || p == nil {
		return verify.OpenedCheckpoint{}, nil, err
	}
	return p.OpenedCheckpoint, bytes.Clone(p.note), nil
}

// lastPublished reads the record, or remembers it; the caller holds publishing.
func (l *Ledger) lastPublished() (*published, error) {
	trust, _ := l.Trust()
	if l.host == nil && l.shown != nil && l.shown.trust == trust { // another process may have published since
		return l.shown, nil
	}
	p := &published{trust: trust}
	err := l.store.view(func(t txn) (err error) {
		p.note, err = t.get([]byte{prefixPublished})
		return err
	})
	if err != nil || p.note == nil {
		return nil, err
	}
	if p.OpenedCheckpoint, err = trust.Policy.Open(p.note); err != nil {
		return nil, fmt.Errorf("published checkpoint: %w", err)
	}
	l.shown = p
	return p, nil
}

// Publish makes a checkpoint the published one, durably. It compares before it swaps: the checkpoint is signed by the ledger
// key of its last entry, cosigned by the quorum of the trust list in force, and this ledger's at its size; it is not smaller
// than the one before, and at the same size no cosignature is lost. The note holds nothing but signatures that this trust list
// verifies. A refusal wraps [ErrPublish].
func (l *Ledger) Publish(note []byte) error {
	if l.host != nil {
		return l.host.publish(note)
	}
	if !l.options.records() {
		return ErrReadOnly
	}
	l.publishing.Lock()
	defer l.publishing.Unlock()
	if err := l.failed(); err != nil {
		return err
	}
	trust, _ := l.Trust()
	next := &published{note: bytes.Clone(note), trust: trust}
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
	if err := l.options.checkDisk(l.options.Reserve); err != nil {
		return err
	}
	if err := l.store.update(func(t txn) error { return t.set([]byte{prefixPublished}, next.note) }); err != nil {
		return l.fail(err)
	}
	l.shown = next
	return nil
}

func (l *Ledger) mayPublish(old, next *published) error {
	if next.Size == 0 || next.Size > l.Size() {
		return fmt.Errorf("the ledger has %d", l.Size())
	}
	if signers := bytes.Count(next.note[bytes.LastIndex(next.note, []byte("\n\n"))+2:], []byte("\n")); signers != 1+len(next.Cosignatures) {
		return fmt.Errorf("%d signatures, of which the trust list verifies %d", signers, 1+len(next.Cosignatures))
	}
	err := l.store.view(func(t txn) error {
		root, err := rootAt(t, next.Size)
		return errors.Join(err, checkPublished(next.OpenedCheckpoint, root, next.trust))
	})
	switch {
	case err != nil:
		return err
	case !next.trust.Policy.Met(next.Names(0)):
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

// checkPublished holds a checkpoint against the log's root at its size, and its signer against the trust list.
func checkPublished(c verify.OpenedCheckpoint, root tlog.Hash, trust *verify.Trust) error {
	if c.Root != root {
		return fmt.Errorf("its root is %v, the log's is %v", c.Root, root)
	}
	if k, ok := trust.Ledger(c.Size - 1); !ok || k.Key != c.Log {
		return fmt.Errorf("signed by a ledger key that is not that of entry %d", c.Size-1)
	}
	return nil
}

// Covering returns the checkpoint that a proof of an entry stands under: the published one where it covers the entry and
// counts; else, where no quorum is asked for, that of the moment; else an [*UnpublishedError].
func (l *Ledger) Covering(index uint64) (verify.Checkpoint, []byte, error) {
	c, note, err := l.Published()
	if err != nil {
		return verify.Checkpoint{}, nil, err
	}
	trust, _ := l.Trust()
	counts := note != nil && trust.Policy.Met(c.Names(0))
	switch {
	case counts && index < c.Size:
		return c.Checkpoint, note, nil
	case trust.Policy.Met(nil):
		return l.Checkpoint()
	case !counts:
		c.Size = 0
	}
	return verify.Checkpoint{}, nil, &UnpublishedError{index, c.Size}
}

// checkPublished holds the published checkpoint against the log and the trust list in force. The quorum is that list's
// where the list stood before the checkpoint; an older one's is not known any more.
func (a *auditor) checkPublished(size uint64) error {
	note, err := a.txn.get([]byte{prefixPublished})
	if err != nil || note == nil || a.trust == nil {
		return err
	}
	c, err := a.trust.Policy.Open(note)
	switch {
	case err != nil:
	case c.Size == 0 || c.Size > size:
		err = fmt.Errorf("it is of %d entries, the log has %d", c.Size, size)
	case a.trustAt < c.Size && !a.trust.Policy.Met(c.Names(0)):
		err = fmt.Errorf("cosigned by %q, which is not the quorum", c.Names(0))
	default:
		root, rootErr := rootAt(a.txn, c.Size)
		err = errors.Join(rootErr, checkPublished(c, root, a.trust))
	}
	if err != nil {
		a.report.find(FoundPublished, size, fmt.Sprintf("the published checkpoint: %v", err))
	}
	return nil
}
