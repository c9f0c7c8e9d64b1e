package qr

import (
	"fmt"
	"math"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// sharpen takes back what blur has moved from each module to its four neighbours.
func sharpen(shades [][]float64, amount float64) [][]float64 {
	if amount == 0 {
		return shades
	}
	last := len(shades) - 1
	out := make([][]float64, len(shades))
	for y, row := range shades {
		out[y] = make([]float64, len(row))
		for x, s := range row {
			around := shades[max(y-1, 0)][x] + shades[min(y+1, last)][x] + row[max(x-1, 0)] + row[min(x+1, last)]
			out[y][x] = s + amount*(s-around/4)
		}
	}
	return out
}

// contrast returns how much lighter each module is than the mean of those around it, negative for
// black ones: a QR code's mask keeps black and white even.
func contrast(shades [][]float64) [][]float64 {
	const reach = 8 // modules: wider than a finder pattern, narrower than a shadow
	dim := len(shades)
	sums := make([][]float64, dim+1) // sums[y][x] is the sum of all shades above and left
	sums[0] = make([]float64, dim+1)
	for y, row := range shades {
		sums[y+1] = make([]float64, dim+1)
		for x, s := range row {
			sums[y+1][x+1] = s + sums[y][x+1] + sums[y+1][x] - sums[y][x]
		}
	}
	out := make([][]float64, dim)
	for y, row := range shades {
		out[y] = make([]float64, dim)
		top, bottom := max(y-reach, 0), min(y+reach+1, dim)
		for x, s := range row {
			left, right := max(x-reach, 0), min(x+reach+1, dim)
			sum := sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left]
			out[y][x] = s - sum/float64((bottom-top)*(right-left))
		}
	}
	return out
}

// decode returns the text of a QR code's modules, given by their contrast: as the library reads it,
// or else with the doubtful modules left out.
func decode(modules [][]float64) (string, error) {
	return guarded(func() (string, error) {
		bits, err := matrix(modules, 0)
		if err != nil {
			return "", err
		}
		result, err := decoder.NewDecoder().Decode(bits, nil)
		if err == nil {
			return result.GetText(), nil
		}
		return decodeDoubtful(modules)
	})
}

// matrix makes modules bits, with those turned over whose contrast is below doubt, except where
// version and format stand.
func matrix(modules [][]float64, doubt float64) (*gozxing.BitMatrix, error) {
	dim := len(modules)
	bits, err := gozxing.NewSquareBitMatrix(dim)
	if err != nil {
		return nil, err
	}
	for y, row := range modules {
		for x, m := range row {
			if (m < 0) != (math.Abs(m) < doubt && !describes(x, y, dim)) {
				bits.Set(x, y)
			}
		}
	}
	return bits, nil
}

// describes reports whether module (x, y) belongs to the version or format information (ISO/IEC
// 18004 sections 7.9 and 7.10).
func describes(x, y, dim int) bool {
	x, y = max(x, y), min(x, y)
	return y <= 8 && (x <= 8 || x >= dim-11)
}

// decodeDoubtful reads the codewords with their faintest modules marked. A stain, a glare or a torn
// corner shows neither black nor white, so that the blocks it hits are repaired without believing
// it: twice as much can be lost.
func decodeDoubtful(modules [][]float64) (string, error) {
	words, version, level, err := codewords(modules, 0)
	if err != nil {
		return "", err
	}
	trust := make([]byte, len(words)) // at how many doubts a codeword stays the same
	for _, doubt := range doubts(modules) {
		turned, _, _, err := codewords(modules, doubt)
		if err != nil {
			return "", err
		}
		for i := range trust {
			if turned[i] == words[i] {
				trust[i]++
			}
		}
	}
	blocks, err := decoder.DataBlock_GetDataBlocks(words, version, level)
	if err != nil {
		return "", err
	}
	trusts, err := decoder.DataBlock_GetDataBlocks(trust, version, level)
	if err != nil {
		return "", err
	}
	var text []byte
	for i, b := range blocks {
		data, ok := repair(b.GetCodewords(), trusts[i].GetCodewords(), len(b.GetCodewords())-b.GetNumDataCodewords())
		if !ok {
			return "", fmt.Errorf("block %d of %d is lost", i+1, len(blocks))
		}
		text = append(text, data[:b.GetNumDataCodewords()]...)
	}
	result, err := decoder.DecodedBitStreamParser_Decode(text, version, level, nil)
	if err != nil {
		return "", err
	}
	return result.GetText(), nil
}

// codewords reads the modules with the doubtful ones turned over.
func codewords(modules [][]float64, doubt float64) ([]byte, *decoder.Version, decoder.ErrorCorrectionLevel, error) {
	fail := func(err error) ([]byte, *decoder.Version, decoder.ErrorCorrectionLevel, error) {
		return nil, nil, 0, err
	}
	bits, err := matrix(modules, doubt)
	if err != nil {
		return fail(err)
	}
	parser, err := decoder.NewBitMatrixParser(bits)
	if err != nil {
		return fail(err)
	}
	version, err := parser.ReadVersion()
	if err != nil {
		return fail(err)
	}
	format, err := parser.ReadFormatInformation()
	if err != nil {
		return fail(err)
	}
	words, err := parser.ReadCodewords()
	return words, version, format.GetErrorCorrectionLevel(), err
}

// doubts returns contrasts below which ever more modules lie: of 1 to 20 in 100.
func doubts(modules [][]float64) []float64 {
	var all []float64
	for _, row := range modules {
		for _, m := range row {
			all = append(all, math.Abs(m))
		}
	}
	slices.Sort(all)
	var out []float64
	for _, share := range []int{1, 2, 3, 5, 7, 10, 14, 20} {
		out = append(out, all[len(all)*share/100])
	}
	return out
}

// repair corrects a block, its least trusted codewords left out, ever more of them until that
// helps.
func repair(block, trust []byte, check int) ([]byte, bool) {
	const spare = 4 // check bytes: of wrong blocks one in thousands of millions passes
	order := make([]int, len(block))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(trust[a]) - int(trust[b]) })
	if attempt := slices.Clone(block); correct(attempt, check, nil, 0) {
		return attempt, true
	}
	for erased := 2; erased <= check-spare; erased += 2 {
		if attempt := slices.Clone(block); correct(attempt, check, order[:erased], spare) {
			return attempt, true
		}
	}
	return nil, false
}
