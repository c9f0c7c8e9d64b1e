package enrol

import (
	"context"
	"crypto"
	"errors"
	"slices"

	"ikrar/ledger"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// Request is a request that waits for a registrar's hand.
type Request struct {
	Person    roster.Person
	Key       eddsa.PublicKey
	Time      int64      // when it came, Unix seconds
	Questions []Question // what an officer must look at; none where it may be approved as it is

	live Credential // in force when the questions were asked; the zero value for none
}

// Waiting lists the requests that wait, by subject.
func (d *Desk) Waiting() (all []Request, err error) {
	err = d.each(waits, func(h held) error {
		r, ok, err := d.waiting(h)
		if ok {
			all = append(all, r)
		}
		return err
	})
	return all, err
}

// waits is true of an invitation whose request has led to no credential yet.
func waits(r record) bool { return len(r.Request) > 0 && r.Used == 0 }

// waiting is the request under an invitation, with what it is in question for; ok is false where
// there is none that could be approved.
func (d *Desk) waiting(h held) (r Request, ok bool, err error) {
	request, ok := d.request(h)
	if !ok {
		return r, false, nil
	}
	person, ok, err := d.Roster.BySubject([8]byte(h.subject))
	if !ok || err != nil {
		return r, false, err
	}
	r = Request{Person: person, Key: request.Key, Time: h.Came}
	r.live, err = d.live(h.subject)
	for err == nil {
		if r.Questions, err = d.questions(h, request, r); err != nil || len(r.Questions) == 0 {
			break
		}
		before := r.live
		if r.live, err = d.live(h.subject); err != nil || slices.Equal(before.Bytes(), r.live.Bytes()) {
			break
		} // another officer approved it while the questions were asked, and what was in question is not
	}
	return r, err == nil, err
}

// Approve signs a request that waits, by a registrar's key. answered says that an officer has seen
// the questions of r and wants it all the same; where one is open, or is not as it was shown, it is
// a [*QuestionError]. Where the request is no longer the one that was shown, or is another person's
// by the roster, it is an error that wraps [ledger.ErrChanged]. Others are those of
// [ledger.Ledger.Append] and [ErrUnsignable].
func (d *Desk) Approve(ctx context.Context, registrar crypto.Signer, r Request,
	answered bool) (c Credential, err error) {
	subject := signer.Subject(r.Person.Subject)
	for range tries {
		h, err := d.of(subject)
		if err != nil {
			return Credential{}, err
		}
		now, ok, err := d.waiting(h)
		if err != nil {
			return Credential{}, err
		}
		if h.Used != 0 && now.live.Bytes() != nil && now.live.Claims().Key == r.Key {
			return now.live, nil
		}
		if !ok || now.Key != r.Key || h.Used != 0 {
			return Credential{}, ledger.ErrChanged
		}
		if len(now.Questions) > 0 && !(answered && slices.EqualFunc(now.Questions, r.Questions, Question.same)) {
			return Credential{}, &QuestionError{now.Person, now.Questions}
		}
		if now.Person != r.Person { // in no question any more, and not who was read
			return Credential{}, ledger.ErrChanged
		}
		c, _, err = d.credential(ctx, registrar, now.Person, now.Key, now.live, now.live)
		if overtaken(err) {
			continue // and asked again
		}
		if err != nil {
			return Credential{}, err
		}
		return c, d.used(h)
	}
	return c, ledger.ErrChanged
}

// used writes that a credential was recorded for an invitation, whatever has become of its request
// meanwhile. Where the person was invited anew or erased, there is nothing to write.
func (d *Desk) used(h held) error {
	for {
		next := h.record
		next.Used = max(d.Now().Unix(), 1)
		_, err := d.change(h, next)
		if !errors.Is(err, ledger.ErrChanged) {
			return err
		}
		now, err := d.of(h.subject)
		if err != nil || now.Used != 0 || !slices.Equal(now.Invitation, h.Invitation) {
			return err
		}
		now.Request, h = h.Request, now
	}
}
