package qr

import (
	"strings"

	"github.com/makiuchi-d/gozxing/common/reedsolomon"
)

// Encoding a QR code was 60 % of what a certificate cost: go-qrcode draws each of eight maskings
// and weighs it module by module, and has no way to be told less. Here the codewords are made once,
// and the maskings weighed 64 rows or columns at a time. The modules are go-qrcode's to the last
// one, its choice of a masking included, or certificates that are issued could not be made again
// byte for byte; TestEncoding holds the two together.

// address splits the text of our QR codes, as go-qrcode does: bytes up to #, and digits behind. It
// is false for an address of which go-qrcode might put some characters into a denser mode.
func address(text string) (before, digits string, ok bool) {
	i := strings.IndexByte(text, '#') + 1
	before, digits = text[:i], text[i:]
	if before == "" || len(digits) < 20 || strings.Trim(digits, "0123456789") != "" {
		return "", "", false
	}
	dense := 1 // characters of alphanumeric mode in a row; the first character must not be one
	for _, c := range []byte(before) {
		switch {
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z':
			return "", "", false
		case strings.IndexByte(" $%*+-./:", c) < 0:
			dense = 0
		default:
			if dense++; dense > 5 { // from six on they are shorter by themselves
				return "", "", false
			}
		}
	}
	return before, digits, before[0] >= 'a' && before[0] <= 'z'
}

// encode returns the modules of a text in a QR code of that version at level M; nil where it is not
// for this function.
func encode(text string, number int) [][]bool {
	before, digits, ok := address(text)
	if !ok || number < 1 || number > 40 {
		return nil
	}
	f, err := frameOf(number)
	if err != nil {
		return nil
	}
	words, ok := f.codewords(segments(before, digits, number))
	if !ok {
		return nil
	}
	data := f.place(words)
	var best *plane
	least := 0
	for _, blank := range f.blanks {
		masked := data.xor(blank)
		if penalty := masked.penalty(); best == nil || penalty < least {
			best, least = masked, penalty
		}
	}
	return best.modules()
}

// bitWriter appends numbers to bytes, the highest bit first.
type bitWriter struct {
	bytes []byte
	size  int // in bits
}

func (w *bitWriter) put(value, size int) {
	for size--; size >= 0; size-- {
		if w.size%8 == 0 {
			w.bytes = append(w.bytes, 0)
		}
		w.bytes[w.size/8] |= byte(value>>size&1) << (7 - w.size%8)
		w.size++
	}
}

// segments are the bits of a byte and a numeric segment (ISO/IEC 18004 section 7.4).
func segments(before, digits string, version int) *bitWriter {
	counts := [2]int{8, 10}
	if version >= 10 {
		counts = [2]int{16, 12}
	}
	if version >= 27 {
		counts[1] = 14
	}
	bits := new(bitWriter)
	bits.put(4, 4)
	bits.put(len(before), counts[0])
	for _, c := range []byte(before) {
		bits.put(int(c), 8)
	}
	bits.put(1, 4)
	bits.put(len(digits), counts[1])
	for len(digits) > 0 {
		n, value := min(3, len(digits)), 0
		for _, c := range []byte(digits[:n]) {
			value = 10*value + int(c-'0')
		}
		bits.put(value, 3*n+1)
		digits = digits[n:]
	}
	return bits
}

// codewords pads the data, adds error correction and interleaves the blocks (ISO/IEC 18004 sections
// 7.4.10 to 7.6).
func (f *frame) codewords(bits *bitWriter) (words []byte, ok bool) {
	size := 0
	for _, n := range f.blocks {
		size += n
	}
	if bits.size > 8*size {
		return nil, false
	}
	bits.put(0, min(4, 8*size-bits.size))
	bits.put(0, -bits.size&7)
	data := bits.bytes
	for i := 0; len(data) < size; i++ {
		data = append(data, [2]byte{0xec, 0x11}[i%2])
	}
	var parts, checks [][]byte
	longest := 0
	for _, n := range f.blocks {
		parts, checks = append(parts, data[:n]), append(checks, f.generator.checks(data[:n]))
		data, longest = data[n:], max(longest, n)
	}
	for i := range longest {
		for _, block := range parts {
			if i < len(block) {
				words = append(words, block[i])
			}
		}
	}
	for i := range f.generator[0] {
		for _, block := range checks {
			words = append(words, block[i])
		}
	}
	return words, true
}

var gf256 = reedsolomon.GenericGF_QR_CODE_FIELD_256

// generator is a polynomial of error correction (ISO/IEC 18004 annex A), its first coefficient, 1,
// left out, times each number of the field.
type generator [256][]byte

func generatorOf(degree int) *generator {
	one := []int{1}
	for i := range degree { // times x + 2^i
		one = append(one, 0)
		for k := len(one) - 1; k > 0; k-- {
			one[k] ^= gf256.Multiply(one[k-1], gf256.Exp(i))
		}
	}
	g := new(generator)
	for factor := range g {
		for _, c := range one[1:] {
			g[factor] = append(g[factor], byte(gf256.Multiply(c, factor)))
		}
	}
	return g
}

// checks are the check bytes of a block: what is left when it is divided by the generator.
func (g *generator) checks(data []byte) []byte {
	rest := make([]byte, len(g[0])+1)
	for _, d := range data {
		by := g[d^rest[0]]
		copy(rest, rest[1:])
		for i, c := range by {
			rest[i] ^= c
		}
	}
	return rest[:len(g[0])]
}
