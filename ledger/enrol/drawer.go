package enrol

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/verify/trust"
)

// drawerName is the name of the drawer that invitations lie in.
const drawerName = "invitations"

// record is what the drawer holds of a person's invitation: one at a time, the last that was made.
type record struct {
	_          struct{} `cbor:",toarray"`
	Invitation []byte   // the statement that a registrar signed
	Sealed     []byte   // the code, for the officer who made it; or empty
	Request    []byte   // the request that counts; or empty
	Came       int64    // when it came, Unix seconds
	Withdrawn  []byte   // what was withdrawn before it: [withdrawn]; or empty
	Used       int64    // when a credential was recorded for it, Unix seconds; 0 for not
}

func subjectKey(s signer.Subject) []byte { return append([]byte("i"), s[:]...) }
func idKey(id eddsa.KeyID) []byte        { return append([]byte("k"), id[:]...) }

// held is a record as it was read.
type held struct {
	record
	subject    signer.Subject
	raw        []byte // nil where there is none
	invitation invitation.Invitation
	registrar  trust.Registrar // who signed it
	genuine    bool            // a registrar of the trust list did
}

// of reads a person's invitation. Where there is none raw is nil.
func (d *Desk) of(subject signer.Subject) (held, error) {
	raw, err := d.Ledger.Drawer(drawerName).Get(subjectKey(subject))
	if err != nil || raw == nil {
		return held{subject: subject}, err
	}
	return d.read(subject, raw)
}

// read reads a record. The drawer is not believed: what a registrar of the trust list did not sign,
// or signed of another person, is not genuine.
func (d *Desk) read(subject signer.Subject, raw []byte) (held, error) {
	h, u, err := d.glance(subject, raw)
	if err != nil || !h.genuine {
		return h, err
	}
	_, err = u.Open(d.Ledger.Origin(), h.registrar.Key)
	h.genuine = err == nil
	return h, nil
}

// glance reads a record as [Desk.read] does, but for the signature.
func (d *Desk) glance(subject signer.Subject, raw []byte) (h held, u invitation.Unverified, err error) {
	h = held{subject: subject, raw: raw}
	if err := cbor.Decode(raw, &h.record); err != nil {
		return held{}, u, fmt.Errorf("a stored invitation: %w", err)
	}
	if u, err = invitation.Parse(h.Invitation); err != nil {
		return h, u, nil
	}
	h.invitation = u.Claims()
	list, _ := d.Ledger.Trust()
	registrar, ok := list.Registrar(u.KeyID())
	if ok && h.invitation.Subject == subject {
		h.registrar, h.genuine = registrar, true
	}
	return h, u, nil
}

// find finds a genuine invitation by its key, or returns [ErrUnknown].
func (d *Desk) find(key eddsa.PublicKey) (held, error) {
	subject, err := d.Ledger.Drawer(drawerName).Get(idKey(key.ID()))
	if err != nil {
		return held{}, err
	}
	if len(subject) != len(signer.Subject{}) {
		return held{}, ErrUnknown
	}
	h, err := d.of(signer.Subject(subject))
	if err == nil && (!h.genuine || h.invitation.Key != key) {
		err = ErrUnknown
	}
	return h, err
}

// redeemable is nil for an invitation that was not used and can still be redeemed, or waits.
func (d *Desk) redeemable(h held) error {
	switch {
	case h.Used != 0:
		return &UsedError{h.Used}
	case len(h.Request) == 0 && d.Now().Unix() >= h.invitation.Until:
		return &ExpiredError{h.invitation.Until}
	}
	return nil
}

// standing says that an invitation still can lead to a credential without an officer's look at it,
// or waits for that look: whom it is of needs no other.
func (d *Desk) standing(h held) bool {
	return h.genuine && d.redeemable(h) == nil && (len(h.Request) > 0 || h.registrar.Holds(d.Ledger.Size()))
}

// request is the request under an invitation, whose signatures are checked again, since the drawer
// is not believed; ok is false where there is none.
func (d *Desk) request(h held) (r invitation.Request, ok bool) {
	if len(h.Request) == 0 || !h.genuine {
		return r, false
	}
	r, err := invitation.OpenRequest(h.Request, d.Ledger.Origin())
	return r, err == nil && r.Invitation == h.invitation.Key
}

// change writes what an invitation has become, if nobody else has changed it since it was read.
func (d *Desk) change(h held, next record) (held, error) {
	raw := cbor.Encode(next)
	err := d.Ledger.Drawer(drawerName).Swap([]change{{Key: subjectKey(h.subject), Old: h.raw, New: raw}})
	h.record, h.raw = next, raw
	return h, err
}

