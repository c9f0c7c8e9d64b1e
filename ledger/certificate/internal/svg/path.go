package svg

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// pathReader turns an SVG path (SVG 2 section 9.3) into PDF operators.
type pathReader struct {
	rest  string
	out   []byte
	box   [4]float64
	scale float64

	at, start, turn [2]float64 // turn: the last control point, for S and T
	last            byte       // the command before, in capitals
}

var errEmpty = errors.New("required and empty")

// Operators returns the PDF operators of a path, filled: lengths are in thousandths of the longer
// side of the view box, from its lower left corner upwards.
func Operators(d string, box [4]float64) (string, error) {
	p := &pathReader{rest: d, box: box, scale: 1000 / max(box[2], box[3])}
	command := byte(0)
	for {
		p.skip(" \t\r\n\f")
		if p.rest == "" {
			break
		}
		if c := p.rest[0]; strings.IndexByte("MmLlHhVvCcSsQqTtAaZz", c) >= 0 {
			command, p.rest = c, p.rest[1:]
		} else if command == 0 || command == 'Z' || command == 'z' {
			return "", fmt.Errorf("%.12q: no command", p.rest)
		}
		if p.last == 0 && command != 'M' && command != 'm' {
			return "", fmt.Errorf("%.12q: a path starts with M", string(command)+p.rest)
		}
		if err := p.step(command); err != nil {
			return "", err
		}
		switch command { // further pairs after a move are lines
		case 'M':
			command = 'L'
		case 'm':
			command = 'l'
		}
	}
	if p.last == 0 {
		return "", errEmpty
	}
	return string(append(p.out, "f\n"...)), nil
}

func (p *pathReader) skip(set string) { p.rest = strings.TrimLeft(p.rest, set) }

// number reads one number; a comma may stand before it.
func (p *pathReader) number() (float64, error) {
	p.skip(" \t\r\n\f")
	if strings.HasPrefix(p.rest, ",") {
		p.rest = p.rest[1:]
		p.skip(" \t\r\n\f")
	}
	end, dot, exponent := 0, false, false
loop:
	for ; end < len(p.rest); end++ {
		c := p.rest[end]
		switch {
		case c >= '0' && c <= '9':
		case (c == '+' || c == '-') && (end == 0 || p.rest[end-1] == 'e' || p.rest[end-1] == 'E'):
		case c == '.' && !dot && !exponent:
			dot = true
		case (c == 'e' || c == 'E') && !exponent && end > 0:
			exponent = true
		default:
			break loop
		}
	}
	n, err := strconv.ParseFloat(p.rest[:end], 64)
	if err != nil || math.Abs(n) > 1e6 {
		return 0, fmt.Errorf("%.12q: no number in range", p.rest)
	}
	p.rest = p.rest[end:]
	return n, nil
}

// flag reads the 0 or 1 of an arc, which may stand without a space.
func (p *pathReader) flag() (bool, error) {
	p.skip(" \t\r\n\f,")
	if p.rest == "" || p.rest[0] != '0' && p.rest[0] != '1' {
		return false, fmt.Errorf("%.12q: no arc flag", p.rest)
	}
	set := p.rest[0] == '1'
	p.rest = p.rest[1:]
	return set, nil
}

// pairs reads n points, relative to the present one for small letters.
func (p *pathReader) pairs(n int, relative bool) (points [][2]float64, err error) {
	for range n {
		var point [2]float64
		for axis := range point {
			if point[axis], err = p.number(); err != nil {
				return nil, err
			}
			if relative {
				point[axis] += p.at[axis]
			}
		}
		points = append(points, point)
	}
	return points, nil
}

// step reads the arguments of one command and draws it.
func (p *pathReader) step(command byte) error {
	capital, relative := command&^0x20, command >= 'a'
	previous := p.last
	p.last = capital
	switch capital {
	case 'Z':
		p.out = append(p.out, "h\n"...)
		p.at = p.start
		return nil
	case 'A':
		return p.arc(relative)
	case 'H', 'V':
		n, err := p.number()
		if err != nil {
			return err
		}
		axis, to := int(capital-'H')/('V'-'H'), p.at
		if relative {
			n += p.at[axis]
		}
		to[axis] = n
		p.draw("l", to)
		return nil
	}
	count := map[byte]int{'M': 1, 'L': 1, 'T': 1, 'S': 2, 'Q': 2, 'C': 3}[capital]
	points, err := p.pairs(count, relative)
	if err != nil {
		return err
	}
	switch capital {
	case 'M':
		p.start = points[0]
		p.draw("m", points...)
	case 'L':
		p.draw("l", points...)
	case 'C':
		p.cubic(points[0], points[1], points[2])
	case 'S':
		p.cubic(p.mirrored(previous == 'C' || previous == 'S'), points[0], points[1])
	case 'Q':
		p.quad(points[0], points[1])
	case 'T':
		p.quad(p.mirrored(previous == 'Q' || previous == 'T'), points[0])
	}
	return nil
}

