package verify

import (
	"fmt"
	"strconv"
	"strings"

	"ikrar/signer"
)

// A QR code in numeric mode spends 10 bits on 3 digits, so bytes are written in decimal: groups of 7 bytes, big endian,
// as 17 digits, and a last shorter group as the fewest digits that hold it.
const (
	groupBytes  = 7
	groupDigits = 17
)

// digitsFor[n] is how many digits a last group of n bytes takes.
var digitsFor = [groupBytes]int{0, 3, 5, 8, 10, 13, 15}

// encodeDigits writes data in decimal.
func encodeDigits(data []byte) string {
	var b strings.Builder
	for len(data) > 0 {
		n, width := groupBytes, groupDigits
		if len(data) < groupBytes {
			n, width = len(data), digitsFor[len(data)]
		}
		var value uint64
		for _, c := range data[:n] {
			value = value<<8 | uint64(c)
		}
		fmt.Fprintf(&b, "%0*d", width, value)
		data = data[n:]
	}
	return b.String()
}

// decodeDigits reads what encodeDigits writes and nothing else: a group whose value has no place in its bytes and a
// length that no byte count gives are refused.
func decodeDigits(digits string) ([]byte, error) {
	if len(digits) > maxDigits {
		return nil, fmt.Errorf("%w: %d digits, more than %d", signer.ErrEncoding, len(digits), maxDigits)
	}
	data := make([]byte, 0, len(digits)/groupDigits*groupBytes+groupBytes)
	for len(digits) > 0 {
		width, n := groupDigits, groupBytes
		if len(digits) < groupDigits {
			width, n = len(digits), 0
			for i, w := range digitsFor {
				if w == width {
					n = i
				}
			}
			if n == 0 {
				return nil, fmt.Errorf("%w: a last group of %d digits", signer.ErrEncoding, width)
			}
		}
		for _, c := range []byte(digits[:width]) {
			if c < '0' || c > '9' {
				return nil, fmt.Errorf("%w: %q among the digits", signer.ErrEncoding, c)
			}
		}
		value, err := strconv.ParseUint(digits[:width], 10, 64)
		if err != nil || value>>(8*n) != 0 {
			return nil, fmt.Errorf("%w: the group %s is too large for %d bytes", signer.ErrEncoding, digits[:width], n)
		}
		for i := n - 1; i >= 0; i-- {
			data = append(data, byte(value>>(8*i)))
		}
		digits = digits[width:]
	}
	return data, nil
}
