package enrol

import (
	"errors"
	"time"

	"ikrar/signer"
)

// Invited is what has become of a person's invitation, the last that was made.
type Invited struct {
	Made  bool // there is one
	Until time.Time
	Came  time.Time // when it was redeemed; zero for not yet
	Used  time.Time // when a credential was recorded for it; zero for not yet
	Ended bool      // it can lead to no credential any more, and led to none
}

// Invited tells of a person's invitation.
func (d *Desk) Invited(subject signer.Subject) (i Invited, err error) {
	h, err := d.of(subject)
	if err != nil || h.raw == nil || !h.genuine {
		return i, err
	}
	i = Invited{Made: true, Until: time.Unix(h.invitation.Until, 0)}
	if h.Came != 0 {
		i.Came = time.Unix(h.Came, 0)
	}
	if h.Used != 0 {
		i.Used = time.Unix(h.Used, 0)
		return i, nil
	}
	bad := d.redeemable(h)
	i.Ended = errors.Is(bad, ErrExpired) || errors.Is(bad, ErrUsed)
	return i, nil
}
