package signer

// Major types of CBOR (RFC 8949 section 3.1), as far as [Items] reads them.
const (
	MajorUint  = 0
	MajorBytes = 2
	MajorArray = 4
)

// Items reads deterministic CBOR (RFC 8949 section 4.2.1) item by item from the front of Rest: where millions of values
// have one shape, this is [Decode] without reflection and without encoding it again. Once something is Wrong, it stays so.
type Items struct {
	Rest  []byte
	Wrong bool
}

// Head reads the head of an item of a major type, in its shortest form, and returns its argument: the number itself, or
// the length of what follows.
func (r *Items) Head(major byte) (n uint64) {
	if r.Wrong || len(r.Rest) == 0 || r.Rest[0]>>5 != major {
		r.Wrong = true
		return 0
	}
	n, r.Rest = uint64(r.Rest[0]&31), r.Rest[1:]
	if n < 24 {
		return n
	}
	size := 1 << (n & 3) // 24 to 27 say that 1, 2, 4 or 8 bytes follow; 28 and more are no lengths
	if n > 27 || len(r.Rest) < size {
		r.Wrong = true
		return 0
	}
	n = 0
	for _, b := range r.Rest[:size] {
		n = n<<8 | uint64(b)
	}
	r.Rest = r.Rest[size:]
	least := uint64(24) // that needs so many bytes
	if size > 1 {
		least = 1 << (4 * size)
	}
	r.Wrong = n < least
	return n
}

// Bytes reads a byte string of the given length, or of any where that is negative. It is a part of Rest, not a copy.
func (r *Items) Bytes(length int) (b []byte) {
	n := r.Head(MajorBytes)
	if r.Wrong || n > uint64(len(r.Rest)) || length >= 0 && n != uint64(length) {
		r.Wrong = true
		return nil
	}
	b, r.Rest = r.Rest[:n:n], r.Rest[n:]
	return b
}

// Is reads the given bytes, and says whether they were there.
func (r *Items) Is(want string) bool {
	if r.Wrong || len(r.Rest) < len(want) || string(r.Rest[:len(want)]) != want {
		return false
	}
	r.Rest = r.Rest[len(want):]
	return true
}
