package scan

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// findWritten looks into what is neither a PDF nor a picture: a text, or the bytes of a proof.
func findWritten(data []byte) (Found, error) {
	if named := formatOf(data); named != nil && !utf8.Valid(data) {
		return Found{}, named
	}
	text, isText := readText(data)
	body := strings.TrimLeft(text, " \t\r\n")
	switch {
	case isText && (strings.HasPrefix(body, proofHeader) || len(body) > 7 && strings.HasPrefix(proofHeader, body)):
		return Found{Kind: ProofFile, Full: []byte(unixLines(body))}.within(len(data), maxProof)
	case isText:
		return findNamed([]byte(body))
	case rawBegins(data):
		return Found{Kind: ProofFile, Short: data}.within(len(data), maxProof)
	}
	if text, ok := readLatin(data); ok && len(data) <= maxText {
		if found, err := findText(text); err == nil {
			return found, nil
		}
	}
	return Found{}, ErrFormat
}

// readText reads UTF-8 and UTF-16, with or without a byte order mark.
func readText(data []byte) (text string, ok bool) {
	switch {
	case len(data)%2 == 0 && (bytes.HasPrefix(data, []byte{0xff, 0xfe}) || isWide(data, 1)):
		return readWide(data, binary.LittleEndian), true
	case len(data)%2 == 0 && (bytes.HasPrefix(data, []byte{0xfe, 0xff}) || isWide(data, 0)):
		return readWide(data, binary.BigEndian), true
	}
	return strings.TrimPrefix(string(data), "\ufeff"), utf8.Valid(data)
}

// isWide says whether data is UTF-16 without a mark: three of four of its characters are ASCII's,
// with a zero at that byte of the two, and none is a zero itself.
func isWide(data []byte, at int) bool {
	narrow := 0
	for i := 0; i+1 < len(data); i += 2 {
		switch zero, other := data[i+at], data[i+1-at]; {
		case zero == 0 && other == 0:
			return false
		case zero == 0 && other < utf8.RuneSelf:
			narrow++
		}
	}
	return narrow > 0 && 4*narrow >= 3*(len(data)/2)
}

func readWide(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) > 1; data = data[2:] {
		units = append(units, order.Uint16(data))
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff")
}

// readLatin reads a text in which each byte is a character, as Windows wrote them: what stands
// around an address in it is read well enough. Bytes that no text has tell what is none.
func readLatin(data []byte) (string, bool) {
	var b strings.Builder
	for _, c := range data {
		if c < ' ' && !bytes.ContainsRune([]byte("\t\n\f\r"), rune(c)) || c == 0x7f {
			return "", false
		}
		if c >= 0x80 && c < 0xa0 {
			b.WriteRune('\ufffd') // dashes and quotes, and a few letters
			continue
		}
		b.WriteRune(rune(c))
	}
	return b.String(), true
}

// unixLines undoes what Windows and mail do to the lines of a proof: a carriage return at each end.
func unixLines(text string) string {
	if strings.Count(text, "\r\n") == strings.Count(text, "\n") {
		return strings.ReplaceAll(text, "\r\n", "\n")
	}
	return text
}
