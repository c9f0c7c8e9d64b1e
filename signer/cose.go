package signer

import (
	"fmt"

	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

const algEdDSA = -8 // COSE algorithm EdDSA (RFC 9053 section 2.2), here always with Ed25519

// envelope is the untagged COSE_Sign1 of RFC 9052 section 4.2.
type envelope struct {
	_           struct{} `cbor:",toarray"`
	Protected   []byte
	Unprotected struct{} // always empty: decoding into it refuses every label
	Payload     []byte
	Signature   eddsa.Signature
}

// header is the protected header. Which labels a kind has is fixed: the key identifier of the
// signing key for all kinds but the pledge, which carries the credential (and so its key) itself.
type header struct {
	Algorithm  int      `cbor:"1,keyasint"`
	KeyID      []byte   `cbor:"4,keyasint,omitempty"`
	Credential cbor.Raw `cbor:"13,keyasint,omitempty"` // kcwt, RFC 9528
}

// readEnvelope reads an envelope by hand, as [cbor.Decode] would. Where it is not ok, Decode says
// what is wrong.
func readEnvelope(raw []byte) (e envelope, ok bool) {
	r := cbor.Reader{Rest: raw}
	if !r.Accept("\x84") {
		return envelope{}, false
	}
	e.Protected = r.Bytes(-1)
	r.Expect("\xa0")
	e.Payload = r.Bytes(-1)
	copy(e.Signature[:], r.Bytes(len(e.Signature)))
	return e, r.Done()
}

// readHeader reads the headers of all honest statements by hand, as [cbor.Decode] would. Where it
// is not ok, Decode reads the header again: it may be one of the right form with another algorithm
// or other labels, and check says so.
func readHeader(raw []byte) (h header, ok bool) {
	h.Algorithm = algEdDSA
	r := cbor.Reader{Rest: raw}
	switch {
	case r.Accept("\xa2\x01\x27\x04"): // {1: -8, 4: key identifier}
		h.KeyID = r.Bytes(len(eddsa.KeyID{}))
		return h, r.Done()
	case r.Accept("\xa2\x01\x27\x0d"): // {1: -8, 13: credential}
		h.Credential = r.Rest
		_, ok = readEnvelope(r.Rest)
		return h, ok
	}
	return header{}, false
}

func (h header) check(kind Kind) error {
	switch {
	case h.Algorithm != algEdDSA:
		return fmt.Errorf("%w: algorithm %d, want %d (EdDSA)", ErrEncoding, h.Algorithm, algEdDSA)
	case kind == KindPledge && (len(h.KeyID) != 0 || len(h.Credential) == 0):
		return fmt.Errorf("%w: a pledge's header holds a credential (13) and no key identifier (4)", ErrEncoding)
	case kind != KindPledge && (len(h.KeyID) != len(eddsa.KeyID{}) || len(h.Credential) != 0):
		return fmt.Errorf("%w: the header holds a key identifier (4) of 8 bytes and no credential (13)", ErrEncoding)
	}
	return nil
}

// externalData is the external_aad that binds a signature to its kind and its institution.
func externalData(what, origin string) []byte {
	return []byte("ikrar/" + what + "/v1 " + origin)
}

// sigStructure is the Sig_structure of RFC 9052 section 4.4: the bytes that Ed25519 signs. It is
// written by hand because an audit needs two for every entry: what Encode would write of an array
// of "Signature1" and three byte strings.
func sigStructure(protected, external, payload []byte) []byte {
	const context = "\x84\x6aSignature1" // an array of 4 items, a text of 10 bytes
	b := make([]byte, 0, len(context)+3*5+len(protected)+len(external)+len(payload))
	b = append(b, context...)
	for _, item := range [][]byte{protected, external, payload} {
		b = cbor.AppendBytes(b, item)
	}
	return b
}

// CheckOrigin refuses an origin that cannot stand in checkpoints, key names and signatures alike: 1
// to 95 printable ASCII characters without space and plus sign (C2SP signed-note).
func CheckOrigin(origin string) error { return checkKeyName("origin", origin, maxOrigin) }

// CheckKeyName refuses what is no name of a key in signed notes: as of an origin, of up to 100
// characters.
func CheckKeyName(name string) error { return checkKeyName("key name", name, maxKeyName) }

func checkKeyName(what, name string, most int) error {
	if name == "" || len(name) > most {
		return fmt.Errorf("%s has %d bytes, want 1 to %d", what, len(name), most)
	}
	for _, c := range []byte(name) {
		if c <= ' ' || c > '~' || c == '+' {
			return fmt.Errorf("%s holds a character other than printable ASCII without space and plus sign", what)
		}
	}
	return nil
}
