package qr

import (
	"strings"
	"sync"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/common/reedsolomon"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"
)

// Encoding a QR code was 60 % of what a certificate cost: go-qrcode draws each of eight maskings
// and weighs it module by module, and has no way to be told less. Here the codewords are made once,
// and the maskings weighed 64 modules at a time. The modules are go-qrcode's to the last one, its
// choice of a masking included, or certificates that are issued could not be made again byte for
// byte; TestEncoding holds the two together.

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
	version, err := decoder.Version_GetVersionForNumber(number)
	if !ok || err != nil {
		return nil
	}
	words, ok := codewords(segments(before, digits, number), version)
	if !ok {
		return nil
	}
	blanks, err := blanks(version)
	if err != nil {
		return nil
	}
	data, err := build(words, version, 0)
	if err != nil {
		return nil
	}
	data.xor(blanks[0]) // what the codewords alone make dark
	var best *plane
	least := 0
	for _, blank := range blanks {
		masked := data.clone()
		masked.xor(blank)
		if penalty := masked.penalty(); best == nil || penalty < least {
			best, least = masked, penalty
		}
	}
	return best.modules()
}

// build draws codewords in one masking.
func build(words *gozxing.BitArray, version *decoder.Version, mask int) (*plane, error) {
	n := version.GetDimensionForVersion()
	matrix := encoder.NewByteMatrix(n, n)
	if err := encoder.MatrixUtil_buildMatrix(words, decoder.ErrorCorrectionLevel_M, version, mask, matrix); err != nil {
		return nil, err
	}
	return newPlane(matrix), nil
}

var known sync.Map // of version numbers to *[8]*plane, never changed

// blanks are the eight maskings of a QR code whose codewords are all zero: patterns, format and
// mask, and so all that codewords do not decide.
func blanks(version *decoder.Version) (*[8]*plane, error) {
	if all, ok := known.Load(version.GetVersionNumber()); ok {
		return all.(*[8]*plane), nil
	}
	all := new([8]*plane)
	zero := gozxing.NewBitArray(8 * version.GetTotalCodewords())
	for mask := range all {
		var err error
		if all[mask], err = build(zero, version, mask); err != nil {
			return nil, err
		}
	}
	known.Store(version.GetVersionNumber(), all)
	return all, nil
}

// segments are the bits of a byte and a numeric segment (ISO/IEC 18004 section 7.4).
func segments(before, digits string, version int) *gozxing.BitArray {
	counts := [2]int{8, 10}
	if version >= 10 {
		counts = [2]int{16, 12}
	}
	if version >= 27 {
		counts[1] = 14
	}
	bits := gozxing.NewEmptyBitArray()
	put := func(value, size int) { _ = bits.AppendBits(value, size) } // it refuses sizes above 32 alone
	put(4, 4)
	put(len(before), counts[0])
	for _, c := range []byte(before) {
		put(int(c), 8)
	}
	put(1, 4)
	put(len(digits), counts[1])
	for len(digits) > 0 {
		n, value := min(3, len(digits)), 0
		for _, c := range []byte(digits[:n]) {
			value = 10*value + int(c-'0')
		}
		put(value, 3*n+1)
		digits = digits[n:]
	}
	return bits
}

// codewords pads the data, adds error correction and interleaves the blocks (ISO/IEC 18004 sections
// 7.4.10 to 7.6).
func codewords(bits *gozxing.BitArray, version *decoder.Version) (*gozxing.BitArray, bool) {
	blocks := version.GetECBlocksForLevel(decoder.ErrorCorrectionLevel_M)
	size := version.GetTotalCodewords() - blocks.GetTotalECCodewords()
	if bits.GetSize() > 8*size {
		return nil, false
	}
	_ = bits.AppendBits(0, min(4, 8*size-bits.GetSize()))
	_ = bits.AppendBits(0, -bits.GetSize()&7)
	data := make([]byte, size)
	used := bits.GetSizeInBytes()
	bits.ToBytes(0, data, 0, used)
	for i := used; i < size; i++ {
		data[i] = [2]byte{0xec, 0x11}[(i-used)%2]
	}
	generator := generatorOf(blocks.GetECCodewordsPerBlock())
	var parts, checks [][]byte
	longest := 0
	for _, kind := range blocks.GetECBlocks() {
		for range kind.GetCount() {
			n := kind.GetDataCodewords()
			parts, checks = append(parts, data[:n]), append(checks, generator.checks(data[:n]))
			data, longest = data[n:], max(longest, n)
		}
	}
	out := gozxing.NewEmptyBitArray()
	for i := range longest {
		for _, block := range parts {
			if i < len(block) {
				_ = out.AppendBits(int(block[i]), 8)
			}
		}
	}
	for i := range generator {
		for _, block := range checks {
			_ = out.AppendBits(int(block[i]), 8)
		}
	}
	return out, true
}

var gf256 = reedsolomon.GenericGF_QR_CODE_FIELD_256

// generator is a polynomial of error correction (ISO/IEC 18004 annex A), its first coefficient, 1,
// left out.
type generator []int

func generatorOf(degree int) generator {
	g := []int{1}
	for i := range degree { // times x + 2^i
		g = append(g, 0)
		for k := len(g) - 1; k > 0; k-- {
			g[k] ^= gf256.Multiply(g[k-1], gf256.Exp(i))
		}
	}
	return g[1:]
}

// checks are the check bytes of a block: what is left when it is divided by the generator.
func (g generator) checks(data []byte) []byte {
	rest := make([]byte, len(g)+1)
	for _, d := range data {
		first := int(d ^ rest[0])
		copy(rest, rest[1:])
		for i, c := range g {
			rest[i] ^= byte(gf256.Multiply(c, first))
		}
	}
	return rest[:len(g)]
}
