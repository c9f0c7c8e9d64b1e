package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// seats remember which credentials are in force while an audit replays a nation's log: every pledge asks for its own. They
// are fingerprints of 64 bits, hashes under a key that is the audit's own, and what the derived keys say in other words; for
// what has no seat, derived is asked, so that nothing depends on there being enough of them.
type seats struct {
	key   [32]byte
	taken []uint64
}

const (
	seatRow   = 32      // seats that a fingerprint may take; with 8, of a nation one in thirty would find none
	seatCount = 8 << 20 // 64 MB of them; a nation has some 5.6 million credentials in force
)

func newSeats(count int) seats { return seats{auditKey(), make([]uint64, count)} }

// row returns the seats of a key with its value, and their fingerprint.
func (s seats) row(k, v []byte) (row []uint64, fingerprint uint64) {
	var room [128]byte
	sum := sha256.Sum256(append(append(append(room[:0], s.key[:]...), k...), v...))
	at := binary.BigEndian.Uint64(sum[:]) % uint64(len(s.taken)/seatRow) * seatRow
	return s.taken[at : at+seatRow], max(binary.BigEndian.Uint64(sum[8:]), 1) // 0 is a seat that is free
}

func (s seats) take(k, v []byte) {
	row, f := s.row(k, v)
	if slices.Contains(row, f) {
		return
	}
	free := slices.Index(row, 0)
	if free < 0 {
		free = int(f % seatRow)
	}
	row[free] = f
}

func (s seats) leave(k, v []byte) {
	row, f := s.row(k, v)
	if at := slices.Index(row, f); at >= 0 {
		row[at] = 0
	}
}

func (s seats) holds(k, v []byte) bool {
	row, f := s.row(k, v)
	return slices.Contains(row, f)
}
