package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
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
	f, err := createTemp(path)
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err == nil && runtime.GOOS != "windows" { // there the mode says nothing but "read-only"
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// createTemp makes a new file beside path, of mode 0600.
func createTemp(path string) (*os.File, error) {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".ikrar-*")
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
