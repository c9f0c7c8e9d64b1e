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
	return err
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
