package enrol

import (
	"bytes"
	"crypto"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"sync"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
)

// Invitation is one person's, with its code, which is written nowhere else.
type Invitation struct {
	Person roster.Person
	Code   invitation.Code
	Until  int64 // Unix seconds, exclusive
}

// Batch is invitations that were signed and are not valid yet: what is printed of them is made
// first, so that no code is valid that nobody has.
type Batch struct {
	Invitations []Invitation
	Enrolled    int  // people passed over because they have a credential
	Invited     int  // people passed over because their invitation can still be redeemed, or waits for a registrar
	Sealed      bool // the officer can print the same codes again: see [Desk.Reprint]

	desk    *Desk
	changes [][]change // of each invitation, the new record at the end
}

// Invite draws a code for each of the people who needs one, and signs the invitation. With renew
// also for those who are enrolled, whose key the redeemed invitation will replace, and for those
// who are invited, whose earlier code then is void. until is exclusive. Without a registrar it only
// says whom it would invite: there are no codes then, and nothing to commit. Errors are
// [ledger.RuleRegistrarUnknown] and [ledger.RuleRegistrarRange] for a key that may not invite, and
// [*UninvitedError].
func (d *Desk) Invite(registrar crypto.Signer, people iter.Seq2[roster.Person, error], until time.Time, renew bool,
	rand io.Reader) (*Batch, error) {
	if err := d.appointed(registrar); err != nil {
		return nil, err
	}
	b := &Batch{desk: d, Sealed: canSeal(registrar)}
	var bodies []invitation.Body
	for p, err := range people {
		if err != nil {
			return nil, err
		}
		body, err := b.add(p, renew)
		if err != nil {
			return nil, err
		}
		if body == nil {
			continue
		}
		body.Until = until.Unix()
		one := Invitation{Person: p, Until: body.Until}
		if registrar != nil {
			if one.Code, err = invitation.NewCode(rand); err != nil {
				return nil, err
			}
		}
		b.Invitations, bodies = append(b.Invitations, one), append(bodies, *body)
	}
	if registrar == nil {
		b.changes = nil
		return b, nil
	}
	return b, b.sign(registrar, bodies)
}

// appointed refuses a key that may not sign the ledger's next entry: what it invites to would be in
// question for everybody.
func (d *Desk) appointed(registrar crypto.Signer) error {
	if registrar == nil {
		return nil
	}
	key, err := eddsa.PublicKeyOf(registrar)
	if err != nil {
		return err
	}
	list, _ := d.Ledger.Trust()
	r, ok := list.Registrar(key.ID())
	switch index := d.Ledger.Size(); {
	case !ok || r.Key != key:
		return &ledger.RuleError{Rule: ledger.RuleRegistrarUnknown, Args: []any{"key", fmt.Sprintf("%x", key.ID())}}
	case !r.Holds(index):
		return &ledger.RuleError{Rule: ledger.RuleRegistrarRange, Args: []any{"name", r.Name, "index", index}}
	}
	return nil
}

// add looks whether a person needs an invitation, and adds what is to be removed for it. The body
// is nil where the person does not.
func (b *Batch) add(p roster.Person, renew bool) (*invitation.Body, error) {
	d, subject := b.desk, signer.Subject(p.Subject)
	body := &invitation.Body{Person: claimsOf(p, eddsa.PublicKey{}, 0).Person}
	live, err := d.Ledger.LiveCredential(subject)
	switch {
	case err == nil && !renew:
		b.Enrolled++
		return nil, nil
	case err == nil:
		digest := live.Digest()
		body.Replaces = &digest
	case !errors.Is(err, ledger.ErrNotFound):
		return nil, err
	}
	before, err := d.of(subject)
	if err != nil {
		return nil, err
	}
	if d.standing(before) && !renew {
		b.Invited++
		return nil, nil
	}
	changes, err := d.oldOf(subject)
	if err != nil {
		return nil, err
	}
	byID := idKey(before.invitation.Key.ID())
	if of, err := d.Ledger.Drawer(drawerName).Get(byID); err != nil {
		return nil, err
	} else if before.raw != nil && bytes.Equal(of, subject[:]) {
		changes = append(changes, change{Key: byID, Old: of})
	}
	b.changes = append(b.changes, append(changes, change{Key: subjectKey(subject), Old: before.raw}))
	return body, nil
}

