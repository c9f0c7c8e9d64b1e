package main

import (
	"net/url"
	"path/filepath"
	"strings"
)

// fileURL is the address of a file for a browser: with blanks and other characters as addresses
// have them, and a drive's letter behind a slash.
func fileURL(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return slashedURL(filepath.ToSlash(path)), nil
}

func slashedURL(path string) string {
	u := url.URL{Scheme: "file", Path: path}
	if server, rest, ok := strings.Cut(strings.TrimPrefix(path, "//"), "/"); ok && strings.HasPrefix(path, "//") {
		u.Host, u.Path = server, "/"+rest // \\server\share
	} else if !strings.HasPrefix(path, "/") {
		u.Path = "/" + path // C:/
	}
	return u.String()
}
