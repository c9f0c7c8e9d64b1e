package ledger

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
)

// tally is a keyed hash of a multiset of keys and values, in whatever order they come: the sum of their hashes, in four lanes
// modulo 2^64. Under one key, tallies of different multisets are equal only by a chance that nobody who does not know the
// key can better. So an audit holds what the store has in the order of digests against what the log has in the order of
// entries, and sorts neither.
type tally struct {
	key [32]byte // the audit's own
	sum [4]uint64
}

// auditKey makes a key that one audit has and nobody else.
func auditKey() (key [32]byte) {
	rand.Read(key[:]) // never fails
	return key
}

func (t *tally) add(k, v []byte) {
	var room [128]byte
	b := binary.AppendUvarint(append(room[:0], t.key[:]...), uint64(len(k)))
	sum := sha256.Sum256(append(append(b, k...), v...))
	for i := range t.sum {
		t.sum[i] += binary.BigEndian.Uint64(sum[8*i:])
	}
}
