package ledger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// indexOf finds the entry of a statement; recorded is false where the ledger never saw it.
func indexOf(s state, d signer.Digest) (index uint64, recorded bool, err error) {
	return indexUnder(s, digestKey(prefixDigest, d))
}

// indexUnder reads the index that stands under a key.
func indexUnder(s state, k []byte) (index uint64, found bool, err error) {
	raw, err := s.get(k)
	if err != nil || raw == nil {
		return 0, false, err
	}
	if len(raw) != 8 {
		return 0, false, malformed(k)
	}
	return indexFrom(raw), true, nil
}

// named reads the subject or the digest that stands under a key; nil where none does.
func named[T signer.Subject | signer.Digest](s state, k []byte) (*T, error) {
	raw, err := s.get(k)
	if err != nil || raw == nil {
		return nil, err
	}
	var name T
	if len(raw) != len(name) {
		return nil, malformed(k)
	}
	name = T(raw)
	return &name, nil
}

// holder finds the person whose key it is; nil where it is nobody's.
func holder(s state, k eddsa.PublicKey) (*signer.Subject, error) {
	return named[signer.Subject](s, key(prefixKey, k[:]))
}

// malformed is the error of a key, or of the value under it, that this ledger did not write so.
func malformed(k []byte) error { return fmt.Errorf("%w: key %x or its value", ErrDamaged, k) }

// checkLayout refuses a store of an earlier build, whose rows stand under other prefixes: to this one it would look empty.
func checkLayout(s state) error {
	first, err := s.get(entryKey(0))
	if err != nil || first != nil {
		return err
	}
	older, err := s.get(key(olderEntry, number(0)))
	if err == nil && older != nil {
		err = ErrOlder
	}
	return err
}

// entryOf is indexOf with the entry itself, which must name the statement, and its registration.
func entryOf(s state, d signer.Digest) (e verify.Entry, r registered, recorded bool, err error) {
	index, recorded, err := indexOf(s, d)
	if err != nil || !recorded {
		return e, r, false, err
	}
	e, r, err = registeredAt(s, index)
	if errors.Is(err, ErrNotFound) || err == nil && e.Digest != d {
		err = fmt.Errorf("%w: entry %d is not that of statement %v", ErrDamaged, index, d)
	}
	return e, r, true, err
}

// receiptOf finds what the ledger answered to a statement; nil where it never saw it.
func receiptOf(s state, d signer.Digest) (*Receipt, error) {
	e, r, recorded, err := entryOf(s, d)
	if err != nil || !recorded {
		return nil, err
	}
	return &Receipt{Registration: r.registration(e), Signature: r.Signature, Known: true}, nil
}

// registeredAt reads an entry and its registration.
func registeredAt(s state, index uint64) (verify.Entry, registered, error) {
	r, err := stored[registered](s, entryKey(index))
	if err == nil && r == nil {
		err = fmt.Errorf("entry %d: %w", index, ErrNotFound)
	}
	if err != nil {
		return verify.Entry{}, registered{}, err
	}
	e, err := verify.ParseEntry(r.Entry)
	if err != nil {
		err = fmt.Errorf("%w: entry %d: %v", ErrDamaged, index, err)
	}
	return e, *r, err
}

// registration is what the ledger signed when it answered.
func (r registered) registration(e verify.Entry) signer.Registration {
	return signer.Registration{Index: e.Index, Time: e.Time, Digest: e.Digest, Credential: r.Credential}
}

func entryAt(s state, index uint64) (verify.Entry, error) {
	e, _, err := registeredAt(s, index)
	return e, err
}

// heldAt reads the statement of an entry; nil where it is erased, also where its key is still there without a value.
func heldAt(s state, index uint64) ([]byte, error) {
	raw, err := s.get(statementKey(index))
	if len(raw) == 0 {
		return nil, err
	}
	return raw, err
}

// statementRaw finds the bytes of a statement; nil where it was never recorded, or is erased.
func statementRaw(s state, d signer.Digest) ([]byte, error) {
	index, recorded, err := indexOf(s, d)
	if err != nil || !recorded {
		return nil, err
	}
	raw, err := heldAt(s, index)
	if err == nil && raw != nil && signer.DigestOf(raw) != d {
		return nil, malformed(statementKey(index))
	}
	return raw, err
}

func kindAt(s state, index uint64) (signer.Kind, error) {
	e, err := entryAt(s, index)
	return e.Kind, err
}

