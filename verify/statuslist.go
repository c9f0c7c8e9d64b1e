package verify

import (
	"bytes"
	"compress/zlib"
	"crypto"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// StaleStatusError is the answer of a status list past its expiry, where it knows nothing bad of an entry.
type StaleStatusError struct{ Issued, Expires int64 } // Unix seconds

func (e *StaleStatusError) Error() string {
	return fmt.Sprintf("the status list of %d expired at %d", e.Issued, e.Expires)
}

// BeyondStatusError is the answer of a status list that does not reach an entry. A ledger makes a new
// list at every revocation, so nothing was revoked since this one, as long as it is fresh.
type BeyondStatusError struct {
	Index, Size uint64
	Expires     int64 // of the list, Unix seconds
}

func (e *BeyondStatusError) Error() string {
	return fmt.Sprintf("the status list of %d entries does not reach entry %d", e.Size, e.Index)
}

// StatusPath follows the institution's public address where the list is published.
const StatusPath = "/status"

const (
	statusType = "application/statuslist+cwt"
	algEdDSA   = -8 // COSE, as in statements
	statusBits = 2  // an entry
)

// The values of the list, two bits an entry. 2 is the IETF's "suspended", which ikrar does not have.
const (
	statusGood    = 0
	statusRevoked = 1
	statusErased  = 3
)

// StatusList says of every entry of a ledger what became of it, as of one moment: the IETF Token Status List in CWT form
// (draft-ietf-oauth-status-list), signed by the ledger's key. A checker fetches it whole and so tells nobody which
// certificate it looks at. It is a [Status].
type StatusList struct {
	Origin  string    // of the institution (iss)
	URI     string    // where it is published (sub); proves nothing
	Issued  int64     // Unix seconds (iat)
	Expires int64     // Unix seconds (exp); later than that it is no longer believed to be good news
	TTL     int64     // seconds after which a checker with a network fetches it anew
	Size    uint64    // entries of the tree that it derives from
	Root    tlog.Hash // of that tree
	Pairs   []byte    // four entries a byte, the first in the two lowest bits; unused bits are 0

	now int64 // when it was opened
}

// NewPairs returns the pairs of a tree in which all entries are good.
func NewPairs(size uint64) []byte { return make([]byte, (size+3)/4) }

// SetPair notes what became of the entry at an index.
func SetPair(pairs []byte, index uint64, s State) {
	value := byte(statusGood)
	switch s {
	case StateRevoked:
		value = statusRevoked
	case StateErased:
		value = statusErased
	}
	shift := index % 4 * statusBits
	pairs[index/4] = pairs[index/4]&^(3<<shift) | value<<shift
}

// statusEnvelope is an untagged COSE_Sign1, which is what the draft asks for.
type statusEnvelope struct {
	_           struct{} `cbor:",toarray"`
	Protected   []byte
	Unprotected struct{}
	Payload     []byte
	Signature   eddsa.Signature
}

type statusHeader struct {
	Algorithm int         `cbor:"1,keyasint"`
	KeyID     eddsa.KeyID `cbor:"4,keyasint"`
	Type      string      `cbor:"16,keyasint"`
}

type statusClaims struct {
	Issuer  string     `cbor:"1,keyasint"`
	Subject string     `cbor:"2,keyasint"`
	Expires int64      `cbor:"4,keyasint"`
	Issued  int64      `cbor:"6,keyasint"`
	List    statusBody `cbor:"65533,keyasint"`
	TTL     int64      `cbor:"65534,keyasint"`
	Tree    statusTree `cbor:"-65537,keyasint"`
}

type statusBody struct {
	Bits int    `cbor:"bits"`
	List []byte `cbor:"lst"` // the pairs in zlib's form, RFC 1950
}

type statusTree struct {
	Size uint64    `cbor:"1,keyasint"`
	Root tlog.Hash `cbor:"2,keyasint"`
}

// covered is what the ledger signs: a Sig_structure with empty external data, so that any CWT library can check it. The
// external data of statements and registrations are never empty, which is what keeps their signatures apart.
func (e statusEnvelope) covered() []byte {
	return cbor.Encode([]any{"Signature1", e.Protected, []byte{}, e.Payload})
}

// Sign signs the list with the ledger's key.
func (l *StatusList) Sign(key crypto.Signer) ([]byte, error) {
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return nil, fmt.Errorf("status list: %w", err)
	}
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := w.Write(l.Pairs); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	claims := statusClaims{Issuer: l.Origin, Subject: l.URI, Expires: l.Expires, Issued: l.Issued, List: statusBody{statusBits, packed.Bytes()},
		TTL: l.TTL, Tree: statusTree{l.Size, l.Root}}
	if err := claims.check(); err != nil {
		return nil, err
	}
	if have, want := len(l.Pairs), len(NewPairs(l.Size)); have != want {
		return nil, statusError("%d bytes of pairs, want %d", have, want)
	}
	e := statusEnvelope{Protected: cbor.Encode(statusHeader{algEdDSA, pub.ID(), statusType}), Payload: cbor.Encode(claims)}
	sig, err := key.Sign(nil, e.covered(), crypto.Hash(0))
	if err != nil || len(sig) != len(e.Signature) {
		return nil, fmt.Errorf("status list: a signature of %d bytes: %w", len(sig), errors.Join(err, eddsa.ErrSignature))
	}
	e.Signature = eddsa.Signature(sig)
	if err := pub.Verify(e.covered(), e.Signature); err != nil { // a key in an agent or an HSM is not believed
		return nil, fmt.Errorf("status list: %w", err)
	}
	return cbor.Encode(e), nil
}

