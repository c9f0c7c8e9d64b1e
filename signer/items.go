package signer

import (
	"encoding/binary"
	"unicode/utf8"
)

// Major types of CBOR (RFC 8949 section 3.1), as far as [Items] reads them and [AppendHead] writes them.
const (
	MajorUint  = 0
	MajorBytes = 2
	MajorText  = 3
	MajorArray = 4
	MajorMap   = 5
)

// AppendHead writes the head of an item of a major type, in its shortest form: what [Items.Head] reads.
func AppendHead(b []byte, major byte, n uint64) []byte {
	major <<= 5
	switch {
	case n < 24:
		return append(b, major|byte(n))
	case n < 1<<8:
		return append(b, major|24, byte(n))
	case n < 1<<16:
		return binary.BigEndian.AppendUint16(append(b, major|25), uint16(n))
	case n < 1<<32:
		return binary.BigEndian.AppendUint32(append(b, major|26), uint32(n))
	}
	return binary.BigEndian.AppendUint64(append(b, major|27), n)
}

// AppendBytes writes a byte string.
func AppendBytes(b, s []byte) []byte { return append(AppendHead(b, MajorBytes, uint64(len(s))), s...) }

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
func (r *Items) Bytes(length int) []byte { return r.str(MajorBytes, length) }

// Text reads a text string, and finds Wrong one that is not UTF-8.
func (r *Items) Text() string {
	s := r.str(MajorText, -1)
	r.Wrong = r.Wrong || !utf8.Valid(s)
	return string(s)
}

func (r *Items) str(major byte, length int) (s []byte) {
	n := r.Head(major)
	if r.Wrong || n > uint64(len(r.Rest)) || length >= 0 && n != uint64(length) {
		r.Wrong = true
		return nil
	}
	s, r.Rest = r.Rest[:n:n], r.Rest[n:]
	return s
}

// Must finds Wrong everything but the given bytes.
func (r *Items) Must(want string) { r.Wrong = !r.Is(want) }

// Done says whether all was read, and nothing was Wrong.
func (r *Items) Done() bool { return !r.Wrong && len(r.Rest) == 0 }

// Is reads the given bytes, and says whether they were there.
func (r *Items) Is(want string) bool {
	if r.Wrong || len(r.Rest) < len(want) || string(r.Rest[:len(want)]) != want {
		return false
	}
	r.Rest = r.Rest[len(want):]
	return true
}
