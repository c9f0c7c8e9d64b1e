package ledger

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
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
	ticker := time.NewTicker(residentPause)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			if mappedBytes() > residentTables {
				s.holding(func(tables map[string]bool) { letGo(whole, tables) })
			}
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
		at := strings.IndexByte(line, '/')
		if at < 0 || filepath.Dir(line[at:]) != dir || !tables[filepath.Base(line[at:])] {
			continue
		}
		var from, to uintptr
		if _, err := fmt.Sscanf(line, "%x-%x", &from, &to); err == nil {
			_, _, _ = unix.Syscall(unix.SYS_MADVISE, from, to-from, unix.MADV_DONTNEED)
		}
	}
}
