package cbor

import "unicode/utf8"

// Reader reads one shape item by item from the front of Rest: [Decode] without reflection and
// without encoding again. Once something is Wrong it stays so: whoever reads asks once, at the end.
type Reader struct {
	Rest  []byte // what is still to be read
	Wrong bool   // something was not there, or not in its one encoding
}

// Uint reads a number that is not negative.
func (r *Reader) Uint() uint64 { return r.head(majorUint) }

// Array reads the head of an array and returns how many items follow.
func (r *Reader) Array() uint64 { return r.head(majorArray) }

// Map reads the head of a map and returns how many pairs follow. Their order is the caller's to
// hold.
func (r *Reader) Map() uint64 { return r.head(majorMap) }

// Bytes reads a byte string of the given length, or of any where that is negative. It is a part of
// Rest, not a copy.
func (r *Reader) Bytes(length int) []byte { return r.str(majorBytes, length) }

// Text reads a text string; one that is not UTF-8 is Wrong.
func (r *Reader) Text() string {
	s := r.str(majorText, -1)
	r.Wrong = r.Wrong || !utf8.Valid(s)
	return string(s)
}

// Expect reads exactly these bytes; anything else is Wrong.
func (r *Reader) Expect(want string) { r.Wrong = !r.Accept(want) }

// Accept reads these bytes where they come next, and says whether they did.
func (r *Reader) Accept(want string) bool {
	if r.Wrong || len(r.Rest) < len(want) || string(r.Rest[:len(want)]) != want {
		return false
	}
	r.Rest = r.Rest[len(want):]
	return true
}

// Done says whether everything was read and nothing was Wrong.
func (r *Reader) Done() bool { return !r.Wrong && len(r.Rest) == 0 }

// head reads the head of an item of a major type in its shortest form and returns its argument: the
// number itself, or the length of what follows.
func (r *Reader) head(major byte) (n uint64) {
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
	least := uint64(24) // the smallest number that needs so many bytes
	if size > 1 {
		least = 1 << (4 * size)
	}
	r.Wrong = n < least
	return n
}

func (r *Reader) str(major byte, length int) (s []byte) {
	n := r.head(major)
	if r.Wrong || n > uint64(len(r.Rest)) || length >= 0 && n != uint64(length) {
		r.Wrong = true
		return nil
	}
	s, r.Rest = r.Rest[:n:n], r.Rest[n:]
	return s
}
