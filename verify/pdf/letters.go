package pdf

import "ikrar/verify/pdf/internal/canvas"

// textState is where the next letter goes (section 9.4), as far as letters that are drawn need it.
type textState struct {
	size, spacing, wordSpacing, leading, rise float64
	narrowed                                  float64 // by Tz, less 1
	matrix, line                              canvas.Matrix
}

// move follows the operators that say where text goes.
func (t *textState) move(operator word, n []float64) {
	next := func(x, y float64) {
		t.line = canvas.Matrix{1, 0, 0, 1, x, y}.Then(t.line)
		t.matrix = t.line
	}
	switch {
	case operator == "BT":
		t.line = canvas.Matrix{1, 0, 0, 1, 0, 0}
		t.matrix = t.line
	case operator == "Tm" && len(n) == 6:
		t.line = canvas.Matrix(n)
		t.matrix = t.line
	case operator == "Td" && len(n) == 2, operator == "TD" && len(n) == 2:
		if operator == "TD" {
			t.leading = -n[1]
		}
		next(n[0], n[1])
	case operator == "T*", operator == "'", operator == "\"":
		next(0, -t.leading)
	case len(n) != 1:
	case operator == "TL":
		t.leading = n[0]
	case operator == "Tc":
		t.spacing = n[0]
	case operator == "Tw":
		t.wordSpacing = n[0]
	case operator == "Tz":
		t.narrowed = n[0]/100 - 1
	case operator == "Ts":
		t.rise = n[0]
	}
}

// drawnFont is a Type 3 font, whose letters are content streams (section 9.6.5): some programs set
// the modules of a QR code as letters.
type drawnFont struct {
	matrix    list
	letters   map[byte][]byte // their content
	widths    map[byte]float64
	resources dict
}

// drawn reads a Type 3 font; nil of another.
func (p *painter) drawn(d dict) *drawnFont {
	if d["Subtype"] != any(name("Type3")) {
		return nil
	}
	f := &drawnFont{matrix: p.list(d["FontMatrix"]), letters: map[byte][]byte{}, widths: map[byte]float64{},
		resources: p.dict(d["Resources"])}
	first, _ := p.resolve(d["FirstChar"]).(float64)
	for i, v := range p.list(d["Widths"]) {
		width, _ := p.resolve(v).(float64)
		f.widths[byte(int(first)+i)] = width
	}
	procs := p.dict(d["CharProcs"])
	code := 0
	for _, v := range p.list(p.dict(d["Encoding"])["Differences"]) {
		switch v := p.resolve(v).(type) {
		case float64:
			code = int(v)
		case name:
			if o, ok := p.stream(procs[v]); ok && p.steps < maxSteps {
				p.steps++
				if content, err := p.decode(o); err == nil {
					f.letters[byte(code)] = content
				}
			}
			code++
		}
	}
	return f
}

// letters paints a text in a Type 3 font.
func (p *painter) letters(operands list, resources dict, depth int) error {
	f := p.font.drawn
	if f == nil {
		return nil
	}
	if f.resources != nil {
		resources = f.resources
	}
	for _, v := range operands {
		var err error
		switch v := v.(type) {
		case list:
			err = p.letters(v, resources, depth)
		case float64:
			p.advance(-v / 1000 * p.text.size)
		case text:
			err = p.letter(f, v, resources, depth)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *painter) letter(f *drawnFont, t text, resources dict, depth int) error {
	m := numbers(f.matrix)
	if len(m) != 6 {
		return nil
	}
	for _, code := range t {
		if p.steps++; p.steps > maxSteps {
			return ErrUnread
		}
		if content := f.letters[code]; content != nil {
			outside := p.matrix
			scale := canvas.Matrix{p.text.size * (1 + p.text.narrowed), 0, 0, p.text.size, 0, p.text.rise}
			p.matrix = scale.Then(p.text.matrix).Then(p.matrix)
			own := p.font
			err := p.within(f.matrix, content, resources, depth)
			p.matrix, p.font = outside, own
			if err != nil {
				return err
			}
		}
		step := f.widths[code]*m[0]*p.text.size + p.text.spacing
		if code == ' ' {
			step += p.text.wordSpacing
		}
		p.advance(step)
	}
	return nil
}

// advance moves on along the line.
func (p *painter) advance(by float64) {
	p.text.matrix = canvas.Matrix{1, 0, 0, 1, by * (1 + p.text.narrowed), 0}.Then(p.text.matrix)
}
