// Package owner says whose a home is: it belongs to one user, who alone writes to it.
package owner

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Error says that a home, or a file in it, belongs to another user than the one it should.
type Error struct {
	Path  string
	Owner int // the user id that it has
	User  int // the one that it should have
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s belongs to user %d, not %d", e.Path, e.Owner, e.User)
}

// Check refuses whoever does not own the home in dir, or the store in it: an [*Error].
// What another user writes there, root too, is a file that the owner's server cannot open any more.
func Check(dir string) error {
	owner, ok := ownerOf(filepath.Join(dir, "ledger", "store"))
	if !ok {
		owner, ok = ownerOf(dir)
	}
	if user := os.Geteuid(); ok && owner != user {
		return &Error{dir, owner, user}
	}
	return nil
}

// Stray names a file that belongs to another user than the rest of a home, as where root once
// ran a command there; nil where there is none.
func Stray(dir string) (found *Error) {
	owner, ok := ownerOf(filepath.Join(dir, "ledger", "store"))
	if !ok {
		return nil
	}
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // it cannot be looked at, and another may say why
		}
		if user, ok := ownerOf(path); ok && user != owner && d.Type()&fs.ModeSymlink == 0 {
			found = &Error{path, user, owner}
			return fs.SkipAll
		}
		return nil
	})
	return found
}
