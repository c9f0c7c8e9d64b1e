package entrance

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"

	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer/files"
)

// rootFile is the root key's in a home.
const rootFile = "root.key"

// maxKeyFile is more than any key file has, in bytes.
const maxKeyFile = 64 << 10

// wantedCopies is how many copies are held against the key before it may leave this machine: one
// medium fails sooner or later.
const wantedCopies = 2

// rootKey is the page that puts the root key away. Whoever holds it can appoint officers, and it is
// needed again only for that: so it must not lie on the machine where HR works every day.
type rootKey struct {
	Path    string
	Here    bool // it still lies on this machine
	Checked int  // copies that were held against it in this session
	Wanted  int
	Fault   string // a key of the catalogue
	Removed bool
}

// checked counts copies that were the same. Only this session's count: of others nobody knows where
// they are.
type checked struct{ n atomic.Int64 }

func (e entrance) rootPath() (string, error) {
	h, err := e.desk.Home()
	if err != nil {
		return "", err
	}
	return h.KeyPath("root"), nil
}

func (e entrance) rootState() (rootKey, error) {
	path, err := e.rootPath()
	if err != nil {
		return rootKey{}, err
	}
	_, err = os.Stat(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return rootKey{}, err
	}
	return rootKey{Path: path, Here: err == nil, Checked: int(e.copies.n.Load()), Wanted: wantedCopies}, nil
}

func (e entrance) rootKey(r *frame.Request) error {
	state, err := e.rootState()
	if err != nil {
		return err
	}
	return r.Show("kunci-akar", state)
}

// copyRoot hands out a copy: the file as it is, encrypted under its passphrase.
func (e entrance) copyRoot(r *frame.Request) error {
	path, err := e.rootPath()
	if err != nil {
		return err
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return r.Offer(rootFile, "application/octet-stream", func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
}

// checkCopy holds a copy against the key: the whole file, byte for byte.
func (e entrance) checkCopy(r *frame.Request) error {
	state, err := e.rootState()
	if err != nil {
		return err
	}
	file, _, err := r.Upload("copy")
	if errors.Is(err, http.ErrMissingFile) {
		state.Fault = "entrance.root.none"
		return r.Show("kunci-akar", state)
	}
	if err != nil {
		return err
	}
	defer file.Close()
	got, err := io.ReadAll(io.LimitReader(file, maxKeyFile+1))
	if err != nil {
		return err
	}
	want, err := os.ReadFile(state.Path)
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		state.Fault = "entrance.root.other"
		return r.Show("kunci-akar", state)
	}
	state.Checked = int(e.copies.n.Add(1))
	return r.Show("kunci-akar", state)
}

// removeRoot takes the key off this machine, once enough copies were checked: there is no way back.
func (e entrance) removeRoot(r *frame.Request) error {
	state, err := e.rootState()
	if err != nil {
		return err
	}
	if state.Checked < wantedCopies {
		state.Fault = "entrance.root.unchecked"
		return r.Show("kunci-akar", state)
	}
	if err := os.Remove(state.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := files.SyncDir(filepath.Dir(state.Path)); err != nil {
		return err
	}
	state.Here, state.Removed = false, true
	return r.Show("kunci-akar", state)
}
