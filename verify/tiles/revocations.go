package tiles

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// readStatus reads the status list. It comes before the walk, which then knows what to remember.
func (a *auditor) readStatus(ctx context.Context) error {
	raw, err := a.ask(ctx, verify.StatusPath[1:], foundStatus)
	if err != nil || raw == nil {
		return err
	}
	list, err := verify.OpenStatusList(raw, a.report.Trust, a.Now)
	if err != nil {
		a.report.find(foundStatus, 0, "%v", err)
		return nil
	}
	a.report.Signatures++
	if a.Now > list.Expires {
		a.report.find(foundStatus, list.Size, "expired at %d", list.Expires)
	}
	if list.Issued > a.Now+clockSkewSeconds { // whoever keeps it would believe it for longer than any list may live
		a.report.find(foundStatus, list.Size, "issued at %d, and it is %d", list.Issued, a.Now)
	}
	a.status = list
	a.roots[list.Size] = list.Root // of a tree beyond the checkpoint nothing is known yet
	return nil
}

// clockSkewSeconds is how far a ledger's clock and an auditor's may be apart, as those of the
// ledger and its signers.
const clockSkewSeconds = 600

// checkRevocations holds the status list against the revocations that the log holds: each
// revocation is the registrar's or the key's own, each pledge in the list has one, and each
// revocation of a pledge stands in the list.
func (a *auditor) checkRevocations(ctx context.Context) error {
	if a.status == nil {
		return nil
	}
	if err := a.checkRecorded(ctx); err != nil {
		return err
	}
	return a.checkNotGood(ctx)
}

// checkRecorded looks at each revocation in the log: whose it is, and whether the status list knows
// of it.
func (a *auditor) checkRecorded(ctx context.Context) error {
	pledges := map[signer.Digest]bool{}
	for _, digest := range a.notGood {
		pledges[digest] = true
	}
	for _, entry := range a.revoked {
		r, err := a.revocation(ctx, entry.Index)
		if err != nil {
			return err
		}
		if r == nil {
			continue
		}
		if r.Digest() != entry.Digest {
			a.report.find(foundStatus, entry.Index, "the revocation served has the digest %v, recorded is %v",
				r.Digest(), entry.Digest)
			continue
		}
		registrar, ok := a.report.Trust.Registrar(r.KeyID())
		if ok && !registrar.Holds(entry.Index) && a.underTrust(entry.Index) {
			a.report.find(foundStatus, entry.Index, "the revocation is by the registrar %q, who may sign entries %v",
				registrar.Name, registrar.Range)
		}
		if c := r.Claims(); c.What == signer.TargetPledge && entry.Index < a.status.Size && !pledges[c.Target] {
			a.report.find(foundStatus, entry.Index,
				"it revokes the pledge of digest %v, which the status list of %d entries calls good",
				c.Target, a.status.Size)
		}
	}
	return nil
}

// checkNotGood looks at each entry that the status list calls revoked or erased: whether the log
// says why.
func (a *auditor) checkNotGood(ctx context.Context) error {
	recorded := map[signer.Digest]bool{}
	for _, entry := range a.revoked {
		recorded[entry.Digest] = true
	}
	for _, index := range slices.Sorted(maps.Keys(a.notGood)) {
		if a.status.State(index) != verify.StateRevoked {
			if a.report.Kinds[signer.KindErasure] == 0 {
				a.report.find(foundStatus, index, "the status list calls it erased, and the log holds no erasure")
			}
			continue
		}
		r, err := a.revocation(ctx, index)
		if err != nil {
			return err
		}
		if r == nil {
			continue
		}
		switch c := r.Claims(); {
		case !recorded[r.Digest()] && a.status.Size <= a.tree.Size:
			a.report.find(foundStatus, index,
				"the status list calls it revoked by a statement of digest %v, which is not in the log", r.Digest())
		case c.What == signer.TargetPledge && c.Target != a.notGood[index],
			c.What == signer.TargetIssuance,
			c.What != signer.TargetPledge && c.From > index:
			a.report.find(foundStatus, index,
				"the status list calls it revoked by a statement that revokes another thing")
		}
	}
	return nil
}

// revocation fetches the revocation that an index speaks of and checks whose it is; nil where it is
// missing, or not what it should be, which is found. It is nil as well where it is recorded as a
// later version's kind: a later version tells whether it revokes what it should.
func (a *auditor) revocation(ctx context.Context, index uint64) (*signer.Unverified[signer.Revocation], error) {
	raw, err := a.Fetch(ctx, fmt.Sprintf("v1/revocations/%d", index))
	if err != nil && !errors.Is(err, ErrMissing) {
		return nil, err
	}
	var r signer.Unverified[signer.Revocation]
	if err == nil {
		if r, err = signer.Parse[signer.Revocation](raw); err != nil && a.ofLaterKind(raw) {
			return nil, nil
		}
	}
	if err == nil {
		err = a.openRevocation(r)
	}
	if err != nil {
		a.report.find(foundStatus, index, "the revocation served for entry %d: %v", index, err)
		return nil, nil
	}
	a.report.Signatures++
	return &r, nil
}

// ofLaterKind reports whether a statement is recorded as one of a later version's kind, or may be,
// beyond the checkpoint.
func (a *auditor) ofLaterKind(raw []byte) bool {
	return a.later[signer.DigestOf(raw)] || len(a.later) > 0 && a.status.Size > a.tree.Size
}

// openRevocation checks a signature: a registrar's, or of the very key that is revoked.
func (a *auditor) openRevocation(r signer.Unverified[signer.Revocation]) error {
	key := eddsa.PublicKey(r.Claims().Target)
	if registrar, ok := a.report.Trust.Registrar(r.KeyID()); ok {
		key = registrar.Key
	} else if r.Claims().What != signer.TargetKey {
		return errors.New("by nobody that the trust list names")
	}
	_, err := r.Open(a.report.Trust.Origin, key)
	return err
}
