package qr

// colour is what is known of a module before it is read.
type colour byte

const (
	unknown colour = iota
	black
	white
)

// colours are those of a QR code's modules that are the same in every code of its size (ISO/IEC
// 18004 section 6.3).
type colours [][]colour

// at returns the colour of a module counted from the centre of the finder pattern in the corner.
func (c colours) at(x, y int) colour {
	if x, y = x+3, y+3; x < 0 || y < 0 || x >= len(c) || y >= len(c) {
		return unknown
	}
	return c[y][x]
}

// functionPatterns returns what is known of a code of dim modules whose alignment patterns have
// these centres, in each direction.
func functionPatterns(dim int, centres []int) colours {
	c := make(colours, dim)
	for y := range c {
		c[y] = make([]colour, dim)
	}
	for i := 8; i < dim-8; i++ {
		timing := black
		if i%2 == 1 {
			timing = white
		}
		c[6][i], c[i][6] = timing, timing
	}
	last := len(centres) - 1
	for j, y := range centres {
		for i, x := range centres {
			if (i > 0 || j > 0) && (i < last || j > 0) && (i > 0 || j < last) {
				c.draw(x, y, alignmentRings)
			}
		}
	}
	c.draw(3, 3, finderRings)
	c.draw(dim-4, 3, finderRings)
	c.draw(3, dim-4, finderRings)
	return c
}

func (c colours) draw(x, y int, pattern rings) {
	reach := len(pattern) - 1
	for j := max(y-reach, 0); j <= min(y+reach, len(c)-1); j++ {
		for i := max(x-reach, 0); i <= min(x+reach, len(c)-1); i++ {
			c[j][i] = white
			if pattern[max(abs(i-x), abs(j-y))] {
				c[j][i] = black
			}
		}
	}
}

func abs(n int) int { return max(n, -n) }
