package pdf

import (
	"bytes"
	"hash"
	"strings"
)

// font decodes the codes of one font.
type font struct {
	width int // bytes a code
	codes map[string]string
	drawn *drawnFont // of Type 3
}

// choose takes the font that Tf names. Its outlines are part of the painting: letters may be made
// to look like others.
func (p *painter) choose(operands list, resources dict) error {
	if len(operands) == 0 {
		return nil
	}
	key, _ := operands[0].(name)
	r := p.dict(resources["Font"])[key]
	known, ok := r.(ref)
	if f, seen := p.fonts[known]; ok && seen {
		p.font = f
		return nil
	}
	f, err := p.newFont(p.dict(r))
	if err != nil {
		return err
	}
	p.font = f
	if ok {
		p.fonts[known] = f
	}
	return nil
}

func (p *painter) newFont(d dict) (font, error) {
	f := font{width: 1, codes: map[string]string{}, drawn: p.drawn(d)}
	if p.hash == nil {
		return f, nil
	}
	descriptor := p.dict(d["FontDescriptor"])
	if inner := p.list(d["DescendantFonts"]); len(inner) > 0 {
		f.width = 2
		descriptor = p.dict(p.dict(inner[0])["FontDescriptor"])
	}
	for _, key := range []name{"FontFile", "FontFile2", "FontFile3"} {
		if o, ok := p.stream(descriptor[key]); ok {
			outlines, err := p.decode(o)
			if err != nil {
				return f, err
			}
			p.hash.Write(outlines)
		}
	}
	o, ok := p.stream(d["ToUnicode"])
	if !ok {
		return f, nil
	}
	table, err := p.decode(o)
	if err != nil {
		return f, err
	}
	f.read(table)
	return f, nil
}

// read takes the pairs of a ToUnicode map (ISO 32000-1 section 9.10.3).
func (f *font) read(table []byte) {
	l := lexer{data: table}
	var operands list
	for v := l.value(); v != nil; v = l.value() {
		switch v {
		case word("begincodespacerange"), word("beginbfchar"), word("beginbfrange"):
			operands = operands[:0]
		case word("endcodespacerange"):
			if first, ok := operand[text](operands, 0); ok {
				f.width = max(len(first), 1)
			}
		case word("endbfchar"):
			for i := 0; i+1 < len(operands); i += 2 {
				code, _ := operand[text](operands, i)
				out, _ := operand[text](operands, i+1)
				f.codes[string(code)] = wide(out)
			}
		case word("endbfrange"):
			for i := 0; i+2 < len(operands); i += 3 {
				f.rangeOf(operands[i : i+3])
			}
		default:
			if operands = append(operands, v); len(operands) > 3*maxCodes {
				return
			}
		}
	}
}

const maxCodes = 1 << 16

func operand[T any](l list, i int) (T, bool) {
	var none T
	if i >= len(l) {
		return none, false
	}
	v, ok := l[i].(T)
	return v, ok
}

// rangeOf takes one range of codes: from, to, and what the first is, or a list of what each is.
func (f *font) rangeOf(r list) {
	first, _ := operand[text](r, 0)
	last, _ := operand[text](r, 1)
	if len(first) == 0 || len(first) != len(last) || len(f.codes) > maxCodes {
		return
	}
	low, high := int(first[len(first)-1]), int(last[len(last)-1]) // a range stays within its last byte
	each, _ := operand[list](r, 2)
	base, single := operand[text](r, 2)
	for i := 0; low+i <= high; i++ {
		code := append(bytes.Clone(first[:len(first)-1]), byte(low+i))
		if single && len(base) > 0 {
			out := bytes.Clone(base)
			out[len(out)-1] += byte(i)
			f.codes[string(code)] = wide(out)
		} else if out, ok := operand[text](each, i); ok {
			f.codes[string(code)] = wide(out)
		}
	}
}

// decode reads the codes of a string. A code without a meaning of its own is taken for Latin.
func (f font) decode(t text) string {
	var out strings.Builder
	for len(t) > 0 {
		n := min(max(f.width, 1), len(t))
		if s, ok := f.codes[string(t[:n])]; ok {
			out.WriteString(s)
		} else if n == 1 {
			out.WriteString(latin(t[:1]))
		} else {
			out.WriteRune('\ufffd')
		}
		t = t[n:]
	}
	return out.String()
}

// skipPicture passes over the bytes of an inline picture, up to EI between white space, and returns
// them.
func (l *lexer) skipPicture(h hash.Hash) []byte {
	start := l.at
	for {
		i := bytes.Index(l.data[l.at:], []byte("EI"))
		if i < 0 {
			l.at = len(l.data)
			break
		}
		l.at += i + 2
		if isSpace(l.data[l.at-3]) && (l.at == len(l.data) || isSpace(l.data[l.at])) {
			break
		}
	}
	if h != nil {
		h.Write(l.data[start:l.at])
	}
	end := max(l.at-len(" EI"), start)
	return l.data[min(start+1, end):end]
}
