package enrol

import (
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
	Until  int64 // the end of the invitation, Unix seconds, exclusive; 0 for none that matters still
	Came   int64 // when the request came that waits, Unix seconds; 0 for none
}

// Invitees are all people of the roster, in its order. It is for lists that people read: signatures
// of invitations are not checked, which for a province takes seconds, and whoever acts on one
// checks it.
func (d *Desk) Invitees() (all []Invitee, err error) {
	return d.InviteesOf(d.Roster.List(""), func(subject signer.Subject) (bool, error) {
		live, err := d.live(subject)
		return live.Bytes() != nil, err
	})
}

// InviteesOf is Invitees by what a caller knows of the roster, and of whose keys are in force.
func (d *Desk) InviteesOf(people roster.Seq, hasKey func(signer.Subject) (bool, error)) (all []Invitee, err error) {
	invited := map[signer.Subject]Invitee{}
	err = d.rows(unused, func(subject signer.Subject, raw []byte) error {
		h, _, err := d.glance(subject, raw)
		if err != nil || !h.genuine {
			return err
		}
		one := Invitee{Until: h.invitation.Until, Reach: ReachLapsed}
		if d.standing(h) {
			one.Reach = ReachInvited
		}
		if waits(h.record) {
			one.Reach, one.Came = ReachWaiting, h.Came
		}
		invited[subject] = one
		return nil
	})
	if err != nil {
		return nil, err
	}
	for p, err := range people {
		if err != nil {
			return nil, err
		}
		one, ok := invited[signer.Subject(p.Subject)]
		if !ok {
			one.Reach = ReachNone
		}
		has, err := hasKey(signer.Subject(p.Subject))
		if err != nil {
			return nil, err
		}
		if has && one.Reach != ReachWaiting {
			if one.Reach == ReachLapsed {
				one.Until = 0
			}
			one.Reach = ReachKey
		}
		one.Person = p
		all = append(all, one)
	}
	return all, nil
}
