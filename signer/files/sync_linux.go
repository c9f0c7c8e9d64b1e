package files

import (
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// Of each file system so many files wait for the disk by themselves. When more come at once,
// thousands of certificates or keys, all that wait share one call that flushes the file system,
// which is a fifth of the work: every fsync has the journal written anew.
const alone = 3

// flushes are those who wait for one file system.
type flushes struct {
	mutex   sync.Mutex
	running int  // by themselves
	shared  bool // a shared call is under way, or about to be
	waiting []*waiter
}

// waiter is told what became of its file, or that it is to flush for all who waited with it.
type waiter struct {
	file *os.File
	lead chan []*waiter
	done chan error
}

var fileSystems sync.Map // of the device's number to *flushes

// Sync has a file, or the names in a directory, on disk when it returns.
func Sync(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	stat, known := info.Sys().(*syscall.Stat_t)
	if !known || !reported() {
		return f.Sync()
	}
	all, _ := fileSystems.LoadOrStore(stat.Dev, new(flushes))
	return all.(*flushes).sync(f)
}

func (s *flushes) sync(f *os.File) error {
	s.mutex.Lock()
	if s.running < alone && !s.shared {
		s.running++
		s.mutex.Unlock()
		err := f.Sync()
		s.mutex.Lock()
		s.running--
		s.pass()
		s.mutex.Unlock()
		return err
	}
	w := &waiter{f, make(chan []*waiter, 1), make(chan error, 1)}
	s.waiting = append(s.waiting, w)
	s.mutex.Unlock()
	var err error
	select {
	case err = <-w.done:
	case all := <-w.lead:
		err = s.flush(w, all)
	}
	if err == nil { // the shared call tells what failed since the leader's file was opened; this one is older
		err = unix.SyncFileRange(int(f.Fd()), 0, 0, unix.SYNC_FILE_RANGE_WAIT_BEFORE)
	}
	if err != nil {
		return &os.PathError{Op: "sync", Path: f.Name(), Err: err}
	}
	return nil
}

// pass has the first of those who wait flush for all of them. The mutex is held.
func (s *flushes) pass() {
	if len(s.waiting) > 0 && !s.shared {
		s.shared = true
		s.waiting[0].lead <- s.waiting
		s.waiting = nil
	}
}

// flush flushes the file system for all who had written by then. Whoever's file could not be
// written, all are told.
func (s *flushes) flush(first *waiter, all []*waiter) error {
	flush := unix.Syncfs
	if len(all) == 1 {
		flush = unix.Fsync
	}
	err := flush(int(first.file.Fd()))
	for _, w := range all[1:] {
		w.done <- err
	}
	s.mutex.Lock()
	s.shared = false
	s.pass()
	s.mutex.Unlock()
	return err
}

// reported says whether syncfs reports that something could not be written: since Linux 5.8.
var reported = sync.OnceValue(func() bool {
	var name unix.Utsname
	if unix.Uname(&name) != nil {
		return false
	}
	major, rest, _ := strings.Cut(unix.ByteSliceToString(name.Release[:]), ".")
	minor, _, _ := strings.Cut(rest, ".")
	x, err1 := strconv.Atoi(major)
	y, err2 := strconv.Atoi(minor)
	return err1 == nil && err2 == nil && (x > 5 || x == 5 && y >= 8)
})
