package signer

import (
	"crypto"
	"errors"
	"fmt"

	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// Claims is what a statement says: one type a kind.
type Claims interface {
	Credential | Campaign | Pledge | Issuance | Revocation | Erasure
	kind() Kind
	check() error
	credential() []byte // header label 13, nil for all but the pledge
}

// Unverified is a statement of the right kind in its one encoding, whose signature nobody has
// checked yet. What it claims may be looked at (to find the key it names), not believed.
type Unverified[C Claims] struct {
	raw      []byte
	envelope envelope
	header   header
	claims   C
	embedded *Unverified[Credential] // of a pledge: the credential that it carries
}

// Statement is a statement whose signature holds. It comes from [Sign] or [Unverified.Open]; the
// zero value is none.
type Statement[C Claims] struct {
	Unverified[C]
	key eddsa.PublicKey
}

// Parse reads a statement of the kind that C stands for and refuses every other encoding of it. The
// bytes are kept, not copied, and must not change afterwards.
func Parse[C Claims](raw []byte) (Unverified[C], error) {
	u := Unverified[C]{raw: raw}
	kind := u.claims.kind()
	if len(raw) > MaxStatement {
		return Unverified[C]{}, fmt.Errorf("%w: %v has %d bytes, more than %d",
			ErrEncoding, kind, len(raw), MaxStatement)
	}
	var ok bool
	if u.envelope, ok = readEnvelope(raw); !ok {
		if err := cbor.Decode(raw, &u.envelope); err != nil {
			return Unverified[C]{}, fmt.Errorf("%v: %w", kind, err)
		}
	}
	if u.header, ok = readHeader(u.envelope.Protected); !ok {
		if err := cbor.Decode(u.envelope.Protected, &u.header); err != nil {
			return Unverified[C]{}, fmt.Errorf("%v: protected header: %w", kind, err)
		}
	}
	if err := u.header.check(kind); err != nil {
		return Unverified[C]{}, fmt.Errorf("%v: %w", kind, err)
	}
	if !readClaims(u.envelope.Payload, &u.claims) {
		if err := cbor.Decode(u.envelope.Payload, &u.claims); err != nil {
			return Unverified[C]{}, fmt.Errorf("%v: payload: %w", kind, err)
		}
	}
	if p, ok := any(&u.claims).(*Pledge); ok {
		p.Credential = u.header.Credential
		credential, err := p.Unverified()
		if err != nil {
			return Unverified[C]{}, fmt.Errorf("%v: %w", kind, err)
		}
		u.embedded = &credential
	}
	if err := u.claims.check(); err != nil {
		return Unverified[C]{}, fmt.Errorf("%v: %w", kind, err)
	}
	return u, nil
}

// Open checks the signature under the given key, for the institution of the given origin. The key
// must be the one that the statement itself names: by its identifier, or in a pledge by the
// credential.
func (u Unverified[C]) Open(origin string, key eddsa.PublicKey) (Statement[C], error) {
	signed, err := u.Signed(origin, key)
	if err != nil {
		return Statement[C]{}, err
	}
	if err := signed.Verify(); err != nil {
		return Statement[C]{}, fmt.Errorf("%v: %w", u.claims.kind(), err)
	}
	return Statement[C]{u, key}, nil
}

// Signed is what Open verifies, for whoever verifies many at once. Until then the claims are not to
// be believed.
func (u Unverified[C]) Signed(origin string, key eddsa.PublicKey) (eddsa.Signed, error) {
	if u.raw == nil {
		return eddsa.Signed{}, errors.New("no statement to open")
	}
	if !u.names(key) {
		return eddsa.Signed{}, fmt.Errorf("%v: %w: it names another key than this one (kid %x)",
			u.claims.kind(), eddsa.ErrSignature, key.ID())
	}
	return eddsa.Signed{Key: key, Message: u.SigStructure(origin), Signature: u.envelope.Signature}, nil
}

func (u Unverified[C]) names(key eddsa.PublicKey) bool {
	if u.claims.kind() == KindPledge {
		return u.embedded.claims.Key == key
	}
	return u.KeyID() == key.ID()
}

// Sign makes a statement of claims with key, for the institution of the given origin. A pledge is
// signed by the key that its credential names, and by no other.
func Sign[C Claims](key crypto.Signer, origin string, claims C) (Statement[C], error) {
	kind := claims.kind()
	if err := CheckOrigin(origin); err != nil {
		return Statement[C]{}, fmt.Errorf("%v: %w", kind, err)
	}
	if err := claims.check(); err != nil {
		return Statement[C]{}, fmt.Errorf("%v: %w", kind, err)
	}
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return Statement[C]{}, fmt.Errorf("%v: %w", kind, err)
	}
	u := Unverified[C]{claims: claims, header: header{Algorithm: algEdDSA, Credential: claims.credential()}}
	if p, ok := any(claims).(Pledge); ok {
		credential, err := p.Unverified()
		if err != nil {
			return Statement[C]{}, fmt.Errorf("%v: %w", kind, err)
		}
		if u.embedded = &credential; credential.claims.Key != pub {
			return Statement[C]{}, fmt.Errorf("%v: %w: the credential is not for this key", kind, eddsa.ErrKey)
		}
	} else {
		id := pub.ID()
		u.header.KeyID = id[:]
	}
	u.envelope.Protected, u.envelope.Payload = cbor.Encode(u.header), cbor.Encode(claims)
	if u.envelope.Signature, err = eddsa.Sign(key, pub, u.SigStructure(origin)); err != nil {
		return Statement[C]{}, fmt.Errorf("%v: %w", kind, err)
	}
	if u.raw = cbor.Encode(u.envelope); len(u.raw) > MaxStatement {
		return Statement[C]{}, fmt.Errorf("%v has %d bytes, more than %d", kind, len(u.raw), MaxStatement)
	}
	return Statement[C]{u, pub}, nil
}

// Kind returns the kind of statement that C stands for.
func (u Unverified[C]) Kind() Kind { return u.claims.kind() }

// Claims returns what the statement says.
func (u Unverified[C]) Claims() C { return u.claims }

// CredentialOf returns the credential that a pledge carries, parsed with it; the zero value for a
// zero pledge.
func CredentialOf(p Unverified[Pledge]) Unverified[Credential] {
	if p.embedded == nil {
		return Unverified[Credential]{}
	}
	return *p.embedded
}

// Bytes returns the statement as it was signed or received. The caller must not change them.
func (u Unverified[C]) Bytes() []byte { return u.raw }

// Digest returns the SHA-256 of the statement's bytes.
func (u Unverified[C]) Digest() Digest { return DigestOf(u.raw) }

// KeyID returns the identifier of the key that claims to have signed; zero for a pledge, whose
// credential has the key.
func (u Unverified[C]) KeyID() eddsa.KeyID {
	var id eddsa.KeyID
	copy(id[:], u.header.KeyID)
	return id
}

// Signature returns the statement's Ed25519 signature.
func (u Unverified[C]) Signature() eddsa.Signature { return u.envelope.Signature }

// SigStructure returns the bytes that the signature covers (RFC 9052 section 4.4), for tools that
// know only Ed25519.
func (u Unverified[C]) SigStructure(origin string) []byte {
	return sigStructure(u.envelope.Protected, externalData(u.claims.kind().String(), origin), u.envelope.Payload)
}

// Key returns the public key under which the signature holds.
func (s Statement[C]) Key() eddsa.PublicKey { return s.key }
