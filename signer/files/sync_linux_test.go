package files

import (
	"errors"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Those who wait share one call, and what it cannot write is told to each of them.
func TestSharedFlush(t *testing.T) {
	for name, broken := range map[string]bool{"flushed": false, "the disk fails": true} {
		dir, s, told := t.TempDir(), &flushes{busy: true}, make(chan error)
		var waiting []*waiter
		for n := range 5 {
			f, err := os.Create(filepath.Join(dir, strconv.Itoa(n)))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			go func() { told <- s.sync(f) }()
			for len(waiting) != n+1 {
				time.Sleep(time.Millisecond)
				s.mutex.Lock()
				waiting = s.waiting
				s.mutex.Unlock()
			}
		}
		if broken {
			waiting[0].file.Close() // the leader's, so that its call fails
		}
		s.pass()
		for range waiting {
			if err := <-told; errors.Is(err, unix.EBADF) != broken || (err == nil) == broken {
				t.Errorf("%s: %v", name, err)
			}
		}
		if s.mutex.Lock(); s.busy || len(s.waiting) > 0 {
			t.Errorf("%s: left: %+v", name, s)
		}
	}
}

// Where a flush of the file system is not that of its files, nobody shares one.
func TestFlushable(t *testing.T) {
	for _, path := range []string{"/proc", "/dev/shm"} {
		f, err := os.Open(path)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if flushable(f) {
			t.Errorf("%s is taken for a disk", path)
		}
		if err := f.Close(); err != nil || flushable(f) {
			t.Errorf("%s, closed: %v", path, err)
		}
	}
}

// What cannot be written is told by the file's own name, and leaves nothing.
func TestErrorNamesTheFile(t *testing.T) {
	var before unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	signal.Ignore(unix.SIGXFSZ)
	defer signal.Reset(unix.SIGXFSZ)
	path := filepath.Join(t.TempDir(), "surat.txt")
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 2, Max: before.Max}); err != nil {
		t.Fatal(err)
	}
	err := Replace(path, []byte("satu"), Private)
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	var of *fs.PathError
	if !errors.As(err, &of) || of.Path != path || !errors.Is(err, unix.EFBIG) {
		t.Errorf("%v", err)
	}
	if left := names(t, filepath.Dir(path)); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
}
