package main

import (
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// publicFiles are the kinds of files that everybody may read, by patterns of their paths or names, each with the reason.
var publicFiles = map[string]string{
	"srv/d/trust.note":          "the trust list is published",
	"demo/trust.note":           "and a demo's",
	"user/.config/ikrar/*.note": "trust lists that a user has pinned",
	"*.pub":                     "public keys are there to be given away",
	"periksa.html":              "the saved page is the same for everybody",
	"tanda.html":                "and the signing page",
	"DEMO":                      "says that a directory is a demo's",
}

// madeByScript are directories that the script made, and the parent of a home: whoever runs serve passes through it.
var madeByScript = map[string]bool{".": true, "keys": true, "stick": true, "srv": true}

// checkModes is the command modes: all below a directory has exactly the mode that its kind has, less the umask. What is
// of no known kind must be for its owner alone, so that a new kind of file fails here until it is.
func checkModes(ts *testscript.TestScript, _ bool, args []string) {
	umask, err := strconv.ParseUint(args[1], 8, 9)
	ts.Check(err)
	root, seen := ts.MkAbs(args[0]), map[string]int{}
	ts.Check(filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err = filepath.Rel(root, name)
		if err != nil || madeByScript[name] {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		mode, kind := wantedMode(filepath.ToSlash(name), d)
		if want := mode &^ fs.FileMode(umask); info.Mode().Perm() != want {
			ts.Logf("%s has mode %04o under umask %s, want %04o", name, info.Mode().Perm(), args[1], want)
			seen["wrong"]++
		}
		seen[kind]++
		if kind == "store" {
			return fs.SkipDir
		}
		return nil
	}))
	if seen["wrong"] > 0 || seen["private"] < 60 || seen["public"] < 10 || seen["dir"] < 10 || seen["store"] < 2 {
		ts.Fatalf("modes: %v", seen)
	}
}

// wantedMode is the mode of a kind of file, and which it is. The files within a store are Badger's own, encrypted, and
// behind a directory that nobody else enters.
func wantedMode(name string, d fs.DirEntry) (mode fs.FileMode, kind string) {
	if d.IsDir() && path.Base(name) == "ledger" {
		return privateDir, "store"
	}
	if d.IsDir() {
		return privateDir, "dir"
	}
	for pattern := range publicFiles {
		at := name
		if !strings.Contains(pattern, "/") {
			at = path.Base(name)
		}
		if match, err := path.Match(pattern, at); err == nil && match {
			return public, "public"
		}
	}
	return private, "private"
}
