package invitation

import (
	"crypto"
	"errors"
	"fmt"
	"slices"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// Skew is how many seconds the date of what is asked may differ from the clock of who is asked.
const Skew = 600

// View asks what an invitation says. It changes nothing.
type View struct {
	Date    int64  // Unix seconds, by the clock of who is asked
	Address string // the institution's, as its trust list has it
	Key     eddsa.PublicKey
}

// Withdrawal takes a request back that no registrar has approved yet.
type Withdrawal struct {
	Date    int64
	Address string
	Key     eddsa.PublicKey
	Request signer.Digest // of the request's bytes
}

// Correction is a person's wish that something about them be corrected. It is signed by the
// invitation key, or by the key that is enrolled.
type Correction struct {
	Date    int64
	Address string
	Key     eddsa.PublicKey
	Field   string // one of [Fields]
	Wish    string // how it should be
	Note    string // may be empty
}

// Fields are what a correction may be about.
var Fields = []string{"name", "unit", "position", "rank", "nip", "other"}

const (
	viewName       = "view"
	withdrawalName = "withdrawal"
	correctionName = "correction"
)

// asked is the payload of all that is asked.
type asked[B any] struct {
	Date int64 `cbor:"6,keyasint"`
	Body B     `cbor:"-65537,keyasint"`
}

type viewBody struct {
	Address string   `cbor:"1,keyasint"`
	Key     plainKey `cbor:"2,keyasint"`
}

type withdrawalBody struct {
	viewBody
	Request signer.Digest `cbor:"3,keyasint"`
}

type correctionBody struct {
	viewBody
	Field string `cbor:"3,keyasint"`
	Wish  string `cbor:"4,keyasint"`
	Note  string `cbor:"5,keyasint,omitempty"`
}

func (b viewBody) check() error         { return checkAddress(b.Address) }
func (b viewBody) key() eddsa.PublicKey { return eddsa.PublicKey(b.Key) }

func (b correctionBody) check() error {
	if !slices.Contains(Fields, b.Field) {
		return fmt.Errorf("%w: a correction of %.40q", signer.ErrEncoding, b.Field)
	}
	err := errors.Join(signer.CheckLine("wish", b.Wish, 1, signer.MaxName),
		signer.CheckLine("note", b.Note, 0, signer.MaxName))
	if err != nil {
		return fmt.Errorf("%w: %w", signer.ErrEncoding, err)
	}
	return checkAddress(b.Address)
}

type body interface {
	check() error
	key() eddsa.PublicKey
}

// Sign signs by the invitation key. Key may be left out, here and below: it is the key's.
func (v View) Sign(key crypto.Signer, origin string) ([]byte, error) {
	return sign(key, viewName, origin, v.Date, func(k plainKey) viewBody { return viewBody{v.Address, k} })
}

// Sign signs by the invitation key.
func (w Withdrawal) Sign(key crypto.Signer, origin string) ([]byte, error) {
	return sign(key, withdrawalName, origin, w.Date, func(k plainKey) withdrawalBody {
		return withdrawalBody{viewBody{w.Address, k}, w.Request}
	})
}

// Sign signs by the invitation key or the person's.
func (c Correction) Sign(key crypto.Signer, origin string) ([]byte, error) {
	return sign(key, correctionName, origin, c.Date, func(k plainKey) correctionBody {
		return correctionBody{viewBody{c.Address, k}, c.Field, c.Wish, c.Note}
	})
}

// OpenView reads a view and checks that the key in it signed it, for the institution of the given
// origin; so do the others. Whose key that is, and whether the date is of now, is for the caller to
// say. Errors wrap [signer.ErrEncoding] or [eddsa.ErrSignature].
func OpenView(raw []byte, origin string) (View, error) {
	a, err := open[viewBody](raw, viewName, origin)
	return View{a.Date, a.Body.Address, a.Body.key()}, err
}

// OpenWithdrawal reads a withdrawal.
func OpenWithdrawal(raw []byte, origin string) (Withdrawal, error) {
	a, err := open[withdrawalBody](raw, withdrawalName, origin)
	return Withdrawal{a.Date, a.Body.Address, a.Body.key(), a.Body.Request}, err
}

// OpenCorrection reads a correction.
func OpenCorrection(raw []byte, origin string) (Correction, error) {
	a, err := open[correctionBody](raw, correctionName, origin)
	return Correction{a.Date, a.Body.Address, a.Body.key(), a.Body.Field, a.Body.Wish, a.Body.Note}, err
}

func sign[B body](key crypto.Signer, name, origin string, date int64, of func(plainKey) B) ([]byte, error) {
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	a := asked[B]{date, of(plainKey(pub))}
	if err := errors.Join(checkTime("date", date), a.Body.check()); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return signer.SignNamed(key, name, origin, cbor.Encode(a))
}

func open[B body](raw []byte, name, origin string) (asked[B], error) {
	a, signed, err := parse[B](raw)
	if err != nil {
		return asked[B]{}, fmt.Errorf("%s: %w", name, err)
	}
	if err := signed.Verify(name, origin, a.Body.key()); err != nil {
		return asked[B]{}, err
	}
	return a, nil
}

// parse reads what nobody has checked yet.
func parse[B body](raw []byte) (a asked[B], signed signer.Named, err error) {
	if signed, err = signer.ParseNamed(raw); err != nil {
		return a, signed, err
	}
	if err = cbor.Decode(signed.Payload(), &a); err != nil {
		return a, signed, err
	}
	return a, signed, errors.Join(checkTime("date", a.Date), a.Body.check())
}

func checkTime(what string, t int64) error {
	if err := signer.CheckTime(t); err != nil {
		return fmt.Errorf("%w: %s: %w", signer.ErrEncoding, what, err)
	}
	return nil
}

func checkAddress(address string) error {
	if err := signer.CheckLine("address", address, 1, signer.MaxName); err != nil {
		return fmt.Errorf("%w: %w", signer.ErrEncoding, err)
	}
	return nil
}
