package slips

import (
	"errors"
	"iter"
	"slices"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
)

// choice is what a form says: whom, until when, and whether old slips are replaced.
type choice struct {
	Units []string // ticked; "" is of people without a unit
	NIP   string
	Until string // the last day, 2026-03-31
	Renew bool
}

func readChoice(r *frame.Request) choice {
	return choice{Units: r.Form["unit"], NIP: r.Text("nip"), Until: r.Text("until"), Renew: r.Chosen("ganti")}
}

// people finds who is meant, or says what is wrong, by field.
func (s slips) people(i *office.Institution, c choice) (chosen []enrol.Invitee, wrong map[string]string, err error) {
	all, err := s.invitees(i)
	switch {
	case err != nil:
		return nil, nil, err
	case c.NIP == "" && len(c.Units) == 0:
		return nil, map[string]string{"whom": "slips.wrong.nobody"}, nil
	case c.NIP != "" && len(c.Units) > 0:
		return nil, map[string]string{"nip": "slips.wrong.both"}, nil
	case c.NIP == "":
		for _, one := range all {
			if slices.Contains(c.Units, one.Person.Unit) {
				chosen = append(chosen, one)
			}
		}
		return chosen, nil, nil
	}
	person, err := i.Person(c.NIP)
	switch {
	case errors.Is(err, office.NIPMalformed):
		return nil, map[string]string{"nip": "slips.wrong.nip"}, nil
	case errors.Is(err, office.NIPUnknown):
		return nil, map[string]string{"nip": "slips.wrong.unknown"}, nil
	}
	n := slices.IndexFunc(all, func(one enrol.Invitee) bool { return one.Person.NIP == person.NIP })
	if err != nil || n < 0 { // erased in between
		return nil, map[string]string{"nip": "slips.wrong.unknown"}, err
	}
	return all[n : n+1], nil, nil
}

// end is the end of the last day, exclusive.
func (c choice) end(now time.Time) (until time.Time, wrong map[string]string) {
	day, err := time.ParseInLocation(time.DateOnly, c.Until, now.Location())
	until = day.AddDate(0, 0, 1)
	switch {
	case err != nil:
		return until, map[string]string{"until": "slips.wrong.date"}
	case !until.After(now):
		return until, map[string]string{"until": "slips.wrong.past"}
	}
	return until, nil
}

// each are the people alone. seen, which may be nil, is called with how many were asked for.
func each(chosen []enrol.Invitee, seen func(n int)) iter.Seq2[roster.Person, error] {
	return func(yield func(roster.Person, error) bool) {
		for n, one := range chosen {
			if seen != nil {
				seen(n)
			}
			if !yield(one.Person, nil) {
				return
			}
		}
	}
}
