package files

import (
	"errors"
	"os"
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
