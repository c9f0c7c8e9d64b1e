package qr

import (
	"cmp"
	"errors"
	"iter"
	"math"
	"slices"

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

// grid is a square whose number of modules is settled: steps of one module to the right and
// downwards.
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
// The third-party detector counts whole pixels to tell how many modules a code has, and reads one
// pixel a module. Our codes have over 90 modules of under three pixels on a page scanned at 150
// dpi, where both fail more often than not. So the number of modules is told by the timing patterns
// here, the corners are fitted to fractions of a pixel, and the shades are interpolated; the
// library then decodes the modules.
func (l luma) readSquare(s square, by *searcher) (string, error) {
	foreign, credible := false, false
	for _, try := range l.likely(s) {
		g := l.grid(try.square)
		for _, centre := range []*point{&g.corner, &g.right, &g.down} {
			*centre = g.fit(*centre, finderRings, 0.7, 0.1)
		}
		g = l.grid(g.square)
		if !g.credible() {
			continue
		}
		credible = true
		text, err := g.read(g.opposites(), try.certain && !foreign, by)
		if err == nil {
			return text, nil
		}
		foreign = foreign || errors.Is(err, ErrOther)
	}
	if foreign {
		return "", ErrOther
	}
	if credible { // else there is nothing to look at from the side
		if g, opposite := l.slant(s); g.credible() {
			if text, err := g.read([]point{opposite}, true, by); err == nil || errors.Is(err, ErrOther) {
				return text, err
			}
		}
		return "", ErrUnclear
	}
	return "", ErrNone
}

// read returns the text of the code whose opposite corner may lie at these places; crumpled says to
// look for bends too, as long as the search allows.
func (g grid) read(opposites []point, crumpled bool, by *searcher) (string, error) {
	foreign := false
	for _, opposite := range opposites {
		text, err := readShades(g.sample(opposite))
		if err == nil && by.wants(text) {
			return text, nil
		}
		foreign = foreign || err == nil
	}
	for _, opposite := range opposites {
		if !crumpled || foreign || by.unbent >= maxUnbent {
			break
		}
		by.unbent++
		text, err := readShades(g.unbent(opposite))
		if err == nil && by.wants(text) {
			return text, nil
		}
		foreign = foreign || err == nil
	}
	if foreign {
		return "", ErrOther
	}
	return "", ErrNone
}

// readShades returns the text of a QR code's modules by their shades.
func readShades(shades [][]float64) (text string, err error) {
	for _, sharpness := range []float64{0, 0.5, 1} {
		if text, err = decode(contrast(sharpen(shades, sharpness))); err == nil {
			return text, nil
		}
	}
	return "", err
}

// candidate is a square with a number of modules that suits it, certain if it says so itself.
type candidate struct {
	square
	certain bool
}

// likely returns s with the numbers of modules that suit it best: the ones that the version
// information of a code with so many would give, and two that suit the timing patterns. The finder
// patterns themselves tell little: a slanting row crosses them on a way up to 1.4 times as long,
// and pixels are coarse.
func (l luma) likely(s square) []candidate {
	var certain, all []candidate
	suits := map[float64]float64{}
	for n := range numbers(s.modules) {
		s.modules = n
		g := l.grid(s)
		suits[n] = g.timing()
		all = append(all, candidate{square: s})
		if g.saysVersion() {
			certain = append(certain, candidate{s, true})
		}
	}
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Compare(suits[b.modules], suits[a.modules]) })
	for _, c := range all[:min(len(all), 2)] {
		if !slices.ContainsFunc(certain, func(d candidate) bool { return c.modules == d.modules }) {
			certain = append(certain, c)
		}
	}
	return certain
}

// numbers are those of modules, of versions 1 to 40, that finder patterns may mean which seem so
// many apart.
func numbers(modules float64) iter.Seq[float64] {
	return func(yield func(float64) bool) {
		for n := 14.0; n <= 170; n += 4 {
			if n >= 0.8*modules-2 && n <= 1.5*modules+2 && !yield(n) {
				return
			}
		}
	}
}

