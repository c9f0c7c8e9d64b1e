package ledger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"ikrar/signer"
	"ikrar/verify"
)

// receiptOf finds what the ledger answered to a statement; nil where it never saw it.
func receiptOf(s state, d signer.Digest) (*receipt, error) {
	return stored[receipt](s, digestKey(prefixDigest, d))
}

func entryAt(s state, index uint64) (verify.Entry, error) {
	raw, err := s.get(indexKey(index))
	if err != nil {
		return verify.Entry{}, err
	}
	if raw == nil {
		return verify.Entry{}, fmt.Errorf("entry %d: %w", index, ErrNotFound)
	}
	return verify.ParseEntry(raw)
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
	raw, err := s.get(digestKey(prefixStatement, d))
	if err != nil {
		return signer.Unverified[C]{}, err
	}
	if raw == nil {
		return signer.Unverified[C]{}, missing(s, d)
	}
	return signer.Parse[C](raw)
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
	entry, err := entryAt(s, index)
	if err != nil {
		return nil, err
	}
	if entry.Kind != signer.KindPledge {
		return nil, fmt.Errorf("entry %d is no pledge but a %v", index, entry.Kind)
	}
	credential, pub, err := signedUnder(s, entry.Digest)
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

// signedUnder finds the credential and the key of a pledge: in the statement, or by its receipt where that is erased.
func signedUnder(s state, pledge signer.Digest) (signer.Digest, signer.PublicKey, error) {
	u, err := statementOf[signer.Pledge](s, pledge)
	if err == nil {
		c := signer.CredentialOf(u)
		return c.Digest(), c.Claims().Key, nil
	}
	if !errors.Is(err, ErrErased) {
		return signer.Digest{}, signer.PublicKey{}, err
	}
	known, err := receiptOf(s, pledge)
	if err != nil || known == nil {
		return signer.Digest{}, signer.PublicKey{}, either(err, fmt.Errorf("receipt of %v: %w", pledge, ErrNotFound))
	}
	e, err := entryAt(s, known.Credential)
	if err != nil {
		return signer.Digest{}, signer.PublicKey{}, err
	}
	c, err := remainsOf(s, e.Digest, signer.KindCredential)
	return e.Digest, c.Key, err
}

func indexFrom(raw []byte) uint64 { return binary.BigEndian.Uint64(raw) }
