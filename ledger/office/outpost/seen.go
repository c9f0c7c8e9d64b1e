package outpost

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"ikrar/ledger"
	"ikrar/ledger/internal/share"
	"ikrar/ledger/office"
	"ikrar/signer/files"
	"ikrar/verify/trust"
)

// SeenFile keeps the last checkpoint that the server has shown to this officer. What does not go on
// from it is another history.
const SeenFile = "terlihat.checkpoint"

// maxCheckpoint bounds a checkpoint with its cosignatures, in bytes.
const maxCheckpoint = 64 << 10

// What a server says and cannot be so: see package share.
type (
	HistoryError = share.HistoryError
	FalseError   = share.FalseError
)

// seen is the checkpoint that was seen last; nil for none.
func seen(h *office.Home, list *trust.List) (*trust.Checkpoint, error) {
	path := filepath.Join(h.Dir, SeenFile)
	note, err := files.ReadBounded(path, maxCheckpoint)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	opened, err := list.Policy.Open(note)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &opened.Checkpoint, nil
}

// follow keeps what the server publishes now, which goes on from what was seen.
func follow(h *office.Home, l *ledger.Ledger, before *trust.Checkpoint) error {
	_, note, err := l.Published()
	switch {
	case err != nil:
		return err
	case note == nil && before != nil:
		return &HistoryError{Seen: before.Size}
	case note == nil:
		return nil
	}
	return files.Replace(filepath.Join(h.Dir, SeenFile), note, files.Private)
}
