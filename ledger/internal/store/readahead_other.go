//go:build !linux

package store

// readAhead does nothing here.
func readAhead(string) {}