// sign derives the keys of all codes and signs the invitations, on all processors: deriving takes
// milliseconds a code, so that guessing does.
func (b *Batch) sign(registrar crypto.Signer, bodies []invitation.Body) error {
	next, failed := make(chan int), make([]error, len(bodies))
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for n := range next {
				failed[n] = b.signOne(registrar, n, bodies[n])
			}
		})
	}
	for n := range bodies {
		next <- n
	}
	close(next)
	workers.Wait()
	for n, err := range failed {
		if err != nil {
			return &UninvitedError{b.Invitations[n].Person, err}
		}
	}
	return nil
}

func (b *Batch) signOne(registrar crypto.Signer, n int, body invitation.Body) error {
	d, code := b.desk, b.Invitations[n].Code
	origin := d.Ledger.Origin()
	key, err := eddsa.PublicKeyOf(code.Key(origin))
	if err != nil {
		return err
	}
	body.Key = key
	raw, err := invitation.Invitation{IssuedAt: d.Now().Unix(), Body: body}.Sign(registrar, origin)
	if err != nil {
		return err
	}
	sealed, err := seal(registrar, origin, key, code)
	if err != nil {
		return err
	}
	changes := b.changes[n]
	changes[len(changes)-1].New = cbor.Encode(record{Invitation: raw, Sealed: sealed, Request: []byte{},
		Withdrawn: []byte{}})
	b.changes[n] = append(changes, change{Key: idKey(key.ID()), New: body.Subject[:]})
	return nil
}

// errUnsigned is for a caller who would commit what was only looked at.
var errUnsigned = errors.New("enrol: the batch was made without a registrar")

// Commit makes the invitations valid. An error that wraps [ledger.ErrChanged] says that somebody
// else invited or redeemed at the same time; some may then be valid already.
func (b *Batch) Commit() error {
	if len(b.changes) < len(b.Invitations) {
		return errUnsigned
	}
	return b.desk.Ledger.Drawer(drawerName).Swap(slices.Concat(b.changes...))
}

// Keep leaves out the invitations that keep, called with the place of each, does not want: they
// stay as they were.
func (b *Batch) Keep(keep func(n int) bool) {
	var invitations []Invitation
	var changes [][]change
	for n := range b.Invitations {
		if !keep(n) {
			continue
		}
		invitations = append(invitations, b.Invitations[n])
		if n < len(b.changes) {
			changes = append(changes, b.changes[n])
		}
	}
	b.Invitations, b.changes = invitations, changes
}

// Reprint reads the code of a person's invitation again, for the officer who made it. It changes
// nothing. Errors are [ErrUnknown] where the person has no invitation, or it fell with the
// registrar who made it, [*UsedError], [*ExpiredError], and [ErrSealed].
func (d *Desk) Reprint(registrar crypto.Signer, person roster.Person) (Invitation, error) {
	h, err := d.of(signer.Subject(person.Subject))
	if err == nil && h.genuine {
		err = d.redeemable(h)
	}
	if err == nil && !d.standing(h) {
		err = ErrUnknown
	}
	if err != nil {
		return Invitation{}, err
	}
	code, err := unseal(registrar, d.Ledger.Origin(), h.invitation.Key, h.Sealed)
	if err != nil {
		return Invitation{}, err
	}
	if key, err := eddsa.PublicKeyOf(code.Key(d.Ledger.Origin())); err != nil || key != h.invitation.Key {
		return Invitation{}, fmt.Errorf("%w: it is of another invitation", ErrSealed)
	}
	return Invitation{person, code, h.invitation.Until}, nil
}
