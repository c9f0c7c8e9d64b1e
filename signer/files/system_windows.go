package files

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/windows"
)

// SyncDir does nothing: Windows cannot flush a directory, and NTFS journals the names.
func SyncDir(string) error { return nil }

// A file that another process has open for a moment, a virus scanner above all, cannot be replaced
// then. So often it is tried, and so long is waited in between.
const (
	renameTries = 40
	renamePause = 50 * time.Millisecond
)

// Rename is [os.Rename], with patience.
func Rename(from, to string) (err error) {
	for range renameTries {
		err = os.Rename(from, to)
		if !errors.Is(err, windows.ERROR_SHARING_VIOLATION) && !errors.Is(err, windows.ERROR_ACCESS_DENIED) {
			return err
		}
		time.Sleep(renamePause)
	}
	return err
}

// RemoveAll is [os.RemoveAll], also on network drives that do not know the call of newer Windows by
// which it deletes. There each name is removed by itself.
func RemoveAll(path string) error {
	err := os.RemoveAll(path)
	if !errors.Is(err, windows.ERROR_INVALID_FUNCTION) {
		return err
	}
	entries, err := os.ReadDir(path)
	for _, e := range entries {
		remove := os.Remove
		if e.IsDir() {
			remove = RemoveAll
		}
		err = errors.Join(err, remove(filepath.Join(path, e.Name())))
	}
	return errors.Join(err, os.Remove(path))
}
