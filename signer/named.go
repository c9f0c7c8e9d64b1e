package signer

import (
	"crypto"
	"fmt"

	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// Named is something signed that no ledger records, such as a request: its name, and not a kind's
// number, stands in what the signature covers, so that it passes for nothing else.
type Named struct {
	raw      []byte
	envelope envelope
	header   header
}

// SignNamed signs a payload under a name, for the institution of the given origin: an untagged
// COSE_Sign1 whose header names the key by its identifier.
func SignNamed(key crypto.Signer, name, origin string, payload []byte) ([]byte, error) {
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := CheckOrigin(origin); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	id := pub.ID()
	s := envelope{Protected: cbor.Encode(header{Algorithm: algEdDSA, KeyID: id[:]}), Payload: payload}
	s.Signature, err = eddsa.Sign(key, pub, sigStructure(s.Protected, externalData(name, origin), payload))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return cbor.Encode(s), nil
}

// ParseNamed reads what [SignNamed] makes, and refuses every other encoding of it. What the payload
// is, the caller knows.
func ParseNamed(raw []byte) (n Named, err error) {
	if len(raw) > MaxStatement {
		return Named{}, fmt.Errorf("%w: %d bytes, more than %d", ErrEncoding, len(raw), MaxStatement)
	}
	n.raw = raw
	if err = cbor.Decode(raw, &n.envelope); err != nil {
		return Named{}, err
	}
	if err = cbor.Decode(n.envelope.Protected, &n.header); err != nil {
		return Named{}, fmt.Errorf("protected header: %w", err)
	}
	if err = n.header.check(KindCredential); err != nil { // whose header names a key by its identifier
		return Named{}, err
	}
	return n, nil
}

// Verify checks that a key signed it under a name, for the institution of the given origin. The key
// must be the one that the header names.
func (n Named) Verify(name, origin string, key eddsa.PublicKey) error {
	if n.KeyID() != key.ID() {
		return fmt.Errorf("%s: %w: it names another key than this one (kid %x)", name, eddsa.ErrSignature, key.ID())
	}
	signed := sigStructure(n.envelope.Protected, externalData(name, origin), n.envelope.Payload)
	if err := key.Verify(signed, n.envelope.Signature); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// KeyID returns the identifier of the key that claims to have signed.
func (n Named) KeyID() (id eddsa.KeyID) {
	copy(id[:], n.header.KeyID)
	return id
}

// Payload returns what was signed. The caller must not change it.
func (n Named) Payload() []byte { return n.envelope.Payload }

// Bytes returns all of it, as it was signed or received. The caller must not change them.
func (n Named) Bytes() []byte { return n.raw }
