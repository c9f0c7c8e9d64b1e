// Package registrar is how an officer asks to become a registrar: a statement by the officer's new
// key that says the name it is to be known by (STATEMENT.md section 15). The root appoints, by the
// next trust list; the request shows that whoever asks has the key.
package registrar

import (
	"crypto"
	"fmt"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// Request is a key that is to be a registrar's, and the name that checks are to show.
type Request struct {
	Key  eddsa.PublicKey
	Name string
}

const requestName = "registrar"

type claims struct {
	Confirmation signer.Confirmation `cbor:"8,keyasint"`
	Body         body                `cbor:"-65537,keyasint"`
}

type body struct {
	Name string `cbor:"1,keyasint"`
}

func (c claims) check() error {
	if err := signer.CheckLine("name", c.Body.Name, 1, signer.MaxName); err != nil {
		return fmt.Errorf("%w: registrar: %w", signer.ErrEncoding, err)
	}
	return nil
}

// Sign makes the request of a key at the institution of the given origin.
func Sign(key crypto.Signer, name, origin string) ([]byte, error) {
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return nil, fmt.Errorf("registrar: %w", err)
	}
	c := claims{signer.Confirmation{Key: pub}, body{name}}
	if err := c.check(); err != nil {
		return nil, err
	}
	return signer.SignNamed(key, requestName, origin, cbor.Encode(c))
}

// Open reads a request and checks that the key in it signed it, for the institution of the given
// origin. Errors wrap [signer.ErrEncoding], [eddsa.ErrKey] or [eddsa.ErrSignature].
func Open(raw []byte, origin string) (Request, error) {
	n, c, err := parse(raw)
	if err != nil {
		return Request{}, err
	}
	if err := c.Confirmation.Key.Check(); err != nil {
		return Request{}, fmt.Errorf("registrar: %w", err)
	}
	if err := n.Verify(requestName, origin, c.Confirmation.Key); err != nil {
		return Request{}, err
	}
	return Request{c.Confirmation.Key, c.Body.Name}, nil
}

func parse(raw []byte) (n signer.Named, c claims, err error) {
	if n, err = signer.ParseNamed(raw); err == nil {
		err = cbor.Decode(n.Payload(), &c)
	}
	if err != nil {
		return n, c, fmt.Errorf("registrar: %w", err)
	}
	return n, c, c.check()
}
