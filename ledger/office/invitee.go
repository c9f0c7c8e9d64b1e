package office

import (
	"errors"

	"ikrar/ledger"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// Reach is how far somebody has come to a key of their own.
type Reach string

// From nothing to a key. An invitation that has lapsed ended before it was used, or its registrar
// was retired.
const (
	ReachNone    Reach = "none"
	ReachLapsed  Reach = "lapsed"
	ReachInvited Reach = "invited"
	ReachWaiting Reach = "waiting"
	ReachKey     Reach = "key"
)

// Reaches are all of them, in the order in which people come to a key.
var Reaches = []Reach{ReachNone, ReachLapsed, ReachInvited, ReachWaiting, ReachKey}

// Invitee is somebody of the roster, and how far they have come.
type Invitee struct {
	Person roster.Person
	Reach  Reach
	Until  int64 // the end of the invitation, Unix seconds, exclusive; 0 for none that is not used
	Came   int64 // when the request came that waits, Unix seconds; 0 for none
}

// Invitees are all people of the roster, in its order.
func (i *Institution) Invitees() (all []Invitee, err error) {
	invited, err := i.Desk().Outstanding()
	if err != nil {
		return nil, err
	}
	for p, err := range i.Roster.List("") {
		if err != nil {
			return nil, err
		}
		subject := signer.Subject(p.Subject)
		one := invited[subject]
		_, err = i.Ledger.LiveCredential(subject)
		if err != nil && !errors.Is(err, ledger.ErrNotFound) {
			return nil, err
		}
		reach := ReachNone
		switch {
		case one.Came > 0:
			reach = ReachWaiting
		case err == nil:
			reach = ReachKey
		case one.Open:
			reach = ReachInvited
		case one.Until > 0:
			reach = ReachLapsed
		}
		all = append(all, Invitee{p, reach, one.Until, one.Came})
	}
	return all, nil
}
