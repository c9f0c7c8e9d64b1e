// Package pins is what this computer remembers of institutions, in files: the trust lists that are
// believed here, by whose roots newer ones are followed, and the last visit to each ledger.
package pins

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"ikrar/verify/trust"
)

// ListError is why a file is not taken for a trust list.
type ListError struct {
	Path string
	Err  error
}

func (e *ListError) Error() string { return e.Path + ": " + e.Err.Error() }
func (e *ListError) Unwrap() error { return e.Err }

// Home returns the institution's directory that IKRAR_HOME or the current directory name, or "".
func Home(getenv func(string) string) string {
	if dir := getenv("IKRAR_HOME"); dir != "" {
		return dir
	}
	if info, err := os.Stat("ikrar.toml"); err == nil && info.Mode().IsRegular() {
		return "."
	}
	return ""
}

// Known reads the trust lists that this computer knows, and with them the roots that it believes:
// the home's first, then the user's configuration.
//
//	HOME/trust.note                     home may be empty
//	CONFIG/ikrar/*.note                 CONFIG as os.UserConfigDir has it, such as ~/.config
//
// None is ever fetched from where a certificate points to, for then every impostor would vouch for
// himself. A list that cannot be believed is an error that names its file: to pass over it would be
// to answer less than the user relies on. Of several lists of one institution, of which one renews
// the other, the newer counts, wherever it lies.
func Known(home string, getenv func(string) string) ([]*trust.List, error) {
	all, err := readAll(home, getenv)
	if err != nil {
		return nil, err
	}
	return newest(all), nil
}

// Kept says since when this computer keeps a list of this origin and root, and in which file: of
// several the oldest.
func Kept(home string, getenv func(string) string, t *trust.List) (path string, since time.Time, ok bool) {
	all, err := readAll(home, getenv)
	if err != nil {
		return "", time.Time{}, false
	}
	for _, p := range all {
		if p.trust.Origin == t.Origin && p.trust.Root == t.Root && (!ok || p.since.Before(since)) {
			path, since, ok = p.path, p.since, true
		}
	}
	return path, since, ok
}

// readAll reads every list that is kept.
func readAll(home string, getenv func(string) string) ([]pin, error) {
	var paths []string
	if home != "" {
		paths = append(paths, filepath.Join(home, "trust.note"))
	}
	if dir := ConfigDir(getenv); dir != "" {
		found, err := filepath.Glob(filepath.Join(dir, "*.note"))
		if err != nil {
			return nil, err
		}
		paths = append(paths, found...)
	}
	var all []pin
	for _, path := range paths {
		p, err := read(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

// pin is a list that is believed, with its note, where that is kept and since when.
type pin struct {
	trust *trust.List
	note  []byte
	path  string
	since time.Time
}

// newest leaves out what another list renews, and what is there twice.
func newest(all []pin) []*trust.List {
	var left []*trust.List
	for n, p := range all {
		outdated := slices.ContainsFunc(all, func(other pin) bool {
			next, err := p.trust.Renew(other.note)
			return err == nil && next.Serial > p.trust.Serial
		})
		twice := slices.ContainsFunc(all[:n], func(other pin) bool { return bytes.Equal(other.note, p.note) })
		if !outdated && !twice {
			left = append(left, p.trust)
		}
	}
	return left
}

// Read reads one trust list and pins the root that it names.
func Read(path string) (*trust.List, error) {
	p, err := read(path)
	return p.trust, err
}

func read(path string) (pin, error) {
	f, err := os.Open(path)
	if err != nil {
		return pin{}, err
	}
	defer f.Close()
	note, err := io.ReadAll(io.LimitReader(f, trust.MaxList+1))
	if err != nil {
		return pin{}, err
	}
	t, err := trust.Pin(note)
	if err != nil {
		return pin{}, &ListError{path, err}
	}
	info, err := f.Stat()
	if err != nil {
		return pin{}, err
	}
	return pin{t, note, path, info.ModTime()}, nil
}

// For finds the list of an origin.
func For(known []*trust.List, origin string) (*trust.List, bool) {
	for _, t := range known {
		if t.Origin == origin {
			return t, true
		}
	}
	return nil, false
}

// ConfigDir is where a user keeps trust lists, as os.UserConfigDir has it; "" where there is no
// such place.
func ConfigDir(getenv func(string) string) string {
	dir := getenv("XDG_CONFIG_HOME")
	if dir == "" {
		var err error
		if dir, err = os.UserConfigDir(); err != nil {
			return "" // no home directory: nothing is configured
		}
	}
	return filepath.Join(dir, "ikrar")
}
