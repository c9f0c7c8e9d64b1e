package enrol

import (
	"bytes"
	"context"
	"crypto"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

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
	Code   invitation.Code // empty until it is signed
	Until  int64           // Unix seconds, exclusive

	// What falls with the invitation that this one takes the place of.
	Waits  int64 // when the request came that waits under it, Unix seconds; 0 for none
	Former bool  // it is of an earlier build, so that its slip was void before

	// Before names what is kept of the invitation that this one takes the place of, so that who has
	// planned sees that another officer has invited since; zero for none.
	Before signer.Digest
}

// Batch is invitations that are not valid yet: what is printed of them is made first, so that no
// code is valid that nobody has.
type Batch struct {
	Invitations []Invitation
	Enrolled    int  // people passed over because they have a credential
	Invited     int  // people passed over because their invitation can still be redeemed, or waits for a registrar
	Sealed      bool // the officer can print the same codes again: see [Desk.Reprint]

	desk    *Desk
	bodies  []invitation.Body // of each invitation, to be signed
	changes [][]change        // of each, what is removed for it; the new record at the end once it is signed
	signed  bool
}

// Invite looks which of the people need an invitation. With renew also those who are enrolled,
// whose key the redeemed invitation will replace, and those who are invited, whose earlier code
// then is void. until is exclusive. There are no codes yet: [Batch.Sign] draws them.
func (d *Desk) Invite(people iter.Seq2[roster.Person, error], until time.Time, renew bool) (*Batch, error) {
	b := &Batch{desk: d}
	for p, err := range people {
		if err == nil {
			err = b.add(p, until.Unix(), renew)
		}
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

// appointed refuses a key that may not sign the ledger's next entry: what it invites to would be in
// question for everybody.
func (d *Desk) appointed(registrar crypto.Signer) error {
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

// add adds a person who needs an invitation, and what is to be removed for it.
func (b *Batch) add(p roster.Person, until int64, renew bool) error {
	d, subject := b.desk, signer.Subject(p.Subject)
	body := invitation.Body{Person: PersonOf(p), Until: until}
	live, err := d.Ledger.LiveCredential(subject)
	switch {
	case err == nil && !renew:
		b.Enrolled++
		return nil
	case err == nil:
		digest := live.Digest()
		body.Replaces = &digest
	case !errors.Is(err, ledger.ErrNotFound):
		return err
	}
	before, err := d.of(subject)
	if err != nil {
		return err
	}
	if d.standing(before) && !renew {
		b.Invited++
		return nil
	}
	one := Invitation{Person: p, Until: until}
	if before.raw != nil {
		one.Before = signer.DigestOf(before.raw)
	}
	if before.genuine && waits(before.record) {
		one.Waits = before.Came
	}
	changes, former, err := d.oldOf(subject)
	if err != nil {
		return err
	}
	one.Former = former
	byID := idKey(before.invitation.Key.ID())
	if of, err := d.Ledger.Drawer(drawerName).Get(byID); err != nil {
		return err
	} else if before.raw != nil && bytes.Equal(of, subject[:]) {
		changes = append(changes, change{Key: byID, Old: of})
	}
	b.changes = append(b.changes, append(changes, change{Key: subjectKey(subject), Old: before.raw}))
	b.Invitations, b.bodies = append(b.Invitations, one), append(b.bodies, body)
	return nil
}

// Sign draws the codes and signs the invitations by a registrar's key, on all processors: to derive
// a code's key takes milliseconds, so that guessing does. signed, which may be nil, is called for
// each, by several goroutines. Errors are [ledger.RuleRegistrarUnknown] and
// [ledger.RuleRegistrarRange] for a key that may not invite, [*UninvitedError], and the context's.
func (b *Batch) Sign(ctx context.Context, registrar crypto.Signer, rand io.Reader, signed func()) error {
	if err := b.desk.appointed(registrar); err != nil {
		return err
	}
	b.Sealed = canSeal(registrar)
	for n := range b.Invitations {
		code, err := invitation.NewCode(rand)
		if err != nil {
			return err
		}
		b.Invitations[n].Code = code
	}
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for n := range b.Invitations {
		work.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err := b.signOne(registrar, n); err != nil {
				return &UninvitedError{b.Invitations[n].Person, err}
			}
			if signed != nil {
				signed()
			}
			return nil
		})
	}
	err := work.Wait()
	b.signed = err == nil
	return err
}

func (b *Batch) signOne(registrar crypto.Signer, n int) error {
	d, code, body := b.desk, b.Invitations[n].Code, b.bodies[n]
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
var errUnsigned = errors.New("enrol: the batch was not signed")

// Commit makes the invitations valid. An error that wraps [ledger.ErrChanged] says that somebody
// else invited or redeemed at the same time; some may then be valid already.
func (b *Batch) Commit() error {
	if !b.signed {
		return errUnsigned
	}
	return b.desk.Ledger.Drawer(drawerName).Swap(slices.Concat(b.changes...))
}

// Keep leaves out the invitations that keep, called with the place of each, does not want: they
// stay as they were.
func (b *Batch) Keep(keep func(n int) bool) {
	var kept Batch
	for n := range b.Invitations {
		if !keep(n) {
			continue
		}
		kept.Invitations = append(kept.Invitations, b.Invitations[n])
		if n < len(b.bodies) { // else they are reprinted, and nothing changes
			kept.bodies, kept.changes = append(kept.bodies, b.bodies[n]), append(kept.changes, b.changes[n])
		}
	}
	b.Invitations, b.bodies, b.changes = kept.Invitations, kept.bodies, kept.changes
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
	return Invitation{Person: person, Code: code, Until: h.invitation.Until}, nil
}