// OpenStatusList reads a status list of the trust list's institution, by the numbered steps of PROOF.md. now is Unix
// seconds. A list past its expiry opens: what it says of revocations still holds, and for the rest a
// [StaleStatusError] is its answer.
func OpenStatusList(raw []byte, list *trust.List, now int64) (*StatusList, error) {
	if len(raw) > MaxStatusList {
		return nil, statusError("%d bytes, more than %d", len(raw), MaxStatusList)
	}
	var e statusEnvelope
	var h statusHeader
	var c statusClaims
	if err := cbor.Decode(raw, &e); err != nil {
		return nil, fmt.Errorf("status list: %w", err)
	}
	if err := cbor.Decode(e.Protected, &h); err != nil {
		return nil, fmt.Errorf("status list: protected header: %w", err)
	}
	if err := cbor.Decode(e.Payload, &c); err != nil {
		return nil, fmt.Errorf("status list: payload: %w", err)
	}
	if h.Algorithm != algEdDSA || h.Type != statusType {
		return nil, statusError("algorithm %d, type %.40q", h.Algorithm, h.Type)
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	if c.Issuer != list.Origin {
		return nil, fmt.Errorf("status list: it is that of %.100q", c.Issuer)
	}
	ledger, ok := list.Ledger(c.Tree.Size - 1)
	if !ok || ledger.State != trust.Active || ledger.Key.Key().ID() != h.KeyID {
		return nil, fmt.Errorf("status list: %w: not by the ledger key that is active for a tree of %d", eddsa.ErrKey, c.Tree.Size)
	}
	if err := ledger.Key.Key().Verify(e.covered(), e.Signature); err != nil {
		return nil, fmt.Errorf("status list: %w", err)
	}
	pairs, err := inflate(c.List.List, c.Tree.Size)
	if err != nil {
		return nil, err
	}
	return &StatusList{Origin: c.Issuer, URI: c.Subject, Issued: c.Issued, Expires: c.Expires, TTL: c.TTL, Size: c.Tree.Size, Root: c.Tree.Root,
		Pairs: pairs, now: now}, nil
}

func (c statusClaims) check() error {
	url, ok := strings.CutSuffix(c.Subject, StatusPath)
	switch {
	case !ok || trust.CheckURL(url) != nil:
		return statusError("published at %.100q", c.Subject)
	case c.Issued <= 0 || c.Expires >= maxTime || c.Expires <= c.Issued || c.Expires-c.Issued > maxStatusLife:
		return statusError("issued %d, expires %d", c.Issued, c.Expires)
	case c.TTL <= 0 || c.TTL > maxStatusLife:
		return statusError("time to live %d", c.TTL)
	case c.List.Bits != statusBits:
		return statusError("%d bits an entry", c.List.Bits)
	case c.Tree.Size == 0 || c.Tree.Size > maxStatusEntries:
		return statusError("a tree of %d entries", c.Tree.Size)
	}
	return nil
}

// inflate unpacks exactly the pairs of size entries, and never more than those.
func inflate(packed []byte, size uint64) ([]byte, error) {
	in := bytes.NewReader(packed)
	z, err := zlib.NewReader(in)
	if err != nil {
		return nil, statusError("%v", err)
	}
	if packed[1]&0x20 != 0 { // Go takes the identifier of an empty dictionary for none
		return nil, statusError("it names a dictionary")
	}
	pairs := NewPairs(size)
	if _, err := io.ReadFull(z, pairs); err != nil {
		return nil, statusError("fewer than %d pairs: %v", size, err)
	}
	if n, err := z.Read(make([]byte, 1)); n != 0 || err != io.EOF || in.Len() != 0 { // zlib checks its sum at the end
		return nil, statusError("more than %d pairs, or a wrong sum: %v", size, err)
	}
	if used := size % 4 * statusBits; used != 0 && pairs[len(pairs)-1]>>used != 0 {
		return nil, statusError("bits beyond entry %d", size-1)
	}
	for at, b := range pairs {
		if high, low := b>>1&0x55, b&0x55; high&^low != 0 {
			return nil, statusError("an entry among %d to %d has the value 2", at*4, at*4+3)
		}
	}
	return pairs, nil
}

func statusError(format string, args ...any) error {
	return fmt.Errorf("status list: %w: %s", signer.ErrEncoding, fmt.Sprintf(format, args...))
}

// Status answers for one entry. What was revoked or erased stays so, and a list past its expiry says it still; that
// nothing happened it can no longer say.
func (l *StatusList) Status(index uint64) (StatusAnswer, error) {
	if index >= l.Size {
		return StatusAnswer{}, &BeyondStatusError{index, l.Size, l.Expires}
	}
	answer := StatusAnswer{State: l.State(index), AsOf: l.Issued}
	if answer.State == StateGood && l.now > l.Expires {
		return StatusAnswer{}, &StaleStatusError{l.Issued, l.Expires}
	}
	return answer, nil
}

// State is what the list says of an entry below its size, however old it is.
func (l *StatusList) State(index uint64) State {
	switch l.Pairs[index/4] >> (index % 4 * statusBits) & 3 {
	case statusRevoked:
		return StateRevoked
	case statusErased:
		return StateErased
	}
	return StateGood
}
