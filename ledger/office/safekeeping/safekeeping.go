// Package safekeeping makes backups of an institution, and remembers in its home when the last one
// was made.
package safekeeping

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"time"

	"ikrar/ledger/office"
	"ikrar/signer/files"
)

// Backup is one that was made.
type Backup struct {
	Path    string `json:"path"`
	At      int64  `json:"at"`      // Unix seconds
	Entries uint64 `json:"entries"` // that are in it
}

// Time is when it was made.
func (b Backup) Time() time.Time { return time.Unix(b.At, 0) }

// maxRecord bounds the file in which the last backup is remembered, in bytes.
const maxRecord = 64 << 10

func recordPath(h *office.Home) string { return h.LedgerDir() + ".backup" }

// Make writes a backup to a file that is not there yet ([office.Institution.Backup]), and remembers
// it.
func Make(ctx context.Context, i *office.Institution, path string,
	progress, pdfs func(done, total uint64)) (b office.Backed, err error) {
	if b, err = i.Backup(ctx, path, progress, pdfs); err != nil {
		return b, err
	}
	return b, Remember(i, path, b.Size)
}

// Remember notes in the home that a backup was made now, of so many entries.
func Remember(i *office.Institution, path string, entries uint64) error {
	record, err := json.Marshal(Backup{path, i.Now().Unix(), entries})
	if err != nil {
		return err
	}
	return files.Replace(recordPath(i.Home), record, files.Private)
}

// Last is the last backup that was made of a home; ok is false where none is known.
func Last(h *office.Home) (b Backup, ok bool, err error) {
	record, err := files.ReadBounded(recordPath(h), maxRecord)
	if errors.Is(err, fs.ErrNotExist) {
		return b, false, nil
	}
	if err != nil {
		return b, false, err
	}
	if json.Unmarshal(record, &b) != nil { // cut, or written by hand: then nothing is known
		return Backup{}, false, nil
	}
	return b, b.At > 0, nil
}
