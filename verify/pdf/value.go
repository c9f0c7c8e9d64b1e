package pdf

import (
	"bytes"
	"strconv"
)

// Values of PDF (ISO 32000-1 section 7.3). Numbers are float64, operators and keywords are of type
// word.
type (
	name string
	word string
	ref  int // an object's number; generations are passed over
	text []byte
	list []any
	dict map[name]any
)

// lexer reads values from bytes. What is no value is skipped; what does not end where it must ends
// the reading, and is broken.
type lexer struct {
	data   []byte
	at     int
	broken bool
}

// value reads the next value; nil at the end, and where the bytes are broken. Closing brackets come
// back as words.
func (l *lexer) value() any { return l.nested(0) }

func (l *lexer) nested(depth int) any {
	l.space()
	if l.at >= len(l.data) || l.broken {
		return nil
	}
	rest := l.data[l.at:]
	switch c := rest[0]; {
	case bytes.HasPrefix(rest, []byte("<<")):
		l.at += 2
		return l.dict(depth + 1)
	case bytes.HasPrefix(rest, []byte(">>")):
		l.at += 2
		return word(">>")
	case c == '[':
		l.at++
		return l.list(depth + 1)
	case c == '(':
		return l.literal()
	case c == '<':
		return l.hexadecimal()
	case c == '/':
		l.at++
		return l.name()
	case bytes.IndexByte([]byte(")]{}>"), c) >= 0:
		l.at++
		return word(c)
	}
	token := l.regular()
	if n, err := strconv.ParseFloat(string(token), 64); err == nil && token[0] <= '9' {
		return n
	}
	return word(token)
}

func (l *lexer) space() {
	for l.at < len(l.data) {
		switch c := l.data[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func (l *lexer) regular() []byte {
	start := l.at
	for l.at < len(l.data) && !isSpace(l.data[l.at]) && bytes.IndexByte([]byte("()<>[]{}/%"), l.data[l.at]) < 0 {
		l.at++
	}
	return l.data[start:l.at]
}

func (l *lexer) name() name {
	var out []byte
	token := l.regular()
	for i := 0; i < len(token); i++ {
		if token[i] == '#' && i+2 < len(token) {
			if n, err := strconv.ParseUint(string(token[i+1:i+3]), 16, 8); err == nil {
				out, i = append(out, byte(n)), i+2
				continue
			}
		}
		out = append(out, token[i])
	}
	return name(out)
}

// list reads up to the closing bracket.
func (l *lexer) list(depth int) list { return l.until("]", depth) }

// until reads values up to a closing bracket. Two numbers and an R are a reference. A keyword that
// ends objects says that the bracket is missing.
func (l *lexer) until(closing word, depth int) (out list) {
	for depth < maxDepth {
		switch v := l.nested(depth); v {
		case closing:
			return out
		case word("R"):
			out = referred(out)
		case nil, word("obj"), word("endobj"), word("stream"), word("endstream"):
			l.broken = true
			return out
		default:
			out = append(out, v)
		}
	}
	l.broken = true
	return out
}

func (l *lexer) dict(depth int) dict {
	flat := l.until(">>", depth)
	out := dict{}
	for i := 0; i+1 < len(flat); i += 2 {
		if key, ok := flat[i].(name); ok {
			out[key] = flat[i+1]
		}
	}
	return out
}

func referred(values list) list {
	if n := len(values); n >= 2 {
		if number, ok := values[n-2].(float64); ok && number >= 0 && number < maxNumber {
			return append(values[:n-2], ref(number))
		}
	}
	return values
}

var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

func (l *lexer) literal() text {
	var out text
	depth, start := 0, l.at
	for ; l.at < min(len(l.data), start+maxString); l.at++ {
		c := l.data[l.at]
		switch {
		case c == '(':
			if depth++; depth == 1 {
				continue
			}
		case c == ')':
			if depth--; depth == 0 {
				l.at++
				return out
			}
		case c == '\\' && l.at+1 < len(l.data):
			l.at++
			out = l.escaped(out)
			continue
		}
		out = append(out, c)
	}
	l.at, l.broken = start+1, true
	return nil
}

// escaped reads what follows a backslash, its last byte being left for the caller to pass.
func (l *lexer) escaped(out text) text {
	c := l.data[l.at]
	if e, ok := escapes[c]; ok {
		return append(out, e)
	}
	if c == '\n' || c == '\r' {
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	n := 0
	for i := 0; i < 3 && l.at < len(l.data) && l.data[l.at] >= '0' && l.data[l.at] <= '7'; i++ {
		n, l.at = n*8+int(l.data[l.at]-'0'), l.at+1
	}
	l.at--
	return append(out, byte(n))
}

func (l *lexer) hexadecimal() text {
	end := bytes.IndexByte(l.data[l.at:], '>')
	if end < 0 {
		l.at, l.broken = l.at+1, true
		return nil
	}
	var out text
	half, high := false, byte(0)
	for _, c := range l.data[l.at+1 : l.at+end] {
		n, err := strconv.ParseUint(string(c), 16, 8)
		if err != nil {
			continue
		}
		if half = !half; half {
			high = byte(n) << 4
		} else {
			out = append(out, high|byte(n))
		}
	}
	l.at += end + 1
	if half {
		out = append(out, high)
	}
	return out
}
