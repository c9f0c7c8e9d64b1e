package store

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// The values of the store that are neither statements nor entries. Nobody signs or hashes them, and
// rules read several of them a pledge, so they are plain: fields of fixed length one after the
// other, integers big-endian.

// Registered is an entry and what the ledger answered to its statement: the entry has the other
// fields of the registration.
type Registered struct {
	Credential uint64 // index of the credential's entry, for a pledge
	Signature  eddsa.Signature
	Entry      []byte
}

// LiveState is the credential in force of a person: recorded, not replaced, and neither it nor its
// key revoked.
type LiveState struct {
	Credential signer.Digest
	Index      uint64 // of its entry
}

// CampaignState is the part of a campaign that rules ask for.
type CampaignState struct {
	Opens, Closes int64
	Text          signer.Digest
	Statement     signer.Digest // the campaign in force
}

// RevokedState says from which entry on something no longer holds.
type RevokedState struct {
	From       uint64
	Time       int64         // of the revocation's entry
	Statement  signer.Digest // the revocation, or the credential that replaced this one
	Superseded bool          // replaced by a newer credential, not revoked by word
}

// ErasedState is what an erasure leaves of a statement: who erased it and when, and of its claims
// the pseudonyms that the rules need, so that an audit can replay the log without it. What a kind
// does not have is zero; all is, where the statement was not recorded.
type ErasedState struct {
	Index    uint64        // of the erasure's entry
	Time     int64         // of the same
	Erasure  signer.Digest // the statement
	Subject  signer.Subject
	Key      eddsa.PublicKey // of a credential
	Replaces signer.Digest   // of a credential
	Code     [14]byte        // of a pledge
	Campaign [32]byte        // of a pledge: its identifier, and zeros behind it
}

// Head is where the log ends.
type Head struct {
	Size uint64
	Time int64 // of the last entry
	Last [32]byte
}

// KindsState says how far the kinds of the entries were looked at, and which was the highest.
type KindsState struct {
	Size    uint64 // entries below it
	Highest signer.Kind
}

// Record is any of them.
type Record interface {
	Registered | LiveState | CampaignState | RevokedState | ErasedState | Head | KindsState
}

// Pack writes a record.
func Pack[R Record](r R) []byte {
	b := make([]byte, 0, 192)
	switch r := any(&r).(type) {
	case *Registered:
		b = append(append(integers(b, r.Credential), r.Signature[:]...), r.Entry...)
	case *LiveState:
		b = integers(append(b, r.Credential[:]...), r.Index)
	case *CampaignState:
		b = integers(b, uint64(r.Opens), uint64(r.Closes))
		b = append(append(b, r.Text[:]...), r.Statement[:]...)
	case *RevokedState:
		b = integers(b, r.From, uint64(r.Time))
		b = append(append(b, r.Statement[:]...), 0)
		if r.Superseded {
			b[len(b)-1] = 1
		}
	case *ErasedState:
		b = append(integers(b, r.Index, uint64(r.Time)), r.Erasure[:]...)
		b = append(append(append(b, r.Subject[:]...), r.Key[:]...), r.Replaces[:]...)
		b = append(append(b, r.Code[:]...), r.Campaign[:]...)
	case *Head:
		b = append(integers(b, r.Size, uint64(r.Time)), r.Last[:]...)
	case *KindsState:
		b = append(integers(b, r.Size), byte(r.Highest))
	}
	return b
}

// Unpack reads what pack writes, and nothing else.
func Unpack[R Record](raw []byte) (R, error) {
	var r R
	padded := make([]byte, 192) // longer than any, so that a short one is read as something else, and refused below
	copy(padded, raw)
	at := padded
	number := func() (n uint64) { n, at = binary.BigEndian.Uint64(at), at[8:]; return n }
	digest := func() (d [32]byte) { at = at[copy(d[:], at):]; return d }
	switch r := any(&r).(type) {
	case *Registered:
		r.Credential = number()
		at = at[copy(r.Signature[:], at):]
		r.Entry = raw[min(len(raw), len(padded)-len(at)):]
	case *LiveState:
		r.Credential, r.Index = digest(), number()
	case *CampaignState:
		r.Opens, r.Closes, r.Text, r.Statement = int64(number()), int64(number()), digest(), digest()
	case *RevokedState:
		r.From, r.Time, r.Statement, r.Superseded = number(), int64(number()), digest(), at[0] == 1
	case *ErasedState:
		r.Index, r.Time, r.Erasure = number(), int64(number()), digest()
		at = at[copy(r.Subject[:], at):]
		r.Key, r.Replaces = digest(), digest()
		at = at[copy(r.Code[:], at):]
		r.Campaign = digest()
	case *Head:
		r.Size, r.Time, r.Last = number(), int64(number()), digest()
	case *KindsState:
		r.Size, r.Highest = number(), signer.Kind(at[0])
	}
	if !bytes.Equal(Pack(r), raw) {
		return *new(R), fmt.Errorf("%w: %T of %d bytes", ErrDamaged, r, len(raw))
	}
	return r, nil
}

// Stored reads the record under a key; nil where there is none.
func Stored[R Record](s State, k []byte) (*R, error) {
	raw, err := s.Get(k)
	if err != nil || raw == nil {
		return nil, err
	}
	r, err := Unpack[R](raw)
	if err != nil {
		return nil, err
	}
	return &r, nil
}

func integers(b []byte, values ...uint64) []byte {
	for _, v := range values {
		b = binary.BigEndian.AppendUint64(b, v)
	}
	return b
}

// Malformed is the error of a key, or of the value under it, that this ledger did not write so.
func Malformed(k []byte) error { return fmt.Errorf("%w: key %x or its value", ErrDamaged, k) }
