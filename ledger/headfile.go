package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ikrar/signer"
	"ikrar/verify"
)

// The head file is the ledger's memory outside its database: the checkpoint text of the last acknowledged state. It is
// not signed, for whoever can write it can write the database as well; it is there against accidents, chiefly a database
// put back from an older copy, after which the same indexes would be given out twice.

// readHead returns the zero checkpoint where there is no head file, and a [*HeadUnreadableError] where it is none of this ledger.
func readHead(path, origin string) (verify.Checkpoint, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return verify.Checkpoint{}, nil
	}
	if err != nil {
		return verify.Checkpoint{}, err
	}
	c, err := verify.ParseCheckpoint(string(text))
	switch {
	case err == nil && c.Size == 0:
		err = fmt.Errorf("%w: a ledger without entries writes none", signer.ErrEncoding)
	case err == nil && c.Origin != origin:
		err = fmt.Errorf("%w: it is of %s, not of %s", signer.ErrEncoding, c.Origin, origin)
	}
	if err != nil {
		return verify.Checkpoint{}, &HeadUnreadableError{path, err}
	}
	return c, nil
}

// WriteFile writes a file whole or not at all: a temporary file beside it, fsync, rename, fsync of the directory.
func WriteFile(path string, data []byte, mode fs.FileMode) error {
	f, err := newFile(path, data, mode)
	if err != nil {
		return err
	}
	return f.publish()
}

// writtenFile is a file that is written and on disk, and does not have its name yet.
type writtenFile struct{ temporary, path string }

func newFile(path string, data []byte, mode fs.FileMode) (writtenFile, error) {
	f, err := CreateTemp(filepath.Dir(path), temporary(path), mode)
	if err != nil {
		return writtenFile{}, err
	}
	w := writtenFile{f.Name(), path}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return w, errors.Join(err, w.discard())
	}
	return w, nil
}

// publish gives the file its name, for good.
func (w writtenFile) publish() error {
	if err := os.Rename(w.temporary, w.path); err != nil {
		return errors.Join(err, w.discard())
	}
	return syncDir(filepath.Dir(w.path))
}

func (w writtenFile) discard() error { return os.Remove(w.temporary) }

// MakeDir makes a directory, and those above it that are not there, of [PrivateDir], each on disk when it returns: a file that was
// fsynced in a directory whose own name was not is lost with it.
func MakeDir(dir string) error {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	parent := filepath.Dir(dir)
	if err := MakeDir(parent); err != nil {
		return err
	}
	if err := os.Mkdir(dir, PrivateDir); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(parent)
}

// temporary is the pattern of a temporary file's name; [CreateTemp] fills in the star.
func temporary(path string) string { return "." + filepath.Base(path) + ".*" }

// sweep removes what WriteFile left beside a file when its process was killed. Only the file's one writer may call it.
func sweep(path string) error {
	if path == "" {
		return nil
	}
	dir := filepath.Dir(path)
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), strings.TrimSuffix(temporary(path), "*")) {
			err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return err
}
