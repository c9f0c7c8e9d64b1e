package office

import (
	"errors"
	"slices"

	"ikrar/ledger"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/verify"
)

// Standing is how an institution stands.
type Standing struct {
	People    int // whose pledge is waited for, or was given
	Away      int // retired or on leave: of these nothing is waited for
	Campaigns int
	Open      int // campaigns
	Enrolled  int
	Pledges   int
	Issued    int
	Entries   uint64

	// What waits for somebody of HR.
	Approvals int // requests that may be approved as they are
	Questions int // requests that somebody has to look at
	Wishes    int // of people, that something about them be corrected
	Former    int // people who may hold a slip of an earlier build, which is void
}

// Standing counts what there is.
func (i *Institution) Standing() (Standing, error) {
	return i.StandingOf(i.Roster.List(""), i.unusedKey, i.Ledger.Counts)
}

// StandingOf is Standing by what a caller knows of the roster and the log.
func (i *Institution) StandingOf(people roster.Seq, unusedKey func(roster.Person) (bool, error),
	count func() (ledger.Counts, error)) (s Standing, err error) {
	s.Entries = i.Ledger.Size()
	for p, err := range people {
		if err != nil {
			return s, err
		}
		if !p.Absence.At(i.Now()) {
			s.People++
			continue
		}
		s.Away++
		if unused, err := unusedKey(p); err != nil {
			return s, err
		} else if unused {
			s.Enrolled-- // of all who are counted below: nothing is waited for
		}
	}
	campaigns, err := i.Ledger.Campaigns()
	counts, bad := count()
	if err = errors.Join(err, bad); err != nil {
		return s, err
	}
	for _, c := range campaigns {
		s.Campaigns++
		if CampaignState(c.Claims(), i.Now()) == "open" {
			s.Open++
		}
	}
	s.Enrolled, s.Pledges, s.Issued = s.Enrolled+counts.Enrolled, counts.Pledges, counts.Issued
	return s, i.countWaiting(&s)
}

// unusedKey says that somebody has a key and has signed nothing with it.
func (i *Institution) unusedKey(p roster.Person) (bool, error) {
	live, err := i.Ledger.LiveCredential(signer.Subject(p.Subject))
	if errors.Is(err, ledger.ErrNotFound) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	entries, err := i.Ledger.About(live.Claims().Key)
	return !slices.ContainsFunc(entries, func(e verify.Entry) bool { return e.Kind == signer.KindPledge }), err
}

func (i *Institution) countWaiting(s *Standing) error {
	desk := i.Desk()
	requests, err := desk.Waiting()
	if err != nil {
		return err
	}
	for _, r := range requests {
		if len(r.Questions) > 0 {
			s.Questions++
		} else {
			s.Approvals++
		}
	}
	wishes, err := desk.Wishes()
	s.Wishes = len(wishes)
	if err == nil {
		s.Former, err = desk.Former()
	}
	return err
}

// Next names the step that the institution has not taken yet: "import", "open", "approve" and
// "look" where people wait, "enrol", "pledge", "issue", and "audit" where all are.
func (s Standing) Next() string {
	switch {
	case s.People == 0:
		return "import"
	case s.Open == 0:
		return "open"
	case s.Approvals > 0:
		return "approve"
	case s.Questions > 0:
		return "look"
	case s.Enrolled == 0:
		return "enrol"
	case s.Pledges == 0:
		return "pledge"
	case s.Issued < s.Pledges:
		return "issue"
	case s.Pledges < s.Enrolled:
		return "pledge"
	case s.Enrolled < s.People:
		return "enrol"
	}
	return "audit"
}
