// Package step says what HR does next, from how an institution stands.
package step

import (
	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/report"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// Name is what comes next. Names are for programs too, and do not change.
type Name string

const (
	Import  Name = "import"  // nobody is in the roster
	Open    Name = "open"    // there is no campaign
	Approve Name = "approve" // requests wait that may be approved as they are
	Look    Name = "look"    // requests wait that somebody has to look at
	Issue   Name = "issue"   // pledges have no certificate yet
	Invite  Name = "invite"  // people have neither a key nor a valid invitation
	Serve   Name = "serve"   // people are invited, and nothing answers them
	Sign    Name = "sign"    // all who are missing have a key, and nothing answers them
	Wait    Name = "wait"    // a server runs, and people sign
	Close   Name = "close"   // every campaign has ended
	Audit   Name = "audit"   // all have signed and have their certificates
)

// Names are all of them, in the order in which a campaign comes to them.
var Names = []Name{Import, Open, Approve, Look, Invite, Serve, Sign, Wait, Issue, Audit, Close}

// Step is what comes next, and in which campaign.
type Step struct {
	Name     Name
	Campaign string // the one that ends first of those that have not ended, or the last one; "" for none
	Closes   int64  // its end, Unix seconds, exclusive
	Missing  int    // people whose pledge in it is waited for
	Keyed    int    // of these, who have a key already and can sign with it
	Pledged  int    // pledges in it that have no certificate
}

// Next finds the step. s is how the institution stands.
func Next(i *office.Institution, s office.Standing) (step Step, err error) {
	campaign, ended, err := current(i)
	if err != nil {
		return step, err
	}
	invitable := 0
	if campaign.ID != "" {
		step.Campaign, step.Closes = campaign.ID, campaign.Closes
		if invitable, err = step.count(i); err != nil {
			return step, err
		}
	}
	switch {
	case s.People == 0:
		step.Name = Import
	case campaign.ID == "":
		step.Name = Open
	case s.Approvals > 0:
		step.Name = Approve
	case s.Questions > 0:
		step.Name = Look
	case step.Pledged > 0:
		step.Name = Issue
	case ended:
		step.Name = Close
	case step.Missing == 0:
		step.Name = Audit
	case invitable > 0:
		step.Name = Invite
	case !i.Own:
		step.Name = Wait
	case step.Keyed == step.Missing:
		step.Name = Sign
	default:
		step.Name = Serve
	}
	return step, nil
}

// current is the campaign that HR works on: of those that have not ended the one that ends first,
// or else the one that ended last.
func current(i *office.Institution) (campaign signer.Campaign, ended bool, err error) {
	all, err := i.Ledger.Campaigns()
	if err != nil {
		return campaign, false, err
	}
	for _, c := range all {
		claims := c.Claims()
		over := office.CampaignState(claims, i.Now()) == "closed"
		switch {
		case campaign.ID == "", ended && !over, !ended && !over && claims.Closes < campaign.Closes,
			ended && over && claims.Closes > campaign.Closes:
			campaign, ended = claims, over
		}
	}
	return campaign, ended, nil
}

// count counts who is missing in the campaign of a step, and how many of them can be invited.
func (s *Step) count(i *office.Institution) (invitable int, err error) {
	r, err := i.Report(s.Campaign)
	if err != nil {
		return 0, err
	}
	s.Missing, s.Pledged = r.Total.Missing, r.Total.Pledged-r.Total.Issued
	if s.Missing == 0 {
		return 0, nil
	}
	missing := map[roster.NIP]bool{}
	for _, p := range r.Missing() {
		missing[p.NIP] = true
		if p.State != report.Absent {
			s.Keyed++
		}
	}
	people, err := i.Desk().Invitees()
	for _, p := range people {
		if missing[p.Person.NIP] && (p.Reach == enrol.ReachNone || p.Reach == enrol.ReachLapsed) {
			invitable++
		}
	}
	return invitable, err
}
