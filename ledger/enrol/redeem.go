package enrol

import (
	"bytes"
	"context"
	"crypto"
	"errors"
	"fmt"

	"ikrar/ledger"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// Why a request has no credential for an answer. None tells whose invitation it was.
var (
	ErrUnknown = errors.New("there is no such invitation")
	ErrExpired = errors.New("the invitation has expired")
	ErrUsed    = errors.New("the invitation was used already")
	ErrWaiting = errors.New("the request waits for a registrar")
	// ErrNotEnrolled says that a request without an invitation is of a key that has no credential
	// in force.
	ErrNotEnrolled = errors.New("this key is not enrolled")
)

// Redeem answers a request, which [signer.Enrolment.Sign] made, with the credential of its key. The
// same request again gets the same answer, so whoever was interrupted asks again. Errors are those
// above, of [signer.OpenEnrolment] and of [Desk.Enrol].
func (d *Desk) Redeem(ctx context.Context, raw []byte) (Credential, error) {
	request, err := signer.OpenEnrolment(raw, d.Ledger.Origin())
	if err != nil {
		return Credential{}, err
	}
	if request.Key.Check() != nil {
		return Credential{}, &ledger.RuleError{Rule: ledger.RuleKeyUnusable}
	}
	live, known, err := d.byKey(request.Key)
	if err != nil || live.Bytes() != nil {
		return live, err
	}
	if request.Invitation == "" {
		return Credential{}, ErrNotEnrolled
	}
	h, err := d.find(request.Invitation)
	if err != nil {
		return Credential{}, err
	}
	switch {
	case known, h.Done, len(h.Key) > 0 && !bytes.Equal(h.Key, request.Key[:]):
		return Credential{}, ErrUsed // also a key that was enrolled and no longer holds
	case len(h.Key) == 0 && d.Now().Unix() >= h.Until:
		return Credential{}, ErrExpired
	case len(h.Key) == 0:
		next := h.invitation
		next.Key, next.Redeemed = request.Key[:], d.Now().Unix()
		if h, err = d.change(h, next); errors.Is(err, ledger.ErrChanged) {
			return Credential{}, ErrUsed // by another request, in this moment
		} else if err != nil {
			return Credential{}, err
		}
	}
	if d.Registrar == nil {
		return Credential{}, ErrWaiting
	}
	return d.settle(ctx, d.Registrar, h)
}

// byKey finds the credential in force of a key; known says that the key was enrolled at any time.
func (d *Desk) byKey(key eddsa.PublicKey) (live Credential, known bool, err error) {
	entries, err := d.Ledger.About(key)
	if errors.Is(err, ledger.ErrNotFound) {
		return Credential{}, false, nil
	}
	for _, e := range entries {
		if e.Kind != signer.KindCredential || err != nil {
			continue
		}
		raw, gone := d.Ledger.Statement(e.Digest)
		if gone != nil {
			continue // erased: it is not in force
		}
		var u Credential
		if u, err = signer.Parse[signer.Credential](raw); err == nil && u.Claims().Key == key {
			current, none := d.Ledger.LiveCredential(u.Claims().Subject)
			if none == nil && current.Claims().Key == key {
				live = current
			}
		}
	}
	return live, true, err
}

// find looks an invitation up by its code.
func (d *Desk) find(typed string) (held, error) {
	code, err := ParseCode(typed)
	if err != nil {
		return held{}, ErrUnknown
	}
	hash := hashOf(code)
	subject, err := d.Ledger.Drawer(drawerName).Get(codeKey(hash))
	if err != nil {
		return held{}, err
	}
	if len(subject) != len(signer.Subject{}) {
		return held{}, ErrUnknown
	}
	h, err := d.invitationOf(signer.Subject(subject))
	if err == nil && (h.raw == nil || h.Hash != hash) {
		err = ErrUnknown
	}
	return h, err
}

// settle records the credential of a redeemed invitation. It replaces the one that was in force
// when HR invited, and no other: whoever was enrolled by hand since keeps that key.
func (d *Desk) settle(ctx context.Context, registrar crypto.Signer, h held) (Credential, error) {
	person, ok, err := d.Roster.BySubject([8]byte(h.subject))
	if err == nil && !ok {
		err = ErrUnknown
	}
	if err != nil {
		return Credential{}, err
	}
	key := eddsa.PublicKey(h.Key)
	live, err := d.Ledger.LiveCredential(h.subject)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return Credential{}, err
	}
	now := []byte{}
	if err == nil {
		digest := live.Digest()
		now = digest[:]
	}
	if (err != nil || live.Claims().Key != key) && !bytes.Equal(now, h.Replaces) {
		return Credential{}, ErrUsed
	}
	c, _, err := d.Enrol(ctx, registrar, person, key, len(h.Replaces) > 0)
	if err != nil {
		return Credential{}, err
	}
	done := h.invitation
	done.Done = true
	if _, err := d.change(h, done); err != nil && !errors.Is(err, ledger.ErrChanged) {
		return Credential{}, err // ErrChanged: another answer to the same request, or a new invitation
	}
	return c, nil
}

// Request is a redeemed invitation that waits for a registrar's hand.
type Request struct {
	Person roster.Person
	Key    eddsa.PublicKey
	Time   int64 // when it was redeemed, Unix seconds

	held held
}

// Waiting lists the requests that wait, by subject.
func (d *Desk) Waiting() (all []Request, err error) {
	var open []held
	err = d.Ledger.Drawer(drawerName).Each([]byte("s"), func(k, v []byte) error {
		if len(k) != 1+len(signer.Subject{}) {
			return fmt.Errorf("a stored invitation has a key of %d bytes", len(k))
		}
		h, err := decode(signer.Subject(k[1:]), bytes.Clone(v))
		if err == nil && len(h.Key) == len(eddsa.PublicKey{}) && !h.Done {
			open = append(open, h)
		}
		return err
	})
	for _, h := range open {
		if err != nil {
			return nil, err
		}
		var p roster.Person
		var ok bool
		if p, ok, err = d.Roster.BySubject([8]byte(h.subject)); ok {
			all = append(all, Request{p, eddsa.PublicKey(h.Key), h.Redeemed, h})
		}
	}
	return all, err
}

// Approve signs a request that waits, by a registrar's key.
func (d *Desk) Approve(ctx context.Context, registrar crypto.Signer, r Request) (Credential, error) {
	return d.settle(ctx, registrar, r.held)
}

// Holds reports whether a code is the invitation of a person and can still be redeemed, or was by
// this person already: it is nil or one of the errors above. It changes nothing.
func (d *Desk) Holds(person roster.Person, typed string) error {
	h, err := d.find(typed)
	switch {
	case err != nil:
		return err
	case h.subject != signer.Subject(person.Subject):
		return ErrUnknown
	case len(h.Key) == 0 && d.Now().Unix() >= h.Until:
		return ErrExpired
	}
	return nil
}
