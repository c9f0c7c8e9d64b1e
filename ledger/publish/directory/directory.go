// Package directory keeps published objects as files, for any web host to show.
package directory

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ikrar/ledger/publish"
	"ikrar/signer/files"
)

// Store is a directory. Whoever replaces a file holds the directory's lock, also across processes;
// a file is there whole or not at all. A web host that answers from it never sees half of one.
type Store struct{ dir string }

// Open names the directory, which is made with the first object where there is none.
func Open(dir string) (*Store, error) {
	dir, err := filepath.Abs(dir)
	return &Store{dir}, err
}

// makeDir makes a directory and those above it, each on disk when it returns: the checkpoint is not
// to outlive a file that it implies.
func makeDir(dir string) error {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	parent := filepath.Dir(dir)
	if err := makeDir(parent); err != nil {
		return err
	}
	if err := os.Mkdir(dir, files.PublicDir); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return files.SyncDir(parent)
}

// lockName is a file that web hosts do not show, and that says nothing.
const lockName = ".lock"

// indexes are names that have others below them, which no file has: they are the index.html of a
// directory, and every web host shows that under the directory's name.
var indexes = map[string]bool{"panduan": true}

// path is where an object lies. A name that leads out of the directory is none.
func (s *Store) path(name string) (string, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) || strings.Contains(name, `\`) {
		return "", fmt.Errorf("%q is no name of an object", name)
	}
	if indexes[name] {
		name += "/index.html"
	}
	return filepath.Join(s.dir, filepath.FromSlash(name)), nil
}

// Get reads a file. Its version is the SHA-256 of what is in it.
func (s *Store) Get(_ context.Context, name string) (body []byte, version string, err error) {
	path, err := s.path(name)
	if err != nil {
		return nil, "", err
	}
	body, err = os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", fmt.Errorf("%s: %w", name, publish.ErrAbsent)
	}
	return body, versionOf(body), err
}

func versionOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// Create makes a file. What is there under its name stays, by link(2), which refuses to replace.
func (s *Store) Create(_ context.Context, name string, o publish.Object) error {
	path, err := s.path(name)
	if err == nil {
		err = makeDir(filepath.Dir(path))
	}
	if err == nil {
		err = files.Create(path, o.Body, files.Public)
	}
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: %w", name, publish.ErrExists)
	}
	return err
}

// Replace changes a file that still has the version.
func (s *Store) Replace(ctx context.Context, name string, o publish.Object, version string) error {
	path, err := s.path(name)
	if err != nil {
		return err
	}
	unlock, err := s.lock()
	if errors.Is(err, fs.ErrNotExist) { // the directory is not there, and nothing in it
		return fmt.Errorf("%s: %w", name, publish.ErrChanged)
	}
	if err != nil {
		return err
	}
	defer unlock()
	_, now, err := s.Get(ctx, name)
	if errors.Is(err, publish.ErrAbsent) || err == nil && now != version {
		return fmt.Errorf("%s: %w", name, publish.ErrChanged)
	}
	if err != nil {
		return err
	}
	return files.Replace(path, o.Body, files.Public)
}

// lock waits until no other process replaces a file.
func (s *Store) lock() (unlock func(), err error) {
	f, err := os.OpenFile(filepath.Join(s.dir, lockName), os.O_RDWR|os.O_CREATE, files.Public)
	if err != nil {
		return nil, err
	}
	if err := lockFile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { f.Close() }, nil // which unlocks it
}
