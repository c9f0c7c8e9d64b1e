package signer

import (
	"crypto"
	"errors"
	"fmt"

	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// Enrolment is a person's request for a credential, signed by the key that is to be theirs: so
// nobody can have another's key enrolled. It is never recorded; the credential that answers it is.
type Enrolment struct {
	Confirmation `cbor:"8,keyasint"`
	Invitation   string `cbor:"-65537,keyasint,omitempty"` // the code from HR; empty where the key is enrolled already
}

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
	if err := CheckOrigin(origin); err != nil {
		return nil, fmt.Errorf("enrolment: %w", err)
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	e.Key = pub
	id := pub.ID()
	s := envelope{Protected: cbor.Encode(header{Algorithm: algEdDSA, KeyID: id[:]}), Payload: cbor.Encode(e)}
	if s.Signature, err = eddsa.Sign(key, pub, enrolmentSigned(s, origin)); err != nil {
		return nil, fmt.Errorf("enrolment: %w", err)
	}
	return cbor.Encode(s), nil
}

// OpenEnrolment reads a request and checks that the key in it signed it, for the institution of the
// given origin. Errors wrap [ErrEncoding] or [eddsa.ErrSignature].
func OpenEnrolment(raw []byte, origin string) (Enrolment, error) {
	var s envelope
	var h header
	var e Enrolment
	err := cbor.Decode(raw, &s)
	if err == nil {
		err = errors.Join(cbor.Decode(s.Protected, &h), cbor.Decode(s.Payload, &e))
	}
	if err != nil {
		return Enrolment{}, fmt.Errorf("enrolment: %w", err)
	}
	if err := e.check(); err != nil {
		return Enrolment{}, err
	}
	if id := e.Key.ID(); h.Algorithm != algEdDSA || len(h.Credential) != 0 || string(h.KeyID) != string(id[:]) {
		return Enrolment{}, fmt.Errorf("enrolment: %w: "+
			"the header is not that of an EdDSA signature by the key in it", ErrEncoding)
	}
	if err := e.Key.Verify(enrolmentSigned(s, origin), s.Signature); err != nil {
		return Enrolment{}, fmt.Errorf("enrolment: %w", err)
	}
	return e, nil
}

func enrolmentSigned(s envelope, origin string) []byte {
	return sigStructure(s.Protected, externalData("enrolment", origin), s.Payload)
}
