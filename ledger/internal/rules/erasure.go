package rules

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
)

// An erasure takes statements about a person out of the store and leaves their entries. Rules then
// work on what remains of the claims: pseudonyms, a code, digests.

// credentialRemains is what an erasure leaves of a credential's claims.
func credentialRemains(c signer.Credential) store.ErasedState {
	e := store.ErasedState{Subject: c.Subject, Key: c.Key}
	if c.Replaces != nil {
		e.Replaces = *c.Replaces
	}
	return e
}

// pledgeRemains is what an erasure leaves of a pledge.
func pledgeRemains(raw []byte, p signer.Pledge, subject signer.Subject) store.ErasedState {
	e := store.ErasedState{Subject: subject}
	copy(e.Code[:], verify.CodeOf(raw))
	copy(e.Campaign[:], p.Campaign)
	return e
}

func ErasedOf(s store.State, d signer.Digest) (*store.ErasedState, error) {
	return store.Stored[store.ErasedState](s, store.DigestKey(store.PrefixErased, d))
}

// AnyErased reports whether anything was ever erased.
func AnyErased(t store.Txn) (bool, error) {
	enough := errors.New("enough")
	err := t.Each([]byte{store.PrefixErased}, func(_, _ []byte) error { return enough })
	if errors.Is(err, enough) {
		return true, nil
	}
	return false, err
}

// Missing says why a statement is not there.
func Missing(s store.State, d signer.Digest) error {
	erased, err := ErasedOf(s, d)
	if err != nil {
		return err
	}
	if erased != nil {
		return fmt.Errorf("statement %v: %w", d, ErrErased)
	}
	return fmt.Errorf("statement %v: %w", d, store.ErrNotFound)
}

// RemainsOf gives what rules need of a credential or a pledge: from the statement, or from what an
// erasure left of it.
func RemainsOf(s store.State, d signer.Digest, kind signer.Kind) (store.ErasedState, error) {
	raw, err := StatementRaw(s, d)
	if err != nil {
		return store.ErasedState{}, err
	}
	if raw == nil {
		erased, err := ErasedOf(s, d)
		if err != nil || erased == nil {
			return store.ErasedState{}, cmp.Or(err, fmt.Errorf("statement %v: %w", d, store.ErrNotFound))
		}
		return *erased, nil
	}
	if kind == signer.KindCredential {
		u, err := Kept[signer.Credential](raw)
		return credentialRemains(u.Claims()), err
	}
	u, err := Kept[signer.Pledge](raw)
	if err != nil {
		return store.ErasedState{}, err
	}
	return pledgeRemains(raw, u.Claims(), signer.CredentialOf(u).Claims().Subject), nil
}

// erased reports whether an earlier entry erased a statement. An audit knows of the later ones too.
func (r Rules) erased(d signer.Digest) (bool, error) {
	e, err := ErasedOf(r.State, d)
	return e != nil && e.Index < r.Index, err
}

// erasure enters the digests of an erasure. One that was never recorded is taken as well, and may
// not be recorded from then on: after a restore from before both, the statement must not come back
// with whoever still has its file.
func (r Rules) erasure(c Candidate, claims signer.Erasure) error {
	if err := r.signed(c, claims.IssuedAt, true); err != nil {
		return err
	}
	kinds := map[signer.Digest]signer.Kind{}
	for _, d := range claims.Digests {
		_, twice := kinds[d]
		if erased, err := r.erased(d); err != nil || erased || twice {
			return cmp.Or(err, Refuse(RuleErased, "digest", d))
		}
		e, _, recorded, err := entryOf(r.State, d)
		if err != nil {
			return err // also where the store leads to another statement, which would be the one to go
		}
		kinds[d] = signer.KindErasure
		if !recorded {
			continue
		}
		kinds[d] = e.Kind
		if k := kinds[d]; k != signer.KindCredential && k != signer.KindPledge && !k.Later() {
			return Refuse(RuleNotErasable, "digest", d, "kind", k)
		}
	}
	for _, d := range claims.Digests {
		if err := r.erase(c.Digest, d, kinds[d]); err != nil {
			return err
		}
	}
	return nil
}

// erase enters one digest: the credential goes out of force and gives its key free, the pledge is
// its person's no more.
func (r Rules) erase(by, d signer.Digest, kind signer.Kind) error {
	var left store.ErasedState
	var err error
	if kind == signer.KindCredential || kind == signer.KindPledge {
		if left, err = RemainsOf(r.State, d, kind); err != nil {
			return err
		}
	}
	if kind.Later() { // what its kind leaves is not known here: an audit takes what is there
		if there, err := ErasedOf(r.State, d); err != nil {
			return err
		} else if there != nil {
			left = *there
		}
	}
	switch kind {
	case signer.KindCredential:
		err = r.forgetCredential(d, left)
	case signer.KindPledge:
		err = r.forgetPledge(d, left)
	}
	if err != nil {
		return err
	}
	left.Index, left.Time, left.Erasure = r.Index, r.Now, by
	return r.State.Set(store.DigestKey(store.PrefixErased, d), store.Pack(left))
}

// forgetCredential ends a credential. Its key may be enrolled again, by the same person under
// another pseudonym, unless the credential that is still in force has it too.
func (r Rules) forgetCredential(d signer.Digest, c store.ErasedState) error {
	live, err := r.live(c.Subject)
	if err != nil {
		return err
	}
	if live != nil && live.Credential == d {
		live = nil
		if err := r.State.Remove(store.Key(store.PrefixSubject, c.Subject[:])); err != nil {
			return err
		}
	}
	if live != nil {
		other, err := RemainsOf(r.State, live.Credential, signer.KindCredential)
		if err != nil || other.Key == c.Key {
			return err
		}
	}
	subject, err := Holder(r.State, c.Key)
	if err != nil || subject == nil || *subject != c.Subject {
		return err
	}
	return r.State.Remove(store.Key(store.PrefixKey, c.Key[:]))
}

// forgetPledge takes a pledge from its person. Its code stays and leads to the entry, which says
// that it is erased.
func (r Rules) forgetPledge(d signer.Digest, p store.ErasedState) error {
	index, _, err := IndexOf(r.State, d)
	if err != nil {
		return err
	}
	person := store.Key(store.PrefixPerson, p.Subject[:], p.CampaignID())
	last, err := r.State.Get(person)
	if err != nil || !bytes.Equal(last, store.Number(index)) {
		return err
	}
	return r.State.Remove(person)
}

// Again replays an entry whose statement is erased, by what the erasure left of it. credential is
// the index that the registration names.
func (r Rules) Again(kind signer.Kind, d signer.Digest, left store.ErasedState, credential uint64) (uint64, error) {
	if erased, err := r.erased(d); err != nil || erased {
		return 0, cmp.Or(err, Refuse(RuleErased))
	}
	if kind == signer.KindCredential {
		return 0, r.enrol(d, left)
	}
	live, err := r.live(left.Subject)
	if err != nil {
		return 0, err
	}
	if live == nil || live.Index != credential {
		return 0, Refuse(RuleCredentialRevoked)
	}
	return live.Index, r.Commit(left)
}
