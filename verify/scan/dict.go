package scan

import (
	"bytes"
	"slices"
	"strings"
)

// dict is what is needed of a PDF dictionary's own entries (ISO 32000-1 section 7.3.7): keys without their slash, values as
// they stand in the file with single spaces between tokens. Nested values are kept whole.
type dict map[string]string

var wanted = []string{"Length", "Filter", "DecodeParms", "Subtype", "Width", "Height", "BitsPerComponent", "ImageMask"}

// parseDict reads the dictionary that begins at data[at:] with "<<". It returns where it stopped: behind the dictionary,
// or where what follows can be none.
func parseDict(data []byte, at int) (dict, int, bool) {
	data = data[:min(len(data), at+maxDict)]
	var values []string // the dictionary's own keys and values, in turn
	var nested []byte   // the nested value that is being read
	depth := 0
	for {
		at = skipSpace(data, at)
		t := token(data, at)
		at += len(t)
		closes := false
		switch s := string(t); s {
		case "", "obj", "endobj", "stream", "endstream":
			return nil, at, false
		case "<<", "[":
			depth++
		case ">>", "]":
			depth--
			closes = true
		}
		switch {
		case depth == 0:
			return pairs(values), at, true
		case depth > maxDepth:
			return nil, at, false
		case depth == 1 && closes:
			values = append(values, string(append(nested, t...)))
			nested = nil
		case depth == 1 && string(t) == "<<": // the dictionary's own
		case depth == 1:
			values = append(values, string(t))
		default:
			nested = append(append(nested, t...), ' ')
		}
	}
}

// pairs makes a dictionary of keys and values; a reference, as in "7 0 R", is one value of three.
func pairs(values []string) dict {
	d := dict{}
	for len(values) >= 2 {
		key, n := values[0], 2
		if len(values) >= 4 && values[3] == "R" {
			n = 4
		}
		if name := strings.TrimPrefix(key, "/"); slices.Contains(wanted, name) {
			d[name] = strings.Join(values[1:n], " ")
		}
		values = values[n:]
	}
	return d
}

// filters returns the names of the stream's filters in order of decoding. A reference to them gives names that no filter has.
func (d dict) filters() []string {
	return strings.Fields(strings.NewReplacer("[", " ", "]", " ", "/", " ").Replace(d["Filter"]))
}

func isFlate(filter string) bool { return filter == "FlateDecode" || filter == "Fl" }

// token returns the token at data[at:], or nothing at the end or at what begins none.
func token(data []byte, at int) []byte {
	rest := data[min(at, len(data)):]
	if len(rest) == 0 {
		return nil
	}
	switch c := rest[0]; {
	case bytes.HasPrefix(rest, []byte("<<")), bytes.HasPrefix(rest, []byte(">>")):
		return rest[:2]
	case c == '[' || c == ']':
		return rest[:1]
	case c == '(':
		return rest[:stringEnd(rest)]
	case c == '<':
		return rest[:bytes.IndexByte(rest, '>')+1]
	case c == '/':
		return rest[:1+regularEnd(rest[1:])]
	}
	return rest[:regularEnd(rest)]
}

// stringEnd returns where the literal string that s begins with ends, or 0 if it does not.
func stringEnd(s []byte) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// regularEnd returns how many regular characters s begins with (ISO 32000-1 section 7.2.2).
func regularEnd(s []byte) int {
	for i, c := range s {
		if isSpace(c) || strings.IndexByte("()<>[]{}/%", c) >= 0 {
			return i
		}
	}
	return len(s)
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

// skipSpace returns where white space and comments after at end.
func skipSpace(data []byte, at int) int {
	for at < len(data) {
		switch {
		case isSpace(data[at]):
			at++
		case data[at] == '%':
			for at < len(data) && data[at] != '\n' && data[at] != '\r' {
				at++
			}
		default:
			return at
		}
	}
	return at
}
