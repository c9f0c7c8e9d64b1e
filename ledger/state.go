package ledger

import (
	"encoding/binary"
	"fmt"

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
		return signer.Unverified[C]{}, fmt.Errorf("statement %v: %w", d, ErrNotFound)
	}
	return signer.Parse[C](raw)
}

func revocationOf(s state, what signer.Target, target signer.Digest) (*revokedState, error) {
	return stored[revokedState](s, revokedKey(what, target))
}

// statusOf says what became of the pledge at an index.
func statusOf(s state, index uint64) (verify.StatusAnswer, error) {
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
	pledge, err := statementOf[signer.Pledge](s, entry.Digest)
	if err != nil {
		return nil, err
	}
	credential := signer.CredentialOf(pledge)
	for _, t := range []struct {
		what   signer.Target
		target signer.Digest
	}{{signer.TargetPledge, entry.Digest}, {signer.TargetCredential, credential.Digest()}, {signer.TargetKey, signer.Digest(credential.Claims().Key)}} {
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

func indexFrom(raw []byte) uint64 { return binary.BigEndian.Uint64(raw) }
