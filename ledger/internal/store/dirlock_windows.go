package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// CanRead says whether Badger can open a store without writing to it.
var CanRead = false

// LockDir says whether Badger has the directory: it keeps a file open there that nobody else can
// open, and that is gone with it.
func LockDir(dir string, _ bool) (unlock func(), err error) {
	f, err := os.Open(filepath.Join(dir, "LOCK"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return func() {}, nil
	case err != nil:
		return nil, errors.Join(ErrLocked, err)
	}
	return func() {}, f.Close()
}
