//go:build !windows

package server

import "syscall"

// fileLimit is how many files this process may have open. The Go runtime has raised it as far as
// the system lets it.
func fileLimit() (limit uint64, known bool) {
	var l syscall.Rlimit
	err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l)
	return uint64(l.Cur), err == nil
}
