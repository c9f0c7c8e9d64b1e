package ledger

import (
	"cmp"
	"fmt"
	"slices"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// StatusList returns the signed status list of this moment (PROOF.md section 2). It is the same
// bytes again while they are fresh: nothing was revoked or erased since, and less than half of
// their life has passed. It may be of a larger tree than the published checkpoint: revocations do
// not wait for witnesses.
func (l *Ledger) StatusList() ([]byte, error) { return l.book.StatusList() }

// Revocation returns the statement that revoked the pledge at an index: the pledge itself, or the
// credential or key behind it; or the revocation that is recorded at that index, for auditors. Its
// error wraps [ErrNotFound] where there is none.
func (l *Ledger) Revocation(index uint64) ([]byte, error) {
	none := fmt.Errorf("revocation of entry %d: %w", index, ErrNotFound)
	if e, err := l.Entry(index); err == nil && e.Kind == signer.KindRevocation && index < l.Size() {
		return l.Statement(e.Digest)
	}
	by, err := l.lookup(store.Key(store.PrefixEnded, store.Number(index)), none.Error())
	if err != nil {
		return nil, err
	}
	if len(by) != 8 || store.IndexFrom(by) >= l.Size() {
		return nil, none
	}
	e, err := l.Entry(store.IndexFrom(by))
	if err != nil {
		return nil, err
	}
	return l.Statement(e.Digest)
}

// RevocationOf returns the statement that revoked a key or a statement itself, or an error that
// wraps [ErrNotFound].
func (l *Ledger) RevocationOf(what signer.Target, target signer.Digest) (raw []byte, err error) {
	err = l.book.View(func(t store.Txn) error {
		r, err := rules.RevocationOf(t, what, target)
		if err != nil || r == nil || r.Superseded {
			return cmp.Or(err, fmt.Errorf("revocation of %v: %w", target, ErrNotFound))
		}
		raw, err = rules.StatementRaw(t, r.Statement)
		return err
	})
	return raw, err
}

// Affected tells what a revocation would do: the indexes of the pledges that hold now and would not
// hold after it. Its error is the [*RuleError] of the revocation where the ledger would refuse what
// it revokes.
func (l *Ledger) Affected(r signer.RevocationBody) (indexes []uint64, err error) {
	err = l.book.View(func(t store.Txn) error {
		if err := (rules.Rules{State: t, Index: l.Size()}).Revocable(r); err != nil {
			return err
		}
		if r.What == signer.TargetPledge || r.What == signer.TargetIssuance {
			index, _, err := rules.IndexOf(t, r.Target)
			if err != nil || r.What == signer.TargetIssuance {
				return err
			}
			ended, err := rules.EndedBy(t, index)
			if err == nil && ended == nil {
				indexes = append(indexes, index)
			}
			return err
		}
		subject, err := rules.HolderOf(t, r)
		if err != nil {
			return err
		}
		return rules.LastPledges(t, subject, func(index uint64) error {
			e, registered, err := rules.RegisteredAt(t, index)
			if err != nil || index < r.From {
				return err
			}
			credential, key, err := rules.SignedUnder(t, e, registered.Credential)
			if err != nil || r.Target != credential && r.Target != signer.Digest(key) {
				return err
			}
			ended, err := rules.EndedBy(t, index)
			if err == nil && ended == nil {
				indexes = append(indexes, index)
			}
			return err
		})
	})
	slices.Sort(indexes)
	return indexes, err
}
