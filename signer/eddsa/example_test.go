package eddsa_test

import (
	"crypto/ed25519"
	"fmt"

	"ikrar/signer/eddsa"
)

// A key that plain RFC 8032 verification takes, and for which anybody can sign anything: it is the
// zero point, and so is R, and S is 0.
func Example() {
	zero := [32]byte{1}
	key, message := eddsa.PublicKey(zero), []byte("Saya berjanji apa saja.")
	signature := eddsa.Signature(append(zero[:], make([]byte, 32)...))

	fmt.Println(ed25519.Verify(key[:], message, signature[:]))
	fmt.Println(key.Verify(message, signature))
	// Output:
	// true
	// unusable Ed25519 key: point of small order
}
