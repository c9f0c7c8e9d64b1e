package audit

import (
	"hash/maphash"
)

// bloom is a Bloom filter: it may take a key that was never added for one that was, never the other
// way round.
type bloom struct {
	seed maphash.Seed
	bits []uint64
}

// newBloom has room for so many keys: then one question in 150 is asked in vain.
func newBloom(keys int) bloom { return bloom{maphash.MakeSeed(), make([]uint64, 1+keys*12/64)} }

// places are the four bits of a key.
func (s bloom) places(k []byte) (p [4]uint64) {
	h, n := maphash.Bytes(s.seed, k), uint64(len(s.bits))*64
	for i := range p {
		p[i] = (h + uint64(i)*(h>>32|1)) % n
	}
	return p
}

func (s bloom) add(k []byte) {
	for _, p := range s.places(k) {
		s.bits[p/64] |= 1 << (p % 64)
	}
}

func (s bloom) mayHold(k []byte) bool {
	for _, p := range s.places(k) {
		if s.bits[p/64]>>(p%64)&1 == 0 {
			return false
		}
	}
	return true
}
