package event

import (
	"slices"
	"sync"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/verify"
)

// Live counts a campaign as it goes on, for a screen that asks every few seconds: it reads anew
// only what came since. The figures are those of a report. Its zero value is ready; one is for one
// campaign of one institution, and may be asked by several goroutines.
type Live struct {
	mutex  sync.Mutex
	size   uint64
	signed map[signer.Subject]signedAt
	people map[signer.Subject]bool
	looked time.Time // at the roster
}

type signedAt struct {
	index   uint64
	time    int64
	revoked bool
}

// LiveFigures are what Live counts.
type LiveFigures struct {
	People int // also who signed and left the roster
	Signed int
	Recent int             // who signed since
	Last   []roster.Person // who signed last, latest first, as far as they are in the roster
}

// The roster is looked at so often, and so many are Last.
const (
	rosterEvery = time.Minute
	liveLast    = 6
)

// Count counts, with those as recent who signed since a moment.
func (v *Live) Count(i *office.Institution, campaign string, now, since time.Time) (f LiveFigures, err error) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if err := v.read(i, campaign, now); err != nil {
		return f, err
	}
	f.People = len(v.people)
	var last []signer.Subject
	for subject, s := range v.signed {
		if !v.people[subject] {
			f.People++
		}
		if s.revoked {
			continue
		}
		f.Signed++
		last = append(last, subject)
		if s.time >= since.Unix() {
			f.Recent++
		}
	}
	slices.SortFunc(last, func(a, b signer.Subject) int { return int(v.signed[b].index) - int(v.signed[a].index) })
	for _, subject := range last {
		p, ok, err := i.Roster.BySubject(subject)
		if err != nil {
			return f, err
		}
		if ok {
			f.Last = append(f.Last, p)
		}
		if len(f.Last) == liveLast {
			break
		}
	}
	return f, nil
}

// read reads what is new.
func (v *Live) read(i *office.Institution, campaign string, now time.Time) error {
	if v.people == nil || now.Sub(v.looked) > rosterEvery {
		people := map[signer.Subject]bool{}
		for p, err := range i.Roster.List("") {
			if err != nil {
				return err
			}
			people[p.Subject] = true
		}
		v.people, v.looked = people, now
	}
	size := i.Ledger.Size()
	if size == v.size {
		return nil
	}
	again, err := v.revokedSince(i, size)
	if err != nil {
		return err
	}
	pledges := map[signer.Subject]uint64{}
	if err := i.Ledger.Pledges(func(subject signer.Subject, id string, index uint64) error {
		if id == campaign {
			pledges[subject] = index
		}
		return nil
	}); err != nil {
		return err
	}
	signed := make(map[signer.Subject]signedAt, len(pledges))
	for subject, index := range pledges {
		s, known := v.signed[subject]
		if !known || again || s.index != index {
			if s, err = look(i, index); err != nil {
				return err
			}
		}
		signed[subject] = s
	}
	v.size, v.signed = size, signed
	return nil
}

// look looks what became of a pledge.
func look(i *office.Institution, index uint64) (s signedAt, err error) {
	e, err := i.Ledger.Entry(index)
	if err != nil {
		return s, err
	}
	status, err := i.Ledger.Status(index)
	return signedAt{index, e.Time, status.State == verify.StateRevoked}, err
}

// maxRead is how many entries are read to see that none is a revocation; where more have come,
// every pledge is looked at.
const maxRead = 1000

// revokedSince reports whether anything may have been revoked since the last look. A credential
// that replaces another does it too.
func (v *Live) revokedSince(i *office.Institution, size uint64) (bool, error) {
	if size-v.size > maxRead {
		return true, nil
	}
	for index := v.size; index < size; index++ {
		e, err := i.Ledger.Entry(index)
		if err != nil {
			return false, err
		}
		if e.Kind != signer.KindPledge && e.Kind != signer.KindIssuance {
			return true, nil
		}
	}
	return false, nil
}
