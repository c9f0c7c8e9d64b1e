package keyfile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// MinPassphrase is the least length of a new passphrase, in characters. Keys with shorter ones
	// still open.
	MinPassphrase = 8
	// MaxPassphrase is the longest passphrase in bytes: a longer first line means that the file is
	// no passphrase file.
	MaxPassphrase = 1024
	// MaxPassphraseFile is how much of a file its first line may need: as UTF-16, with its mark and
	// its line end.
	MaxPassphraseFile = 2*MaxPassphrase + 6
)

// A PassphraseError says why a passphrase is not taken, without telling it.
type PassphraseError struct {
	Why  string // one of the Passphrase constants
	Rune rune   // the character in question, where it is one
	At   int    // which character of the passphrase it is, counted from 1
}

// Why a passphrase is not taken.
const (
	PassphraseEmpty     = "empty"
	PassphraseLong      = "long"      // more than MaxPassphrase bytes
	PassphraseShort     = "short"     // less than MinPassphrase characters
	PassphraseEncoding  = "encoding"  // neither UTF-8 nor UTF-16
	PassphraseControl   = "control"   // a tab, a NUL, an escape
	PassphraseBlank     = "blank"     // looks like a space and is another character
	PassphraseInvisible = "invisible" // zero width, direction marks, soft hyphens, what no font shows
	PassphraseEdge      = "edge"      // a space at the beginning or the end
	PassphraseMark      = "mark"      // begins with an accent that has no letter to stand on
	PassphraseVariant   = "variant"   // a letter in another shape, as the ligature of f and i
)

func (e *PassphraseError) Error() string {
	if e.At == 0 {
		return "the passphrase is not taken: " + e.Why
	}
	return fmt.Sprintf("the passphrase is not taken: %s (character %d, %U)", e.Why, e.At, e.Rune)
}

// A Passphrase is what somebody typed, or the first line of a file. It is meant as text; but keys
// are encrypted with bytes, and which bytes depends on the program, the keyboard and the system
// that wrote them. So it is both.
type Passphrase struct {
	text []byte // UTF-8 without a byte-order mark; nil where it is no text
	raw  []byte // as it stood there
}

// Typed is a passphrase as a terminal gave it.
func Typed(answer []byte) Passphrase {
	return Passphrase{utf8Text(answer), answer}
}

// FirstLine is the passphrase in a file: its first line, without the line end. The file is UTF-8 or
// UTF-16, with or without a byte-order mark. It returns a [*PassphraseError] where there is none,
// or more than [MaxPassphrase] bytes.
func FirstLine(file []byte) (Passphrase, error) {
	p := Passphrase{raw: firstLine(file)}
	if order, units := utf16Of(file); order != nil {
		p.text, _ = lineUTF16(order, units)
	} else {
		p.text = utf8Text(p.raw)
	}
	switch {
	case len(p.raw) == 0 && len(p.text) == 0:
		return p, &PassphraseError{Why: PassphraseEmpty}
	case len(p.text) > MaxPassphrase, p.text == nil && len(p.raw) > MaxPassphrase:
		return p, &PassphraseError{Why: PassphraseLong}
	}
	return p, nil
}

// New is the passphrase as a new key is to be encrypted with it: text in Unicode's NFC, which is
// what most keyboards give. What its owner could not type again, or would not see, is a
// [*PassphraseError].
func (p Passphrase) New() ([]byte, error) {
	if len(p.text) == 0 && (p.text != nil || len(p.raw) == 0) {
		return nil, &PassphraseError{Why: PassphraseEmpty}
	}
	secret := norm.NFC.Bytes(p.text)
	if p.text == nil {
		secret = p.raw // which is no text, and refused for it
	}
	if err := untypable(secret); err != nil {
		return nil, err
	}
	if err := variant(secret); err != nil {
		return nil, err
	}
	length := utf8.RuneCount(secret)
	switch {
	case secret[0] == ' ':
		return nil, &PassphraseError{PassphraseEdge, ' ', 1}
	case secret[len(secret)-1] == ' ':
		return nil, &PassphraseError{PassphraseEdge, ' ', length}
	case length < MinPassphrase:
		return nil, &PassphraseError{Why: PassphraseShort}
	case len(secret) > MaxPassphrase:
		return nil, &PassphraseError{Why: PassphraseLong}
	}
	return secret, nil
}

