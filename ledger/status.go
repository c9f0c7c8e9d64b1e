package ledger

import (
	"bytes"
	"fmt"
	"slices"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// What became of pledges is kept as it happens: under each revoked pledge's index stands the entry that revoked it, so
// that a status list costs the revocations that there are, and not a walk through the log.

// Of a status list, in seconds. A checker without a network believes it for its life; with one it asks again after its
// time to live. While entries come and nothing is revoked, it is made anew at most every listPause.
const (
	listLife  = 7 * 24 * 3600
	listTTL   = 600
	listPause = 10
)

// statusList is the one that was signed last.
type statusList struct {
	raw     []byte
	size    uint64
	changed uint64 // the snapshot's
	issued  int64
	trust   *verify.Trust
}

// markPledges enters the pledges that a revocation takes along: the one that it names, or those of the person that it
// names which do not hold any longer. Only the last one of a person in a campaign can be among these: a person pledges
// again only after the pledge before was revoked, and so was entered.
func (r rules) markPledges(claims signer.Revocation, subject signer.Subject) error {
	switch claims.What {
	case signer.TargetPledge:
		index, recorded, err := indexOf(r.state, claims.Target)
		if err != nil || !recorded {
			return either(err, refuse(RuleTargetUnrecorded))
		}
		return r.markPledge(index)
	case signer.TargetIssuance:
		return nil // a certificate's end leaves the pledge as it is
	}
	return lastPledges(r.state, subject, func(index uint64) error {
		ended, err := endedBy(r.state, index)
		if err != nil || ended == nil {
			return err
		}
		return r.markPledge(index)
	})
}

// lastPledges calls f for a person's last pledge in each campaign.
func lastPledges(s state, subject signer.Subject, f func(index uint64) error) error {
	campaigns, err := s.get([]byte{prefixCampaigns})
	if err != nil {
		return err
	}
	for id := range bytes.Lines(campaigns) {
		last, pledged, err := indexUnder(s, key(prefixPerson, subject[:], bytes.TrimSuffix(id, []byte("\n"))))
		if err == nil && pledged {
			err = f(last)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// markPledge enters a pledge as revoked by the entry at hand, unless an earlier one did it.
func (r rules) markPledge(index uint64) error {
	k := key(prefixEnded, number(index))
	if by, err := r.state.get(k); err != nil || by != nil {
		return err
	}
	return r.state.set(k, number(r.index))
}

// addCampaign notes the identifier of a new campaign.
func (r rules) addCampaign(id string) error {
	all, err := r.state.get([]byte{prefixCampaigns})
	if err != nil {
		return err
	}
	return r.state.set([]byte{prefixCampaigns}, append(bytes.Clone(all), id+"\n"...))
}

// pairsOf derives the pairs of a status list of the given size: what the entries before it revoked and erased; erased
// is what is said of a pledge that is both.
func pairsOf(t txn, size uint64) ([]byte, error) {
	pairs := verify.NewPairs(size)
	err := t.each([]byte{prefixEnded}, func(k, v []byte) error {
		if len(k) != 9 || len(v) != 8 {
			return malformed(k)
		}
		if index, by := indexFrom(k[1:]), indexFrom(v); by < size && index < size {
			verify.SetPair(pairs, index, verify.StateRevoked)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return pairs, t.each([]byte{prefixErased}, func(k, v []byte) error {
		erased, err := unpack[erasedState](v)
		if err != nil || erased.Index >= size || erased.Code == [14]byte{} { // no pledge
			return err
		}
		if len(k) != 1+len(signer.Digest{}) {
			return malformed(k)
		}
		index, recorded, err := indexOf(t, signer.Digest(k[1:]))
		if err == nil && recorded && index < size {
			verify.SetPair(pairs, index, verify.StateErased)
		}
		return err
	})
}

// StatusList returns the signed status list of this moment (PROOF.md section 2). It is the same bytes again while they
// are fresh: nothing was revoked or erased since, and less than half of their life has passed. It may be of a larger tree than the
// published checkpoint: revocations do not wait for witnesses.
func (l *Ledger) StatusList() ([]byte, error) {
	if l.options.Key == nil {
		return nil, ErrReadOnly
	}
	if err := l.failed(); err != nil {
		return nil, err
	}
	l.listing.Lock()
	defer l.listing.Unlock()
	s := l.snapshot()
	now, err := l.clock.read(s.head.Time, l.options.AcceptClock)
	if err != nil {
		return nil, err
	}
	if old := l.listed; old != nil && old.changed == s.changed && old.trust == s.trust && old.issued <= now {
		if age := now - old.issued; age < listPause || old.size == s.head.Size && age < listLife/2 {
			return old.raw, nil
		}
	}
	list := verify.StatusList{Origin: l.origin, URI: s.trust.URL + verify.StatusPath, Issued: now, Expires: now + listLife, TTL: listTTL, Size: s.head.Size, Root: s.root}
	if err := l.store.view(func(t txn) error {
		list.Pairs, err = pairsOf(t, list.Size)
		return err
	}); err != nil {
		return nil, err
	}
	raw, err := list.Sign(s.key)
	if err != nil {
		return nil, err
	}
	if _, err := verify.OpenStatusList(raw, s.trust, now); err != nil { // as where the trust list has retired this key
		return nil, err
	}
	l.listed = &statusList{raw, s.head.Size, s.changed, now, s.trust}
	return raw, nil
}

// Revocation returns the statement that revoked the pledge at an index: the pledge itself, or the credential or key behind
// it; or the revocation that is recorded at that index, for auditors. Its error wraps [ErrNotFound] where there is none.
func (l *Ledger) Revocation(index uint64) ([]byte, error) {
	none := fmt.Errorf("revocation of entry %d: %w", index, ErrNotFound)
	if e, err := l.Entry(index); err == nil && e.Kind == signer.KindRevocation && index < l.Size() {
		return l.Statement(e.Digest)
	}
	by, err := l.lookup(key(prefixEnded, number(index)), none.Error())
	if err != nil {
		return nil, err
	}
	if len(by) != 8 || indexFrom(by) >= l.Size() {
		return nil, none
	}
	e, err := l.Entry(indexFrom(by))
	if err != nil {
		return nil, err
	}
	return l.Statement(e.Digest)
}

// RevocationOf returns the statement that revoked a key or a statement itself, or an error that wraps [ErrNotFound].
func (l *Ledger) RevocationOf(what signer.Target, target signer.Digest) (raw []byte, err error) {
	err = l.store.view(func(t txn) error {
		r, err := revocationOf(t, what, target)
		if err != nil || r == nil || r.Superseded {
			return either(err, fmt.Errorf("revocation of %v: %w", target, ErrNotFound))
		}
		raw, err = statementRaw(t, r.Statement)
		return err
	})
	return raw, err
}

// Affected tells what a revocation would do: the indexes of the pledges that hold now and would not hold after it. Its
// error is the [*RuleError] of the revocation where the ledger would refuse what it revokes.
func (l *Ledger) Affected(r signer.RevocationBody) (indexes []uint64, err error) {
	err = l.store.view(func(t txn) error {
		if err := (rules{state: t, index: l.Size()}).revocable(r); err != nil {
			return err
		}
		if r.What == signer.TargetPledge || r.What == signer.TargetIssuance {
			index, _, err := indexOf(t, r.Target)
			if err != nil || r.What == signer.TargetIssuance {
				return err
			}
			ended, err := endedBy(t, index)
			if err == nil && ended == nil {
				indexes = append(indexes, index)
			}
			return err
		}
		subject, err := holderOf(t, r)
		if err != nil {
			return err
		}
		return lastPledges(t, subject, func(index uint64) error {
			e, registered, err := registeredAt(t, index)
			if err != nil || index < r.From {
				return err
			}
			credential, key, err := signedUnder(t, e, registered.Credential)
			if err != nil || r.Target != credential && r.Target != signer.Digest(key) {
				return err
			}
			ended, err := endedBy(t, index)
			if err == nil && ended == nil {
				indexes = append(indexes, index)
			}
			return err
		})
	})
	slices.Sort(indexes)
	return indexes, err
}

// holderOf finds the person of a key or a credential.
func holderOf(s state, r signer.RevocationBody) (signer.Subject, error) {
	if r.What == signer.TargetCredential {
		c, err := remainsOf(s, r.Target, signer.KindCredential)
		return c.Subject, err
	}
	subject, err := holder(s, eddsa.PublicKey(r.Target))
	if err != nil || subject == nil {
		return signer.Subject{}, either(err, fmt.Errorf("key %x: %w", r.Target, ErrNotFound))
	}
	return *subject, nil
}
