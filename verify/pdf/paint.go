package pdf

import (
	"fmt"
	"hash"
	"strings"
	"unicode/utf16"

	"ikrar/verify/pdf/internal/canvas"
)

// painter follows the operators of a page (ISO 32000-1 annex A): what they write, and what they
// paint but for letters that are outlines of a font.
type painter struct {
	*File
	hash  hash.Hash // of all that is painted; nil where only marks are wanted, and what cannot be read is passed over
	lines []string
	line  strings.Builder
	font  font
	fonts map[any]font
	state
	saved  []state
	text   textState
	path   path
	points int // of all outlines
	marks  []mark
	inline map[*byte]*object // pictures within content, by their first byte
}

// state is what q saves, as far as it is followed.
type state struct {
	matrix       canvas.Matrix
	fill, stroke byte // shades of grey
	inks         bool // the fill is given as an amount of ink
	width        float64
}

func (f *File) newPainter(h hash.Hash) *painter {
	return &painter{File: f, hash: h, fonts: map[any]font{}, inline: map[*byte]*object{},
		state: state{matrix: canvas.Matrix{1, 0, 0, 1, 0, 0}, width: 1}}
}

// note makes what is painted part of the hash.
func (p *painter) note(format string, values ...any) {
	if p.hash != nil {
		fmt.Fprintf(p.hash, format, values...)
	}
}

func (p *painter) page(page dict) error {
	p.note("%s%s%v", f64s(p.list(page["MediaBox"])), f64s(p.list(page["CropBox"])), p.resolve(page["Rotate"]))
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
		if err != nil && p.hash != nil {
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

// run follows one content stream, of the page, of a form or of a letter.
func (p *painter) run(content []byte, resources dict, depth int) error {
	l := lexer{data: content}
	var operands list
	for {
		v := l.value()
		operator, ok := v.(word)
		if v == nil {
			return nil
		}
		if !ok || operator == "true" || operator == "false" || operator == "null" {
			if operands = append(operands, v); len(operands) > maxOperands {
				return ErrUnread
			}
			continue
		}
		if p.steps++; p.steps > maxSteps || depth > maxDepth {
			return ErrUnread
		}
		if operator == "ID" { // the bytes of an inline picture are no operators
			p.inlined(operands, l.skipPicture(p.hash), resources)
		}
		p.note("%s", operator)
		if err := p.operate(operator, operands, resources, depth); err != nil && (p.hash != nil || p.steps > maxSteps) {
			return err
		}
		operands = operands[:0]
	}
}

const formSteps = 16 // what a form costs beside its operators: its stream is decoded each time

const maxOperands = 100 // the most that an operator takes is 33 (scn, with 32 colours)

func (p *painter) operate(operator word, operands list, resources dict, depth int) error {
	if operator != "Tf" && operator != "Do" { // whose operands are names that any program may choose anew
		p.note("%v ", operands)
	}
	n := numbers(operands)
	p.draw(operator, n)
	p.colour(operator, operands, n, resources)
	switch operator {
	case "q":
		if len(p.saved) < maxObjects {
			p.saved = append(p.saved, p.state)
		}
	case "Q":
		if last := len(p.saved) - 1; last >= 0 {
			p.state, p.saved = p.saved[last], p.saved[:last]
		}
	case "cm":
		if len(n) == 6 {
			p.matrix = canvas.Matrix(n).Then(p.matrix)
		}
	case "BT", "ET", "T*", "Tm", "Td", "TD", "'", "\"":
		if len(n) != 2 || n[1] != 0 {
			p.newLine()
		}
	case "Tf":
		if len(n) > 0 {
			p.text.size = n[0]
		}
		return p.choose(operands, resources)
	case "Do":
		return p.do(operands, resources, depth)
	}
	p.text.move(operator, n)
	if operator == "Tj" || operator == "TJ" || operator == "'" || operator == "\"" {
		p.show(operands)
		return p.letters(operands, resources, depth)
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
		p.placed(o)
		if p.hash != nil {
			data, err := p.decode(o)
			if err != nil {
				data = o.stream // of a filter that is not undone here
			}
			p.hash.Write(data)
		}
		return nil
	}
	data, err := p.decode(o)
	if err != nil {
		return err
	}
	own := p.dict(d["Resources"])
	if own == nil {
		own = resources
	}
	p.steps += formSteps
	return p.within(p.list(d["Matrix"]), data, own, depth)
}

// within follows a content stream in a space of its own, and restores what it changes.
func (p *painter) within(matrix list, content []byte, resources dict, depth int) error {
	if depth >= maxDepth {
		return ErrUnread
	}
	before, saved, outside := p.state, p.saved, p.text
	if m := numbers(matrix); len(m) == 6 {
		p.matrix = canvas.Matrix(m).Then(p.matrix)
	}
	p.saved = nil
	err := p.run(content, resources, depth+1)
	p.state, p.saved, p.text = before, saved, outside
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