// timing is how much lighter the white modules of the timing patterns are than the black ones.
func (g grid) timing() float64 {
	sum := 0.0
	white := -1.0 // the first module behind a finder pattern is black
	for i := 5.0; i <= g.modules-5; i++ {
		sum += white * (g.shade(i, 3) + g.shade(3, i)) / g.modules
		white = -white
	}
	return sum
}

// saysVersion reports whether the version information beside a finder pattern gives just this
// number of modules. Its 18 modules (ISO/IEC 18004 section 7.10) lie close enough to the pattern to
// be found on paper that is bent.
func (g grid) saysVersion() bool {
	version := (int(g.modules) - 10) / 4
	if version < 7 {
		return false
	}
	const wrong = 3 // bits that may be: different versions differ in eight
	want := decoder.VERSION_DECODE_INFO[version-7]
	for _, at := range []func(a, b float64) float64{
		func(along, across float64) float64 { return g.shade(along, across) },
		func(along, across float64) float64 { return g.shade(across, along) },
	} {
		var shades [18]float64
		mean := 0.0
		for i := range shades {
			shades[i] = at(g.modules-7+float64(i%3), float64(i/3-3))
			mean += shades[i] / 18
		}
		differ := 0
		for i, s := range shades {
			if (s < mean) != (want>>i&1 == 1) {
				differ++
			}
		}
		if differ <= wrong {
			return true
		}
	}
	return false
}

// shade returns the shade x modules right of and y modules below the corner's centre.
func (g grid) shade(x, y float64) float64 {
	p := g.corner.plus(g.u, x).plus(g.v, y)
	return float64(g.at(p.x-0.5, p.y-0.5))
}

// fit returns the place within reach modules of p that looks most like the pattern, to within step
// modules.
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

// credible reports whether there are finder patterns at the three centres: black and white apart by
// the better part of how much their shades vary. Two clear shades lie apart by twice their
// deviation, and by more than once still under noise, blur and shadows; pure noise by half of it,
// where it was fitted best. This is what bounds the time that noise takes.
func (g grid) credible() bool {
	for _, centre := range []point{g.corner, g.right, g.down} {
		sum, squares := 0.0, 0.0
		const reach, count = 4, 9 * 9
		for y := -reach; y <= reach; y++ {
			for x := -reach; x <= reach; x++ {
				at := centre.plus(g.u, float64(x)).plus(g.v, float64(y))
				shade := float64(g.at(at.x-0.5, at.y-0.5))
				sum, squares = sum+shade, squares+shade*shade
			}
		}
		variance := squares/count - sum/count*sum/count
		if g.likeness(centre, finderRings) < 0.8*math.Sqrt(max(variance, 0)) {
			return false
		}
	}
	return true
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

// opposites returns where the module diagonally opposite the corner's centre may lie: where the
// other three put it on flat paper, and, from version 2 on, where the alignment pattern three
// modules before it says.
func (g grid) opposites() []point {
	flat := g.right.plus(g.down.minus(g.corner), 1)
	if g.modules < 18 {
		return []point{flat}
	}
	expected := flat.plus(g.u, -3).plus(g.v, -3)
	near := g.fit(expected, alignmentRings, 4, 0.5)
	near = g.fit(near, alignmentRings, 0.5, 0.1)
	// What moves the pattern moves the opposite corner by about as much more as it lies farther
	// out.
	scale := g.modules / (g.modules - 3)
	return []point{flat.plus(near.minus(expected), scale*scale), flat}
}

// perspective maps places in modules from the corner's centre to pixels, as the four centres show
// it.
func (g grid) perspective(opposite point) *common.PerspectiveTransform {
	n := g.modules
	return common.PerspectiveTransform_QuadrilateralToQuadrilateral(
		0, 0, n, 0, n, n, 0, n,
		g.corner.x, g.corner.y, g.right.x, g.right.y, opposite.x, opposite.y, g.down.x, g.down.y)
}

// sample returns the shade of every module, seen in the perspective of the four centres.
func (g grid) sample(opposite point) [][]float64 {
	return g.luma.mesh(g.perspective(opposite), []float64{0, g.modules}).sample(int(g.modules) + 7)
}
