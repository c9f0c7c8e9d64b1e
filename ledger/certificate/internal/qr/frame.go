package qr

import (
	"sync"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"
)

// frame is what all QR codes of one version at level M have in common.
type frame struct {
	blanks    [8]*plane // the maskings of a code whose codewords are all zero: patterns, format, mask
	order     []place   // where each bit of the codewords stands
	blocks    []int     // how many data codewords each block has
	generator *generator
}

type place struct{ x, y byte }

var known sync.Map // of version numbers to *frame, never changed

func frameOf(number int) (*frame, error) {
	if f, ok := known.Load(number); ok {
		return f.(*frame), nil
	}
	version, err := decoder.Version_GetVersionForNumber(number)
	if err != nil {
		return nil, err
	}
	f := new(frame)
	zero, one := gozxing.NewEmptyBitArray(), gozxing.NewEmptyBitArray()
	for range version.GetTotalCodewords() {
		_, _ = zero.AppendBits(0, 8), one.AppendBits(0xff, 8) // they refuse sizes above 32 alone
	}
	for mask := range f.blanks {
		if f.blanks[mask], err = build(zero, version, mask); err != nil {
			return nil, err
		}
	}
	dark, err := build(one, version, 0)
	if err != nil {
		return nil, err
	}
	f.order = zigzag(dark.xor(f.blanks[0]))
	blocks := version.GetECBlocksForLevel(decoder.ErrorCorrectionLevel_M)
	for _, kind := range blocks.GetECBlocks() {
		for range kind.GetCount() {
			f.blocks = append(f.blocks, kind.GetDataCodewords())
		}
	}
	f.generator = generatorOf(blocks.GetECCodewordsPerBlock())
	known.Store(number, f)
	return f, nil
}

// build draws codewords in one masking.
func build(words *gozxing.BitArray, version *decoder.Version, mask int) (*plane, error) {
	n := version.GetDimensionForVersion()
	matrix := encoder.NewByteMatrix(n, n)
	if err := encoder.MatrixUtil_buildMatrix(words, decoder.ErrorCorrectionLevel_M, version, mask, matrix); err != nil {
		return nil, err
	}
	p := newPlane(n)
	for y, modules := range matrix.GetArray() {
		for x, module := range modules {
			if module == 1 {
				p.darken(place{byte(x), byte(y)})
			}
		}
	}
	return p, nil
}

// zigzag lists the modules that codewords decide in the order of their bits (ISO/IEC 18004 section
// 7.7.3): in pairs of columns from the right, up and down in turn, around the vertical timing
// pattern.
func zigzag(decided *plane) (order []place) {
	n := len(decided.rows)
	for right, up := n-1, true; right > 0; right, up = right-2, !up {
		if right == 6 {
			right--
		}
		for i := range n {
			y := i
			if up {
				y = n - 1 - i
			}
			for _, x := range [2]int{right, right - 1} {
				if decided.rows[y].has(x) {
					order = append(order, place{byte(x), byte(y)})
				}
			}
		}
	}
	return order
}

// place draws what the codewords make dark, and nothing else.
func (f *frame) place(words []byte) *plane {
	p := newPlane(len(f.blanks[0].rows))
	for i, at := range f.order {
		if words[i/8]>>(7-i%8)&1 == 1 {
			p.darken(at)
		}
	}
	return p
}
