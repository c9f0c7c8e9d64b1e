package audit

import (
	"bytes"
	"fmt"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// laterEntry takes an entry of a later kind through what can be told of it, after its place in the
// log and its statement's digest. It returns the credential that its registration may name: an
// earlier entry's.
func (a *Auditor) laterEntry(item *auditItem) (credential uint64, err error) {
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
func (a *Auditor) erasedByLater(item *auditItem) error {
	by, err := rules.EntryAt(a.Txn, item.erased.Index)
	left := item.erased
	if err != nil || !by.Kind.Later() || by.Index <= item.index || by.Digest != left.Erasure || by.Time != left.Time {
		return nil // sweep finds that no entry erases it
	}
	return a.Set(store.DigestKey(store.PrefixErased, item.entry.Digest), store.Pack(*left))
}

// noteKind remembers of an entry's kind what the row of kinds is held against.
func (a *Auditor) noteKind(index uint64, kind signer.Kind) {
	a.Report.Kinds[kind]++
	if kind.Later() {
		a.Report.Later++
	}
	if index < a.kinds.Size {
		a.highest = max(a.highest, kind)
	}
}

// sweepKinds looks at the row of kinds.
func (a *Auditor) sweepKinds(k, v []byte, size uint64) {
	if len(k) != 1 || a.kinds.Size > size ||
		!bytes.Equal(v, store.Pack(store.KindsState{Size: a.kinds.Size, Highest: a.highest})) {
		evidence := fmt.Sprintf("key %x holds %x, the highest kind of %d entries is %d", k, v, a.kinds.Size, a.highest)
		a.Report.Find(FoundIndex, size, evidence)
	}
}
