// Package files writes files that are there whole or not at all: a temporary file beside the place,
// fsync, the name, fsync of the directory. Every room that keeps something writes it by these
// functions. Of many files at once each waits for the disk no longer than for all ([Sync]).
package files

import (
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The modes of what is written; the umask takes away from them, and nothing is given back. A
// directory or a file that is there already keeps its mode until it is replaced.
const (
	// Private is for what holds a person's data, a code or a secret, and for what its owner alone
	// has to read.
	Private fs.FileMode = 0o600
	// PrivateDir is for directories of such files: names of files are names of people and units.
	PrivateDir fs.FileMode = 0o700
	// Public is for what is nobody's data, and for everybody: trust lists, the saved page.
	Public fs.FileMode = 0o644
	// PublicDir is for directories above a home: the user that runs a server passes through,
	// whoever made it.
	PublicDir fs.FileMode = 0o755
)

// Replace writes a file, in the place of one that may be there, and has it on disk when it returns.
func Replace(path string, data []byte, mode fs.FileMode) error {
	f, err := Prepare(path, data, mode)
	if err != nil {
		return err
	}
	return f.Replace()
}

// Create writes a file where there is none, and has it on disk when it returns; where there is one
// it stays as it is, and the error is [fs.ErrExist].
func Create(path string, data []byte, mode fs.FileMode) error {
	f, err := Prepare(path, data, mode)
	if err != nil {
		return err
	}
	if err := f.Create(); err != nil {
		return errors.Join(err, f.Discard())
	}
	return nil
}

// Prepared is a file that is written and on disk, under a temporary name beside its place.
type Prepared struct {
	Path      string // its place
	Temporary string // where it lies until then
}

// Prepare writes a file without giving it its name.
func Prepare(path string, data []byte, mode fs.FileMode) (Prepared, error) {
	f, err := CreateTemp(path, mode)
	if err != nil {
		return Prepared{}, err
	}
	p := Prepared{path, f.Name()}
	_, err = f.Write(data)
	if err == nil {
		err = Sync(f)
	}
	if err = errors.Join(known(err, path), f.Close()); err != nil {
		return p, errors.Join(err, p.Discard())
	}
	return p, nil
}

// known has an error about a temporary file, of which nobody has heard, name what people know.
func known(err error, path string) error {
	if of := (*fs.PathError)(nil); errors.As(err, &of) {
		return &fs.PathError{Op: of.Op, Path: path, Err: of.Err}
	}
	return err
}

// Replace gives the file its name for good, whatever had it. Where that fails the file is removed.
func (p Prepared) Replace() error {
	if err := Rename(p.Temporary, p.Path); err != nil {
		return errors.Join(err, p.Discard())
	}
	return SyncDir(filepath.Dir(p.Path))
}

// Create gives the file its name for good, unless that is taken: then the error is [fs.ErrExist],
// and the file stays under its temporary name. A link is the one call that two writers cannot both
// win; a USB stick's file system has no links, and there the name is looked for first.
func (p Prepared) Create() error {
	err := os.Link(p.Temporary, p.Path)
	if err == nil {
		return errors.Join(os.Remove(p.Temporary), SyncDir(filepath.Dir(p.Path)))
	}
	if _, there := os.Lstat(p.Path); errors.Is(err, fs.ErrExist) || there == nil {
		return &fs.PathError{Op: "create", Path: p.Path, Err: fs.ErrExist}
	}
	if err := Rename(p.Temporary, p.Path); err != nil {
		return err
	}
	return SyncDir(filepath.Dir(p.Path))
}

// Discard removes a file that is not to have its name.
func (p Prepared) Discard() error { return os.Remove(p.Temporary) }

// CreateTemp makes a new file beside a path, for what is written piece by piece; [Prepared] gives
// it its name. It has its mode from its birth, less the umask: whoever gives a mode by chmod has
// overruled the umask of the person that runs the program.
func CreateTemp(path string, mode fs.FileMode) (*os.File, error) {
	dir := filepath.Dir(path)
	for {
		name := filepath.Join(dir, temporary(path)+strconv.FormatUint(rand.Uint64(), 36))
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		return f, known(err, dir)
	}
}

// temporary is how the names of a file's temporary files begin. A long name is cut: with a dot
// before it and a number behind, it would be longer than file systems allow.
func temporary(path string) string {
	base := filepath.Base(path)
	for cut := maxBase; len(base) > maxBase; cut-- {
		if utf8.RuneStart(base[cut]) {
			base = base[:cut]
		}
	}
	return "." + base + "."
}

// maxBase is how many bytes of a file's name its temporary files have.
const maxBase = 200

// Sweep removes the temporary files that were left beside a path when a process was killed. Only
// the file's one writer may call it. An empty path has none.
func Sweep(path string) error {
	if path == "" {
		return nil
	}
	dir := filepath.Dir(path)
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), temporary(path)) {
			err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

// MakeDir makes a directory, and those above it that are not there, of [PrivateDir], each on disk
// when it returns: a file that was fsynced in a directory whose own name was not is lost with it.
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
	return SyncDir(parent)
}

// ReadBounded reads a file that has at most max bytes; of a larger one it returns a byte more,
// which its parser refuses.
func ReadBounded(path string, max int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, int64(max)+1))
}
