package pdf

import (
	"math"

	"ikrar/verify/pdf/internal/canvas"
)

// mark is something painted on a page: an area in one shade, or a picture.
type mark struct {
	outlines [][]canvas.Point // in the page's space
	evenOdd  bool
	shade    byte

	picture *object       // nil of an area
	matrix  canvas.Matrix // of its unit square
	box     box
}

// box is what something takes up in the page's space.
type box struct{ left, bottom, right, top float64 }

var nowhere = box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

func (b box) with(p canvas.Point) box {
	return box{min(b.left, p.X), min(b.bottom, p.Y), max(b.right, p.X), max(b.top, p.Y)}
}

func (b box) and(c box) box {
	return box{min(b.left, c.left), min(b.bottom, c.bottom), max(b.right, c.right), max(b.top, c.top)}
}

func (b box) size() (w, h float64) { return b.right - b.left, b.top - b.bottom }

func boxOf(outlines [][]canvas.Point) box {
	b := nowhere
	for _, outline := range outlines {
		for _, p := range outline {
			b = b.with(p)
		}
	}
	return b
}

// path is what the operators of a path have built so far, in the page's space.
type path struct {
	outlines [][]canvas.Point
	at       canvas.Point // the current point, in its own space
	start    canvas.Point
	closed   bool // the next line begins anew
	curved   bool
}

// draw follows the operators that build and paint paths.
func (p *painter) draw(operator word, n []float64) {
	switch operator {
	case "m":
		if len(n) == 2 {
			p.path.start = canvas.Point{X: n[0], Y: n[1]}
			p.begin(p.path.start)
		}
	case "l":
		if len(n) == 2 {
			p.lineTo(canvas.Point{X: n[0], Y: n[1]})
		}
	case "c", "v", "y":
		p.curve(operator, n)
	case "h":
		p.path.closed, p.path.at = true, p.path.start
	case "re":
		if len(n) == 4 {
			p.rectangle(n)
		}
	case "f", "F", "f*", "B", "B*":
		p.filled(operator == "f*" || operator == "B*")
	case "b", "b*":
		p.filled(operator == "b*")
	case "S", "s":
		p.stroked(operator == "s")
	case "n":
		p.path = path{}
	case "w":
		if len(n) == 1 {
			p.width = n[0]
		}
	}
}

func (p *painter) begin(at canvas.Point) {
	p.path.outlines = append(p.path.outlines, nil)
	p.path.closed = false
	p.point(at)
}

// point adds a point to the last outline.
func (p *painter) point(at canvas.Point) {
	p.path.at = at
	if p.points++; p.points > maxPoints {
		return
	}
	last := len(p.path.outlines) - 1
	p.path.outlines[last] = append(p.path.outlines[last], p.matrix.Apply(at))
}

func (p *painter) lineTo(to canvas.Point) {
	if p.path.closed || len(p.path.outlines) == 0 {
		p.begin(p.path.at)
	}
	p.point(to)
}

// curve draws a Bézier curve in four lines, which is round enough for a module.
func (p *painter) curve(operator word, n []float64) {
	from := p.path.at
	switch {
	case operator == "v" && len(n) == 4:
		n = append([]float64{from.X, from.Y}, n...)
	case operator == "y" && len(n) == 4:
		n = append(n, n[2], n[3])
	case operator != "c" || len(n) != 6:
		return
	}
	p.path.curved = true
	const lines = 4
	for i := 1; i <= lines; i++ {
		t := float64(i) / lines
		a, b, c, d := (1-t)*(1-t)*(1-t), 3*t*(1-t)*(1-t), 3*t*t*(1-t), t*t*t
		p.lineTo(canvas.Point{X: a*from.X + b*n[0] + c*n[2] + d*n[4], Y: a*from.Y + b*n[1] + c*n[3] + d*n[5]})
	}
}

func (p *painter) rectangle(n []float64) {
	x, y, w, h := n[0], n[1], n[2], n[3]
	p.path.start = canvas.Point{X: x, Y: y}
	p.begin(p.path.start)
	p.point(canvas.Point{X: x + w, Y: y})
	p.point(canvas.Point{X: x + w, Y: y + h})
	p.point(canvas.Point{X: x, Y: y + h})
	p.path.closed, p.path.at = true, p.path.start
}

func (p *painter) filled(evenOdd bool) {
	p.marked(mark{outlines: p.path.outlines, evenOdd: evenOdd, shade: p.fill})
	p.path = path{}
}

func (p *painter) marked(m mark) {
	if len(p.marks) >= maxMarks || p.points > maxPoints {
		p.stopped = true
		return
	}
	if m.picture == nil {
		m.box = boxOf(m.outlines)
	}
	p.marks = append(p.marks, m)
}

// stroked paints straight lines as wide as they are: some programs draw the rows of a QR code so.
// Few lines are a frame, and curves an ornament.
func (p *painter) stroked(closing bool) {
	drawn := p.path
	p.path = path{}
	wide := p.width * math.Sqrt(math.Abs(p.matrix[0]*p.matrix[3]-p.matrix[1]*p.matrix[2])) / 2
	var strips [][]canvas.Point
	for _, outline := range drawn.outlines {
		if closing && len(outline) > 2 {
			outline = append(outline, outline[0])
		}
		for i := 1; i < len(outline); i++ {
			strips = append(strips, strip(outline[i-1], outline[i], wide))
		}
	}
	if p.points += 4 * len(strips); drawn.curved || len(strips) < fewLines || p.points > maxPoints {
		return
	}
	p.marked(mark{outlines: strips, shade: p.stroke})
}

const fewLines = 20

// strip is a line of some width to each side.
func strip(a, b canvas.Point, wide float64) []canvas.Point {
	dx, dy := b.X-a.X, b.Y-a.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return nil
	}
	dx, dy = dx/length*wide, dy/length*wide
	return []canvas.Point{{X: a.X - dy, Y: a.Y + dx}, {X: b.X - dy, Y: b.Y + dx}, {X: b.X + dy, Y: b.Y - dx},
		{X: a.X + dy, Y: a.Y - dx}}
}

// placed notes a picture that fills the unit square.
func (p *painter) placed(o *object) {
	m := mark{picture: o, matrix: p.matrix, shade: p.fill, box: nowhere}
	for _, corner := range []canvas.Point{{}, {X: 1}, {Y: 1}, {X: 1, Y: 1}} {
		m.box = m.box.with(p.matrix.Apply(corner))
	}
	p.marked(m)
}

// inlined notes a picture that stands within the content (section 8.9.7), whose dictionary has
// short keys.
func (p *painter) inlined(entries list, data []byte, resources dict) {
	if len(data) == 0 {
		return
	}
	o := p.inline[&data[0]]
	if o == nil {
		d := dict{"Subtype": name("Image")}
		for i := 0; i+1 < len(entries); i += 2 {
			key, _ := entries[i].(name)
			if long, ok := longKeys[key]; ok {
				key = long
			}
			d[key] = entries[i+1]
		}
		if space, ok := d["ColorSpace"].(name); ok {
			if named := p.dict(resources["ColorSpace"])[space]; named != nil {
				d["ColorSpace"] = named
			}
		}
		o = &object{value: d, stream: data}
		p.inline[&data[0]] = o
	}
	p.placed(o)
}

var longKeys = map[name]name{"W": "Width", "H": "Height", "BPC": "BitsPerComponent", "CS": "ColorSpace", "F": "Filter",
	"DP": "DecodeParms", "D": "Decode", "IM": "ImageMask"}
