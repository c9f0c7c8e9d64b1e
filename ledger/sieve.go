package ledger

import "hash/maphash"

// sieve is a Bloom filter: it may take a key that was never added for one that was, never the other way round.
type sieve struct {
	seed maphash.Seed
	bits []uint64
}

// newSieve has room for so many keys: then one question in forty is asked in vain.
func newSieve(keys int) sieve { return sieve{maphash.MakeSeed(), make([]uint64, 1+keys*12/64)} }

// places are the two bits of a key.
func (s sieve) places(k []byte) [2]uint64 {
	h, n := maphash.Bytes(s.seed, k), uint64(len(s.bits))*64
	return [2]uint64{h % n, h >> 32 % n}
}

func (s sieve) add(k []byte) {
	for _, p := range s.places(k) {
		s.bits[p/64] |= 1 << (p % 64)
	}
}

func (s sieve) mayHold(k []byte) bool {
	for _, p := range s.places(k) {
		if s.bits[p/64]>>(p%64)&1 == 0 {
			return false
		}
	}
	return true
}
