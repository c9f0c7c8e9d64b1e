package rules

import (
	"bytes"
	"cmp"
	"fmt"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// What became of pledges is kept as it happens: under each revoked pledge's index stands the entry
// that revoked it, so that a status list costs the revocations that there are, and not a walk
// through the log.

// markPledges enters the pledges that a revocation takes along: the one that it names, or those of
// the person that it names which do not hold any longer. Only the last one of a person in a
// campaign can be among these: a person pledges again only after the pledge before was revoked, and
// so was entered.
func (r Rules) markPledges(claims signer.Revocation, subject signer.Subject) error {
	switch claims.What {
	case signer.TargetPledge:
		index, recorded, err := IndexOf(r.State, claims.Target)
		if err != nil || !recorded {
			return cmp.Or(err, Refuse(RuleTargetUnrecorded))
		}
		return r.markPledge(index)
	case signer.TargetIssuance:
		return nil // a certificate's end leaves the pledge as it is
	}
	return LastPledges(r.State, subject, func(index uint64) error {
		ended, err := EndedBy(r.State, index)
		if err != nil || ended == nil {
			return err
		}
		return r.markPledge(index)
	})
}

// LastPledges calls f for a person's last pledge in each campaign.
func LastPledges(s store.State, subject signer.Subject, f func(index uint64) error) error {
	campaigns, err := s.Get([]byte{store.PrefixCampaigns})
	if err != nil {
		return err
	}
	for id := range bytes.Lines(campaigns) {
		last, pledged, err := indexUnder(
			s,
			store.Key(store.PrefixPerson, subject[:], bytes.TrimSuffix(id, []byte("\n"))),
		)
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
func (r Rules) markPledge(index uint64) error {
	k := store.Key(store.PrefixEnded, store.Number(index))
	if by, err := r.State.Get(k); err != nil || by != nil {
		return err
	}
	return r.State.Set(k, store.Number(r.Index))
}

// addCampaign notes the identifier of a new campaign.
func (r Rules) addCampaign(id string) error {
	all, err := r.State.Get([]byte{store.PrefixCampaigns})
	if err != nil {
		return err
	}
	return r.State.Set([]byte{store.PrefixCampaigns}, append(bytes.Clone(all), id+"\n"...))
}

// PairsOf derives the pairs of a status list of the given size: what the entries before it revoked
// and erased; erased is what is said of a pledge that is both.
func PairsOf(t store.Txn, size uint64) ([]byte, error) {
	pairs := verify.NewPairs(size)
	err := t.Each([]byte{store.PrefixEnded}, func(k, v []byte) error {
		if len(k) != 9 || len(v) != 8 {
			return store.Malformed(k)
		}
		if index, by := store.IndexFrom(k[1:]), store.IndexFrom(v); by < size && index < size {
			verify.SetPair(pairs, index, verify.StateRevoked)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return pairs, t.Each([]byte{store.PrefixErased}, func(k, v []byte) error {
		erased, err := store.Unpack[store.ErasedState](v)
		if err != nil || erased.Index >= size || erased.Code == [14]byte{} { // no pledge
			return err
		}
		if len(k) != 1+len(signer.Digest{}) {
			return store.Malformed(k)
		}
		index, recorded, err := IndexOf(t, signer.Digest(k[1:]))
		if err == nil && recorded && index < size {
			verify.SetPair(pairs, index, verify.StateErased)
		}
		return err
	})
}

// HolderOf finds the person of a key or a credential.
func HolderOf(s store.State, r signer.RevocationBody) (signer.Subject, error) {
	if r.What == signer.TargetCredential {
		c, err := RemainsOf(s, r.Target, signer.KindCredential)
		return c.Subject, err
	}
	subject, err := Holder(s, eddsa.PublicKey(r.Target))
	if err != nil || subject == nil {
		return signer.Subject{}, cmp.Or(err, fmt.Errorf("key %x: %w", r.Target, store.ErrNotFound))
	}
	return *subject, nil
}
