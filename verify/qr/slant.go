package qr

import "math"

// slanted is a grid seen from the side, where what is farther away is smaller: wide is how much
// nearer the paper is at the right centre than at the corner's, deep the same of the one below; 1
// and 1 are a parallelogram.
type slanted struct {
	grid
	wide, deep float64
}

// place returns where the module x right of and y below the corner's centre lies.
func (s slanted) place(x, y float64) point {
	wide, deep := x/s.modules*s.wide, y/s.modules*s.deep
	near := 1 - x/s.modules - y/s.modules
	sum := point{}.plus(s.corner, near).plus(s.right, wide).plus(s.down, deep)
	return point{}.plus(sum, 1/(near+wide+deep))
}

// leaning returns the grid as slanted as suits its timing patterns best, and how well that suits
// them. Their modules are all of one length on paper, so they tell of each edge how it runs away.
func (g grid) leaning() (best slanted, suits float64) {
	best = slanted{g, 1, 1}
	for _, edge := range []struct {
		weight *float64
		place  func(along, across float64) point
	}{
		{&best.wide, func(along, across float64) point { return best.place(along, across) }},
		{&best.deep, func(along, across float64) point { return best.place(across, along) }},
	} {
		kept, most := 1.0, math.Inf(-1)
		for k := -14; k <= 14; k++ { // a third nearer or farther, so finely that the middle moves by half a module
			*edge.weight = math.Pow(1.02, float64(k))
			sum := 0.0
			white := -1.0 // the first module behind a finder pattern is black
			for i := 5.0; i <= g.modules-5; i++ {
				p := edge.place(i, 3)
				sum += white * g.roughly(p.x-0.5, p.y-0.5) / g.modules
				white = -white
			}
			if sum > most {
				kept, most = *edge.weight, sum
			}
		}
		*edge.weight = kept
		suits += most
	}
	return best, suits
}

// slant returns s with the number of modules and the slant that suit it best, its centres fitted as
// they look there, and where the opposite corner lies then.
func (l luma) slant(s square) (slanted, point) {
	var best slanted
	most := math.Inf(-1)
	for n := range numbers(s.modules) {
		s.modules = n
		if g, suits := l.grid(s).leaning(); suits > most {
			best, most = g, suits
		}
	}
	n := best.modules
	seen := best
	for _, centre := range []struct {
		point *point
		x, y  float64
	}{{&best.corner, 0, 0}, {&best.right, n, 0}, {&best.down, 0, n}} {
		*centre.point = seen.around(centre.x, centre.y).fit(*centre.point, finderRings, 0.7, 0.1)
	}
	best.grid = l.grid(best.square)
	best, _ = best.leaning()
	opposite := best.place(n, n)
	if n < 18 { // version 1 has no alignment pattern
		return best, opposite
	}
	here := best.around(n-3, n-3)
	expected := best.place(n-3, n-3)
	near := here.fit(here.fit(expected, alignmentRings, 3, 0.5), alignmentRings, 0.5, 0.1)
	scale := n / (n - 3) // as in opposites
	return best, opposite.plus(near.minus(expected), scale*scale)
}

// around returns the grid with the steps that it has around a place.
func (s slanted) around(x, y float64) grid {
	g := s.grid
	g.u = s.place(x+0.5, y).minus(s.place(x-0.5, y))
	g.v = s.place(x, y+0.5).minus(s.place(x, y-0.5))
	return g
}
