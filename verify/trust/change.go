package trust

import (
	"errors"
	"slices"

	"ikrar/signer/eddsa"
)

// Life is how long a list is fresh: a year in seconds, after which verifiers call it stale.
const Life = 365 * 24 * 3600

// ErrRootInForce says that a key cannot succeed the root, since it is the root.
var ErrRootInForce = errors.New("the key is the root in force")

var (
	errRootNamed   = errors.New("the key is named as the root's successor already")
	errNoSuccessor = errors.New("the list names no successor of the root")
)

// Next is the list that comes after t, to be changed and signed: a copy with the next serial, fresh
// again. now is Unix seconds.
func (t *List) Next(now int64) List {
	next := *t
	next.Registrars = slices.Clone(t.Registrars)
	next.Ledgers = slices.Clone(t.Ledgers)
	next.Texts = slices.Clone(t.Texts)
	next.Policy.Logs = slices.Clone(t.Policy.Logs)
	next.Serial, next.Issued = t.Serial+1, max(now, t.Issued)
	next.NextUpdate = next.Issued + Life
	return next
}

// NameRoot names a key as the successor of the root. Its error is [ErrRootInForce], or that it is
// named already.
func (t *List) NameRoot(key eddsa.PublicKey) error {
	next := LogKey(RootName(t.Origin), key)
	switch {
	case next == t.Root:
		return ErrRootInForce
	case t.NextRoot != nil && next == *t.NextRoot:
		return errRootNamed
	}
	t.NextRoot = &next
	return nil
}

// SucceedRoot puts the named successor in the root's place. Its error is
// that there is none.
func (t *List) SucceedRoot() error {
	if t.NextRoot == nil {
		return errNoSuccessor
	}
	t.Root, t.NextRoot = *t.NextRoot, nil
	return nil
}

// SucceedLedger ends the ledger key in use before an index, in the given state, and begins another
// there. stolen is Unix seconds, 0 where the state is not [Stolen].
func (t *List) SucceedLedger(key eddsa.PublicKey, index uint64, state LedgerState, stolen int64) {
	n := len(t.Ledgers) - 1
	t.Ledgers[n].Last, t.Ledgers[n].State, t.Ledgers[n].Stolen = index-1, state, stolen
	next := LedgerKey{Range: Range{First: index, Last: NoEnd}, Key: LogKey(t.Origin, key), State: Active}
	t.Ledgers = append(t.Ledgers, next)
	t.Policy.Logs = append(t.Policy.Logs, PolicyLog{Key: next.Key, URL: t.Policy.Logs[n].URL})
}

// DeclareStolen says of a ledger key that it was stolen at a time, in Unix seconds.
func (t *List) DeclareStolen(key VerifierKey, at int64) {
	for n := range t.Ledgers {
		if t.Ledgers[n].Key == key {
			t.Ledgers[n].State, t.Ledgers[n].Stolen = Stolen, at
		}
	}
}
