package ledger

import (
	"bytes"
	"fmt"

	"ikrar/signer"
	"ikrar/verify"
)

// A newer ikrar may record kinds of statements whose rules this one does not know. Such a ledger is
// read: what does not depend on these rules is checked as ever. It is not opened for recording,
// since every rule could be broken by that.

// LaterError says that a newer ikrar has continued the ledger: it holds an entry of a kind whose
// rules this one does not know.
type LaterError struct {
	Kind signer.Kind // the highest there is
}

func (e *LaterError) Error() string {
	return fmt.Sprintf("the ledger holds an entry of %v, which a later version knows", e.Kind)
}

// kindsOf finds the highest kind of the entries below a size. The row that says so may be behind,
// or missing: of another build, or none of ours. Entries that it does not speak of are looked at.
func kindsOf(t txn, size uint64) (k kindsState, err error) {
	row, err := stored[kindsState](t, []byte{prefixKinds})
	if err != nil {
		return k, err
	}
	if row != nil {
		k = *row
	}
	if k.Size >= size {
		return k, nil
	}
	for n := k.Size / tileHashes; n*tileHashes < size && err == nil; n++ {
		err = t.each(bundleKey(prefixEntry, n), func(key, v []byte) error {
			if inLog(key, size) {
				k.Highest = max(k.Highest, kindIn(v))
			}
			return nil
		})
	}
	k.Size = size
	return k, err
}

// kindIn is the kind in the row of an entry. One that is damaged has none: an audit finds it.
func kindIn(row []byte) signer.Kind {
	r, err := unpack[registered](row)
	if err != nil {
		return 0
	}
	e, err := verify.ParseEntry(r.Entry)
	if err != nil {
		return 0
	}
	return e.Kind
}

// readKinds refuses to record behind entries of a later kind, and notes what it has looked at for
// the next opening.
func (l *Ledger) readKinds() error {
	var before *kindsState
	var now kindsState
	err := l.store.view(func(t txn) (err error) {
		if before, err = stored[kindsState](t, []byte{prefixKinds}); err == nil {
			now, err = kindsOf(t, l.current.head.Size)
		}
		return err
	})
	l.current.highest = now.Highest
	if err != nil || !l.options.records() {
		return err
	}
	if now.Highest.Later() {
		return &LaterError{now.Highest}
	}
	if now.Size == 0 || before != nil && *before == now {
		return nil
	}
	return l.store.update(func(t txn) error { return t.set([]byte{prefixKinds}, pack(now)) })
}

// Later reports whether the ledger holds entries of kinds that a later version knows. What they
// change in what is asked of the ledger is then not known.
func (l *Ledger) Later() (later bool, err error) {
	err = l.store.view(func(t txn) error {
		k, err := kindsOf(t, l.Size())
		later = k.Highest.Later()
		return err
	})
	return later, err
}

// laterEntry takes an entry of a later kind through what can be told of it, after its place in the
// log and its statement's digest. It returns the credential that its registration may name: an
// earlier entry's.
func (a *auditor) laterEntry(item *auditItem) (credential uint64, err error) {
	if item.erased != nil {
		err = a.erasedByLater(item)
	}
	if under := item.registered.Credential; under < item.index {
		credential = under
	}
	return credential, err
}

// erasedByLater derives what is left of a statement of a later kind that another entry of one
// erased. What an erasure that this version knows leaves, is derived where that is replayed.
func (a *auditor) erasedByLater(item *auditItem) error {
	by, err := entryAt(a.txn, item.erased.Index)
	left := item.erased
	if err != nil || !by.Kind.Later() || by.Index <= item.index || by.Digest != left.Erasure || by.Time != left.Time {
		return nil // sweep finds that no entry erases it
	}
	return a.set(digestKey(prefixErased, item.entry.Digest), pack(*left))
}

// noteKind remembers of an entry's kind what the row of kinds is held against.
func (a *auditor) noteKind(index uint64, kind signer.Kind) {
	a.report.Kinds[kind]++
	if kind.Later() {
		a.report.Later++
	}
	if index < a.kinds.Size {
		a.highest = max(a.highest, kind)
	}
}

// sweepKinds looks at the row of kinds.
func (a *auditor) sweepKinds(k, v []byte, size uint64) {
	if len(k) != 1 || a.kinds.Size > size || !bytes.Equal(v, pack(kindsState{a.kinds.Size, a.highest})) {
		evidence := fmt.Sprintf("key %x holds %x, the highest kind of %d entries is %d", k, v, a.kinds.Size, a.highest)
		a.report.find(FoundIndex, size, evidence)
	}
}
