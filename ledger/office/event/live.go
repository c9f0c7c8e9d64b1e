package event

import (
	"cmp"
	"slices"
	"time"

	"ikrar/ledger/office/standing"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// LiveFigures are a campaign as it goes on, for a screen that asks every few seconds. They are
// those of a report.
type LiveFigures struct {
	People int // also who signed and left the roster, and without who is away and has not signed
	Signed int
	Recent int             // who signed since
	Last   []roster.Person // who signed last, latest first, as far as they are in the roster
}

// liveLast is how many are Last.
const liveLast = 6

// Live counts, with those as recent who signed since a moment.
func Live(at *standing.Now, campaign string, now, since time.Time) (f LiveFigures) {
	var last []signed
	inRoster := make(map[signer.Subject]bool, len(at.People))
	for _, p := range at.People {
		subject := signer.Subject(p.Subject)
		inRoster[subject] = true
		s, ok := at.Standings[subject].In(campaign)
		if signs := ok && !s.Revoked; signs {
			last = append(last, signed{p, s.Index})
		} else if p.Absence.At(now) {
			continue
		}
		f.People++
	}
	for subject, standing := range at.Standings {
		s, ok := standing.In(campaign)
		if !ok {
			continue
		}
		if !inRoster[subject] {
			f.People++
		}
		if s.Revoked {
			continue
		}
		f.Signed++
		if s.Time >= since.Unix() {
			f.Recent++
		}
	}
	slices.SortFunc(last, func(a, b signed) int { return cmp.Compare(b.index, a.index) })
	for _, s := range last[:min(len(last), liveLast)] {
		f.Last = append(f.Last, s.Person)
	}
	return f
}

// signed is somebody of the roster, with the index of the pledge.
type signed struct {
	roster.Person
	index uint64
}
