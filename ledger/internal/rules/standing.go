package rules

import (
	"bytes"
	"cmp"
	"errors"
	"maps"
	"slices"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// Standing is how far a person has come, by what is in force.
type Standing struct {
	Key     bool     // a credential is in force
	Ended   bool     // a credential was, that is no more
	Pledges []Signed // the last of each campaign, by its identifier
}

// Signed is a pledge, and what became of it.
type Signed struct {
	Campaign  string
	Index     uint64 // of its entry
	Digest    signer.Digest
	Time      int64 // of its registration, Unix seconds
	Code      verify.Code
	Name      string      // of the person, as the credential has it
	Unit      string      // the same
	Registrar eddsa.KeyID // who signed the credential
	Revoked   bool
	Issuance  signer.Digest // of its certificate in force; the zero value for none
	Number    string        // of that
	Void      bool          // that was revoked by itself
}

// In is the last pledge in a campaign.
func (s Standing) In(campaign string) (Signed, bool) {
	for _, p := range s.Pledges {
		if p.Campaign == campaign {
			return p, true
		}
	}
	return Signed{}, false
}

// manyEntries is so many that walking through all statements is quicker than looking up what came
// since.
const manyEntries = 2000

// StandingsOf tells of everybody whom the log of a size knows. known is what it told when the log
// had from entries, or nil: of that, only the people are looked at again whom the entries since are
// about. It is left as it is.
func StandingsOf(t store.Txn, known map[signer.Subject]Standing, from, size uint64) (map[signer.Subject]Standing,
	error) {
	if known == nil || size-from > manyEntries {
		return allStandings(t)
	}
	touched := map[signer.Subject]bool{}
	for index := from; index < size; index++ {
		e, err := EntryAt(t, index)
		if err != nil {
			return nil, err
		}
		subject, everybody, err := touchedBy(t, e)
		if err != nil {
			return nil, err
		}
		if everybody {
			return allStandings(t)
		}
		touched[subject] = true
	}
	delete(touched, signer.Subject{}) // of entries that are about nobody
	all := maps.Clone(known)
	for subject := range touched {
		one, err := standingOf(t, subject)
		if err != nil {
			return nil, err
		}
		all[subject] = one
	}
	return all, nil
}

// touchedBy finds whom an entry is about; the zero value for nobody. Where that is not known any
// more, or not in this version, it may be everybody.
func touchedBy(t store.Txn, e verify.Entry) (subject signer.Subject, everybody bool, err error) {
	switch e.Kind {
	case signer.KindTrust, signer.KindCampaign:
		return subject, false, nil
	case signer.KindCredential, signer.KindPledge:
		var left store.ErasedState
		left, err = RemainsOf(t, e.Digest, e.Kind)
		subject = left.Subject
	case signer.KindIssuance:
		subject, err = ownerOf(t, e.Digest, true)
	case signer.KindRevocation:
		var is signer.Revocation
		is, err = recorded[signer.Revocation](t, e.Digest)
		switch {
		case err != nil:
		case is.What == signer.TargetPledge || is.What == signer.TargetIssuance:
			subject, err = ownerOf(t, is.Target, is.What == signer.TargetIssuance)
		default:
			subject, err = HolderOf(t, is.RevocationBody)
		}
	default:
		return subject, true, nil
	}
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, ErrErased) {
		return subject, true, nil
	}
	return subject, false, err
}

// ownerOf is the person of a pledge, or of a certificate.
func ownerOf(t store.Txn, d signer.Digest, issuance bool) (signer.Subject, error) {
	if issuance {
		is, err := recorded[signer.Issuance](t, d)
		if err != nil {
			return signer.Subject{}, err
		}
		d = is.Pledge
	}
	left, err := RemainsOf(t, d, signer.KindPledge)
	return left.Subject, err
}

