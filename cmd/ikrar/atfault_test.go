package main

import (
	"errors"
	"io/fs"
	"syscall"
	"testing"
)

// TestPlaceFault: an outpost that cannot be written is said to be that; other files are others'.
func TestPlaceFault(t *testing.T) {
	for path, is := range map[string]bool{"/rumah/pos/.trust.note.1": true, "/rumah": true, "/lain/x.pdf": false} {
		for _, cause := range []error{syscall.EROFS, fs.ErrPermission} {
			err := placeFault("/rumah/pos", errors.Join(&fs.PathError{Op: "open", Path: path, Err: cause}))
			if f := (*fault)(nil); errors.As(err, &f) != is || is && f.code != "at-place" {
				t.Errorf("%s, %v: %v", path, cause, err)
			}
		}
	}
}
