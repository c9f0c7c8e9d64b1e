package outpost

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/signer/files"
	"ikrar/verify/trust"
)

// SeenFile keeps the last checkpoint that the server has shown to this officer. What does not go on
// from it is another history.
const SeenFile = "terlihat.checkpoint"

// maxCheckpoint bounds a checkpoint with its cosignatures, in bytes.
const maxCheckpoint = 64 << 10

// HistoryError says that what a server shows does not go on from what it has shown before.
type HistoryError struct{ Seen, Shown uint64 } // entries

func (e *HistoryError) Error() string {
	return fmt.Sprintf("a ledger of %d entries does not go on from the %d that were seen before", e.Shown, e.Seen)
}

// follow holds the published checkpoint against the last one that was seen, and keeps it.
func follow(h *office.Home, l *ledger.Ledger) error {
	path := filepath.Join(h.Dir, SeenFile)
	shown, note, err := l.Published()
	if err != nil {
		return err
	}
	before, err := files.ReadBounded(path, maxCheckpoint)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err == nil {
		list, _ := l.Trust()
		seen, err := list.Policy.Open(before)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := continues(l, seen.Checkpoint, shown.Checkpoint); err != nil {
			return err
		}
	}
	if note == nil {
		return nil
	}
	return files.Replace(path, note, files.Private)
}

// continues says whether a tree is the beginning of another, by the server's hashes.
func continues(l *ledger.Ledger, seen, shown trust.Checkpoint) error {
	history := &HistoryError{seen.Size, shown.Size}
	switch {
	case shown.Size < seen.Size, shown.Size == seen.Size && shown.Root != seen.Root:
		return history
	case shown.Size == seen.Size:
		return nil
	}
	proof, err := l.Consistency(seen.Size, shown.Size)
	if err != nil {
		return fmt.Errorf("%w: %w", history, err)
	}
	if tlog.CheckTree(proof, int64(shown.Size), shown.Root, int64(seen.Size), seen.Root) != nil {
		return history
	}
	return nil
}
