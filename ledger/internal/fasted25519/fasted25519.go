// Package fasted25519 verifies and signs with Ed25519 (RFC 8032) as package eddsa does, in half
// the time, for a server that does both for every statement. It has the only import of
// curve25519-voi, which computes on the vector units of amd64.
//
// Nobody has to believe it but the server that runs it: audits, verifiers and browsers stand on
// other implementations.
package fasted25519

import (
	stdlib "crypto/ed25519"

	"github.com/oasisprotocol/curve25519-voi/primitives/ed25519"

	"ikrar/signer/eddsa"
)

// The cofactorless equation, on any encoding of A, as crypto/ed25519 has it. What the one rule
// refuses besides, CheckPoints refuses first.
var options = &ed25519.Options{Verify: ed25519.VerifyOptionsStdLib}

// Verify gives the answer of [eddsa.Signed.Verify]. It asks there for whatever it would refuse, so
// that the reason is the same, and the two can differ at most in a signature that this one takes.
func Verify(s eddsa.Signed) error {
	if s.CheckPoints() == nil && ed25519.VerifyWithOptions(s.Key[:], s.Message, s.Signature[:], options) {
		return nil
	}
	return s.Verify()
}

// Sign gives the signature that the key gives by itself: Ed25519 has one of every message (RFC 8032
// section 5.1.6).
func Sign(key stdlib.PrivateKey, message []byte) eddsa.Signature {
	return eddsa.Signature(ed25519.Sign(ed25519.PrivateKey(key), message))
}
