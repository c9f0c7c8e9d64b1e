package rules

import (
	"math"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
)

// Who somebody is stands inside what they signed, so what is wrong there is put right by revoking
// the pledge and signing another. What tells such a revocation from every other is its signed
// reason, byte for byte: so the institution's own word that nothing but the person's data was
// wrong, and not the pledge, is on record for good.

// ReasonCorrection is the reason of a revocation after which the person signs again, with other
// data.
const ReasonCorrection = "perbaikan"

// CorrectionSeconds is how long after the end of its campaign a corrected pledge may still come: an
// error is found on the certificate, which is handed out after the end.
const CorrectionSeconds = 60 * 24 * 60 * 60

// Corrected says whether a pledge was itself revoked for a correction. Its key's or its
// credential's end is none, whatever reason that gives: those are somebody's word about the key.
func Corrected(s store.State, pledge signer.Digest) (bool, error) {
	r, err := RevocationOf(s, signer.TargetPledge, pledge)
	if err != nil || r == nil {
		return false, err
	}
	why, err := recorded[signer.Revocation](s, r.Statement)
	return why.Reason == ReasonCorrection, err
}

// mayCorrect says whether a person whose campaign has ended may sign in it once more.
func (r Rules) mayCorrect(subject signer.Subject, campaign string, closes int64) (bool, error) {
	if r.Now > closes+CorrectionSeconds {
		return false, nil
	}
	last, pledged, err := indexUnder(r.State, store.Key(store.PrefixPerson, subject[:], []byte(campaign)))
	if err != nil || !pledged {
		return false, err
	}
	e, err := EntryAt(r.State, last)
	if err != nil {
		return false, err
	}
	return Corrected(r.State, e.Digest)
}

// succeeds says whether a pledge takes the place of the one that an issuance was for, so that the
// certificate goes on under its number: revoked for a correction, and of the same person in the
// same campaign. Erased, it has no successor: nobody can say any more whose number it was.
func (r Rules) succeeds(pledge, issuance signer.Digest) (bool, error) {
	before, err := recorded[signer.Issuance](r.State, issuance)
	if err != nil {
		return false, err
	}
	if corrected, err := Corrected(r.State, before.Pledge); err != nil || !corrected {
		return false, err
	}
	if erased, err := r.erased(before.Pledge); err != nil || erased {
		return false, err
	}
	old, err := RemainsOf(r.State, before.Pledge, signer.KindPledge)
	if err != nil {
		return false, err
	}
	now, err := RemainsOf(r.State, pledge, signer.KindPledge)
	return old.Subject == now.Subject && old.Campaign == now.Campaign, err
}

// PredecessorOf finds the issuance that the certificate of a pledge may name as its predecessor,
// of the person's last corrected pledge in the same campaign that has one; nil where it is to have
// a number of its own.
func PredecessorOf(t store.Txn, pledge signer.Digest) (*signer.Digest, error) {
	now, err := RemainsOf(t, pledge, signer.KindPledge)
	if err != nil {
		return nil, err
	}
	var before []uint64
	err = t.Each(store.Key(store.PrefixPast, now.Subject[:]), func(k, v []byte) error {
		if len(k) != 1+len(now.Subject)+8 || len(v) != 1 {
			return store.Malformed(k)
		}
		if signer.Kind(v[0]) == signer.KindPledge {
			before = append(before, store.IndexFrom(k[1+len(now.Subject):]))
		}
		return nil
	})
	r := Rules{State: t, Index: math.MaxUint64}
	for n := len(before) - 1; n >= 0 && err == nil; n-- {
		var e verify.Entry
		if e, err = EntryAt(t, before[n]); err != nil {
			break
		}
		var issued *signer.Digest
		if issued, err = r.inForceOf(e.Digest); err != nil || issued == nil {
			continue
		}
		var succeeds bool
		if succeeds, err = r.succeeds(pledge, *issued); err == nil && succeeds {
			return issued, nil
		}
	}
	return nil, err
}

// inForceOf finds the issuance of a pledge that its number still leads to.
func (r Rules) inForceOf(pledge signer.Digest) (*signer.Digest, error) {
	issued, err := named[signer.Digest](r.State, store.DigestKey(store.PrefixIssued, pledge))
	if err != nil || issued == nil {
		return nil, err
	}
	claims, err := recorded[signer.Issuance](r.State, *issued)
	if err != nil {
		return nil, err
	}
	byNumber, err := named[signer.Digest](r.State, store.Key(store.PrefixNumber, []byte(claims.Number)))
	if err != nil || byNumber == nil || *byNumber != *issued {
		return nil, err
	}
	return issued, nil
}

// SignedAgain counts the pledges that have a certificate, were revoked, and were made again since.
func SignedAgain(t store.Txn) (n int, err error) {
	err = t.Each([]byte{store.PrefixEnded}, func(k, _ []byte) error {
		if len(k) != 9 {
			return store.Malformed(k)
		}
		index := store.IndexFrom(k[1:])
		e, err := EntryAt(t, index)
		if err != nil {
			return err
		}
		issued, err := t.Get(store.DigestKey(store.PrefixIssued, e.Digest))
		if err != nil || issued == nil {
			return err
		}
		if erased, err := ErasedOf(t, e.Digest); err != nil || erased != nil { // counted as such
			return err
		}
		left, err := RemainsOf(t, e.Digest, signer.KindPledge)
		if err != nil {
			return err
		}
		past, err := t.Get(store.Key(store.PrefixPast, left.Subject[:], k[1:]))
		if err == nil && past != nil {
			n++
		}
		return err
	})
	return n, err
}
