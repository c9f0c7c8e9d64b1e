package witness

import (
	"strings"

	"ikrar/signer"
	"ikrar/verify/trust"
)

// parseCheckpoint reads the text of any log's checkpoint. Other than those of our ledgers, it may
// have extension lines (C2SP tlog-checkpoint): a cosignature covers them and says nothing about
// them.
func parseCheckpoint(text string) (trust.Checkpoint, error) {
	end := 0
	for range 3 {
		end += strings.IndexByte(text[end:], '\n') + 1
	}
	for extension := range strings.Lines(text[end:]) {
		if strings.TrimSuffix(extension, "\n") == "" {
			return trust.Checkpoint{}, signer.ErrEncoding
		}
	}
	return trust.ParseCheckpoint(text[:end])
}
