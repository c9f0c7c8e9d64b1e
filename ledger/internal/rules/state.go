package rules

import (
	"errors"
	"fmt"
	"math"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// IndexOf finds the entry of a statement; recorded is false where the ledger never saw it.
func IndexOf(s store.State, d signer.Digest) (index uint64, recorded bool, err error) {
	return indexUnder(s, store.DigestKey(store.PrefixDigest, d))
}

// indexUnder reads the index that stands under a key.
func indexUnder(s store.State, k []byte) (index uint64, found bool, err error) {
	raw, err := s.Get(k)
	if err != nil || raw == nil {
		return 0, false, err
	}
	if len(raw) != 8 {
		return 0, false, store.Malformed(k)
	}
	return store.IndexFrom(raw), true, nil
}

// named reads the subject or the digest that stands under a key; nil where none does.
func named[T signer.Subject | signer.Digest](s store.State, k []byte) (*T, error) {
	raw, err := s.Get(k)
	if err != nil || raw == nil {
		return nil, err
	}
	var name T
	if len(raw) != len(name) {
		return nil, store.Malformed(k)
	}
	name = T(raw)
	return &name, nil
}

// Holder finds the person whose key it is; nil where it is nobody's.
func Holder(s store.State, k eddsa.PublicKey) (*signer.Subject, error) {
	return named[signer.Subject](s, store.Key(store.PrefixKey, k[:]))
}

// CheckLayout refuses a store of an earlier build, whose rows stand under other prefixes: to this
// one it would look empty.
func CheckLayout(s store.State) error {
	first, err := s.Get(store.EntryKey(0))
	if err != nil || first != nil {
		return err
	}
	older, err := s.Get(store.Key(store.OlderEntry, store.Number(0)))
	if err == nil && older != nil {
		err = store.ErrOlder
	}
	return err
}

// entryOf is IndexOf with the entry itself, which must name the statement, and its registration.
func entryOf(s store.State, d signer.Digest) (e verify.Entry, r store.Registered, recorded bool, err error) {
	index, recorded, err := IndexOf(s, d)
	if err != nil || !recorded {
		return e, r, false, err
	}
	e, r, err = RegisteredAt(s, index)
	if errors.Is(err, store.ErrNotFound) || err == nil && e.Digest != d {
		err = fmt.Errorf("%w: entry %d is not that of statement %v", store.ErrDamaged, index, d)
	}
	return e, r, true, err
}

// ReceiptOf finds what the ledger answered to a statement; nil where it never saw it.
func ReceiptOf(s store.State, d signer.Digest) (*Receipt, error) {
	e, r, recorded, err := entryOf(s, d)
	if err != nil || !recorded {
		return nil, err
	}
	return &Receipt{Registration: r.Registration(e), Signature: r.Signature, Known: true}, nil
}

// RegisteredAt reads an entry and its registration.
func RegisteredAt(s store.State, index uint64) (verify.Entry, store.Registered, error) {
	r, err := store.Stored[store.Registered](s, store.EntryKey(index))
	if err == nil && r == nil {
		err = fmt.Errorf("entry %d: %w", index, store.ErrNotFound)
	}
	if err != nil {
		return verify.Entry{}, store.Registered{}, err
	}
	e, err := verify.ParseEntry(r.Entry)
	if err != nil {
		err = fmt.Errorf("%w: entry %d: %v", store.ErrDamaged, index, err)
	}
	return e, *r, err
}

func EntryAt(s store.State, index uint64) (verify.Entry, error) {
	e, _, err := RegisteredAt(s, index)
	return e, err
}

// HeldAt reads the statement of an entry; nil where it is erased, also where its key is still there
// without a value.
func HeldAt(s store.State, index uint64) ([]byte, error) {
	raw, err := s.Get(store.StatementKey(index))
	if len(raw) == 0 {
		return nil, err
	}
	return raw, err
}

// StatementRaw finds the bytes of a statement; nil where it was never recorded, or is erased.
func StatementRaw(s store.State, d signer.Digest) ([]byte, error) {
	index, recorded, err := IndexOf(s, d)
	if err != nil || !recorded {
		return nil, err
	}
	raw, err := HeldAt(s, index)
	if err == nil && raw != nil && signer.DigestOf(raw) != d {
		return nil, store.Malformed(store.StatementKey(index))
	}
	return raw, err
}

func KindAt(s store.State, index uint64) (signer.Kind, error) {
	e, err := EntryAt(s, index)
	return e.Kind, err
}

// recorded reads the claims of a statement whose signature was checked when it was recorded.
func recorded[C signer.Claims](s store.State, d signer.Digest) (C, error) {
	u, err := statementOf[C](s, d)
	return u.Claims(), err
}

func statementOf[C signer.Claims](s store.State, d signer.Digest) (signer.Unverified[C], error) {
	raw, err := StatementRaw(s, d)
	if err != nil {
		return signer.Unverified[C]{}, err
	}
	if raw == nil {
		return signer.Unverified[C]{}, Missing(s, d)
	}
	return Kept[C](raw)
}

// Kept reads a statement that the store holds: that it is one of this kind was seen when it was
// recorded.
func Kept[C signer.Claims](raw []byte) (signer.Unverified[C], error) {
	u, err := signer.Parse[C](raw)
	if err != nil {
		err = fmt.Errorf("%w: statement %v: %v", store.ErrDamaged, signer.DigestOf(raw), err)
	}
	return u, err
}

func RevocationOf(s store.State, what signer.Target, target signer.Digest) (*store.RevokedState, error) {
	return store.Stored[store.RevokedState](s, store.RevokedKey(what, target))
}

// StatusOf says what became of the pledge at an index.
func StatusOf(s store.State, index uint64) (verify.StatusAnswer, error) {
	return statusAt(s, index, math.MaxUint64)
}

// statusAt is StatusOf as it was before the entry at now, which an audit that replays that entry
// asks for: of erasures alone, since revocations are in its state only once they are replayed.
func statusAt(s store.State, index, now uint64) (verify.StatusAnswer, error) {
	entry, err := EntryAt(s, index)
	if err != nil {
		return verify.StatusAnswer{}, err
	}
	if erased, err := ErasedOf(s, entry.Digest); err != nil {
		return verify.StatusAnswer{}, err
	} else if erased != nil && erased.Index < now && entry.Kind == signer.KindPledge {
		return verify.StatusAnswer{State: verify.StateErased, Time: erased.Time}, nil
	}
	r, err := EndedBy(s, index)
	if err != nil {
		return verify.StatusAnswer{}, err
	}
	if r == nil {
		return verify.StatusAnswer{State: verify.StateGood}, nil
	}
	why, err := recorded[signer.Revocation](s, r.Statement)
	return verify.StatusAnswer{State: verify.StateRevoked, Time: r.Time, Reason: why.Reason}, err
}

// EndedBy finds what revoked the pledge at an index: its own revocation, or its credential's or its
// key's where that was revoked from this entry or an earlier one on; nil where nothing did. A
// credential that a newer one replaced leaves earlier pledges as they were.
func EndedBy(s store.State, index uint64) (*store.RevokedState, error) {
	entry, r, err := RegisteredAt(s, index)
	if err != nil {
		return nil, err
	}
	if entry.Kind != signer.KindPledge {
		return nil, fmt.Errorf("entry %d is no pledge but a %v", index, entry.Kind)
	}
	credential, pub, err := SignedUnder(s, entry, r.Credential)
	if err != nil {
		return nil, err
	}
	for _, t := range []struct {
		what   signer.Target
		target signer.Digest
	}{
		{signer.TargetPledge, entry.Digest},
		{signer.TargetCredential, credential},
		{signer.TargetKey, signer.Digest(pub)},
	} {
		r, err := RevocationOf(s, t.what, t.target)
		if err != nil {
			return nil, err
		}
		if r != nil && !r.Superseded && (t.what == signer.TargetPledge || r.From <= index) {
			return r, nil
		}
	}
	return nil, nil
}

// SignedUnder finds the credential and the key of a pledge: in the statement, or at the index that
// its registration names where that is erased.
func SignedUnder(s store.State, pledge verify.Entry, credential uint64) (signer.Digest, eddsa.PublicKey, error) {
	raw, err := HeldAt(s, pledge.Index)
	if err != nil {
		return signer.Digest{}, eddsa.PublicKey{}, err
	}
	if raw != nil {
		u, err := Kept[signer.Pledge](raw)
		c := signer.CredentialOf(u)
		return c.Digest(), c.Claims().Key, err
	}
	if err := Missing(s, pledge.Digest); !errors.Is(err, ErrErased) {
		return signer.Digest{}, eddsa.PublicKey{}, err
	}
	e, err := EntryAt(s, credential)
	if err != nil {
		return signer.Digest{}, eddsa.PublicKey{}, err
	}
	c, err := RemainsOf(s, e.Digest, signer.KindCredential)
	return e.Digest, c.Key, err
}
