package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ikrar/verify/phrase"
)

var ownerPhrases = phrase.Book{
	"fault.home-owner":       {ID: "{dir}: direktori ini milik pengguna {owner}, bukan {user}; tidak ada yang diubah", EN: "{dir}: this directory belongs to user {owner}, not to {user}; nothing was changed"},
	"fault.home-owner.hint":  {ID: "ketik: {command}", EN: "type: {command}"},
	"fault.home-denied":      {ID: "{dir}: pengguna {user} tidak boleh membacanya; pemiliknya {owner}", EN: "{dir}: user {user} may not read it; it belongs to {owner}"},
	"fault.file-owner":       {ID: "{path}: berkas ini milik pengguna {owner}, padahal direktorinya milik {user}; tidak ada yang diubah", EN: "{path}: this file belongs to user {owner}, and the directory to {user}; nothing was changed"},
	"fault.file-owner.hint":  {ID: "ketik: {command}", EN: "type: {command}"},
	"fault.home-denied.hint": {ID: "ketik: {command}", EN: "type: {command}"},
}

// What another user than a home's owner writes there, root too, is a file that the owner's server
// cannot open any more. So a verb that writes is the owner's alone.

// mayWrite refuses whoever does not own the home in dir, or the store in it.
func (a *app) mayWrite(dir string) error { return a.ownerFault("home-owner", dir) }

// denied says of an error of permissions whose the home is, where it is not the caller's.
func (a *app) denied(dir string, err error) error {
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	if f := a.ownerFault("home-denied", dir); f != nil {
		return f
	}
	if f := strayOwner(dir); f != nil {
		return f
	}
	return err
}

// strayOwner names a file that belongs to another user than the rest of a home, as where root once
// ran a command there.
func strayOwner(dir string) (found error) {
	owner, ok := ownerOf(filepath.Join(dir, "ledger", "store"))
	if !ok {
		return nil
	}
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // it cannot be looked at, and another may say why
		}
		if user, ok := ownerOf(path); ok && user != owner && d.Type()&fs.ModeSymlink == 0 {
			found = refuse("file-owner", "path", path, "owner", userName(user), "user", userName(owner),
				"command", "sudo chown -R "+shellWord(strings.TrimPrefix(userName(owner), "#"))+" "+shellWord(dir))
			return fs.SkipAll
		}
		return nil
	})
	return found
}

func (a *app) ownerFault(code, dir string) error {
	owner, ok := ownerOf(filepath.Join(dir, "ledger", "store"))
	if !ok {
		owner, ok = ownerOf(dir)
	}
	user := os.Geteuid()
	if !ok || owner == user {
		return nil
	}
	return refuse(code, "dir", dir, "owner", userName(owner), "user", userName(user), "command", a.asUser(owner))
}

// asUser is this very command as another user types it. sudo keeps the directory but not the
// environment.
func (a *app) asUser(user int) string {
	words := []string{"sudo", "-u", shellWord(userName(user)), shellWord(filepath.Base(os.Args[0]))}
	if home := a.getenv("IKRAR_HOME"); a.homeFlag == "" && home != "" {
		words = append(words, "--home", shellWord(home))
	}
	for _, arg := range a.args {
		flag := len(arg) - len(strings.TrimLeft(arg, "-"))
		words = append(words, arg[:flag]+shellWord(arg[flag:]))
	}
	return strings.Join(words, " ")
}
