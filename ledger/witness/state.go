package witness

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/verify/trust"
)

var (
	// ErrLocked says that another process holds the witness's directory.
	ErrLocked = errors.New("another process holds the witness's directory")
	// ErrState says that something lies in the witness's directory that this witness did not write.
	// What it has signed is not known then, and it could sign a second history.
	ErrState = errors.New("not the state of this witness")
)

const lockName = "lock"

// state is a witness's memory: a directory with a file a log, the last checkpoint that was
// cosigned, with the log's signature and with the witness's own, by which it knows the file again.
// A file is written whole or not at all, and before the cosignature leaves.
type state struct {
	dir  string
	key  trust.VerifierKey
	lock *os.File
}

// openState locks the directory, makes it where there is none, and reads every file in it.
func openState(dir string, key trust.VerifierKey) (*state, map[string]trust.Checkpoint, error) {
	if err := files.MakeDir(dir); err != nil {
		return nil, nil, err
	}
	path := filepath.Join(dir, lockName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) { // a directory of something else gets no lock from us
		if err := (&state{dir, key, nil}).readAll(map[string]trust.Checkpoint{}); err != nil {
			return nil, nil, err
		}
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, files.Private)
	if err != nil {
		return nil, nil, err
	}
	s := &state{dir, key, f}
	seen := map[string]trust.Checkpoint{}
	if err = lock(f); err == nil {
		err = s.readAll(seen)
	}
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return s, seen, nil
}

func (s *state) readAll(seen map[string]trust.Checkpoint) error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		path := filepath.Join(s.dir, e.Name())
		switch {
		case e.Name() == lockName:
			continue
		case strings.HasPrefix(e.Name(), ".") && strings.Contains(e.Name(), ".note."):
			// files.Replace was killed over it.
			if err := os.Remove(path); err != nil {
				return err
			}
			continue
		}
		c, err := s.read(path)
		if err != nil {
			return err
		}
		if path != s.path(c.Origin) {
			return fmt.Errorf("%s: %w: it is of %s", path, ErrState, c.Origin)
		}
		seen[c.Origin] = c
	}
	return nil
}

// read reads a file's checkpoint.
func (s *state) read(path string) (trust.Checkpoint, error) {
	_, c, err := s.readSigned(path)
	return c, err
}

// readSigned reads a file, which holds nothing but what this witness cosigned.
func (s *state) readSigned(path string) ([]byte, trust.Checkpoint, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, trust.Checkpoint{}, err
	}
	defer f.Close()
	signed, err := io.ReadAll(io.LimitReader(f, maxState+1))
	if err != nil {
		return nil, trust.Checkpoint{}, err
	}
	n, err := note.Open(signed, note.VerifierList(s.key))
	if err != nil || len(signed) > maxState {
		return nil, trust.Checkpoint{}, fmt.Errorf("%s: %w", path, ErrState)
	}
	c, err := parseCheckpoint(n.Text)
	if err != nil {
		return nil, trust.Checkpoint{}, fmt.Errorf("%s: %w", path, ErrState)
	}
	return signed, c, nil
}

// load reads what was last cosigned of a log; the zero checkpoint where nothing was.
func (s *state) load(origin string) (trust.Checkpoint, error) {
	c, err := s.read(s.path(origin))
	if errors.Is(err, fs.ErrNotExist) {
		return trust.Checkpoint{}, nil
	}
	if err == nil && c.Origin != origin {
		err = fmt.Errorf("%s: %w: it is of %s", s.path(origin), ErrState, c.Origin)
	}
	return c, err
}

// path is the log's file; origins hold characters that file systems do not take.
func (s *state) path(origin string) string {
	d := signer.DigestOf([]byte(origin))
	return filepath.Join(s.dir, hex.EncodeToString(d[:16])+".note")
}

// store makes a checkpoint the last one, durably.
func (s *state) store(origin string, signed []byte) error {
	return files.Replace(s.path(origin), signed, files.Private)
}

func (s *state) close() error { return s.lock.Close() }
