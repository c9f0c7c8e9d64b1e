package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"ikrar/ledger"
)

// The modes of what the command writes; the umask takes away from them. A new kind of file is private until somebody can
// say why not: modes.txtar goes through an institution's day and knows the public ones by name.
const (
	private    = ledger.Private     // people's data, codes, secrets; what its user alone has to read
	privateDir = ledger.PrivateDir  // the directories of such files, and those of one user
	public     = fs.FileMode(0o644) // nobody's data, and for everybody: trust lists, the saved page, the mark of a demo
	publicDir  = fs.FileMode(0o755) // above a home: the user that runs serve passes through, whoever made it
)

// overwrite says whether writeFile may replace a file.
type overwrite bool

const (
	keepExisting    overwrite = false
	replaceExisting overwrite = true
)

// writeFile puts data under path, whole or not at all, and on disk when it returns: a temporary file beside it, fsync,
// rename, fsync of the directory. With keepExisting a file already there is fs.ErrExist and stays as it is.
func writeFile(path string, data []byte, mode fs.FileMode, may overwrite) error {
	temp, err := writeTemp(path, data, mode)
	if err != nil {
		return err
	}
	if may == keepExisting {
		err = publish(temp, path)
	} else {
		err = os.Rename(temp, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return syncDir(filepath.Dir(path))
}

// publish gives a whole file its name unless that is taken. A link is the one call that two writers cannot both win; a
// USB stick's file system has no links, and there the name is looked for first.
func publish(temp, path string) error {
	err := os.Link(temp, path)
	switch {
	case err == nil:
		return os.Remove(temp)
	case errors.Is(err, fs.ErrExist):
		return &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	if _, err := os.Lstat(path); err == nil {
		return &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	return os.Rename(temp, path)
}

// writeTemp writes data to a new file beside path and returns its name.
func writeTemp(path string, data []byte, mode fs.FileMode) (string, error) {
	f, err := createTemp(path, mode)
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// createTemp makes a new file beside path.
func createTemp(path string, mode fs.FileMode) (*os.File, error) {
	dir := filepath.Dir(path)
	f, err := ledger.CreateTemp(dir, ".ikrar-*", mode)
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		// It names the temporary file, of which nobody has heard.
		err = &fs.PathError{Op: pathErr.Op, Path: dir, Err: pathErr.Err}
	}
	return f, err
}

// syncDir makes a new name in a directory as durable as the bytes behind it. Windows cannot flush a directory, and NTFS
// journals the names.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
