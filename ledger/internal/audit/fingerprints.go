package audit

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// fingerprints remember which credentials are in force while an audit replays a nation's log: every
// pledge asks for its own. A fingerprint is a hash of 64 bits under a key that is the audit's own.
// The derived keys say the same in other words; for what has found no place here they are asked, so
// that nothing depends on there being enough.
type fingerprints struct {
	key   [32]byte
	taken []uint64
}

const (
	fingerprintRow   = 32      // places that one may take; with 8, of a nation one in thirty would find none
	fingerprintCount = 8 << 20 // 64 MB of them; a nation has some 5.6 million credentials in force
)

func newFingerprints(count int) fingerprints { return fingerprints{AuditKey(), make([]uint64, count)} }

// row returns the places of a key with its value, and its fingerprint.
func (s fingerprints) row(k, v []byte) (row []uint64, fingerprint uint64) {
	var room [128]byte
	sum := sha256.Sum256(append(append(append(room[:0], s.key[:]...), k...), v...))
	at := binary.BigEndian.Uint64(sum[:]) % uint64(len(s.taken)/fingerprintRow) * fingerprintRow
	return s.taken[at : at+fingerprintRow], max(binary.BigEndian.Uint64(sum[8:]), 1) // 0 is a free place
}

func (s fingerprints) take(k, v []byte) {
	row, f := s.row(k, v)
	if slices.Contains(row, f) {
		return
	}
	free := slices.Index(row, 0)
	if free < 0 {
		free = int(f % fingerprintRow)
	}
	row[free] = f
}

func (s fingerprints) leave(k, v []byte) {
	row, f := s.row(k, v)
	if at := slices.Index(row, f); at >= 0 {
		row[at] = 0
	}
}

func (s fingerprints) Holds(k, v []byte) bool {
	row, f := s.row(k, v)
	return slices.Contains(row, f)
}
