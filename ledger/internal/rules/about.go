package rules

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
)

// What was recorded about a person: what is in force stands under the keys that say so, and what
// has ended since, with what ended it, under store.PrefixPast. So nothing of a person's history is
// lost to whoever asks later, and recording a first credential or a first pledge costs nothing for
// it.

// past notes an entry about a person that nothing in force leads to, or will no longer.
func (r Rules) past(subject signer.Subject, index uint64, kind signer.Kind) error {
	return r.State.Set(store.Key(store.PrefixPast, subject[:], store.Number(index)), []byte{byte(kind)})
}

// pastRevocation notes a revocation with the person whom it is about.
func (r Rules) pastRevocation(claims signer.Revocation, subject signer.Subject) error {
	pledge := claims.Target
	switch claims.What {
	case signer.TargetIssuance:
		issued, err := recorded[signer.Issuance](r.State, claims.Target)
		if err != nil {
			return err
		}
		pledge = issued.Pledge
		fallthrough
	case signer.TargetPledge:
		left, err := RemainsOf(r.State, pledge, signer.KindPledge)
		if err != nil {
			return err
		}
		subject = left.Subject
	}
	return r.past(subject, r.Index, signer.KindRevocation)
}

// pastIssuance notes the issuance that a successor takes the place of.
func (r Rules) pastIssuance(pledge, old signer.Digest) error {
	left, err := RemainsOf(r.State, pledge, signer.KindPledge)
	if err != nil {
		return err
	}
	index, recorded, err := IndexOf(r.State, old)
	if err != nil || !recorded {
		return cmp.Or(err, Refuse(RulePredecessor))
	}
	return r.past(left.Subject, index, signer.KindIssuance)
}

func IndexesAbout(t store.Txn, subject signer.Subject) ([]uint64, error) {
	var indexes, pledges []uint64
	err := t.Each(store.Key(store.PrefixPast, subject[:]), func(k, v []byte) error {
		if len(k) != 1+len(subject)+8 {
			return store.Malformed(k)
		}
		index := store.IndexFrom(k[1+len(subject):])
		if indexes = append(indexes, index); bytes.Equal(v, []byte{byte(signer.KindPledge)}) {
			pledges = append(pledges, index)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if live, err := (Rules{State: t}).live(subject); err != nil {
		return nil, err
	} else if live != nil {
		indexes = append(indexes, live.Index)
	}
	if err := t.Each(store.Key(store.PrefixPerson, subject[:]), func(k, v []byte) error {
		if len(v) != 8 {
			return store.Malformed(k)
		}
		indexes, pledges = append(indexes, store.IndexFrom(v)), append(pledges, store.IndexFrom(v))
		return nil
	}); err != nil {
		return nil, err
	}
	for _, index := range pledges {
		e, err := EntryAt(t, index)
		if err != nil {
			return nil, err
		}
		issued, err := named[signer.Digest](t, store.DigestKey(store.PrefixIssued, e.Digest))
		if err != nil {
			return nil, err
		}
		if issued == nil {
			continue
		}
		at, recorded, err := IndexOf(t, *issued)
		if err != nil || !recorded {
			return nil, cmp.Or(err, fmt.Errorf("issuance of entry %d: %w", index, store.ErrNotFound))
		}
		indexes = append(indexes, at)
	}
	slices.Sort(indexes)
	return slices.Compact(indexes), nil
}

// EntriesAbout are the entries about a person, in order.
func EntriesAbout(t store.Txn, subject signer.Subject) (entries []verify.Entry, err error) {
	indexes, err := IndexesAbout(t, subject)
	if err != nil {
		return nil, err
	}
	for _, index := range indexes {
		e, err := EntryAt(t, index)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}