type change = struct{ Key, Old, New []byte }

// each calls f for the invitations whose record is wanted, by subject.
func (d *Desk) each(wanted func(record) bool, f func(held) error) error {
	return d.rows(wanted, func(subject signer.Subject, raw []byte) error {
		h, err := d.read(subject, raw)
		if err != nil {
			return err
		}
		return f(h)
	})
}

// rows calls f for the records that are wanted, by subject.
func (d *Desk) rows(wanted func(record) bool, f func(subject signer.Subject, raw []byte) error) error {
	type row struct {
		subject signer.Subject
		raw     []byte
	}
	var rows []row
	err := d.Ledger.Drawer(drawerName).Each([]byte("i"), func(k, v []byte) error {
		if len(k) != 1+len(signer.Subject{}) {
			return fmt.Errorf("a stored invitation has a key of %d bytes", len(k))
		}
		var r record
		if err := cbor.Decode(v, &r); err != nil {
			return fmt.Errorf("a stored invitation: %w", err)
		}
		if wanted(r) {
			rows = append(rows, row{signer.Subject(k[1:]), bytes.Clone(v)})
		}
		return nil
	})
	for _, r := range rows {
		if err == nil {
			err = f(r.subject, r.raw)
		}
	}
	return err
}

// unused is true of an invitation for which nothing was recorded.
func unused(r record) bool { return r.Used == 0 }

// Fallen counts the invitations that fall when a registrar is retired: those that he signed and
// that nobody has used yet.
func (d *Desk) Fallen(registrar eddsa.PublicKey) (n int, err error) {
	err = d.each(unused, func(h held) error {
		if h.genuine && h.registrar.Key == registrar && d.redeemable(h) == nil {
			n++
		}
		return nil
	})
	return n, err
}

// Keys are those under which what is kept of a person's invitation and wishes lies in drawers, to
// be erased with the person.
func (d *Desk) Keys(subject signer.Subject) (keys []ledger.DrawerKey, err error) {
	h, err := d.of(subject)
	if err != nil {
		return nil, err
	}
	if h.raw != nil {
		keys = append(keys, ledger.DrawerKey{Drawer: drawerName, Key: subjectKey(subject)},
			ledger.DrawerKey{Drawer: drawerName, Key: idKey(h.invitation.Key.ID())})
	}
	old, _, err := d.oldOf(subject)
	for _, c := range old {
		keys = append(keys, ledger.DrawerKey{Drawer: drawerName, Key: c.Key})
	}
	wishes, bad := d.Ledger.Drawer(wishDrawer).Get(wishKey(subject))
	if wishes != nil {
		keys = append(keys, ledger.DrawerKey{Drawer: wishDrawer, Key: wishKey(subject)})
	}
	return keys, errors.Join(err, bad)
}

// old is what earlier builds kept of an invitation, whose code was sent to redeem it.
type old struct {
	_        struct{} `cbor:",toarray"`
	Hash     signer.Digest
	Until    int64
	Replaces []byte
	Key      []byte
	Redeemed int64
	Done     bool
}

// open says that the slip of an earlier build would still have been good for something.
func (o old) open(now time.Time) bool { return o.Redeemed == 0 && !o.Done && now.Unix() < o.Until }

// oldOf is what is left of a person's invitation of an earlier build, as the changes that remove
// it, and whether the person may still have its slip, which is void.
func (d *Desk) oldOf(subject signer.Subject) (changes []change, slip bool, err error) {
	drawer, key := d.Ledger.Drawer(drawerName), append([]byte("s"), subject[:]...)
	raw, err := drawer.Get(key)
	if err != nil || raw == nil {
		return nil, false, err
	}
	changes = []change{{Key: key, Old: raw}}
	var o old
	if cbor.Decode(raw, &o) != nil {
		return changes, false, nil
	}
	slip = d.Now != nil && o.open(d.Now())
	byCode := append([]byte("c"), o.Hash[:]...)
	if of, err := drawer.Get(byCode); err != nil || of == nil {
		return changes, slip, err
	}
	return append(changes, change{Key: byCode, Old: subject[:]}), slip, nil
}

// Former counts the people who may still have a slip of an earlier build, which is void: they are
// to be invited anew.
func (d *Desk) Former() (n int, err error) {
	err = d.Ledger.Drawer(drawerName).Each([]byte("s"), func(_, raw []byte) error {
		var o old
		if cbor.Decode(raw, &o) == nil && o.open(d.Now()) {
			n++
		}
		return nil
	})
	return n, err
}