// standingOf looks at one person.
func standingOf(t store.Txn, subject signer.Subject) (one Standing, err error) {
	live, err := t.Get(store.Key(store.PrefixSubject, subject[:]))
	if err != nil {
		return one, err
	}
	one.Key = live != nil
	if err := t.Each(store.Key(store.PrefixPast, subject[:]), func(_, v []byte) error {
		one.Ended = one.Ended || endedKey(v)
		return nil
	}); err != nil {
		return one, err
	}
	if err := t.Each(store.Key(store.PrefixPerson, subject[:]), func(k, v []byte) error {
		_, p, err := lastPledge(k, v)
		one.Pledges = append(one.Pledges, p)
		return err
	}); err != nil {
		return one, err
	}
	for n := range one.Pledges {
		if err := lookUp(t, &one.Pledges[n]); err != nil {
			return one, err
		}
	}
	return one, nil
}

// endedKey says whether what has ended, by its mark, is a credential.
func endedKey(mark []byte) bool { return bytes.Equal(mark, []byte{byte(signer.KindCredential)}) }

// lastPledge reads a row that leads to somebody's last pledge in a campaign.
func lastPledge(k, v []byte) (subject signer.Subject, p Signed, err error) {
	if len(k) < 1+len(subject) || len(v) != 8 {
		return subject, p, store.Malformed(k)
	}
	return signer.Subject(k[1:9]), Signed{Campaign: string(k[9:]), Index: store.IndexFrom(v)}, nil
}

// lookUp finds all that is told of a pledge, by its index.
func lookUp(t store.Txn, p *Signed) error {
	e, err := EntryAt(t, p.Index)
	if err != nil {
		return err
	}
	raw, err := HeldAt(t, p.Index)
	if err == nil {
		err = p.read(e, raw)
	}
	if err != nil {
		return err
	}
	ended, err := t.Get(store.Key(store.PrefixEnded, store.Number(p.Index)))
	if err != nil {
		return err
	}
	p.Revoked = ended != nil
	issued, err := named[signer.Digest](t, store.DigestKey(store.PrefixIssued, p.Digest))
	if err != nil || issued == nil {
		return err
	}
	is, err := recorded[signer.Issuance](t, *issued)
	if err != nil {
		return err
	}
	p.Issuance, p.Number = *issued, is.Number
	revoked, err := RevocationOf(t, signer.TargetIssuance, *issued)
	p.Void = revoked != nil && !revoked.Superseded
	return err
}

// read reads a pledge from its entry and its statement.
func (p *Signed) read(e verify.Entry, raw []byte) error {
	if signer.DigestOf(raw) != e.Digest {
		return store.Malformed(store.StatementKey(p.Index))
	}
	u, err := Kept[signer.Pledge](raw)
	if err != nil {
		return err
	}
	credential := signer.CredentialOf(u)
	p.Digest, p.Time, p.Code = e.Digest, e.Time, verify.CodeOf(raw)
	is := credential.Claims()
	p.Name, p.Unit, p.Registrar = is.Name, is.Unit, credential.KeyID()
	return nil
}

