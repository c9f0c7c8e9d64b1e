package ledger

import (
	"bytes"
	"context"
	"fmt"
	"iter"

	"ikrar/signer"
	"ikrar/verify"
)

// sweep looks at every key of the store once: each must be accounted for, and index keys must say what the log implies.
// Entries were read in the replay.
func (a *auditor) sweep(ctx context.Context, size uint64) error {
	next, stop := iter.Pull2(a.derived.all())
	defer stop()
	c := comparison{auditor: a, size: size, next: next}
	c.advance()
	for prefix := range 256 {
		if err := ctx.Err(); err != nil {
			return err
		}
		a.progress(size, size)
		var err error
		switch byte(prefix) {
		case prefixDrawer, prefixWipe, prefixEntry:
		case prefixStatement:
			err = a.sweepLog(prefixStatement, a.statements, size)
		case prefixDigest:
			err = a.sweepLog(prefixDigest, a.receipts, size)
		case prefixHead, prefixPublished, prefixTile:
			err = a.txn.each([]byte{byte(prefix)}, func(k, _ []byte) error {
				a.sweepTree(k, size)
				return nil
			})
		default:
			err = a.txn.each([]byte{byte(prefix)}, func(k, v []byte) error { return c.stored(ctx, k, v) })
		}
		if err != nil {
			return err
		}
	}
	c.missingBelow(nil)
	return nil
}

// sweepTree looks at the key of a head, of the published checkpoint, or of a tile.
func (a *auditor) sweepTree(k []byte, size uint64) {
	switch {
	case k[0] != prefixTile && len(k) == 1:
	case k[0] != prefixTile:
		a.report.find(FoundStray, size, fmt.Sprintf("head key %x", k))
	case len(k) != len(tileKey(0, 0)) || k[1] > 7 || indexFrom(k[2:])>>53 != 0 || indexFrom(k[2:])*tileHashes >= size>>(tileHeight*k[1]):
		a.report.find(FoundStray, size, fmt.Sprintf("tile key %x", k))
	}
}

// sweepLog looks for statements or receipts that no entry names. Each that an entry names was found in the replay, so that
// their number says whether there are others; only then each is looked at.
func (a *auditor) sweepLog(prefix byte, named int, size uint64) error {
	n, err := a.txn.count(prefix)
	if err != nil || n == named {
		return err
	}
	doubtful := map[string]bool{}
	err = a.txn.each([]byte{prefix}, func(k, _ []byte) error {
		if len(doubtful) < maxDoubtful && !a.named(k) {
			doubtful[string(k)] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	// A receipt that is missing or wrong makes no stray of its statement: the entries decide.
	err = a.txn.each([]byte{prefixEntry}, func(_, v []byte) error {
		if e, err := verify.ParseEntry(v); err == nil && e.Index < size {
			delete(doubtful, string(digestKey(prefix, e.Digest)))
		}
		return nil
	})
	for k := range doubtful {
		a.report.find(FoundStray, size, fmt.Sprintf("key %x of a statement that no entry names", k))
	}
	return err
}

// maxDoubtful bounds what is looked up a second time.
const maxDoubtful = 100 * maxFindings

// named says whether the receipt of a statement leads to an entry that names it.
func (a *auditor) named(k []byte) bool {
	if len(k) != 1+len(signer.Digest{}) {
		return false
	}
	r, err := receiptOf(a.txn, signer.Digest(k[1:]))
	if err != nil || r == nil {
		return false
	}
	e, err := entryAt(a.txn, r.Index)
	return err == nil && e.Digest == signer.Digest(k[1:])
}

// comparison walks through the index keys of the store and those that the log implies, both in order.
type comparison struct {
	*auditor
	size       uint64
	next       func() (k, v []byte, ok bool)
	key, value []byte // that the log implies next
	more       bool
	count      int
}

func (c *comparison) advance() { c.key, c.value, c.more = c.next() }

// stored takes the next key of the store.
func (c *comparison) stored(ctx context.Context, k, v []byte) error {
	c.missingBelow(k)
	var want []byte
	if c.more && bytes.Equal(c.key, k) {
		want = c.value
		c.advance()
	}
	if want == nil || !bytes.Equal(want, v) {
		c.report.find(FoundIndex, c.size, fmt.Sprintf("key %x holds %x, the log implies %x", k, v, want))
	} else if k[0] == prefixErased {
		c.erased(k)
	}
	if c.count++; c.count%100_000 == 0 {
		c.progress(c.size, c.size)
	}
	return ctx.Err()
}

// erased looks whether an erasure did erase.
func (c *comparison) erased(k []byte) {
	if raw, err := c.txn.get(key(prefixStatement, k[1:])); err != nil || raw != nil {
		c.report.find(FoundStatement, c.size, fmt.Sprintf("statement %x is still there although an entry erases it: %v", k[1:], err))
	}
}

// missingBelow finds the keys that the log implies and the store has passed over; below nil, all that are left.
func (c *comparison) missingBelow(k []byte) {
	for ; c.more && (k == nil || bytes.Compare(c.key, k) < 0); c.advance() {
		c.report.find(FoundIndex, c.size, fmt.Sprintf("key %x is missing", c.key))
	}
}
