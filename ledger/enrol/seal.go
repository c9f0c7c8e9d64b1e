package enrol

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"

	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
)

// A code is sealed with AES-256-GCM under HKDF-SHA-256 of the seed of the registrar's key, salted
// with the invitation's public key: a key for this one message, so that the nonce may be zero.

// canSeal says that the registrar's seed is at hand: an agent gives it to nobody.
func canSeal(registrar crypto.Signer) bool {
	_, ok := registrar.(ed25519.PrivateKey)
	return ok
}

// seal encrypts a code for the officer who made it; for a key in an agent the result is empty.
func seal(registrar crypto.Signer, origin string, key eddsa.PublicKey, code invitation.Code) ([]byte, error) {
	if !canSeal(registrar) {
		return []byte{}, nil
	}
	box, err := boxOf(registrar, origin, key)
	if err != nil {
		return nil, err
	}
	return box.Seal(nil, make([]byte, box.NonceSize()), []byte(code), nil), nil
}

// unseal decrypts a code, or returns an error that wraps [ErrSealed].
func unseal(registrar crypto.Signer, origin string, key eddsa.PublicKey, sealed []byte) (invitation.Code, error) {
	if !canSeal(registrar) || len(sealed) == 0 {
		return "", ErrSealed
	}
	box, err := boxOf(registrar, origin, key)
	if err != nil {
		return "", err
	}
	code, err := box.Open(nil, make([]byte, box.NonceSize()), sealed, nil)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrSealed, err)
	}
	return invitation.Code(code), nil
}

func boxOf(registrar crypto.Signer, origin string, key eddsa.PublicKey) (cipher.AEAD, error) {
	seed := registrar.(ed25519.PrivateKey).Seed()
	secret, err := hkdf.Key(sha256.New, seed, key[:], "ikrar/reprint/v1 "+origin, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