// HasEdge says whether a space stands at the beginning or the end: nearly always a mistake, and
// hard to see.
func (p Passphrase) HasEdge() bool {
	return len(p.text) > 0 && (p.text[0] == ' ' || p.text[len(p.text)-1] == ' ')
}

// forms are the bytes with which a key may have been encrypted by this passphrase, likeliest first.
// Each costs a bcrypt to try, so none is there twice; for ASCII there are two. The last is what
// earlier builds made of a file with a byte-order mark: its owner, who types the passphrase, is not
// locked out.
func (p Passphrase) forms() [][]byte {
	var forms, marked [][]byte
	if len(p.text) > 0 {
		marked = [][]byte{norm.NFC.AppendString([]byte("\ufeff"), string(p.text))}
	}
	for _, form := range append([][]byte{norm.NFC.Bytes(p.text), norm.NFD.Bytes(p.text), p.text, p.raw}, marked...) {
		known := func(f []byte) bool { return bytes.Equal(f, form) }
		if len(form) > 0 && !slices.ContainsFunc(forms, known) {
			forms = append(forms, form)
		}
	}
	return forms
}

// untypable finds the first character that nobody can type, or nobody can see.
func untypable(secret []byte) *PassphraseError {
	if !utf8.Valid(secret) {
		return &PassphraseError{Why: PassphraseEncoding}
	}
	at := 0
	for _, r := range string(secret) {
		at++
		if why := untypableRune(r); why != "" {
			return &PassphraseError{why, r, at}
		}
	}
	return nil
}

// variant finds what can be seen, and is another thing in another program or on another keyboard:
// an accent without its letter, and letters that were put for others. It is of new passphrases
// only: what a key has, somebody typed.
func variant(secret []byte) *PassphraseError {
	at := 0
	for _, r := range string(secret) {
		at++
		switch {
		case at == 1 && unicode.IsMark(r):
			return &PassphraseError{PassphraseMark, r, at}
		case unicode.IsLetter(r) && norm.NFKC.String(string(r)) != string(r):
			return &PassphraseError{PassphraseVariant, r, at}
		}
	}
	return nil
}

func untypableRune(r rune) string {
	switch {
	case r == ' ':
		return ""
	case r == unicode.ReplacementChar: // what programs write for what they could not read
		return PassphraseEncoding
	case unicode.IsControl(r):
		return PassphraseControl
	case unicode.IsSpace(r), unicode.Is(unicode.Z, r), r == '\u2800': // the last is Braille without a dot
		return PassphraseBlank
	case !unicode.IsPrint(r), unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
		return PassphraseInvisible
	}
	return ""
}

func firstLine(file []byte) []byte {
	line, _, _ := bytes.Cut(file, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r"))
}

// utf8Text is a line as text, without the mark that Windows' editors begin files with; nil where it
// is none.
func utf8Text(line []byte) []byte {
	if !utf8.Valid(line) || bytes.ContainsRune(line, unicode.ReplacementChar) {
		return nil
	}
	return bytes.TrimPrefix(line, []byte("\ufeff"))
}

// utf16Of tells a file of UTF-16, by its mark, or by every other byte being zero, which is what it
// does to ASCII.
func utf16Of(file []byte) (order binary.ByteOrder, units []byte) {
	if units, ok := bytes.CutPrefix(file, []byte{0xff, 0xfe}); ok {
		return binary.LittleEndian, units
	}
	if units, ok := bytes.CutPrefix(file, []byte{0xfe, 0xff}); ok {
		return binary.BigEndian, units
	}
	var zeros [2]int
	for n, b := range file {
		if b == 0 {
			zeros[n%2]++
		}
	}
	switch half := len(file) / 2; {
	case half == 0 || len(file)%2 != 0:
	case zeros == [2]int{0, half}:
		return binary.LittleEndian, file
	case zeros == [2]int{half, 0}:
		return binary.BigEndian, file
	}
	return nil, nil
}

// lineUTF16 is the first line of UTF-16, without its line end. It refuses half a unit and half a
// pair.
func lineUTF16(order binary.ByteOrder, data []byte) (line []byte, ok bool) {
	var units []uint16
	for ; len(data) > 1 && order.Uint16(data) != '\n'; data = data[2:] {
		units = append(units, order.Uint16(data))
	}
	if len(data) == 1 {
		return nil, false
	}
	line = []byte{}
	for _, r := range utf16.Decode(units) {
		if r == unicode.ReplacementChar {
			return nil, false
		}
		line = utf8.AppendRune(line, r)
	}
	return bytes.TrimSuffix(line, []byte("\r")), true
}
