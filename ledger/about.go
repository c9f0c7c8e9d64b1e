package ledger

import (
	"bytes"
	"fmt"
	"slices"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// What was recorded about a person: what is in force stands under the keys that say so, and what has ended since, with
// what ended it, under prefixPast. So nothing of a person's history is lost to whoever asks later, and recording a first
// credential or a first pledge costs nothing for it.

// past notes an entry about a person that nothing in force leads to, or will no longer.
func (r rules) past(subject signer.Subject, index uint64, kind signer.Kind) error {
	return r.state.set(key(prefixPast, subject[:], number(index)), []byte{byte(kind)})
}

// pastRevocation notes a revocation with the person whom it is about.
func (r rules) pastRevocation(claims signer.Revocation, subject signer.Subject) error {
	pledge := claims.Target
	switch claims.What {
	case signer.TargetIssuance:
		issued, err := recorded[signer.Issuance](r.state, claims.Target)
		if err != nil {
			return err
		}
		pledge = issued.Pledge
		fallthrough
	case signer.TargetPledge:
		left, err := remainsOf(r.state, pledge, signer.KindPledge)
		if err != nil {
			return err
		}
		subject = left.Subject
	}
	return r.past(subject, r.index, signer.KindRevocation)
}

// pastIssuance notes the issuance that a successor takes the place of.
func (r rules) pastIssuance(pledge, old signer.Digest) error {
	left, err := remainsOf(r.state, pledge, signer.KindPledge)
	if err != nil {
		return err
	}
	index, recorded, err := indexOf(r.state, old)
	if err != nil || !recorded {
		return either(err, refuse(RulePredecessor))
	}
	return r.past(left.Subject, index, signer.KindIssuance)
}

// About returns the entries about the person whose key this is, in order: credentials, also for other keys, pledges,
// issuances, revocations. Its error wraps [ErrNotFound] where nobody has the key.
func (l *Ledger) About(k eddsa.PublicKey) (entries []verify.Entry, err error) {
	err = l.store.view(func(t txn) error {
		subject, err := holder(t, k)
		if err != nil || subject == nil {
			return either(err, fmt.Errorf("a person with this key: %w", ErrNotFound))
		}
		indexes, err := indexesAbout(t, *subject)
		if err != nil {
			return err
		}
		for _, index := range indexes {
			e, err := entryAt(t, index)
			if err != nil {
				return err
			}
			entries = append(entries, e)
		}
		return nil
	})
	return entries, err
}

func indexesAbout(t txn, subject signer.Subject) ([]uint64, error) {
	var indexes, pledges []uint64
	err := t.each(key(prefixPast, subject[:]), func(k, v []byte) error {
		if len(k) != 1+len(subject)+8 {
			return malformed(k)
		}
		index := indexFrom(k[1+len(subject):])
		if indexes = append(indexes, index); bytes.Equal(v, []byte{byte(signer.KindPledge)}) {
			pledges = append(pledges, index)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if live, err := (rules{state: t}).live(subject); err != nil {
		return nil, err
	} else if live != nil {
		indexes = append(indexes, live.Index)
	}
	if err := t.each(key(prefixPerson, subject[:]), func(k, v []byte) error {
		if len(v) != 8 {
			return malformed(k)
		}
		indexes, pledges = append(indexes, indexFrom(v)), append(pledges, indexFrom(v))
		return nil
	}); err != nil {
		return nil, err
	}
	for _, index := range pledges {
		e, err := entryAt(t, index)
		if err != nil {
			return nil, err
		}
		issued, err := named[signer.Digest](t, digestKey(prefixIssued, e.Digest))
		if err != nil {
			return nil, err
		}
		if issued == nil {
			continue
		}
		at, recorded, err := indexOf(t, *issued)
		if err != nil || !recorded {
			return nil, either(err, fmt.Errorf("issuance of entry %d: %w", index, ErrNotFound))
		}
		indexes = append(indexes, at)
	}
	slices.Sort(indexes)
	return slices.Compact(indexes), nil
}
