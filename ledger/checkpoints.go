package ledger

import (
	"bytes"
	"fmt"

	"ikrar/verify/trust"
)

// UnpublishedError says that no checkpoint with a quorum of witnesses covers an entry yet: whoever
// needs its proof has the witnesses asked (package cosigning), then asks again.
type UnpublishedError struct {
	Index     uint64
	Published uint64 // size of the published checkpoint; 0 where there is none that counts
}

func (e *UnpublishedError) Error() string {
	return fmt.Sprintf("entry %d is not covered by the published checkpoint of %d entries", e.Index, e.Published)
}

// Published returns the last checkpoint that Publish took, and its note with the cosignatures; nil
// where there is none. After a renewal of the trust list its cosignatures may not make the new
// quorum: [trust.Policy.Met] tells.
func (l *Ledger) Published() (trust.OpenedCheckpoint, []byte, error) {
	p, err := l.book.Published()
	if err != nil || p == nil {
		return trust.OpenedCheckpoint{}, nil, err
	}
	return p.OpenedCheckpoint, bytes.Clone(p.Note), nil
}

// Publish makes a checkpoint the published one, durably. It compares before it swaps: the
// checkpoint is signed by the ledger key of its last entry, cosigned by the quorum of the trust
// list in force, and this ledger's at its size; it is not smaller than the one before, and at the
// same size no cosignature is lost. The note holds nothing but signatures that this trust list
// verifies. A refusal wraps [ErrPublish].
func (l *Ledger) Publish(note []byte) error { return l.book.Publish(note) }

// Covering returns the checkpoint that a proof of an entry stands under: the published one where it
// covers the entry and counts; else, where no quorum is asked for, that of the moment; else an
// [*UnpublishedError].
func (l *Ledger) Covering(index uint64) (trust.Checkpoint, []byte, error) {
	c, note, err := l.Published()
	if err != nil {
		return trust.Checkpoint{}, nil, err
	}
	list, _ := l.Trust()
	counts := note != nil && list.Policy.Met(c.Names(0))
	switch {
	case counts && index < c.Size:
		return c.Checkpoint, note, nil
	case list.Policy.Met(nil) && l.Far() == nil: // from afar, the server's next one is waited for
		return l.Checkpoint()
	case !counts:
		c.Size = 0
	}
	return trust.Checkpoint{}, nil, &UnpublishedError{index, c.Size}
}
