package main

import (
	"runtime"
	"testing"
)

func TestFileAddress(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there it is the path")
	}
	for path, want := range map[string]string{
		"/home/siti/bkd/kantor.html":            "file:///home/siti/bkd/kantor.html",
		"/home/Siti Ñur/100% bkd#1/kantor.html": "file:///home/Siti%20%C3%91ur/100%25%20bkd%231/kantor.html",
	} {
		if got, err := fileAddress(path); got != want || err != nil {
			t.Errorf("%s: %s, want %s, %v", path, got, want, err)
		}
	}
}
