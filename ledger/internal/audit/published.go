package audit

import (
	"errors"
	"fmt"

	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
)

// checkPublished holds the published checkpoint against the log and the trust list in force. The
// quorum is that list's where the list stood before the checkpoint; an older one's is not known any
// more.
func (a *Auditor) checkPublished(size uint64) error {
	note, err := a.Txn.Get([]byte{store.PrefixPublished})
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
		root, rootErr := merkle.RootAt(a.Txn, c.Size)
		err = errors.Join(rootErr, rules.MayShow(c, root, a.trust))
	}
	if err != nil {
		a.Report.Find(FoundPublished, size, fmt.Sprintf("the published checkpoint: %v", err))
	}
	return nil
}
