package ledger

import (
	"hash/maphash"
	"slices"
)

// seats remember which credentials are in force while an audit replays a nation's log: every pledge asks for its own. They
// are fingerprints of 64 bits under a key that is the audit's own, and what the derived keys say in other words; for what
// has no seat, derived is asked, so that nothing depends on there being enough of them.
type seats struct {
	seed  maphash.Seed
	taken []uint64
}

const (
	seatRow   = 8       // seats that a fingerprint may take
	seatCount = 8 << 20 // 64 MB of them; a nation has some 5.6 million credentials in force
)

func newSeats() seats { return seats{maphash.MakeSeed(), make([]uint64, seatCount)} }

// row returns the seats of a key, and its fingerprint together with the value.
func (s seats) row(k, v []byte) (row []uint64, fingerprint uint64) {
	at := maphash.Bytes(s.seed, k) % (seatCount / seatRow) * seatRow
	var h maphash.Hash
	h.SetSeed(s.seed)
	h.Write(k)
	h.Write(v)
	return s.taken[at : at+seatRow], max(h.Sum64(), 1) // 0 is a seat that is free
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
