package files

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// crowd is how many files must wait for the disk at once to share one call that flushes their file
// system. Of thousands of certificates or keys it is a fifth of the work: every fsync has the
// journal written anew.
const crowd = 4

// flushes are those who wait for one file system.
type flushes struct {
	mutex   sync.Mutex
	busy    bool // one of them is flushing
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
	if !known || !reported() || !flushable(f) {
		return f.Sync()
	}
	all, _ := fileSystems.LoadOrStore(stat.Dev, new(flushes))
	return all.(*flushes).sync(f)
}

func (s *flushes) sync(f *os.File) error {
	s.mutex.Lock()
	if !s.busy {
		s.busy = true
		s.mutex.Unlock()
		defer s.pass()
		return f.Sync()
	}
	w := &waiter{f, make(chan []*waiter, 1), make(chan error, 1)}
	s.waiting = append(s.waiting, w)
	s.mutex.Unlock()
	var err error
	select {
	case err = <-w.done:
	case all := <-w.lead:
		err = s.flush(all)
	}
	if err == nil { // the shared call tells what failed since the leader's file was opened; this one may be older
		err = unix.SyncFileRange(int(f.Fd()), 0, 0, unix.SYNC_FILE_RANGE_WAIT_BEFORE)
	}
	if err != nil {
		if of := (*os.PathError)(nil); errors.As(err, &of) {
			err = of.Err // the file of whoever flushed
		}
		return &os.PathError{Op: "sync", Path: f.Name(), Err: err}
	}
	return nil
}

// pass has the first of those who wait flush for all of them.
func (s *flushes) pass() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.busy = len(s.waiting) > 0; s.busy {
		s.waiting[0].lead <- s.waiting
		s.waiting = nil
	}
}

// flush flushes what all had written by then, and tells those behind the first, who calls it. If
// the shared call could not write the file of one, all are told.
func (s *flushes) flush(all []*waiter) error {
	defer s.pass()
	if len(all) < crowd {
		for _, w := range all[1:] {
			w.done <- w.file.Sync()
		}
		return all[0].file.Sync()
	}
	err := unix.Syncfs(int(all[0].file.Fd()))
	if err == nil { // before Linux 5.17 syncfs did not tell that the journal could not be written
		err = all[0].file.Sync()
	}
	for _, w := range all[1:] {
		w.done <- err
	}
	return err
}

// flushable says whether to flush a file's system does all that to flush the file does, and tells
// of it. To a network's, FUSE or VFAT, syncfs hands over no more than the bytes; overlayfs does not
// tell what the system beneath it could not write.
func flushable(f *os.File) bool {
	var stat unix.Statfs_t
	if unix.Fstatfs(int(f.Fd()), &stat) != nil {
		return false
	}
	switch uint32(stat.Type) {
	case unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC:
		return true
	}
	return false
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
