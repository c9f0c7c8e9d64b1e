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
		// The name is taken first, empty, by the one call that two writers cannot both win.
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if err != nil {
			return errors.Join(err, os.Remove(temp))
		}
		if err := f.Close(); err != nil {
			return errors.Join(err, os.Remove(temp), os.Remove(path))
		}
	}
	if err := os.Rename(temp, path); err != nil {
		err = errors.Join(err, os.Remove(temp))
		if may == keepExisting {
			err = errors.Join(err, os.Remove(path))
		}
		return err
	}
	return syncDir(filepath.Dir(path))
}

// writeTemp writes data to a new file beside path and returns its name.
func writeTemp(path string, data []byte, mode fs.FileMode) (string, error) {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".ikrar-*")
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		// It names the temporary file, of which nobody has heard.
		return "", &fs.PathError{Op: pathErr.Op, Path: dir, Err: pathErr.Err}
	} else if err != nil {
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
