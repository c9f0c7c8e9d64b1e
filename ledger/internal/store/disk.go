package store

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"

	"ikrar/ledger/internal/disk"
)

// DiskError says that the disk is too full to write safely: Badger dies by SIGBUS on a full one.
type DiskError struct {
	Dir           string
	Free, Reserve uint64 // bytes
}

func (e *DiskError) Error() string {
	return fmt.Sprintf("%s: %d bytes are free, fewer than the reserve of %d", e.Dir, e.Free, e.Reserve)
}

// CheckDisk refuses to write below a directory where less than the reserve is free.
func CheckDisk(dir string, reserve uint64) error {
	free, err := disk.Free(existing(dir))
	if err != nil || free < reserve {
		return cmp.Or[error](err, &DiskError{Dir: dir, Free: free, Reserve: reserve})
	}
	return nil
}

// existing is the path itself or the nearest directory above it that is there.
func existing(path string) string {
	for parent := filepath.Dir(path); parent != path; path, parent = parent, filepath.Dir(parent) {
		if _, err := os.Stat(path); err == nil {
			break
		}
	}
	return path
}
