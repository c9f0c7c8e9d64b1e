package ledger

import (
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"ikrar/ledger/internal/place"
	"ikrar/signer"
	"ikrar/signer/files"
)

func (l *keeper) markErasing(erasure []byte) error {
	digest := signer.DigestOf(erasure)
	line := base64.StdEncoding.EncodeToString(digest[:]) + "\n"
	return files.Replace(place.ErasingPath(l.options.Head), []byte(line), files.Private)
}

func (l *keeper) unmarkErasing() error {
	path := place.ErasingPath(l.options.Head)
	if err := os.Remove(path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return err
	}
	return files.SyncDir(filepath.Dir(path))
}
