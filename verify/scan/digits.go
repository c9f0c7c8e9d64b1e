package scan

import (
	"strconv"
	"strings"
)

const groupDigits = 17 // of 7 bytes

// digitsFor[n] is how many digits a group of n bytes takes, PROOF.md section 1.
var digitsFor = [...]int{0, 3, 5, 8, 10, 13, 15, 17}

// bytesOf reads the digits of a proof, group by group, as far as each has a place in its bytes.
func bytesOf(digits string) (data []byte, whole bool) {
	for len(digits) > 0 {
		group := digits[:min(len(digits), groupDigits)]
		n := 7
		for n > 0 && digitsFor[n] != len(group) {
			n--
		}
		value, err := strconv.ParseUint(group, 10, 64)
		if err != nil || n == 0 || value>>(8*n) != 0 {
			return data, false
		}
		for i := n - 1; i >= 0; i-- {
			data = append(data, byte(value>>(8*i)))
		}
		digits = digits[len(group):]
	}
	return data, true
}

// digitsOf is how many digits n bytes take.
func digitsOf(n int) int { return n/7*groupDigits + digitsFor[n%7] }

// itemEnd is where the CBOR item ends that data begins with, which may be behind what is there of
// it. It is read as RFC 8949 section 3 has it, definite lengths alone.
func itemEnd(data []byte) (end int, ok bool) {
	for items := 1; items > 0; items-- {
		major, n, next := itemHead(data, end)
		if next == 0 {
			return 0, false
		}
		end = next
		switch major {
		case 2, 3: // strings
			end += n
		case 4:
			items += n
		case 5:
			items += 2 * n
		case 6: // a tag, and what is tagged
			items++
		}
	}
	return end, true
}

// itemHead reads the head at an offset: the major type, the argument and where it ends; 0 where
// there is none.
func itemHead(data []byte, at int) (major byte, n, next int) {
	if at >= len(data) {
		return 0, 0, 0
	}
	major, n = data[at]>>5, int(data[at]&31)
	at++
	if n < 24 {
		return major, n, at
	}
	width := 1 << (n - 24)
	if n > 27 || at+width > len(data) {
		return 0, 0, 0
	}
	n = 0
	for _, c := range data[at : at+width] {
		if n = n<<8 | int(c); n > maxItem {
			if major == 0 || major == 1 || major == 7 {
				n = maxItem // a number, not a length
				continue
			}
			return 0, 0, 0
		}
	}
	return major, n, at + width
}

// Every proof of version 1 begins with an array of six and that number: its digits are these.
const (
	firstBegin = "37718746369425408" // 0x86, 0x01 and five bytes of 0
	lastBegin  = "37719845881053183" // 0x86, 0x01 and five bytes of 255
)

// begins says whether digits, be they few or none, may be the beginning of a proof of version 1.
func begins(digits string) bool {
	group := digits[:min(len(digits), groupDigits)]
	pad := func(with string) string { return group + strings.Repeat(with, groupDigits-len(group)) }
	return pad("9") >= firstBegin && pad("0") <= lastBegin
}

// rawBegins says whether bytes are meant as the CBOR of a short proof: they are one array and no
// more, or begin as one with the version 1. An array of four that begins so is a packet, NIP.ikrar.
func rawBegins(data []byte) bool {
	if len(data) < 2 {
		return len(data) == 1 && (data[0] == 0x80 || data[0] == 0x86)
	}
	if few := data[0] > 0x80 && data[0] < 0x98 || data[0] == 0x9f; few && data[1] == 1 && data[0] != 0x84 {
		return true
	}
	end, ok := itemEnd(data)
	tagged := strings.HasPrefix(string(data), "\xd9\xd9\xf7") // the tag that says: this is CBOR
	array := data[0]>>5 == 4 && string(data[:2]) != packetMark[:2]
	return (array || tagged) && ok && end == len(data)
}
