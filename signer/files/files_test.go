package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// names lists what lies in a directory.
func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func expect(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s: %q, %v, want %q", path, got, err, want)
	}
	if all := names(t, filepath.Dir(path)); len(all) != 1 {
		t.Errorf("left beside it: %q", all)
	}
}

// A file that is there is kept by Create and exchanged by Replace, and neither leaves another
// beside it.
func TestTakenName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "surat.txt")
	if err := Create(path, []byte("satu"), Private); err != nil {
		t.Fatal(err)
	}
	if err := Create(path, []byte("dua"), Private); !errors.Is(err, fs.ErrExist) {
		t.Errorf("created again: %v", err)
	}
	expect(t, path, "satu")
	if err := Replace(path, []byte("tiga"), Private); err != nil {
		t.Fatal(err)
	}
	expect(t, path, "tiga")
}

// A name that is taken while the file is prepared leaves the file where it is, for its writer to
// say where.
func TestCreateKeepsWhatIsPrepared(t *testing.T) {
	path := filepath.Join(t.TempDir(), "surat.txt")
	p, err := Prepare(path, []byte("undangan"), Private)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("lain"), Private); err != nil {
		t.Fatal(err)
	}
	if err := p.Create(); !errors.Is(err, fs.ErrExist) {
		t.Errorf("created: %v", err)
	}
	if got, err := os.ReadFile(p.Temporary); string(got) != "undangan" {
		t.Errorf("prepared file: %q, %v", got, err)
	}
	if err := p.Discard(); err != nil {
		t.Error(err)
	}
	expect(t, path, "lain")
}

func TestSweep(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "kepala")
	for _, name := range []string{"kepala", ".kepala.abc", ".kepalaku.abc", "kepala.abc"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, Private); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(Sweep(path), Sweep("")); err != nil {
		t.Fatal(err)
	}
	if all := names(t, dir); len(all) != 3 || all[0] != ".kepalaku.abc" {
		t.Errorf("left: %q", all)
	}
}

func TestMakeDir(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	if err := errors.Join(MakeDir(dir), MakeDir(dir)); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		t.Errorf("%v, %v", info, err)
	}
}

// A name may be as long as the file system allows.
func TestLongName(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{strings.Repeat("a", 251) + ".csv", strings.Repeat("б", 125) + ".csv"} {
		path := filepath.Join(dir, name)
		if err := errors.Join(Create(path, nil, Private), Replace(path, []byte("x"), Private),
			Sweep(path)); err != nil {
			t.Error(err)
		}
	}
}

// Where nothing can be written the error names the directory, and not a temporary file.
func TestErrorNamesTheDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tidak-ada")
	err := Replace(filepath.Join(dir, "x"), nil, Private)
	var pathErr *fs.PathError
	if !errors.As(err, &pathErr) || pathErr.Path != dir {
		t.Errorf("%v", err)
	}
}

// Many who write at once all have their own file afterwards, and an error of the disk is told to
// each.
func TestManyAtOnce(t *testing.T) {
	dir := t.TempDir()
	var group sync.WaitGroup
	for n := range 200 {
		group.Go(func() {
			path := filepath.Join(dir, strconv.Itoa(n))
			if err := Replace(path, []byte(path), Private); err != nil {
				t.Error(err)
			}
			closed, err := os.Open(path)
			if err != nil || closed.Close() != nil {
				t.Error(err)
			} else if Sync(closed) == nil {
				t.Error("a closed file is on disk")
			}
		})
	}
	group.Wait()
	for n := range 200 {
		path := filepath.Join(dir, strconv.Itoa(n))
		if got, err := os.ReadFile(path); err != nil || string(got) != path {
			t.Errorf("%s: %q, %v", path, got, err)
		}
	}
	if all := names(t, dir); len(all) != 200 {
		t.Errorf("%d files", len(all))
	}
}
