package qr

import (
	"math"

	"github.com/makiuchi-d/gozxing/common"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// mesh is a grid on paper that is not flat: bends[j][i], in modules, is how far from its place in
// perspective the module at (at[i], at[j]) lies. Between these nodes bends are interpolated. Places
// are counted in modules from the centre of the finder pattern in the corner.
type mesh struct {
	luma
	perspective *common.PerspectiveTransform
	at          []float64
	bends       [][]point
}

func (l luma) mesh(perspective *common.PerspectiveTransform, at []float64) mesh {
	m := mesh{l, perspective, at, make([][]point, len(at))}
	for j := range at {
		m.bends[j] = make([]point, len(at))
	}
	return m
}

// pixel returns where the perspective puts the place (x, y).
func (m mesh) pixel(x, y float64) point {
	p := [2]float64{x, y}
	m.perspective.TransformPoints(p[:])
	return point{p[0], p[1]}
}

// shade returns the shade where the perspective puts the place (x, y).
func (m mesh) shade(x, y float64) float64 {
	p := m.pixel(x, y)
	return float64(m.luma.at(p.x-0.5, p.y-0.5))
}

// bend interpolates between the four nodes around (x, y); at the edges it goes on as straight as it
// came.
func (m mesh) bend(x, y float64) point {
	i, wx := m.cell(x)
	j, wy := m.cell(y)
	var sum point
	for _, corner := range []struct {
		bend   point
		weight float64
	}{
		{m.bends[j][i], (1 - wx) * (1 - wy)}, {m.bends[j][i+1], wx * (1 - wy)},
		{m.bends[j+1][i], (1 - wx) * wy}, {m.bends[j+1][i+1], wx * wy},
	} {
		sum = sum.plus(corner.bend, corner.weight)
	}
	return sum
}

// cell returns the last node before x that has another behind it, and how far x is on the way
// between them.
func (m mesh) cell(x float64) (int, float64) {
	i := 0
	for i < len(m.at)-2 && m.at[i+1] <= x {
		i++
	}
	return i, (x - m.at[i]) / (m.at[i+1] - m.at[i])
}

// settle bends the mesh to the paper: from the finder patterns outwards each node goes where the
// modules around it look like modules, starting from where its settled neighbours lead, the
// clearest node first. What modules must look like is known of some: expected tells their colours.
func (m mesh) settle(expected colours) {
	last := len(m.at) - 1
	clear := make([][]float64, last+1) // of each node: 0 out of reach as yet, infinite when settled
	for j := range clear {
		clear[j] = make([]float64, last+1)
	}
	clear[0][0], clear[0][last], clear[last][0] = math.Inf(1), math.Inf(1), math.Inf(1)
	reach := func(i, j int) {
		for y := max(j-1, 0); y <= min(j+1, last); y++ {
			for x := max(i-1, 0); x <= min(i+1, last); x++ {
				if !math.IsInf(clear[y][x], 1) {
					m.bends[y][x], clear[y][x] = m.clearest(x, y, m.led(clear, x, y), 0.5, 0.25, expected)
				}
			}
		}
	}
	reach(0, 0)
	reach(last, 0)
	reach(0, last)
	for range (last+1)*(last+1) - 3 {
		i, j := clearestOf(clear)
		clear[j][i] = math.Inf(1)
		reach(i, j)
	}
	for range 2 {
		for j := range m.at {
			for i := range m.at {
				m.bends[j][i], _ = m.clearest(i, j, m.around(i, j), 0.25, 0.125, expected)
			}
		}
	}
}

// clearestOf returns the clearest node that is not settled yet.
func clearestOf(clear [][]float64) (bestI, bestJ int) {
	most := math.Inf(-1)
	for j, row := range clear {
		for i, c := range row {
			if c > most && !math.IsInf(c, 1) && c != 0 {
				bestI, bestJ, most = i, j, c
			}
		}
	}
	return bestI, bestJ
}

// led returns the mean of where the settled neighbours of a node lead: on as straight as they came.
func (m mesh) led(clear [][]float64, i, j int) point {
	inside := func(i, j int) bool {
		return i >= 0 && j >= 0 && i < len(m.at) && j < len(m.at) && math.IsInf(clear[j][i], 1)
	}
	var sum point
	count := 0.0
	for dj := -1; dj <= 1; dj++ {
		for di := -1; di <= 1; di++ {
			if (di == 0 && dj == 0) || !inside(i+di, j+dj) {
				continue
			}
			bend := m.bends[j+dj][i+di]
			if inside(i+2*di, j+2*dj) {
				bend = bend.plus(bend.minus(m.bends[j+2*dj][i+2*di]), 1)
			}
			sum, count = sum.plus(bend, 1), count+1
		}
	}
	return point{}.plus(sum, 1/count)
}

// clearest returns the bend within reach of start at which the modules around a node are clearest.
func (m mesh) clearest(i, j int, start point, reach, step float64, expected colours) (point, float64) {
	best, most := start, math.Inf(-1)
	for dy := -reach; dy <= reach; dy += step {
		for dx := -reach; dx <= reach; dx += step {
			bend := point{start.x + dx, start.y + dy}
			if clear := m.clarity(m.at[i], m.at[j], bend, expected) * (1 - 0.1*math.Hypot(dx, dy)/reach); clear > most {
				best, most = bend, clear
			}
		}
	}
	return best, most
}

// around returns the mean bend of a node and its neighbours.
func (m mesh) around(i, j int) point {
	var sum point
	count := 0.0
	for y := max(j-1, 0); y <= min(j+1, len(m.at)-1); y++ {
		for x := max(i-1, 0); x <= min(i+1, len(m.at)-1); x++ {
			weight := 1.0
			if x == i && y == j {
				weight = 4
			}
			sum, count = sum.plus(m.bends[y][x], weight), count+weight
		}
	}
	return point{}.plus(sum, 1/count)
}

// clarity is how far the shades of the modules around (x, y) are from their mean, on the right side
// where it is known.
func (m mesh) clarity(x, y float64, bend point, expected colours) float64 {
	const reach = 3
	var shades [(2*reach + 1) * (2*reach + 1)]float64
	mean := 0.0
	for k := range shades {
		dx, dy := float64(k%(2*reach+1)-reach), float64(k/(2*reach+1)-reach)
		p := m.pixel(x+dx+bend.x, y+dy+bend.y)
		shades[k] = m.luma.roughly(p.x-0.5, p.y-0.5)
		mean += shades[k] / float64(len(shades))
	}
	clear := 0.0
	for k, s := range shades {
		switch expected.at(int(x)+k%(2*reach+1)-reach, int(y)+k/(2*reach+1)-reach) {
		case black:
			clear += 2 * (mean - s)
		case white:
			clear += 2 * (s - mean)
		default:
			clear += math.Abs(s - mean)
		}
	}
	return clear
}

// sample returns the shade of every module.
func (m mesh) sample(dim int) [][]float64 {
	shades := make([][]float64, dim)
	for j := range shades {
		shades[j] = make([]float64, dim)
		for i := range shades[j] {
			x, y := float64(i-3), float64(j-3)
			bend := m.bend(x, y)
			shades[j][i] = m.shade(x+bend.x, y+bend.y)
		}
	}
	return shades
}

// unbent samples a code on paper that is not flat.
func (g grid) unbent(opposite point) [][]float64 {
	dim := int(g.modules) + 7
	version, err := decoder.Version_GetProvisionalVersionForDimension(dim)
	if err != nil || version.GetVersionNumber() < 2 {
		return nil
	}
	centres := version.GetAlignmentPatternCenters()
	m := g.luma.mesh(g.perspective(opposite), nodes(centres))
	m.settle(functionPatterns(dim, centres))
	return m.sample(dim)
}

// nodes are the places of alignment patterns and others evenly between, about four modules apart.
func nodes(centres []int) []float64 {
	var at []float64
	for i, c := range centres[1:] {
		before := centres[i]
		parts := (c - before + 2) / 4
		for k := range parts {
			at = append(at, math.Round(float64(before)+float64(k*(c-before))/float64(parts))-3)
		}
	}
	return append(at, float64(centres[len(centres)-1]-3))
}
