//go:build !linux

package ledger

// keepSmall does nothing here: the pages of a mapped file are not counted as memory in the same way, or cannot be let go
// without knowing where Badger mapped it.
func (s *database) keepSmall(string, <-chan struct{}) {}

// readAhead does nothing here.
func readAhead(string) {}
