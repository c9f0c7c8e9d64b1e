package scan

import (
	"cmp"
	"math"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/common"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// rings are the shades of a square pattern by distance from its centre in modules, true for black.
type rings []bool

// ISO/IEC 18004 sections 6.3.3 and 6.3.6.
var (
	finderRings    = rings{true, true, false, true, false} // with the white around it
	alignmentRings = rings{true, false, true}
)

// grid is a square whose number of modules is settled: steps of one module to the right and downwards.
type grid struct {
	luma
	square
	u, v point
}

func (l luma) grid(s square) grid {
	g := grid{luma: l, square: s}
	g.u = point{}.plus(s.right.minus(s.corner), 1/s.modules)
	g.v = point{}.plus(s.down.minus(s.corner), 1/s.modules)
	return g
}

// readSquare returns the text of the QR code whose finder patterns lie at s.
//
// The third-party detector counts whole pixels to tell how many modules a code has, and reads one pixel a module. Our codes
// have over 90 modules of under three pixels on a page scanned at 150 dpi, where both fail more often than not. So the
// number of modules is told by the timing patterns here, the corners are fitted to fractions of a pixel, and the shades
// are interpolated; the library then decodes the modules.
func (l luma) readSquare(s square) (string, error) {
	foreign := false
	for _, modules := range l.likelyModules(s) {
		s.modules = modules
		g := l.grid(s)
		for _, centre := range []*point{&g.corner, &g.right, &g.down} {
			*centre = g.fit(*centre, finderRings, 0.7, 0.1)
		}
		g = l.grid(g.square)
		for _, opposite := range g.opposites() {
			shades := g.sample(opposite)
			for _, sharpness := range []float64{0, 0.5, 1} {
				text, err := decode(threshold(sharpen(shades, sharpness)))
				if err == nil && isOurs(text) {
					return text, nil
				}
				foreign = foreign || err == nil
			}
		}
	}
	if foreign {
		return "", ErrForeign
	}
	return "", ErrNothing
}

// likelyModules returns the two numbers of modules between finder patterns that suit the timing patterns best. The finder
// patterns themselves tell little: a slanting row crosses them on a way up to 1.4 times as long, and pixels are coarse.
func (l luma) likelyModules(s square) []float64 {
	var all []float64
	contrast := map[float64]float64{}
	least, most := 0.8*s.modules-2, 1.5*s.modules+2
	for n := 14.0; n <= 170; n += 4 { // versions 1 to 40
		if n < least || n > most {
			continue
		}
		s.modules = n
		g := l.grid(s)
		white := -1.0 // the first module behind a finder pattern is black
		for i := 5.0; i <= n-5; i++ {
			contrast[n] += white * (g.shade(i, 3) + g.shade(3, i)) / n
			white = -white
		}
		all = append(all, n)
	}
	slices.SortFunc(all, func(a, b float64) int { return cmp.Compare(contrast[b], contrast[a]) })
	return all[:min(len(all), 2)]
}

// shade returns the shade x modules right of and y modules below the corner's centre.
func (g grid) shade(x, y float64) float64 {
	p := g.corner.plus(g.u, x).plus(g.v, y)
	return float64(g.at(p.x-0.5, p.y-0.5))
}

// fit returns the place within reach modules of p that looks most like the pattern, to within step modules.
func (g grid) fit(p point, pattern rings, reach, step float64) point {
	best, most := p, math.Inf(-1)
	for dy := -reach; dy <= reach; dy += step {
		for dx := -reach; dx <= reach; dx += step {
			at := p.plus(g.u, dx).plus(g.v, dy)
			// Of equal fits the nearest counts.
			if likeness := g.likeness(at, pattern) - math.Hypot(dx, dy); likeness > most {
				best, most = at, likeness
			}
		}
	}
	return best
}

// likeness is how much lighter the white modules of a pattern at p are than the black ones.
func (g grid) likeness(p point, pattern rings) float64 {
	var sum, count [2]float64
	reach := len(pattern) - 1
	for y := -reach; y <= reach; y++ {
		for x := -reach; x <= reach; x++ {
			i := 0
			if pattern[max(abs(x), abs(y))] {
				i = 1
			}
			at := p.plus(g.u, float64(x)).plus(g.v, float64(y))
			sum[i] += float64(g.at(at.x-0.5, at.y-0.5))
			count[i]++
		}
	}
	return sum[0]/count[0] - sum[1]/count[1]
}

// opposites returns where the module diagonally opposite the corner's centre may lie: where the other three put it on flat
// paper, and, from version 2 on, where the alignment pattern three modules before it says.
func (g grid) opposites() []point {
	flat := g.right.plus(g.down.minus(g.corner), 1)
	if g.modules < 18 {
		return []point{flat}
	}
	expected := flat.plus(g.u, -3).plus(g.v, -3)
	near := g.fit(expected, alignmentRings, 4, 0.5)
	near = g.fit(near, alignmentRings, 0.5, 0.1)
	// What moves the pattern moves the opposite corner by about as much more as it lies farther out.
	scale := g.modules / (g.modules - 3)
	return []point{flat.plus(near.minus(expected), scale*scale), flat}
}

// sample returns the shade of every module, seen in the perspective of the four centres.
func (g grid) sample(opposite point) [][]float64 {
	n, dim := g.modules, int(g.modules)+7
	t := common.PerspectiveTransform_QuadrilateralToQuadrilateral(
		0, 0, n, 0, n, n, 0, n,
		g.corner.x, g.corner.y, g.right.x, g.right.y, opposite.x, opposite.y, g.down.x, g.down.y)
	shades := make([][]float64, dim)
	at := make([]float64, 2)
	for y := range shades {
		shades[y] = make([]float64, dim)
		for x := range shades[y] {
			at[0], at[1] = float64(x-3), float64(y-3)
			t.TransformPoints(at)
			shades[y][x] = float64(g.at(at[0]-0.5, at[1]-0.5))
		}
	}
	return shades
}

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

// threshold makes each module black or white by the mean of those around it: a QR code's mask keeps black and white even.
func threshold(shades [][]float64) [][]bool {
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
	black := make([][]bool, dim)
	for y, row := range shades {
		black[y] = make([]bool, dim)
		top, bottom := max(y-reach, 0), min(y+reach+1, dim)
		for x, s := range row {
			left, right := max(x-reach, 0), min(x+reach+1, dim)
			sum := sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left]
			black[y][x] = s < sum/float64((bottom-top)*(right-left))
		}
	}
	return black
}

// decode returns the text of a QR code's modules.
func decode(black [][]bool) (string, error) {
	return guarded(func() (string, error) {
		bits, err := gozxing.ParseBoolMapToBitMatrix(black)
		if err != nil {
			return "", err
		}
		result, err := decoder.NewDecoder().Decode(bits, nil)
		if err != nil {
			return "", err
		}
		return result.GetText(), nil
	})
}
