package invitation

import (
	"crypto"
	"crypto/ed25519"
	"errors"
	"fmt"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// Invitation is a registrar's word that whoever holds a code may ask for the credential of a
// person, and what that credential will say.
type Invitation struct {
	IssuedAt int64 // Unix seconds
	Body
}

// Body is an invitation's own part.
type Body struct {
	signer.Person                 // as the credential will name the person, and which one it may replace
	Key           eddsa.PublicKey // the invitation key, derived from the code
	Until         int64           // Unix seconds, exclusive
}

// A plainKey is a key as its 32 bytes, and not as a COSE_Key: only the key that a credential is
// asked for needs to be one.
type plainKey [ed25519.PublicKeySize]byte

type invitationClaims struct {
	IssuedAt       int64 `cbor:"6,keyasint"`
	invitationBody `cbor:"-65537,keyasint"`
}

type invitationBody struct {
	signer.Person
	Key   plainKey `cbor:"8,keyasint"`
	Until int64    `cbor:"9,keyasint"`
}

func (i Invitation) claims() invitationClaims {
	return invitationClaims{i.IssuedAt, invitationBody{i.Person, plainKey(i.Key), i.Until}}
}

func (c invitationClaims) invitation() Invitation {
	return Invitation{c.IssuedAt, Body{c.Person, eddsa.PublicKey(c.Key), c.Until}}
}

const invitationName = "invitation"

func (i Invitation) check() error {
	person := signer.Credential{IssuedAt: i.IssuedAt, Person: i.Person}
	if err := errors.Join(person.Check(), checkTime("until", i.Until)); err != nil {
		return fmt.Errorf("%w: invitation: %w", signer.ErrEncoding, err)
	}
	return nil
}

// Sign makes the invitation of a registrar at the institution of the given origin.
func (i Invitation) Sign(registrar crypto.Signer, origin string) ([]byte, error) {
	if err := i.check(); err != nil {
		return nil, err
	}
	return signer.SignNamed(registrar, invitationName, origin, cbor.Encode(i.claims()))
}

// Unverified is an invitation whose signature nobody has checked yet.
type Unverified struct {
	signed signer.Named
	claims Invitation
}

// Parse reads an invitation and refuses every other encoding of it.
func Parse(raw []byte) (Unverified, error) {
	var claims invitationClaims
	signed, err := signer.ParseNamed(raw)
	if err == nil {
		err = cbor.Decode(signed.Payload(), &claims)
	}
	if err != nil {
		return Unverified{}, fmt.Errorf("invitation: %w", err)
	}
	u := Unverified{signed, claims.invitation()}
	if err := u.claims.check(); err != nil {
		return Unverified{}, err
	}
	return u, nil
}

// Claims returns what the invitation says, which nobody has checked.
func (u Unverified) Claims() Invitation { return u.claims }

// KeyID returns the identifier of the registrar's key that claims to have signed.
func (u Unverified) KeyID() eddsa.KeyID { return u.signed.KeyID() }

// Bytes returns the invitation as it was signed or received. The caller must not change them.
func (u Unverified) Bytes() []byte { return u.signed.Bytes() }

// Open checks the signature under a registrar's key. Whether that registrar is in force, and the
// invitation still open, is for the caller to say.
func (u Unverified) Open(origin string, registrar eddsa.PublicKey) (Invitation, error) {
	if err := u.signed.Verify(invitationName, origin, registrar); err != nil {
		return Invitation{}, err
	}
	return u.claims, nil
}
