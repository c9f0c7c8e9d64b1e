package audit

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
)

// SetHash is a keyed hash of a multiset of keys and values, in whatever order they come: the sum of
// their hashes, in four lanes modulo 2^64. Under one key, hashes of different multisets are equal
// only by a chance that nobody who does not know the key can better. So an audit holds what the
// store has in the order of digests against what the log has in the order of entries, and sorts
// neither.
type SetHash struct {
	Key [32]byte // the audit's own
	sum [4]uint64
}

// AuditKey makes a key that one audit has and nobody else.
func AuditKey() (key [32]byte) {
	rand.Read(key[:]) // never fails
	return key
}

func (t *SetHash) Add(k, v []byte) {
	var room [128]byte
	b := binary.AppendUvarint(append(room[:0], t.Key[:]...), uint64(len(k)))
	sum := sha256.Sum256(append(append(b, k...), v...))
	for i := range t.sum {
		t.sum[i] += binary.BigEndian.Uint64(sum[8*i:])
	}
}
