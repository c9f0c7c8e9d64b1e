package ledger

import (
	"bytes"
	"errors"
	"fmt"

	"ikrar/signer"
	"ikrar/verify"
)

// An erasure takes statements about a person out of the store and leaves their entries. Rules then work on what remains
// of the claims: pseudonyms, a code, digests.

// credentialRemains is what an erasure leaves of a credential's claims.
func credentialRemains(c signer.Credential) erasedState {
	e := erasedState{Subject: c.Subject, Key: c.Key}
	if c.Replaces != nil {
		e.Replaces = *c.Replaces
	}
	return e
}

// pledgeRemains is what an erasure leaves of a pledge.
func pledgeRemains(raw []byte, p signer.Pledge, subject signer.Subject) erasedState {
	e := erasedState{Subject: subject}
	copy(e.Code[:], verify.CodeOf(raw))
	copy(e.Campaign[:], p.Campaign)
	return e
}

func (e erasedState) campaign() []byte { return bytes.TrimRight(e.Campaign[:], "\x00") }

func erasedOf(s state, d signer.Digest) (*erasedState, error) {
	return stored[erasedState](s, digestKey(prefixErased, d))
}

// anyErased reports whether anything was ever erased.
func anyErased(t txn) (bool, error) {
	enough := errors.New("enough")
	err := t.each([]byte{prefixErased}, func(_, _ []byte) error { return enough })
	if errors.Is(err, enough) {
		return true, nil
	}
	return false, err
}

// missing says why a statement is not there.
func missing(s state, d signer.Digest) error {
	erased, err := erasedOf(s, d)
	if err != nil {
		return err
	}
	if erased != nil {
		return fmt.Errorf("statement %v: %w", d, ErrErased)
	}
	return fmt.Errorf("statement %v: %w", d, ErrNotFound)
}

// remainsOf gives what rules need of a credential or a pledge: from the statement, or from what an erasure left of it.
func remainsOf(s state, d signer.Digest, kind signer.Kind) (erasedState, error) {
	raw, err := statementRaw(s, d)
	if err != nil {
		return erasedState{}, err
	}
	if raw == nil {
		erased, err := erasedOf(s, d)
		if err != nil || erased == nil {
			return erasedState{}, either(err, fmt.Errorf("statement %v: %w", d, ErrNotFound))
		}
		return *erased, nil
	}
	if kind == signer.KindCredential {
		u, err := kept[signer.Credential](raw)
		return credentialRemains(u.Claims()), err
	}
	u, err := kept[signer.Pledge](raw)
	if err != nil {
		return erasedState{}, err
	}
	return pledgeRemains(raw, u.Claims(), signer.CredentialOf(u).Claims().Subject), nil
}

// erased reports whether an earlier entry erased a statement. An audit knows of the later ones too.
func (r rules) erased(d signer.Digest) (bool, error) {
	e, err := erasedOf(r.state, d)
	return e != nil && e.Index < r.index, err
}

// erasure enters the digests of an erasure. One that was never recorded is taken as well, and may not be recorded from
// then on: after a restore from before both, the statement must not come back with whoever still has its file.
func (r rules) erasure(c candidate, claims signer.Erasure) error {
	if err := r.signed(c, claims.IssuedAt, true); err != nil {
		return err
	}
	kinds := map[signer.Digest]signer.Kind{}
	for _, d := range claims.Digests {
		_, twice := kinds[d]
		if erased, err := r.erased(d); err != nil || erased || twice {
			return either(err, refuse(RuleErased, "digest", d))
		}
		e, _, recorded, err := entryOf(r.state, d)
		if err != nil {
			return err // also where the store leads to another statement, which would be the one to go
		}
		kinds[d] = signer.KindErasure
		if !recorded {
			continue
		}
		kinds[d] = e.Kind
		if k := kinds[d]; k != signer.KindCredential && k != signer.KindPledge && !k.Later() {
			return refuse(RuleNotErasable, "digest", d, "kind", k)
		}
	}
	for _, d := range claims.Digests {
		if err := r.erase(c.digest, d, kinds[d]); err != nil {
			return err
		}
	}
	return nil
}

// erase enters one digest: the credential goes out of force and gives its key free, the pledge is its person's no more.
func (r rules) erase(by, d signer.Digest, kind signer.Kind) error {
	var left erasedState
	var err error
	if kind == signer.KindCredential || kind == signer.KindPledge {
		if left, err = remainsOf(r.state, d, kind); err != nil {
			return err
		}
	}
	if kind.Later() { // what its kind leaves is not known here: an audit takes what is there
		if there, err := erasedOf(r.state, d); err != nil {
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
	left.Index, left.Time, left.Erasure = r.index, r.now, by
	return r.state.set(digestKey(prefixErased, d), pack(left))
}

// forgetCredential ends a credential. Its key may be enrolled again, by the same person under another pseudonym, unless
// the credential that is still in force has it too.
func (r rules) forgetCredential(d signer.Digest, c erasedState) error {
	live, err := r.live(c.Subject)
	if err != nil {
		return err
	}
	if live != nil && live.Credential == d {
		live = nil
		if err := r.state.remove(key(prefixSubject, c.Subject[:])); err != nil {
			return err
		}
	}
	if live != nil {
		other, err := remainsOf(r.state, live.Credential, signer.KindCredential)
		if err != nil || other.Key == c.Key {
			return err
		}
	}
	subject, err := holder(r.state, c.Key)
	if err != nil || subject == nil || *subject != c.Subject {
		return err
	}
	return r.state.remove(key(prefixKey, c.Key[:]))
}

// forgetPledge takes a pledge from its person. Its code stays and leads to the entry, which says that it is erased.
func (r rules) forgetPledge(d signer.Digest, p erasedState) error {
	index, _, err := indexOf(r.state, d)
	if err != nil {
		return err
	}
	person := key(prefixPerson, p.Subject[:], p.campaign())
	last, err := r.state.get(person)
	if err != nil || !bytes.Equal(last, number(index)) {
		return err
	}
	return r.state.remove(person)
}

// again replays an entry whose statement is erased, by what the erasure left of it. credential is the index that the
// registration names.
func (r rules) again(kind signer.Kind, d signer.Digest, left erasedState, credential uint64) (uint64, error) {
	if erased, err := r.erased(d); err != nil || erased {
		return 0, either(err, refuse(RuleErased))
	}
	if kind == signer.KindCredential {
		return 0, r.enrol(d, left)
	}
	live, err := r.live(left.Subject)
	if err != nil {
		return 0, err
	}
	if live == nil || live.Index != credential {
		return 0, refuse(RuleCredentialRevoked)
	}
	return live.Index, r.commit(left)
}
