package main

import (
	"net/url"
	"path/filepath"
	"runtime"
)

// fileAddress is what opens a file in the browser: an address, with blanks and other characters as
// addresses have them. Windows opens the path itself: in an address of a file it takes what is
// escaped for letters of its code page.
func fileAddress(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil || runtime.GOOS == "windows" {
		return path, err
	}
	return (&url.URL{Scheme: "file", Path: path}).String(), nil
}
