// Package standing is how everybody of an institution stands at this moment, for pages that are
// asked for again and again: who is in the roster, and what the log says of them. All that an
// office counts and lists is drawn from it.
//
// It keeps what it has read, which is safe, since it is used only where it cannot be other than it
// was: the roster as long as the digest of all of it is the same, and the log as long as the entry
// behind which nothing was read is the same, for that entry has the hash of all before it. Entries
// that came since are read, and the people looked at again whom they are about.
package standing

import (
	"cmp"
	"iter"
	"slices"
	"sync"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/report"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/verify"
)

// View is of one institution. The zero View is ready, and may be used by several goroutines. It
// holds the roster and some 400 bytes of each pledge: 12 MB for 14,691 people.
type View struct {
	mutex sync.Mutex
	now   Now
}

// Now is everybody at one moment. Nothing in it is to be changed.
type Now struct {
	Roster    [32]byte        // the digest of the roster
	People    []roster.Person // in the roster's order
	Size      uint64          // entries of the log
	Last      verify.Entry    // the last of them
	Standings map[signer.Subject]ledger.Standing
}

// Now reads what has changed.
func (v *View) Now(i *office.Institution) (*Now, error) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	next := v.now
	if err := v.readRoster(i, &next); err != nil {
		return nil, err
	}
	if err := v.readLog(i, &next); err != nil {
		return nil, err
	}
	v.now = next
	return &next, nil
}

func (v *View) readRoster(i *office.Institution, next *Now) error {
	digest, err := i.Roster.Digest()
	if err != nil || next.People != nil && digest == next.Roster {
		return err
	}
	people := []roster.Person{}
	for p, err := range i.Roster.List("") {
		if err != nil {
			return err
		}
		people = append(people, p)
	}
	// What came between the digest and the reading is looked for the next time.
	next.People, next.Roster = people, digest
	return nil
}

func (v *View) readLog(i *office.Institution, next *Now) error {
	size := i.Ledger.Size()
	last, err := i.Ledger.Entry(size - 1)
	if err != nil || next.Standings != nil && last == next.Last {
		return err
	}
	known := next.Standings
	if known != nil && size > next.Size {
		was, err := i.Ledger.Entry(next.Size - 1)
		if err != nil {
			return err
		}
		if was != next.Last {
			known = nil
		}
	} else {
		known = nil // another log, of a restored backup
	}
	standings, err := i.Ledger.Standings(known, next.Size)
	if err == nil {
		next.Standings, next.Size, next.Last = standings, size, last
	}
	return err
}

// List is everybody, as [roster.Roster.List] lists them.
func (n *Now) List() iter.Seq2[roster.Person, error] {
	return func(yield func(roster.Person, error) bool) {
		for _, p := range n.People {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// Report is [office.Institution.Report].
func (n *Now) Report(i *office.Institution, campaign string) (*report.Report, error) {
	c, err := i.ChooseCampaign(campaign)
	if err != nil {
		return nil, err
	}
	list, _ := i.Ledger.Trust()
	return report.Draw(list, n.Size, n.List(), n.Standings, c, i.Now().In(i.Zone()))
}

// Invitees are [enrol.Desk.Invitees].
func (n *Now) Invitees(i *office.Institution) ([]enrol.Invitee, error) {
	return i.Desk().InviteesOf(n.List(), func(subject signer.Subject) (bool, error) {
		return n.Standings[subject].Key, nil
	})
}

// Standing is [office.Institution.Standing].
func (n *Now) Standing(i *office.Institution) (office.Standing, error) {
	return i.StandingOf(n.List(), n.unused, n.counts)
}

// unused says that somebody has a key and has signed nothing.
func (n *Now) unused(p roster.Person) (bool, error) {
	s := n.Standings[signer.Subject(p.Subject)]
	return s.Key && len(s.Pledges) == 0, nil
}

// counts are [ledger.Ledger.Counts].
func (n *Now) counts() (c ledger.Counts, err error) {
	for _, s := range n.Standings {
		if s.Key {
			c.Enrolled++
		}
		for _, p := range s.Pledges {
			c.Pledges++
			if p.Number != "" {
				c.Issued++
			}
		}
	}
	return c, nil
}

// Certificates are those of [issue.Issuer.Survey], without what only a plan knows: see
// [issue.Issuer.Complete].
func (n *Now) Certificates() []issue.Certificate {
	all := make([]issue.Certificate, 0, len(n.Standings))
	for subject, s := range n.Standings {
		for _, p := range s.Pledges {
			if !p.Revoked && !p.Void {
				all = append(all, issue.Certificate{Index: p.Index, Number: p.Number, Code: p.Code, Name: p.Name,
					Unit: p.Unit, Campaign: p.Campaign, Subject: subject})
			}
		}
	}
	slices.SortFunc(all, func(a, b issue.Certificate) int { return cmp.Compare(a.Index, b.Index) })
	return all
}
