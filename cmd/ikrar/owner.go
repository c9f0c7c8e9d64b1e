package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ikrar/ledger/office/owner"
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

// mayWrite refuses whoever does not own the home in dir, or the store in it.
func (a *app) mayWrite(dir string) error {
	var other *owner.Error
	if errors.As(owner.Check(dir), &other) {
		return a.ownerFault("home-owner", other)
	}
	return nil
}

// denied says of an error of permissions whose the home is, where it is not the caller's.
func (a *app) denied(dir string, err error) error {
	var other *owner.Error
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	if errors.As(owner.Check(dir), &other) {
		return a.ownerFault("home-denied", other)
	}
	if stray := owner.Stray(dir); stray != nil {
		user := userName(stray.User)
		return refuse("file-owner", "path", stray.Path, "owner", userName(stray.Owner), "user", user,
			"command", "sudo chown -R "+shellWord(strings.TrimPrefix(user, "#"))+" "+shellWord(dir))
	}
	return err
}

func (a *app) ownerFault(code string, e *owner.Error) error {
	return refuse(code, "dir", e.Path, "owner", userName(e.Owner), "user", userName(e.User), "command", a.asUser(e.Owner))
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
