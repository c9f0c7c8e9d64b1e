package ledger

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

const (
	residentTables = 64 << 20              // bytes of mapped files that may be resident before they are let go
	residentPause  = 25 * time.Millisecond // between two looks: a scan maps some 20 MB meanwhile
)

// keepSmall lets go of the tables' pages whenever many are mapped, until done is closed. Badger maps its tables whole, and
// every page that was ever read counts as this process's memory although the kernel could take it back at once: the audit
// of a nation's ledger would seem to need as much memory as the store has bytes. What is let go stays in the kernel's cache.
func (s *database) keepSmall(dir string, done <-chan struct{}) {
	whole, err := filepath.Abs(dir)
	if err == nil {
		whole, err = filepath.EvalSymlinks(whole)
	}
	if err != nil {
		return
	}
	for pause := residentPause; ; {
		select {
		case <-time.After(pause):
			start := time.Now()
			if mappedBytes() > residentTables {
				s.holding(func(tables map[string]bool) { letGo(whole, tables) })
			}
			pause = max(residentPause, 2*time.Since(start)) // others need the processor too
		case <-done:
			return
		}
	}
}

// mappedBytes is how much of this process's memory is pages of files; 0 where the kernel does not say.
func mappedBytes() int {
	text, err := os.ReadFile("/proc/self/statm")
	var size, resident, shared int
	if _, scanErr := fmt.Fscan(bytes.NewReader(text), &size, &resident, &shared); err != nil || scanErr != nil {
		return 0
	}
	return shared * os.Getpagesize()
}

// letGo takes the pages of the named tables in dir out of this process. Whoever reads one next finds it in the file again.
// It must be certain that Badger does not unmap these tables meanwhile, for something else could then be mapped in their
// place, and lose what is in it. An error leaves things as they were.
func letGo(dir string, tables map[string]bool) {
	maps, err := os.Open("/proc/self/maps")
	if err != nil {
		return
	}
	defer maps.Close()
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		// 7f5c1c000000-7f5c1c200000 r--s 00000000 fe:00 1234    /srv/ikrar/ledger/store/000012.sst
		line := lines.Text()
		name, ok := strings.CutPrefix(line[max(strings.IndexByte(line, '/'), 0):], dir+"/")
		if !ok || !tables[name] {
			continue
		}
		where, _, _ := strings.Cut(line, " ")
		begin, end, _ := strings.Cut(where, "-")
		from, err := strconv.ParseUint(begin, 16, 64)
		to, err2 := strconv.ParseUint(end, 16, 64)
		if err == nil && err2 == nil {
			_, _, _ = unix.Syscall(unix.SYS_MADVISE, uintptr(from), uintptr(to-from), unix.MADV_DONTNEED)
		}
	}
}

// tableEnd is more than the index of a table and its last block, which Badger reads of every table when it opens a store.
const tableEnd = 128 << 10

// readAhead asks the kernel for the ends of all tables in dir at once. Else Badger would wait for one after another, and the
// kernel might read each table whole for it: of a nation's ledger everything. An error leaves things as they were.
func readAhead(dir string) {
	files, _ := os.ReadDir(dir)
	for _, file := range files {
		if filepath.Ext(file.Name()) != ".sst" {
			continue
		}
		f, err := os.Open(filepath.Join(dir, file.Name()))
		if err != nil {
			continue
		}
		if info, err := f.Stat(); err == nil {
			_ = unix.Fadvise(int(f.Fd()), max(info.Size()-tableEnd, 0), tableEnd, unix.FADV_WILLNEED)
		}
		f.Close()
	}
}
