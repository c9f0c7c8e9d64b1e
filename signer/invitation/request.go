package invitation

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"fmt"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// Request asks for the credential that an invitation promises, for a key: signed by that key, which
// so is in the person's hands, and by the invitation key, which so is that of the person.
type Request struct {
	Key        eddsa.PublicKey // the person's
	Address    string          // the institution's, as its trust list has it
	Invitation eddsa.PublicKey // the invitation key
	After      *signer.Digest  // of the request that was withdrawn last, so that this is another; nil for none
}

const (
	requestName    = "request"
	redemptionName = "redemption"
)

// requestClaims is what the person's key signs.
type requestClaims struct {
	signer.Confirmation `cbor:"8,keyasint"`
	requestBody         `cbor:"-65537,keyasint"`
}

type requestBody struct {
	Address    string   `cbor:"1,keyasint"`
	Invitation plainKey `cbor:"2,keyasint"`

	After *signer.Digest `cbor:"3,keyasint,omitempty"`
}

// both is a request as it travels.
type both struct {
	_             struct{} `cbor:",toarray"`
	First, Second cbor.Raw
}

// Sign makes the request of a key, by the invitation key of a code. Key and Invitation may be left
// out: they are those of the two keys.
func (r Request) Sign(key crypto.Signer, invited ed25519.PrivateKey, origin string) ([]byte, error) {
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return nil, fmt.Errorf("request: %w", err)
	}
	if err := checkAddress(r.Address); err != nil {
		return nil, err
	}
	body := requestBody{r.Address, plainKey(invited.Public().(ed25519.PublicKey)), r.After}
	claims := requestClaims{signer.Confirmation{Key: pub}, body}
	first, err := signer.SignNamed(key, requestName, origin, cbor.Encode(claims))
	if err != nil {
		return nil, err
	}
	digest := signer.DigestOf(first)
	second, err := signer.SignNamed(invited, redemptionName, origin, digest[:])
	if err != nil {
		return nil, err
	}
	return cbor.Encode(both{First: first, Second: second}), nil
}

// OpenRequest reads a request and checks both signatures, for the institution of the given origin.
// Errors wrap [signer.ErrEncoding] or [eddsa.ErrSignature].
func OpenRequest(raw []byte, origin string) (Request, error) {
	r, first, second, err := parseRequest(raw)
	if err != nil {
		return Request{}, err
	}
	digest := signer.DigestOf(first.Bytes())
	if !bytes.Equal(second.Payload(), digest[:]) {
		return Request{}, fmt.Errorf("redemption: %w: it is of another request", eddsa.ErrSignature)
	}
	if err := first.Verify(requestName, origin, r.Key); err != nil {
		return Request{}, err
	}
	if err := second.Verify(redemptionName, origin, r.Invitation); err != nil {
		return Request{}, err
	}
	return r, nil
}

func parseRequest(raw []byte) (r Request, first, second signer.Named, err error) {
	var b both
	var claims requestClaims
	if len(raw) > signer.MaxStatement {
		err = fmt.Errorf("%w: %d bytes, more than %d", signer.ErrEncoding, len(raw), signer.MaxStatement)
	} else if err = cbor.Decode(raw, &b); err == nil {
		if first, err = signer.ParseNamed(b.First); err == nil {
			second, err = signer.ParseNamed(b.Second)
		}
	}
	if err == nil {
		err = cbor.Decode(first.Payload(), &claims)
	}
	if err == nil {
		err = checkAddress(claims.Address)
	}
	if err == nil && len(second.Payload()) != len(signer.Digest{}) {
		err = fmt.Errorf("%w: a redemption of %d bytes", signer.ErrEncoding, len(second.Payload()))
	}
	if err != nil {
		return Request{}, first, second, fmt.Errorf("request: %w", err)
	}
	return Request{claims.Key, claims.Address, eddsa.PublicKey(claims.Invitation), claims.After}, first, second, nil
}
