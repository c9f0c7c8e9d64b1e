package ledger

import "hash/maphash"

// sieve is a Bloom filter: it may take a key that was never added for one that was, never the other way round.
type sieve struct {
	seed maphash.Seed
	bits []uint64
}

// sieveBits is 16 MiB of bits: with the 22 million keys of a nation, every twelfth question is asked in vain.
const sieveBits = 1 << 27

func newSieve() sieve { return sieve{maphash.MakeSeed(), make([]uint64, sieveBits/64)} }

// places are the two bits of a key.
func (s sieve) places(k []byte) [2]uint64 {
	h := maphash.Bytes(s.seed, k)
	return [2]uint64{h % sieveBits, h >> 32 % sieveBits}
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
