package enrol

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/cbor"
)

// drawerName is the name of the drawer that invitations lie in.
const drawerName = "invitations"

// invitation is what the drawer holds of a person's: one at a time, the last that was made.
type invitation struct {
	_        struct{} `cbor:",toarray"`
	Hash     signer.Digest
	Until    int64  // Unix seconds, exclusive
	Replaces []byte // digest of the credential that was in force when it was made, or empty
	Key      []byte // public key by which it was redeemed, or empty
	Redeemed int64  // Unix seconds
	Done     bool   // the credential was recorded
}

func subjectKey(s signer.Subject) []byte { return append([]byte("s"), s[:]...) }
func codeKey(hash signer.Digest) []byte  { return append([]byte("c"), hash[:]...) }

// held is an invitation as it was read.
type held struct {
	invitation
	subject signer.Subject
	raw     []byte // nil where there is none
}

func (d *Desk) invitationOf(subject signer.Subject) (held, error) {
	raw, err := d.Ledger.Drawer(drawerName).Get(subjectKey(subject))
	if err != nil || raw == nil {
		return held{subject: subject}, err
	}
	return decode(subject, raw)
}

func decode(subject signer.Subject, raw []byte) (held, error) {
	h := held{subject: subject, raw: raw}
	if err := cbor.Decode(raw, &h.invitation); err != nil {
		return held{}, fmt.Errorf("a stored invitation: %w", err)
	}
	return h, nil
}

// change writes what an invitation has become, if nobody else has changed it since it was read.
func (d *Desk) change(h held, next invitation) (held, error) {
	raw := cbor.Encode(next)
	err := d.Ledger.Drawer(drawerName).Swap([]change{{Key: subjectKey(h.subject), Old: h.raw, New: raw}})
	return held{next, h.subject, raw}, err
}

type change = struct{ Key, Old, New []byte }

// Invitation is one person's, with its code, which exists nowhere else.
type Invitation struct {
	Person roster.Person
	Code   Code
}

// Batch is invitations that were drawn and are not valid yet: what is printed of them is made
// first, so that no code is valid that nobody has.
type Batch struct {
	Invitations []Invitation
	Enrolled    int // people passed over because they have a credential
	Invited     int // people passed over because their invitation can still be redeemed, or waits for a registrar

	desk    *Desk
	changes [][]change // of each invitation
}

// Invite draws a code for each of the people who needs one. With renew also for those who are
// enrolled, whose key the redeemed invitation will replace, and for those who are invited, whose
// earlier code then is void. until is exclusive.
func (d *Desk) Invite(people iter.Seq2[roster.Person, error], until time.Time, renew bool,
	rand io.Reader) (*Batch, error) {
	b := &Batch{desk: d}
	for p, err := range people {
		if err != nil {
			return nil, err
		}
		if err := b.add(p, until, renew, rand); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *Batch) add(p roster.Person, until time.Time, renew bool, rand io.Reader) error {
	subject, next := signer.Subject(p.Subject), invitation{Until: until.Unix(), Replaces: []byte{}, Key: []byte{}}
	live, err := b.desk.Ledger.LiveCredential(subject)
	switch {
	case err == nil && !renew:
		b.Enrolled++
		return nil
	case err == nil:
		digest := live.Digest()
		next.Replaces = digest[:]
	case !errors.Is(err, ledger.ErrNotFound):
		return err
	}
	var changes []change
	old, err := b.desk.invitationOf(subject)
	if err != nil {
		return err
	}
	if old.raw != nil {
		open := !old.Done && (len(old.Key) > 0 || b.desk.Now().Unix() < old.Until)
		if open && !renew {
			b.Invited++
			return nil
		}
		changes = append(changes, change{codeKey(old.Hash), subject[:], nil})
	}
	code, err := newCode(rand)
	if err != nil {
		return err
	}
	next.Hash = hashOf(code)
	changes = append(changes, change{codeKey(next.Hash), nil, subject[:]},
		change{subjectKey(subject), old.raw, cbor.Encode(next)})
	b.changes = append(b.changes, changes)
	b.Invitations = append(b.Invitations, Invitation{p, code})
	return nil
}

// Commit makes the invitations valid. An error that wraps [ledger.ErrChanged] says that somebody
// else invited or redeemed at the same time; some may then be valid already.
func (b *Batch) Commit() error {
	return b.desk.Ledger.Drawer(drawerName).Swap(slices.Concat(b.changes...))
}

// Keep leaves out the invitations that keep, called with the place of each, does not want: they
// stay as they were.
func (b *Batch) Keep(keep func(n int) bool) {
	var invitations []Invitation
	var changes [][]change
	for n := range b.Invitations {
		if keep(n) {
			invitations, changes = append(invitations, b.Invitations[n]), append(changes, b.changes[n])
		}
	}
	b.Invitations, b.changes = invitations, changes
}

// Keys are those under which a person's invitation lies in the drawer, to be erased with the
// person.
func (d *Desk) Keys(subject signer.Subject) ([]ledger.DrawerKey, error) {
	h, err := d.invitationOf(subject)
	if err != nil || h.raw == nil {
		return nil, err
	}
	return []ledger.DrawerKey{{Drawer: drawerName, Key: subjectKey(subject)},
		{Drawer: drawerName, Key: codeKey(h.Hash)}}, nil
}
