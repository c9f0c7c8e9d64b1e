package signer

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"ikrar/signer/cbor"
)

// ErrEncoding is wrapped by every error about bytes that are not the one encoding of what they
// mean: statements, and what others write in CBOR or in text.
var ErrEncoding = cbor.ErrEncoding

// Kind says what a statement is. Its number, one byte, stands in ledger entries; numbers are never
// reused, and those above the last one here are kept for later versions.
type Kind uint8

const (
	KindTrust      Kind = iota // a trust list: a signed note, not COSE; package verify reads it
	KindCredential             // a registrar: this key is this person's
	KindCampaign               // a registrar: this text may be signed from then to then
	KindPledge                 // an employee: I commit to this text
	KindIssuance               // a registrar: this PDF is the certificate of that pledge
	KindRevocation             // a registrar, or the key itself: this no longer holds
	KindErasure                // a registrar: these statements were erased
)

var kindNames = [...]string{"trust", "credential", "campaign", "pledge", "issuance", "revocation", "erasure"}

// String gives the name that stands in the signature's external data, such as "pledge".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// Later reports whether the kind is a later version's. Who reads a ledger's entries passes over
// what such a statement says, and over nothing else: the entry is in chain and tree like any other.
func (k Kind) Later() bool { return int(k) >= len(kindNames) }

// Digest is the SHA-256 of a statement's bytes, or of a commitment text's.
type Digest [sha256.Size]byte

// DigestOf returns the SHA-256 of data.
func DigestOf(data []byte) Digest { return sha256.Sum256(data) }

// String gives the digest in lower-case hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// ParseDigest reads what String gives, 64 lower-case hexadecimal digits, and nothing else.
func ParseDigest(s string) (Digest, error) {
	var d Digest
	if b, err := hex.DecodeString(s); err != nil || copy(d[:], b) != len(d) || d.String() != s {
		return Digest{}, fmt.Errorf("%w: digest %.80q is not 64 lower-case hexadecimal digits", ErrEncoding, s)
	}
	return d, nil
}
