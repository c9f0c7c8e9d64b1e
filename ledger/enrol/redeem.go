package enrol

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"ikrar/ledger"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
)

// States of an invitation that can be redeemed, or waits.
const (
	StateOpen    = "open"
	StateWaiting = "waiting"
)

// View is what an invitation says to whoever holds its code.
type View struct {
	State      string   // [StateOpen] or [StateWaiting]
	Invitation []byte   // the statement that a registrar signed
	Campaigns  [][]byte // statements of those that are open or will be
	AtOnce     bool     // a request is answered with a credential at once, unless something about it is in question

	Request signer.Digest // of the request that waits; zero for none
	Time    int64         // when that came, Unix seconds

	Withdrawn signer.Digest // of the request that was taken back last, which the next names; zero for none
}

// View answers a view, which [invitation.View.Sign] made. It changes nothing. Errors are
// [ErrUnknown], [*UsedError], [*ExpiredError], [ErrAddress], [ErrDate], and those of
// [invitation.OpenView].
func (d *Desk) View(raw []byte) (View, error) {
	v, err := invitation.OpenView(raw, d.Ledger.Origin())
	if err != nil {
		return View{}, d.forged(raw, err)
	}
	h, err := d.asked(v.Key, v.Address, v.Date)
	if err != nil {
		return View{}, err
	}
	return d.viewOf(h)
}

// asked finds the invitation that something is asked about, and refuses what was not asked here and
// now, or can come to nothing.
func (d *Desk) asked(key eddsa.PublicKey, address string, date int64) (held, error) {
	if err := d.hereAndNow(address, date); err != nil {
		return held{}, err
	}
	h, err := d.find(key)
	if err == nil {
		err = d.redeemable(h)
	}
	return h, err
}

func (d *Desk) hereAndNow(address string, date int64) error {
	if list, _ := d.Ledger.Trust(); address != list.URL {
		return ErrAddress
	}
	if late := d.Now().Unix() - date; late > invitation.Skew || late < -invitation.Skew {
		return ErrDate
	}
	return nil
}

func (d *Desk) viewOf(h held) (View, error) {
	campaigns, err := d.campaigns()
	atOnce, unknown := d.atOnce(h)
	err = errors.Join(err, unknown)
	v := View{State: StateOpen, Invitation: h.Invitation, Campaigns: campaigns, AtOnce: atOnce}
	if len(h.Request) > 0 {
		v.State, v.Request, v.Time = StateWaiting, signer.DigestOf(h.Request), h.Came
	}
	before, bad := h.withdrawn()
	v.Withdrawn = before.Last
	return v, errors.Join(err, bad)
}

// atOnce foresees whether a request that comes now will be signed at once, as far as that does not
// hang on its key: a page offers a key that is used once only where nobody has to wait.
func (d *Desk) atOnce(h held) (bool, error) {
	if d.Registrar == nil {
		return false, nil
	}
	person, ok, err := d.Roster.BySubject([8]byte(h.subject))
	if err != nil || !ok {
		return false, err
	}
	r := Request{Person: person}
	if r.live, err = d.live(h.subject); err != nil {
		return false, err
	}
	list, _ := d.Ledger.Trust()
	questions, err := d.questions(h, invitation.Request{Address: list.URL}, r)
	return !slices.ContainsFunc(questions, func(q Question) bool { return q.Code != QuestionKeyReplaced }), err
}

// forged adds [ErrForged] to the error of a signature where the key that it claims to be by is the
// invitation key of somebody here.
func (d *Desk) forged(raw []byte, err error) error {
	if !errors.Is(err, eddsa.ErrSignature) {
		return err
	}
	var both struct {
		_             struct{} `cbor:",toarray"`
		First, Second cbor.Raw
	}
	if cbor.Decode(raw, &both) == nil {
		raw = both.Second
	}
	n, bad := signer.ParseNamed(raw)
	if bad != nil {
		return err
	}
	if subject, bad := d.Ledger.Drawer(drawerName).Get(idKey(n.KeyID())); subject == nil || bad != nil {
		return err
	}
	return fmt.Errorf("%w: %w", ErrForged, err)
}

// Redeem answers a request, which [invitation.Request.Sign] or [signer.Enrolment.Sign] made, with
// the credential of its key. The same request again gets the same answer, so whoever was
// interrupted asks again. Errors are those above, of [invitation.OpenRequest], of
// [signer.OpenEnrolment] and of [Desk.Enrol].
func (d *Desk) Redeem(ctx context.Context, raw []byte) (Credential, error) {
	if len(raw) > 0 && raw[0] == pair {
		return d.redeem(ctx, raw)
	}
	request, err := signer.OpenEnrolment(raw, d.Ledger.Origin())
	switch {
	case err != nil:
		return Credential{}, err
	case request.Invitation != "":
		return Credential{}, ErrOld
	case request.Key.Check() != nil:
		return Credential{}, &ledger.RuleError{Rule: ledger.RuleKeyUnusable}
	}
	live, _, err := d.byKey(request.Key)
	if err == nil && live.Bytes() == nil {
		err = ErrNotEnrolled
	}
	return live, err
}

// pair is how a request begins, an array of two; everything else is an array of four.
const pair = 0x82