// recorded reads the claims of a statement whose signature was checked when it was recorded.
func recorded[C signer.Claims](s state, d signer.Digest) (C, error) {
	u, err := statementOf[C](s, d)
	return u.Claims(), err
}

func statementOf[C signer.Claims](s state, d signer.Digest) (signer.Unverified[C], error) {
	raw, err := statementRaw(s, d)
	if err != nil {
		return signer.Unverified[C]{}, err
	}
	if raw == nil {
		return signer.Unverified[C]{}, missing(s, d)
	}
	return kept[C](raw)
}

// kept reads a statement that the store holds: that it is one of this kind was seen when it was recorded.
func kept[C signer.Claims](raw []byte) (signer.Unverified[C], error) {
	u, err := signer.Parse[C](raw)
	if err != nil {
		err = fmt.Errorf("%w: statement %v: %v", ErrDamaged, signer.DigestOf(raw), err)
	}
	return u, err
}

func revocationOf(s state, what signer.Target, target signer.Digest) (*revokedState, error) {
	return stored[revokedState](s, revokedKey(what, target))
}

// statusOf says what became of the pledge at an index.
func statusOf(s state, index uint64) (verify.StatusAnswer, error) {
	return statusAt(s, index, math.MaxUint64)
}

// statusAt is statusOf as it was before the entry at now, which an audit that replays that entry asks for: of erasures
// alone, since revocations are in its state only once they are replayed.
func statusAt(s state, index, now uint64) (verify.StatusAnswer, error) {
	entry, err := entryAt(s, index)
	if err != nil {
		return verify.StatusAnswer{}, err
	}
	if erased, err := erasedOf(s, entry.Digest); err != nil {
		return verify.StatusAnswer{}, err
	} else if erased != nil && erased.Index < now && entry.Kind == signer.KindPledge {
		return verify.StatusAnswer{State: verify.StateErased, Time: erased.Time}, nil
	}
	r, err := endedBy(s, index)
	if err != nil {
		return verify.StatusAnswer{}, err
	}
	if r == nil {
		return verify.StatusAnswer{State: verify.StateGood}, nil
	}
	why, err := recorded[signer.Revocation](s, r.Statement)
	return verify.StatusAnswer{State: verify.StateRevoked, Time: r.Time, Reason: why.Reason}, err
}

// endedBy finds what revoked the pledge at an index: its own revocation, or its credential's or its key's where that was
// revoked from this entry or an earlier one on; nil where nothing did. A credential that a newer one replaced leaves
// earlier pledges as they were.
func endedBy(s state, index uint64) (*revokedState, error) {
	entry, r, err := registeredAt(s, index)
	if err != nil {
		return nil, err
	}
	if entry.Kind != signer.KindPledge {
		return nil, fmt.Errorf("entry %d is no pledge but a %v", index, entry.Kind)
	}
	credential, pub, err := signedUnder(s, entry, r.Credential)
	if err != nil {
		return nil, err
	}
	for _, t := range []struct {
		what   signer.Target
		target signer.Digest
	}{{signer.TargetPledge, entry.Digest}, {signer.TargetCredential, credential}, {signer.TargetKey, signer.Digest(pub)}} {
		r, err := revocationOf(s, t.what, t.target)
		if err != nil {
			return nil, err
		}
		if r != nil && !r.Superseded && (t.what == signer.TargetPledge || r.From <= index) {
			return r, nil
		}
	}
	return nil, nil
}

// signedUnder finds the credential and the key of a pledge: in the statement, or at the index that its registration names
// where that is erased.
func signedUnder(s state, pledge verify.Entry, credential uint64) (signer.Digest, eddsa.PublicKey, error) {
	raw, err := heldAt(s, pledge.Index)
	if err != nil {
		return signer.Digest{}, eddsa.PublicKey{}, err
	}
	if raw != nil {
		u, err := kept[signer.Pledge](raw)
		c := signer.CredentialOf(u)
		return c.Digest(), c.Claims().Key, err
	}
	if err := missing(s, pledge.Digest); !errors.Is(err, ErrErased) {
		return signer.Digest{}, eddsa.PublicKey{}, err
	}
	e, err := entryAt(s, credential)
	if err != nil {
		return signer.Digest{}, eddsa.PublicKey{}, err
	}
	c, err := remainsOf(s, e.Digest, signer.KindCredential)
	return e.Digest, c.Key, err
}

func indexFrom(raw []byte) uint64 { return binary.BigEndian.Uint64(raw) }
