// Package session is how a registrar opens a session with a server from afar: a statement, signed
// by the registrar's key, that names a key made for this one session (STATEMENT.md section 14).
// That key signs each call, so that who reads or relays what passes can make none.
package session

import (
	"crypto"
	"encoding/binary"
	"fmt"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// Skew is how many seconds the date of a session may be from the clock of who is asked.
const Skew = 600

// A Nonce is a server's challenge, which is answered once.
type Nonce [16]byte

// An ID names an open session.
type ID [16]byte

// Session is a registrar's word that whoever has a key may act in the registrar's name for a while.
type Session struct {
	Date    int64  // Unix seconds, by the clock of who is asked
	Address string // of the server, as the trust list has it
	Nonce   Nonce
	Key     eddsa.PublicKey // made for this session, of which nothing else is signed
	Machine string          // what people call the machine that it is for; may be empty
}

// Scheme is that of the Authorization header (RFC 9110 section 11) of a call over HTTP.
const Scheme = "Ikrar"

const (
	sessionName = "session"
	callName    = "ikrar/call/v1 "
)

type claims struct {
	Date int64 `cbor:"6,keyasint"`
	Body body  `cbor:"-65537,keyasint"`
}

type body struct {
	Address string          `cbor:"1,keyasint"`
	Key     eddsa.PublicKey `cbor:"2,keyasint"`
	Nonce   Nonce           `cbor:"3,keyasint"`
	Machine string          `cbor:"4,keyasint,omitempty"`
}

func (c claims) check() error {
	for _, err := range []error{
		signer.CheckTime(c.Date),
		signer.CheckLine("address", c.Body.Address, 1, signer.MaxName),
		signer.CheckLine("machine", c.Body.Machine, 0, signer.MaxName),
	} {
		if err != nil {
			return fmt.Errorf("%w: session: %w", signer.ErrEncoding, err)
		}
	}
	return nil
}

// Sign makes the session of a registrar at the institution of the given origin.
func (s Session) Sign(registrar crypto.Signer, origin string) ([]byte, error) {
	c := claims{s.Date, body{s.Address, s.Key, s.Nonce, s.Machine}}
	if err := c.check(); err != nil {
		return nil, err
	}
	return signer.SignNamed(registrar, sessionName, origin, cbor.Encode(c))
}

// Unverified is a session whose signature nobody has checked yet.
type Unverified struct {
	signed signer.Named
	said   Session
}

// Parse reads a session and refuses every other encoding of it.
func Parse(raw []byte) (Unverified, error) {
	var c claims
	signed, err := signer.ParseNamed(raw)
	if err == nil {
		err = cbor.Decode(signed.Payload(), &c)
	}
	if err == nil {
		err = c.check()
	}
	if err != nil {
		return Unverified{}, fmt.Errorf("session: %w", err)
	}
	return Unverified{signed, Session{c.Date, c.Body.Address, c.Body.Nonce, c.Body.Key, c.Body.Machine}}, nil
}

// KeyID returns the identifier of the registrar's key that claims to have signed.
func (u Unverified) KeyID() eddsa.KeyID { return u.signed.KeyID() }

// Open checks the signature under a registrar's key. Whether that registrar is in force, the nonce
// the server's and the date near, is for the caller to say.
func (u Unverified) Open(origin string, registrar eddsa.PublicKey) (Session, error) {
	if err := u.signed.Verify(sessionName, origin, registrar); err != nil {
		return Session{}, err
	}
	return u.said, nil
}

// Call is what the key of a session signs for one call: its number in the session, and the SHA-256
// of its body.
func Call(origin string, id ID, number uint64, body signer.Digest) []byte {
	text := append([]byte(callName+origin+"\n"), id[:]...)
	return append(binary.BigEndian.AppendUint64(text, number), body[:]...)
}
