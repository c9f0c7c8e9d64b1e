package store

import (
	"fmt"
)

// Unpanicked makes an error of a panic: Badger panics on some damaged files.
func Unpanicked(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("reading the store: %v", p)
		}
	}()
	return f()
}
