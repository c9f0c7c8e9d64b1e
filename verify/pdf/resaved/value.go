package resaved

import (
	"bytes"
	"strconv"
)

// Values of PDF (ISO 32000-1 section 7.3). Numbers are float64, booleans bool, null is nil.
type (
	name string
	str  string
	word string // an operator of a content stream
	ref  int    // an object's number; its generation is 0
	list []any
	dict map[name]any
)

// lexer reads values in the one way in which every reader reads them. What can be read in another
// is bad, and all that follows with it.
type lexer struct {
	data     []byte
	at       int
	content  bool // of a page: operators, and no references
	comments bool // are passed over; elsewhere they could hide an object from whoever looks for one
	bad      bool
}

// isSpace leaves out the zero byte, which not all readers take for a blank.
func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (l *lexer) space() {
	for l.at < len(l.data) {
		switch c := l.data[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%' && l.comments:
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// regular reads characters that belong to one token.
func (l *lexer) regular() string {
	start := l.at
	for l.at < len(l.data) && !isSpace(l.data[l.at]) && !isDelimiter(l.data[l.at]) {
		l.at++
	}
	return string(l.data[start:l.at])
}

// keyword passes over a word that must stand here.
func (l *lexer) keyword(want string) bool {
	l.space()
	l.bad = l.bad || l.regular() != want
	return !l.bad
}

// integer reads a number without a sign.
func (l *lexer) integer() int {
	l.space()
	token := l.regular()
	n, err := strconv.Atoi(token)
	if err != nil || token[0] < '0' || token[0] > '9' || n >= maxInteger {
		l.bad = true
	}
	return n
}

func (l *lexer) fail() any {
	l.bad = true
	return nil
}

// value reads the value that must stand here.
func (l *lexer) value(depth int) any {
	l.space()
	if l.at >= len(l.data) || l.bad || depth > maxDepth {
		return l.fail()
	}
	switch c := l.data[l.at]; {
	case bytes.HasPrefix(l.data[l.at:], []byte("<<")):
		l.at += 2
		return l.dict(depth)
	case c == '[':
		l.at++
		return l.list(depth)
	case c == '(':
		return l.literal()
	case c == '<':
		return l.hexadecimal()
	case c == '/':
		l.at++
		return l.name()
	case isDelimiter(c):
		return l.fail()
	}
	return l.token()
}

// token reads a number, a reference, a word.
func (l *lexer) token() any {
	switch token := l.regular(); {
	case token == "null":
		return nil
	case token == "true", token == "false":
		return token == "true"
	case bytes.IndexByte([]byte("+-.0123456789"), token[0]) >= 0:
		if r, ok := l.reference(token); ok {
			return r
		}
		return l.number(token)
	case l.content:
		return word(token)
	}
	return l.fail()
}

func (l *lexer) reference(token string) (ref, bool) {
	number, err := strconv.Atoi(token)
	if l.content || err != nil || token[0] < '0' || token[0] > '9' || number >= maxInteger {
		return 0, false
	}
	ahead := lexer{data: l.data, at: l.at}
	generation := ahead.integer()
	if !ahead.keyword("R") {
		return 0, false
	}
	l.at, l.bad = ahead.at, l.bad || generation != 0
	return ref(number), true
}

// number reads a decimal number: a sign, digits, one point. The value counts, not the spelling.
func (l *lexer) number(token string) any {
	digits, point := 0, 0
	for i, c := range []byte(token) {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '.':
			point++
		case i > 0 || c != '+' && c != '-':
			return l.fail()
		}
	}
	n, err := strconv.ParseFloat(token, 64)
	if err != nil || digits == 0 || digits > 30 || point > 1 || n >= maxInteger || n <= -maxInteger {
		return l.fail()
	}
	return n + 0 // there is one zero
}

func (l *lexer) name() any {
	token := l.regular()
	var out []byte
	for i := 0; i < len(token); i++ {
		c := token[i]
		if c == '#' {
			n, err := strconv.ParseUint(token[i+1:min(i+3, len(token))], 16, 8)
			if err != nil || i+2 >= len(token) || n == 0 {
				return l.fail()
			}
			c, i = byte(n), i+2
		}
		out = append(out, c)
	}
	return name(out)
}

func (l *lexer) list(depth int) any {
	out := list{}
	for !l.bad {
		if l.space(); l.at < len(l.data) && l.data[l.at] == ']' {
			l.at++
			return out
		}
		out = append(out, l.value(depth+1))
	}
	return nil
}

func (l *lexer) dict(depth int) any {
	out := dict{}
	for !l.bad {
		if l.space(); bytes.HasPrefix(l.data[l.at:], []byte(">>")) {
			l.at += 2
			return out
		}
		key, ok := l.value(depth + 1).(name)
		value := l.value(depth + 1)
		if _, twice := out[key]; !ok || twice {
			return l.fail()
		}
		out[key] = value
	}
	return nil
}

var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f', '(': '(', ')': ')', '\\': '\\'}

func (l *lexer) literal() any {
	var out []byte
	for depth := 0; l.at < len(l.data); {
		c := l.data[l.at]
		l.at++
		switch {
		case c == '(':
			if depth++; depth == 1 {
				continue
			}
		case c == ')':
			if depth--; depth == 0 {
				return str(out)
			}
		case c == '\\':
			out = l.escaped(out)
			continue
		case c == '\r': // any line end is one line feed
			l.lineFeed(c)
			c = '\n'
		}
		out = append(out, c)
	}
	return l.fail()
}

// lineFeed passes over the second byte of a line end.
func (l *lexer) lineFeed(c byte) {
	if c == '\r' && l.at < len(l.data) && l.data[l.at] == '\n' {
		l.at++
	}
}

// escaped reads what follows a backslash.
func (l *lexer) escaped(out []byte) []byte {
	if l.at >= len(l.data) {
		l.bad = true
		return out
	}
	c := l.data[l.at]
	l.at++
	if e, ok := escapes[c]; ok {
		return append(out, e)
	}
	switch {
	case c == '\r' || c == '\n':
		l.lineFeed(c)
		return out
	case c < '0' || c > '7':
		l.bad = true
		return out
	}
	n := int(c - '0')
	for i := 0; i < 2 && l.at < len(l.data) && l.data[l.at] >= '0' && l.data[l.at] <= '7'; i++ {
		n, l.at = n*8+int(l.data[l.at]-'0'), l.at+1
	}
	l.bad = l.bad || n > 255
	return append(out, byte(n))
}

func (l *lexer) hexadecimal() any {
	end := bytes.IndexByte(l.data[l.at:], '>')
	if end < 0 {
		return l.fail()
	}
	out, ok := unhex(l.data[l.at+1 : l.at+end])
	if l.at += end + 1; !ok {
		return l.fail()
	}
	return str(out)
}

// unhex decodes hexadecimal digits with blanks between them; a last single one is followed by 0.
func unhex(digits []byte) (out []byte, ok bool) {
	var kept []byte
	for _, c := range digits {
		if !isSpace(c) {
			kept = append(kept, c)
		}
	}
	if len(kept)%2 == 1 {
		kept = append(kept, '0')
	}
	for i := 0; i < len(kept); i += 2 {
		n, err := strconv.ParseUint(string(kept[i:i+2]), 16, 8)
		if err != nil {
			return nil, false
		}
		out = append(out, byte(n))
	}
	return out, true
}
