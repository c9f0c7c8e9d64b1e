package verify

import (
	"crypto/sha256"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/signer/cbor"
)

// Entry is one leaf of the ledger: which statement was recorded when, and after which entry. Its
// encoding is the Merkle leaf, and Prev stands inside it, so that chain and tree are one thing.
type Entry struct {
	_      struct{} `cbor:",toarray"`
	Kind   signer.Kind
	Index  uint64
	Time   int64     // Unix seconds by the ledger's clock, never decreasing
	Prev   tlog.Hash // leaf hash of the entry before; [FirstPrev] for entry 0
	Digest signer.Digest
}

// FirstPrev is the Prev of entry 0: the SHA-256 of the ledger's origin.
func FirstPrev(origin string) tlog.Hash { return sha256.Sum256([]byte(origin)) }

// Bytes returns the entry's one encoding, the Merkle leaf.
func (e Entry) Bytes() []byte {
	b := cbor.AppendArray(make([]byte, 0, 96), 5)
	b = cbor.AppendUint(b, uint64(e.Kind))
	b = cbor.AppendUint(b, e.Index)
	b = cbor.AppendUint(b, uint64(e.Time))
	return cbor.AppendBytes(cbor.AppendBytes(b, e.Prev[:]), e.Digest[:])
}

// LeafHash returns the RFC 6962 hash of the leaf: SHA-256(0x00 || entry).
func (e Entry) LeafHash() tlog.Hash { return tlog.RecordHash(e.Bytes()) }

// maxKind is the highest number of a kind: one byte. The entry of a later version's kind is read
// like any other, so that a newer ledger can be told from a damaged one; see [signer.Kind.Later].
const maxKind = 255

// ParseEntry reads an entry and refuses any other encoding of it. An audit reads as many as the
// ledger has, so this is [cbor.Decode] for the one shape that an entry has, in a tenth of the time.
func ParseEntry(raw []byte) (Entry, error) {
	var e Entry
	r := cbor.Reader{Rest: raw}
	items, kind, index, time := r.Array(), r.Uint(), r.Uint(), r.Uint()
	copy(e.Prev[:], r.Bytes(len(e.Prev)))
	copy(e.Digest[:], r.Bytes(len(e.Digest)))
	if !r.Done() || items != 5 {
		return Entry{}, fmt.Errorf("entry: %w of an array of kind, index, time and two hashes", signer.ErrEncoding)
	}
	if kind > maxKind || index > signer.MaxIndex || time == 0 || time >= maxTime {
		return Entry{}, fmt.Errorf("entry: %w: kind %d, index %d, time %d", signer.ErrEncoding, kind, index, time)
	}
	e.Kind, e.Index, e.Time = signer.Kind(kind), index, int64(time)
	return e, nil
}
