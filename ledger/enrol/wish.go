package enrol

import (
	"bytes"
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

const (
	wishDrawer = "wishes"

	// MaxWishes is how many wishes of a person may be open: one for each field that a credential
	// names. So whoever has a slip cannot fill the disk.
	MaxWishes = 5
)

// Wish is what a person says is wrong about them, and how it should be. Nothing follows from it but
// that an officer reads it.
type Wish struct {
	Person roster.Person
	Field  string // one of [invitation.Fields]
	Wish   string // how it should be
	Note   string // may be empty
	Time   int64  // when it came, Unix seconds

	raw []byte
}

// Now is what the roster has for what the wish is about; "" where it is about no field of it.
func (w Wish) Now() string {
	p := w.Person
	return map[string]string{"name": p.PrintedName(), "unit": p.Unit, "position": p.Position, "rank": p.PrintedRank(),
		"nip": string(p.NIP)}[w.Field]
}

// wished is a wish as the drawer holds it: under "w" and the subject, all that are open of one
// person.
type wished struct {
	_    struct{} `cbor:",toarray"`
	Raw  []byte   // the correction, as it was signed
	Time int64
}

func wishKey(s signer.Subject) []byte { return append([]byte("w"), s[:]...) }

// Wish keeps a correction, which [invitation.Correction.Sign] made by the invitation key or by the
// key that is enrolled, for an officer to read, and says how many of the person's are open. The
// same again is not another. Errors are [ErrWishes], [ErrAddress], [ErrDate], those of View for an
// invitation key, [ledger.RuleCredentialRevoked] for a key that was enrolled, and those of
// [invitation.OpenCorrection].
func (d *Desk) Wish(raw []byte) (open int, err error) {
	c, err := invitation.OpenCorrection(raw, d.Ledger.Origin())
	if err != nil {
		return 0, d.forged(raw, err)
	}
	if err := d.hereAndNow(c.Address, c.Date); err != nil {
		return 0, err
	}
	subject, err := d.wisher(c.Key)
	if err != nil {
		return 0, err
	}
	drawer := d.Ledger.Drawer(wishDrawer)
	for {
		wishes, before, err := d.wishesOf(subject)
		if err != nil || slices.ContainsFunc(wishes, func(w wished) bool { return bytes.Equal(w.Raw, raw) }) {
			return len(wishes), err
		}
		if len(wishes) >= MaxWishes {
			return len(wishes), ErrWishes
		}
		wishes = append(wishes, wished{Raw: raw, Time: d.Now().Unix()})
		err = drawer.Swap([]change{{Key: wishKey(subject), Old: before, New: cbor.Encode(wishes)}})
		if !errors.Is(err, ledger.ErrChanged) {
			return len(wishes), err
		}
	}
}

// wisher finds whose key it is: an invitation's that leads to a credential, or one in force.
func (d *Desk) wisher(key eddsa.PublicKey) (signer.Subject, error) {
	live, known, err := d.byKey(key)
	switch {
	case err != nil:
		return signer.Subject{}, err
	case live.Bytes() != nil:
		return live.Claims().Subject, nil
	case known:
		return signer.Subject{}, &ledger.RuleError{Rule: ledger.RuleCredentialRevoked}
	}
	h, err := d.find(key)
	if err == nil {
		err = d.redeemable(h)
	}
	return h.subject, err
}

func (d *Desk) wishesOf(subject signer.Subject) (wishes []wished, raw []byte, err error) {
	raw, err = d.Ledger.Drawer(wishDrawer).Get(wishKey(subject))
	if err == nil && raw != nil {
		err = readWishes(raw, &wishes)
	}
	return wishes, raw, err
}

func readWishes(raw []byte, wishes *[]wished) error {
	if err := cbor.Decode(raw, wishes); err != nil {
		return fmt.Errorf("stored wishes: %w", err)
	}
	return nil
}

// Wishes lists the wishes that are open, by person and then in the order in which they came. What
// nobody signed is passed over: the drawer is not believed.
func (d *Desk) Wishes() (all []Wish, err error) {
	subjects, wishes := []signer.Subject{}, [][]wished{}
	err = d.Ledger.Drawer(wishDrawer).Each([]byte("w"), func(k, v []byte) error {
		var of []wished
		if len(k) != 1+len(signer.Subject{}) {
			return fmt.Errorf("a stored wish has a key of %d bytes", len(k))
		}
		err := readWishes(bytes.Clone(v), &of)
		subjects, wishes = append(subjects, signer.Subject(k[1:])), append(wishes, of)
		return err
	})
	for n, subject := range subjects {
		if err != nil {
			return nil, err
		}
		var person roster.Person
		var ok bool
		if person, ok, err = d.Roster.BySubject([8]byte(subject)); !ok {
			continue
		}
		for _, w := range wishes[n] {
			if c, bad := invitation.OpenCorrection(w.Raw, d.Ledger.Origin()); bad == nil {
				all = append(all, Wish{person, c.Field, c.Wish, c.Note, w.Time, w.Raw})
			}
		}
	}
	return all, err
}

// Settle takes a wish off the list: an officer has seen to it. One that is gone already is no
// error.
func (d *Desk) Settle(w Wish) error {
	subject := signer.Subject(w.Person.Subject)
	for {
		wishes, before, err := d.wishesOf(subject)
		if err != nil || before == nil {
			return err
		}
		left := slices.DeleteFunc(wishes, func(o wished) bool { return bytes.Equal(o.Raw, w.raw) })
		var after []byte
		if len(left) > 0 {
			after = cbor.Encode(left)
		}
		err = d.Ledger.Drawer(wishDrawer).Swap([]change{{Key: wishKey(subject), Old: before, New: after}})
		if !errors.Is(err, ledger.ErrChanged) {
			return err
		}
	}
}
