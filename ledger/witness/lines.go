package witness

import (
	"bytes"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"ikrar/signer"
	"ikrar/verify"
)

// split divides a signed note into its text, with the final line feed, and its signature lines.
func split(signed []byte) (text, lines []byte) {
	at := bytes.LastIndex(signed, []byte("\n\n"))
	if at < 0 {
		return nil, nil
	}
	return signed[:at+1], signed[at+2:]
}

// verified finds the first of some signature lines that is the key's on the text; nil where none is. Everything else
// among the lines is passed over: other keys', broken ones, and what is no signature line at all.
func verified(text, lines []byte, key note.Verifier) []byte {
	for line := range strings.Lines(string(lines)) {
		signed := append(append(bytes.Clone(text), '\n'), line...)
		if n, err := note.Open(signed, note.VerifierList(key)); err == nil && len(n.Sigs) == 1 {
			return []byte(line)
		}
	}
	return nil
}

// parseCheckpoint reads the text of any log's checkpoint. Other than those of our ledgers, it may have extension lines
// (C2SP tlog-checkpoint): a cosignature covers them and says nothing about them.
func parseCheckpoint(text string) (verify.Checkpoint, error) {
	end := 0
	for range 3 {
		end += strings.IndexByte(text[end:], '\n') + 1
	}
	for extension := range strings.Lines(text[end:]) {
		if strings.TrimSuffix(extension, "\n") == "" {
			return verify.Checkpoint{}, signer.ErrEncoding
		}
	}
	return verify.ParseCheckpoint(text[:end])
}
