//go:build !windows

package witness

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lock takes an open file for this process, until the file is closed or the process ends.
func lock(f *os.File) error {
	err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return ErrLocked
	}
	return err
}
