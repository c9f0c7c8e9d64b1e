package pdf

import (
	"fmt"
	"hash"
	"math"
	"strings"
	"unicode/utf16"
)

// painter follows the operators of a page (ISO 32000-1 annex A) as far as texts and filled
// rectangles go.
type painter struct {
	*File
	hash    hash.Hash
	lines   []string
	line    strings.Builder
	font    font
	fonts   map[any]font
	matrix  [6]float64
	saved   [][6]float64
	path    []box   // rectangles not painted yet
	painted [][]box // rectangles filled at once
}

// box is a rectangle in the page's space: its least corner and its size.
type box struct{ x, y, w, h float64 }

func (p *painter) page(page dict) error {
	p.matrix = [6]float64{1, 0, 0, 1, 0, 0}
	p.fonts = map[any]font{}
	fmt.Fprint(p.hash, f64s(p.list(page["MediaBox"])), f64s(p.list(page["CropBox"])), p.resolve(page["Rotate"]))
	parts := list{page["Contents"]}
	if several := p.list(page["Contents"]); several != nil {
		parts = several
	}
	var content []byte
	for _, part := range parts {
		o, ok := p.stream(part)
		if !ok {
			continue
		}
		data, err := p.decode(o)
		if err != nil {
			return err
		}
		content = append(append(content, data...), '\n')
	}
	if err := p.run(content, p.dict(page["Resources"]), 0); err != nil {
		return err
	}
	p.newLine()
	return nil
}

func f64s(l list) string { return fmt.Sprint([]any(l)...) }

// run follows one content stream, of the page or of a form.
func (p *painter) run(content []byte, resources dict, depth int) error {
	l := lexer{data: content}
	var operands list
	for {
		v := l.value()
		operator, ok := v.(word)
		if v == nil {
			return nil
		}
		if !ok {
			if operands = append(operands, v); len(operands) > maxOperands {
				return ErrUnread
			}
			continue
		}
		if operator == "ID" { // the bytes of an inline picture are no operators
			l.skipPicture(p.hash)
		}
		fmt.Fprint(p.hash, operator)
		if err := p.operate(operator, operands, resources, depth); err != nil {
			return err
		}
		operands = operands[:0]
	}
}

const maxOperands = 100 // the most that an operator takes is 33 (scn, with 32 colours)

func (p *painter) operate(operator word, operands list, resources dict, depth int) error {
	n := numbers(operands)
	if operator != "Tf" && operator != "Do" { // whose operands are names that any program may choose anew
		fmt.Fprintf(p.hash, "%v ", operands)
	}
	switch operator {
	case "q":
		if len(p.saved) < maxObjects {
			p.saved = append(p.saved, p.matrix)
		}
	case "Q":
		if last := len(p.saved) - 1; last >= 0 {
			p.matrix, p.saved = p.saved[last], p.saved[:last]
		}
	case "cm":
		if len(n) == 6 {
			p.matrix = times([6]float64(n), p.matrix)
		}
	case "re":
		if len(n) == 4 && len(p.path) < maxObjects {
			p.path = append(p.path, transformed(p.matrix, n))
		}
	case "f", "F", "f*", "B", "B*", "b", "b*":
		p.painted, p.path = append(p.painted, p.path), nil
	case "S", "s", "n":
		p.path = nil
	case "BT", "ET", "T*", "Tm", "Td", "TD", "'", "\"":
		if len(n) != 2 || n[1] != 0 {
			p.newLine()
		}
	case "Tf":
		return p.choose(operands, resources)
	case "Do":
		return p.do(operands, resources, depth)
	}
	if operator == "Tj" || operator == "TJ" || operator == "'" || operator == "\"" {
		p.show(operands)
	}
	return nil
}

func (p *painter) newLine() {
	if s := strings.TrimSpace(p.line.String()); s != "" {
		p.lines = append(p.lines, s)
	}
	p.line.Reset()
}

// show adds the texts of Tj or TJ to the line. Wide gaps between them are spaces that were not set.
func (p *painter) show(operands list) {
	for _, v := range operands {
		switch v := v.(type) {
		case text:
			p.line.WriteString(p.font.decode(v))
		case list:
			p.show(v)
		case float64:
			if v < -200 {
				p.line.WriteByte(' ')
			}
		}
	}
}

// do paints a form, or notes a picture.
func (p *painter) do(operands list, resources dict, depth int) error {
	if len(operands) != 1 {
		return nil
	}
	key, _ := operands[0].(name)
	o, ok := p.stream(p.dict(resources["XObject"])[key])
	if !ok {
		return nil
	}
	d := o.dict()
	if d["Subtype"] != any(name("Form")) {
		data, err := p.decode(o)
		if err != nil {
			data = o.stream // of a filter that is not undone here
		}
		p.hash.Write(data)
		return nil
	}
	if depth >= maxDepth {
		return ErrUnread
	}
	data, err := p.decode(o)
	if err != nil {
		return err
	}
	before, saved := p.matrix, p.saved
	if m := numbers(p.list(d["Matrix"])); len(m) == 6 {
		p.matrix = times([6]float64(m), p.matrix)
	}
	own := p.dict(d["Resources"])
	if own == nil {
		own = resources
	}
	p.saved = nil
	err = p.run(data, own, depth+1)
	p.matrix, p.saved = before, saved
	return err
}

func numbers(l list) []float64 {
	var out []float64
	for _, v := range l {
		if n, ok := v.(float64); ok {
			out = append(out, n)
		}
	}
	return out
}

// times is the matrix that does a and then b.
func times(a, b [6]float64) [6]float64 {
	return [6]float64{a[0]*b[0] + a[1]*b[2], a[0]*b[1] + a[1]*b[3], a[2]*b[0] + a[3]*b[2], a[2]*b[1] + a[3]*b[3],
		a[4]*b[0] + a[5]*b[2] + b[4], a[4]*b[1] + a[5]*b[3] + b[5]}
}

func transformed(m [6]float64, r []float64) box {
	x1, y1 := r[0]*m[0]+r[1]*m[2]+m[4], r[0]*m[1]+r[1]*m[3]+m[5]
	x2, y2 := (r[0]+r[2])*m[0]+(r[1]+r[3])*m[2]+m[4], (r[0]+r[2])*m[1]+(r[1]+r[3])*m[3]+m[5]
	return box{min(x1, x2), min(y1, y2), math.Abs(x2 - x1), math.Abs(y2 - y1)}
}

// String reads a text string (ISO 32000-1 section 7.9.2.2): UTF-16 behind its mark, or else one
// byte a character.
func (t text) String() string {
	if len(t) >= 2 && t[0] == 0xfe && t[1] == 0xff {
		return wide(t[2:])
	}
	return latin(t)
}

func wide(t []byte) string {
	var units []uint16
	for i := 0; i+1 < len(t); i += 2 {
		units = append(units, uint16(t[i])<<8|uint16(t[i+1]))
	}
	return string(utf16.Decode(units))
}

func latin(t []byte) string {
	var out []rune
	for _, c := range t {
		out = append(out, rune(c))
	}
	return string(out)
}
