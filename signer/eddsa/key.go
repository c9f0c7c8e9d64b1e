// Package eddsa is the one Ed25519 rule, and the keys and signatures that it is about.
//
// RFC 8032 leaves room in which two honest verifiers disagree: points that are written in two ways,
// points of small order, with or without the cofactor. Here there is none. [PublicKey.Verify] and
// [VerifyBatch] decide as section 5 of STATEMENT.md says, and so does every other verifier of
// ikrar, in any language: testdata/ed25519.json is for all of them. [PublicKey.Check] is for
// whoever enrols or lists a key: it refuses those on which other verifiers would disagree.
package eddsa

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"

	"ikrar/signer/cbor"
)

var (
	// ErrKey is wrapped by errors about public keys that the one rule refuses.
	ErrKey = errors.New("unusable Ed25519 key")
	// ErrSignature is wrapped by errors about signatures that do not hold.
	ErrSignature = errors.New("signature does not hold")
)

// PublicKey is an Ed25519 public key (RFC 8032), 32 bytes. In CBOR it is a COSE_Key: {1: 1, -1: 6,
// -2: x}.
type PublicKey [ed25519.PublicKeySize]byte

// Signature is an Ed25519 signature, R || S.
type Signature [ed25519.SignatureSize]byte

// KeyID is the first 8 bytes of the SHA-256 of a public key: COSE header label 4 of what the key
// signed.
type KeyID [8]byte

// ID returns the key's identifier.
func (k PublicKey) ID() KeyID {
	sum := sha256.Sum256(k[:])
	return KeyID(sum[:8])
}

// PublicKeyOf returns the public half of a signing key, or an error where it is no Ed25519 key.
func PublicKeyOf(key crypto.Signer) (PublicKey, error) {
	if private, ok := key.(ed25519.PrivateKey); key == nil || ok && len(private) != ed25519.PrivateKeySize {
		return PublicKey{}, fmt.Errorf("%w: no key", ErrKey)
	}
	pub, ok := key.Public().(ed25519.PublicKey)
	if !ok || len(pub) != ed25519.PublicKeySize {
		return PublicKey{}, fmt.Errorf("%w: %T is not an Ed25519 key", ErrKey, key.Public())
	}
	return PublicKey(pub), nil
}

// Sign signs message with any crypto.Signer. A key that is not in this process's memory (agent,
// HSM) is not believed: its signature is checked before it is used. One that is in memory is
// believed, because checking would cost twice the signing: who reads it from a file checks once
// that its public half belongs to its seed.
func Sign(key crypto.Signer, pub PublicKey, message []byte) (Signature, error) {
	raw, err := key.Sign(nil, message, crypto.Hash(0))
	if err != nil {
		return Signature{}, fmt.Errorf("sign: %w", err)
	}
	if len(raw) != len(Signature{}) {
		return Signature{}, fmt.Errorf("%w: the key gave %d bytes", ErrSignature, len(raw))
	}
	sig := Signature(raw)
	if _, ok := key.(ed25519.PrivateKey); ok {
		return sig, nil
	}
	if err := pub.Verify(message, sig); err != nil {
		return Signature{}, fmt.Errorf("the key did not sign what it was given: %w", err)
	}
	return sig, nil
}

type coseKey struct {
	Type  int    `cbor:"1,keyasint"`
	Curve int    `cbor:"-1,keyasint"`
	X     []byte `cbor:"-2,keyasint"`
}

// coseKeyHead is what stands before x in the encoding of a COSE_Key.
var coseKeyHead = func() string {
	whole := cbor.Encode(coseKey{Type: 1, Curve: 6, X: make([]byte, len(PublicKey{}))})
	return string(whole[:len(whole)-len(PublicKey{})])
}()

// MarshalCBOR writes the key as a COSE_Key (RFC 9053 section 7.2): kty OKP (1), crv Ed25519 (6).
func (k PublicKey) MarshalCBOR() ([]byte, error) {
	return append([]byte(coseKeyHead), k[:]...), nil
}

// UnmarshalCBOR reads what MarshalCBOR writes.
func (k *PublicKey) UnmarshalCBOR(data []byte) error {
	if x, ok := bytes.CutPrefix(data, []byte(coseKeyHead)); ok && len(x) == len(k) {
		copy(k[:], x)
		return nil
	}
	var c coseKey // for the reason: no other encoding is one
	if err := cbor.Decode(data, &c); err != nil {
		return err
	}
	return fmt.Errorf("%w: COSE_Key is not an Ed25519 key of 32 bytes", cbor.ErrEncoding)
}