// allStandings walks through the log once, in the order of its rows: for 14,691 people, looking up
// one statement after the other takes several times as long.
func allStandings(t store.Txn) (map[signer.Subject]Standing, error) {
	w := walk{Txn: t, all: map[signer.Subject]Standing{}, pledges: map[uint64]*Signed{},
		issued: map[signer.Digest]signer.Digest{}, entries: map[uint64]verify.Entry{},
		numbers: map[signer.Digest]string{},
		void:    map[signer.Digest]bool{}}
	owner := map[uint64]signer.Subject{}
	for _, step := range []struct {
		prefix byte
		long   int
		f      func(k, v []byte) error
	}{
		{store.PrefixSubject, 8, func(k, _ []byte) error {
			w.change(k, func(s *Standing) { s.Key = true })
			return nil
		}},
		{store.PrefixPast, 16, func(k, v []byte) error {
			if endedKey(v) {
				w.change(k, func(s *Standing) { s.Ended = true })
			}
			return nil
		}},
		{store.PrefixPerson, 8, func(k, v []byte) error {
			subject, p, err := lastPledge(k, v)
			w.pledges[p.Index], owner[p.Index] = &p, subject
			return err
		}},
		{store.PrefixIssued, 32, func(k, v []byte) error {
			if len(v) != len(signer.Digest{}) {
				return store.Malformed(k)
			}
			w.issued[signer.Digest(k[1:])] = signer.Digest(v)
			return nil
		}},
		{store.PrefixEntry, 8, w.entry},
		{store.PrefixStatement, 8, w.statement},
		{store.PrefixEnded, 8, func(k, _ []byte) error {
			if p := w.pledges[store.IndexFrom(k[1:])]; p != nil {
				p.Revoked = true
			}
			return nil
		}},
		{store.PrefixRevoked, 33, func(k, v []byte) error {
			r, err := store.Unpack[store.RevokedState](v)
			if signer.Target(k[1]) == signer.TargetIssuance && !r.Superseded {
				w.void[signer.Digest(k[2:])] = true
			}
			return err
		}},
	} {
		if err := t.Each([]byte{step.prefix}, func(k, v []byte) error {
			if len(k) < 1+step.long {
				return store.Malformed(k)
			}
			return step.f(k, v)
		}); err != nil {
			return nil, err
		}
	}
	for index, p := range w.pledges {
		if err := w.certified(p); err != nil {
			return nil, err
		}
		one := w.all[owner[index]]
		one.Pledges = append(one.Pledges, *p)
		w.all[owner[index]] = one
	}
	for _, one := range w.all {
		slices.SortFunc(one.Pledges, func(a, b Signed) int { return cmp.Compare(a.Campaign, b.Campaign) })
	}
	return w.all, nil
}

// walk is what is gathered on the way through the log.
type walk struct {
	store.Txn
	all     map[signer.Subject]Standing
	pledges map[uint64]*Signed              // the last ones
	issued  map[signer.Digest]signer.Digest // issuances in force, by their pledges
	entries map[uint64]verify.Entry         // of these pledges, and of issuances
	numbers map[signer.Digest]string        // by issuance
	void    map[signer.Digest]bool          // issuances that were revoked by themselves
}

func (w *walk) change(k []byte, f func(*Standing)) {
	one := w.all[signer.Subject(k[1:9])]
	f(&one)
	w.all[signer.Subject(k[1:9])] = one
}

func (w *walk) entry(k, v []byte) error {
	r, err := store.Unpack[store.Registered](v)
	if err != nil {
		return err
	}
	e, err := verify.ParseEntry(r.Entry)
	if err == nil && (w.pledges[e.Index] != nil || e.Kind == signer.KindIssuance) {
		w.entries[e.Index] = e
	}
	return err
}

func (w *walk) statement(k, v []byte) error {
	index := store.LogIndex(k)
	e, wanted := w.entries[index]
	if !wanted || len(v) == 0 { // erased
		return nil
	}
	if p := w.pledges[index]; p != nil {
		return p.read(e, v)
	}
	if signer.DigestOf(v) != e.Digest {
		return store.Malformed(k)
	}
	is, err := Kept[signer.Issuance](v)
	w.numbers[e.Digest] = is.Claims().Number
	return err
}

// certified finds the certificate of a pledge that was read.
func (w *walk) certified(p *Signed) error {
	if p.Code == "" {
		return store.Malformed(store.StatementKey(p.Index)) // the last pledge of a person is never erased
	}
	issuance, ok := w.issued[p.Digest]
	if !ok {
		return nil
	}
	number, ok := w.numbers[issuance]
	if !ok {
		return Missing(w, issuance)
	}
	p.Issuance, p.Number, p.Void = issuance, number, w.void[issuance]
	return nil
}