func (d *Desk) redeem(ctx context.Context, raw []byte) (Credential, error) {
	request, err := invitation.OpenRequest(raw, d.Ledger.Origin())
	if err != nil {
		return Credential{}, d.forged(raw, err)
	}
	if request.Key.Check() != nil {
		return Credential{}, &ledger.RuleError{Rule: ledger.RuleKeyUnusable}
	}
	h, err := d.find(request.Invitation)
	if err != nil {
		return Credential{}, err
	}
	live, err := d.usable(h, request.Key)
	if err != nil || live.Bytes() != nil {
		return live, err
	}
	if h, err = d.take(h, raw, request); err != nil {
		return Credential{}, err
	}
	credential, err := d.signAtOnce(ctx, h)
	if !errors.Is(err, ErrWaiting) {
		return credential, err
	}
	// Sent twice at once, it may have been answered while it was looked at: that credential was
	// then what stood in question.
	if now, bad := d.find(request.Invitation); bad == nil {
		if live, bad := d.usable(now, request.Key); bad == nil && live.Bytes() != nil {
			return live, nil
		}
	}
	return Credential{}, err
}

// signAtOnce signs the request that waits, where no officer has to look at it; else the error is
// [ErrWaiting].
func (d *Desk) signAtOnce(ctx context.Context, h held) (Credential, error) {
	r, ok, err := d.waiting(h)
	if err != nil {
		return Credential{}, err
	}
	if !ok || d.Registrar == nil || len(r.Questions) > 0 {
		return Credential{}, ErrWaiting
	}
	credential, err := d.Approve(ctx, d.Registrar, r, false)
	var question *QuestionError
	if errors.As(err, &question) || errors.Is(err, ledger.ErrChanged) { // in this moment
		err = ErrWaiting
	}
	return credential, err
}

// usable looks what became of a key that asks under an invitation: live is its credential, where
// there is nothing left to do; the error is why it can never have one.
func (d *Desk) usable(h held, key eddsa.PublicKey) (live Credential, err error) {
	live, known, err := d.byKey(key)
	if err != nil || !known {
		if err == nil && h.Used != 0 {
			err = &UsedError{h.Used}
		}
		return Credential{}, err
	}
	switch {
	case live.Bytes() != nil && live.Claims().Subject != h.subject:
		return Credential{}, &ledger.RuleError{Rule: ledger.RuleKeyLive}
	case live.Bytes() != nil && h.Used != 0:
		return live, nil
	case h.Used != 0:
		return Credential{}, &UsedError{h.Used}
	case live.Bytes() == nil:
		return Credential{}, &ledger.RuleError{Rule: ledger.RuleCredentialRevoked}
	}
	// Invited anew, with the key that was enrolled before: only another credential is worth a wait.
	person, ok, err := d.Roster.BySubject([8]byte(h.subject))
	if err != nil || !ok || !says(live, claimsOf(person, key, 0)) {
		return Credential{}, err
	}
	return live, d.used(h)
}

// take keeps a request as the one that counts under an invitation, unless it is there already.
func (d *Desk) take(h held, raw []byte, request invitation.Request) (held, error) {
	for {
		if before, ok := d.request(h); ok && before.Key == request.Key {
			return h, nil
		} else if len(h.Request) > 0 {
			return h, ErrTaken
		}
		if list, _ := d.Ledger.Trust(); request.Address != list.URL {
			return h, ErrAddress
		}
		if err := d.redeemable(h); err != nil {
			return h, err
		}
		if before, err := h.withdrawn(); err != nil {
			return h, err
		} else if before.bars(request) {
			return h, ErrWithdrawn
		}
		next := h.record
		next.Request, next.Came = raw, d.Now().Unix()
		taken, err := d.change(h, next)
		if !errors.Is(err, ledger.ErrChanged) {
			return taken, err
		}
		if h, err = d.find(request.Invitation); err != nil { // another device asks in this moment
			return h, err
		}
	}
}

// Withdraw takes the request back that waits under an invitation, by a withdrawal, which
// [invitation.Withdrawal.Sign] made, and answers as View does. That request counts no more. Another
// can come then; of another key an officer will be asked whether it is the right one. Errors are
// those of View and [ErrTaken], where another request than that waits.
func (d *Desk) Withdraw(raw []byte) (View, error) {
	w, err := invitation.OpenWithdrawal(raw, d.Ledger.Origin())
	if err != nil {
		return View{}, d.forged(raw, err)
	}
	for {
		h, err := d.asked(w.Key, w.Address, w.Date)
		if err != nil {
			return View{}, err
		}
		if len(h.Request) == 0 {
			return d.viewOf(h)
		}
		if signer.DigestOf(h.Request) != w.Request {
			return View{}, ErrTaken
		}
		if d.Now().Unix() >= h.invitation.Until { // no other could come
			return View{}, &ExpiredError{h.invitation.Until}
		}
		next := h.record
		if r, ok := d.request(h); ok {
			before, err := h.withdrawn()
			if err != nil {
				return View{}, err
			}
			next.Withdrawn = cbor.Encode(before.with(h.Request, r.Key))
		}
		next.Request, next.Came = []byte{}, 0
		if h, err = d.change(h, next); err == nil {
			return d.viewOf(h)
		} else if !errors.Is(err, ledger.ErrChanged) {
			return View{}, err
		}
	}
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

// Holds reports whether a code is the invitation of a person and can still be redeemed, or was
// already: it is nil or one of the errors above. It changes nothing.
func (d *Desk) Holds(person roster.Person, typed string) error {
	code, err := invitation.ParseCode(typed)
	if err != nil {
		return ErrUnknown
	}
	key, err := eddsa.PublicKeyOf(code.Key(d.Ledger.Origin()))
	if err != nil {
		return err
	}
	h, err := d.find(key)
	if err == nil && h.subject != signer.Subject(person.Subject) {
		err = ErrUnknown
	}
	if err == nil {
		if err = d.redeemable(h); errors.Is(err, ErrUsed) {
			err = nil // by which key, the request will tell
		}
	}
	return err
}
