package addcheckpoint

import (
	"bytes"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Split divides a signed note into its text, with the final line feed, and its signature lines.
func Split(signed []byte) (text, lines []byte) {
	at := bytes.LastIndex(signed, []byte("\n\n"))
	if at < 0 {
		return nil, nil
	}
	return signed[:at+1], signed[at+2:]
}

// Verified finds the first of some signature lines that is the key's on the text; nil where none
// is. Everything else among the lines is passed over: other keys', broken ones, and what is no
// signature line at all.
func Verified(text, lines []byte, key note.Verifier) []byte {
	for line := range strings.Lines(string(lines)) {
		signed := append(append(bytes.Clone(text), '\n'), line...)
		if n, err := note.Open(signed, note.VerifierList(key)); err == nil && len(n.Sigs) == 1 {
			return []byte(line)
		}
	}
	return nil
}
