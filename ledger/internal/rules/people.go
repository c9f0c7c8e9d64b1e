package rules

import (
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
)

// Attained is how far a person has come, by what is in force.
type Attained struct {
	Key     bool   // a credential is in force
	Ended   bool   // a credential was, that is no more
	Pledged bool   // in some campaign
	Pledge  uint64 // the index of the last one, in whichever campaign
	Revoked bool   // that one was
	Issued  bool   // that one has a certificate
}

// PeopleOf tells of everybody whom the log knows, by index keys alone: for 14,691 people a walk
// from one statement to the next takes longer than somebody who types wants to wait.
func PeopleOf(t store.Txn) (map[signer.Subject]Attained, error) {
	all := map[signer.Subject]Attained{}
	each := func(prefix byte, long int, f func(k, v []byte)) error {
		return t.Each([]byte{prefix}, func(k, v []byte) error {
			if len(k) < 1+long {
				return store.Malformed(k)
			}
			f(k[1:], v)
			return nil
		})
	}
	change := func(k []byte, f func(*Attained)) {
		one := all[signer.Subject(k[:8])]
		f(&one)
		all[signer.Subject(k[:8])] = one
	}
	issued, of := map[signer.Digest]bool{}, map[uint64]bool{}
	ended := map[uint64]bool{}
	for _, walk := range []struct {
		prefix byte
		long   int
		f      func(k, v []byte)
	}{
		{store.PrefixSubject, 8, func(k, _ []byte) { change(k, func(a *Attained) { a.Key = true }) }},
		{store.PrefixPast, 16, func(k, v []byte) {
			if len(v) == 1 && signer.Kind(v[0]) == signer.KindCredential {
				change(k, func(a *Attained) { a.Ended = true })
			}
		}},
		{store.PrefixPerson, 8, func(k, v []byte) {
			if len(v) != 8 {
				return
			}
			index := store.IndexFrom(v)
			change(k, func(a *Attained) { a.Pledged, a.Pledge = true, max(a.Pledge, index) })
		}},
		{store.PrefixEnded, 8, func(k, _ []byte) { ended[store.IndexFrom(k)] = true }},
		{store.PrefixIssued, 32, func(k, _ []byte) { issued[signer.Digest(k)] = true }},
		{store.PrefixDigest, 32, func(k, v []byte) {
			if len(v) == 8 && issued[signer.Digest(k)] {
				of[store.IndexFrom(v)] = true
			}
		}},
	} {
		if err := each(walk.prefix, walk.long, walk.f); err != nil {
			return nil, err
		}
	}
	for subject, one := range all {
		one.Revoked, one.Issued = one.Pledged && ended[one.Pledge], one.Pledged && of[one.Pledge]
		all[subject] = one
	}
	return all, nil
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