// mirrored is the control point that continues the curve before smoothly.
func (p *pathReader) mirrored(curve bool) [2]float64 {
	if !curve {
		return p.at
	}
	return [2]float64{2*p.at[0] - p.turn[0], 2*p.at[1] - p.turn[1]}
}

func (p *pathReader) cubic(a, b, to [2]float64) {
	p.turn = b
	p.draw("c", a, b, to)
}

func (p *pathReader) quad(control, to [2]float64) {
	third := func(end [2]float64) [2]float64 {
		return [2]float64{end[0] + (control[0]-end[0])*2/3, end[1] + (control[1]-end[1])*2/3}
	}
	p.draw("c", third(p.at), third(to), to)
	p.turn = control
}

// draw writes an operator and moves to its last point.
func (p *pathReader) draw(operator string, points ...[2]float64) {
	for _, point := range points {
		x, y := (point[0]-p.box[0])*p.scale, (p.box[1]+p.box[3]-point[1])*p.scale
		p.out = fmt.Appendf(p.out, "%d %d ", int(math.Round(x)), int(math.Round(y)))
	}
	p.out = append(append(p.out, operator...), '\n')
	p.at = points[len(points)-1]
}

// arc reads and draws an elliptical arc.
func (p *pathReader) arc(relative bool) error {
	var numbers [3]float64 // two radii, rotation
	var flags [2]bool
	var err error
	for i := range numbers {
		if numbers[i], err = p.number(); err != nil {
			return err
		}
	}
	for i := range flags {
		if flags[i], err = p.flag(); err != nil {
			return err
		}
	}
	ends, err := p.pairs(1, relative)
	if err != nil {
		return err
	}
	rx, ry := math.Abs(numbers[0]), math.Abs(numbers[1])
	if rx == 0 || ry == 0 || p.at == ends[0] {
		p.draw("l", ends[0])
		return nil
	}
	p.ellipse(rx, ry, numbers[2]*math.Pi/180, flags[0], flags[1], ends[0])
	return nil
}

// ellipse draws an arc as cubic curves (SVG 2 appendix B.2.4).
func (p *pathReader) ellipse(rx, ry, rotation float64, large, sweep bool, to [2]float64) {
	from := p.at
	sin, cos := math.Sincos(rotation)
	dx, dy := (from[0]-to[0])/2, (from[1]-to[1])/2
	x, y := (cos*dx+sin*dy)/rx, (cos*dy-sin*dx)/ry // half the chord, on the unit circle
	square := x*x + y*y
	if grow := math.Sqrt(square); grow > 1 { // radii too small for the distance
		rx, ry, x, y, square = rx*grow, ry*grow, x/grow, y/grow, 1
	}
	height := math.Sqrt((1 - square) / square)
	if large == sweep {
		height = -height
	}
	cx, cy := height*y, -height*x
	first, last := math.Atan2(y-cy, x-cx), math.Atan2(-y-cy, -x-cx)
	switch {
	case sweep && last < first:
		last += 2 * math.Pi
	case !sweep && last > first:
		last -= 2 * math.Pi
	}
	place := func(u, v float64) [2]float64 {
		u, v = (u+cx)*rx, (v+cy)*ry
		return [2]float64{(from[0]+to[0])/2 + cos*u - sin*v, (from[1]+to[1])/2 + sin*u + cos*v}
	}
	parts := max(1, math.Ceil(math.Abs(last-first)/(math.Pi/2)-1e-9))
	step := (last - first) / parts
	handle := 4.0 / 3 * math.Tan(step/4)
	for i := range int(parts) {
		s0, c0 := math.Sincos(first + step*float64(i))
		s1, c1 := math.Sincos(first + step*float64(i+1))
		p.draw("c", place(c0-handle*s0, s0+handle*c0), place(c1+handle*s1, s1-handle*c1), place(c1, s1))
	}
	p.at = to
}
