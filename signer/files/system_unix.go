//go:build !windows

package files

import (
	"errors"
	"os"
)

// SyncDir makes the names in a directory as durable as the bytes behind them. Windows cannot flush
// a directory, and NTFS journals the names: there it does nothing.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(Sync(d), d.Close())
}

// Rename is [os.Rename]. Windows needs more.
func Rename(from, to string) error { return os.Rename(from, to) }

// RemoveAll is [os.RemoveAll]. Windows needs more.
func RemoveAll(path string) error { return os.RemoveAll(path) }
