//go:build !linux

package files

import "os"

// Sync has a file, or the names in a directory, on disk when it returns.
func Sync(f *os.File) error { return f.Sync() }
