package signer

import (
	"crypto"
	"fmt"

	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// Registration is the ledger's word that it recorded a statement: as which entry, when, and which
// entry holds the credential that it was checked against.
type Registration struct {
	_          struct{} `cbor:",toarray"`
	Index      uint64
	Time       int64 // Unix seconds by the ledger's clock
	Digest     Digest
	Credential uint64 // index of the credential's entry; 0 where there is none
}

// A registration's protected header is always {1: -8}. Only its signature travels: whoever checks
// it knows the rest.
var registrationHeader = cbor.Encode(header{Algorithm: algEdDSA})

func (r Registration) sigStructure(origin string) []byte {
	return sigStructure(registrationHeader, externalData("registration", origin), r.encode())
}

// encode is Encode of the registration, which check has found in range.
func (r Registration) encode() []byte {
	b := cbor.AppendArray(make([]byte, 0, 64), 4)
	b = cbor.AppendUint(b, r.Index)
	b = cbor.AppendUint(b, uint64(r.Time))
	return cbor.AppendUint(cbor.AppendBytes(b, r.Digest[:]), r.Credential)
}

// check bounds what is signed, so that every verifier's numbers hold it exactly.
func (r Registration) check() error {
	if r.Index > MaxIndex || r.Credential > MaxIndex {
		return fmt.Errorf("registration: index %d or credential index %d is out of range", r.Index, r.Credential)
	}
	if err := CheckTime(r.Time); err != nil {
		return fmt.Errorf("registration: %w", err)
	}
	return nil
}

// Sign signs the registration with the ledger's key.
func (r Registration) Sign(key crypto.Signer, origin string) (eddsa.Signature, error) {
	if err := r.check(); err != nil {
		return eddsa.Signature{}, err
	}
	if err := CheckOrigin(origin); err != nil {
		return eddsa.Signature{}, fmt.Errorf("registration: %w", err)
	}
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return eddsa.Signature{}, fmt.Errorf("registration: %w", err)
	}
	sig, err := eddsa.Sign(key, pub, r.sigStructure(origin))
	if err != nil {
		return eddsa.Signature{}, fmt.Errorf("registration: %w", err)
	}
	return sig, nil
}

// Verify checks the ledger's signature over the registration.
func (r Registration) Verify(origin string, key eddsa.PublicKey, sig eddsa.Signature) error {
	signed, err := r.Signed(origin, key, sig)
	if err != nil {
		return err
	}
	if err := signed.Verify(); err != nil {
		return fmt.Errorf("registration: %w", err)
	}
	return nil
}

// Signed is what Verify verifies, for whoever verifies many at once.
func (r Registration) Signed(origin string, key eddsa.PublicKey, sig eddsa.Signature) (eddsa.Signed, error) {
	if err := r.check(); err != nil {
		return eddsa.Signed{}, err
	}
	return eddsa.Signed{Key: key, Message: r.sigStructure(origin), Signature: sig}, nil
}
