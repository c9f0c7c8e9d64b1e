package cbor

import "encoding/binary"

// The major types of RFC 8949 section 3.1 that are written and read by hand.
const (
	majorUint  = 0
	majorBytes = 2
	majorText  = 3
	majorArray = 4
	majorMap   = 5
)

// AppendUint writes a number that is not negative.
func AppendUint(b []byte, n uint64) []byte { return appendHead(b, majorUint, n) }

// AppendArray writes the head of an array of n items, which are to follow.
func AppendArray(b []byte, n uint64) []byte { return appendHead(b, majorArray, n) }

// AppendBytes writes a byte string.
func AppendBytes(b, s []byte) []byte { return append(appendHead(b, majorBytes, uint64(len(s))), s...) }

// appendHead writes the head of an item in its shortest form: what [Reader] reads.
func appendHead(b []byte, major byte, n uint64) []byte {
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
