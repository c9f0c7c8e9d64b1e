package signer

import (
	"crypto"
	"fmt"

	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// Enrolment is a person's request for a credential, signed by the key that is to be theirs: so
// nobody can have another's key enrolled. It is never recorded; the credential that answers it is.
type Enrolment struct {
	Confirmation `cbor:"8,keyasint"`
	Invitation   string `cbor:"-65537,keyasint,omitempty"` // a code, as earlier builds sent it; none is made any more
}

const enrolmentName = "enrolment"

// maxInvitation bounds the code in bytes; what a code is, its reader says.
const maxInvitation = 64

func (e Enrolment) check() error {
	if len(e.Invitation) > maxInvitation {
		return fmt.Errorf("%w: enrolment: the invitation has more than %d bytes", ErrEncoding, maxInvitation)
	}
	return nil
}

// Sign makes the request of a key for the institution of the given origin. Confirmation may be left
// out: it is the key's.
func (e Enrolment) Sign(key crypto.Signer, origin string) ([]byte, error) {
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return nil, fmt.Errorf("enrolment: %w", err)
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	e.Key = pub
	return SignNamed(key, enrolmentName, origin, cbor.Encode(e))
}

// OpenEnrolment reads a request and checks that the key in it signed it, for the institution of the
// given origin. Errors wrap [ErrEncoding] or [eddsa.ErrSignature].
func OpenEnrolment(raw []byte, origin string) (Enrolment, error) {
	n, err := ParseNamed(raw)
	var e Enrolment
	if err == nil {
		err = cbor.Decode(n.Payload(), &e)
	}
	if err != nil {
		return Enrolment{}, fmt.Errorf("enrolment: %w", err)
	}
	if err := e.check(); err != nil {
		return Enrolment{}, err
	}
	if err := n.Verify(enrolmentName, origin, e.Key); err != nil {
		return Enrolment{}, err
	}
	return e, nil
}
