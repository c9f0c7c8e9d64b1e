package ledger

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

const (
	residentMost   = 368 << 20             // bytes of this process that may be resident before mapped files are let go
	residentTables = 32 << 20              // bytes of mapped files for which that is worth a pass
	residentPause  = 10 * time.Millisecond // between two looks: a page that is read brings 16 with it, so that lookups map megabytes meanwhile
)

// keepSmall lets go of the tables' pages whenever there is more of this process than it should be, until done is closed. Badger maps its tables whole, and
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
	// Opening has mapped the end of each table: what is there is looked up at once, not when it is too much already.
	known := map[uint64]mapping{}
	tables := tableSet{}
	if mappings(whole, known); !s.still {
		tables = s.holding(nil, func(tableSet) {})
	}
	for {
		select {
		case <-time.After(residentPause):
			switch {
			case !tooLarge():
			case s.still:
				s.letGoAll(whole, known)
			default:
				tables = s.holding(tables, func(held tableSet) { letGo(whole, held, known) })
			}
		case <-done:
			return
		}
	}
}

// tooLarge says whether this process should let go of pages; never where the kernel does not say what it has.
func tooLarge() bool {
	text, err := os.ReadFile("/proc/self/statm")
	var size, resident, shared int
	if _, scanErr := fmt.Fscan(bytes.NewReader(text), &size, &resident, &shared); err != nil || scanErr != nil {
		return false
	}
	return resident*os.Getpagesize() > residentMost && shared*os.Getpagesize() > residentTables
}

// mapping is where a table is mapped, for as long as Badger has it open.
type mapping struct{ from, to uintptr }

// newTables is how many bytes of tables may be mapped nobody knows where before that is looked up again: it takes milliseconds.
const newTables = 24 << 20

// letGo takes the pages of tables in dir out of this process. Whoever reads one next finds it in the file again. It must be
// certain that Badger does not unmap these tables meanwhile, for something else could then be mapped in their place, and lose
// what is in it. An error leaves things as they were. What it knows of mappings it keeps in known.
func letGo(dir string, tables tableSet, known map[uint64]mapping) {
	all, unknown := make([]mapping, 0, len(tables)), 0
	for number, size := range tables {
		if m, ok := known[number]; ok {
			all = append(all, m)
		} else {
			unknown += size
		}
	}
	if unknown > newTables { // for the next time
		clear(known)
		mappings(dir, known)
	}
	release(all)
}

// letGoAll is letGo for all tables of a database that removes none before it is closed. To ask Badger which they are would read
// the index of each.
func (s *database) letGoAll(dir string, known map[uint64]mapping) {
	done, err := s.use()
	if err != nil {
		return
	}
	defer done()
	release(slices.Collect(maps.Values(known)))
	if tooLarge() { // there are new ones
		mappings(dir, known)
	}
}

// release takes the pages of mappings out of this process.
func release(all []mapping) {
	slices.SortFunc(all, func(a, b mapping) int { return cmp.Compare(a.from, b.from) })
	for len(all) > 0 {
		m := all[0]
		for all = all[1:]; len(all) > 0 && all[0].from == m.to; all = all[1:] {
			m.to = all[0].to // side by side, as most are
		}
		// Raw, because it is soon over: else the scheduler might give the processor to others each time.
		_, _, _ = syscall.RawSyscall(syscall.SYS_MADVISE, m.from, m.to-m.from, unix.MADV_DONTNEED)
	}
}

// mappings finds the tables in dir that this process has mapped.
func mappings(dir string, known map[uint64]mapping) {
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return
	}
	for line := range strings.Lines(string(maps)) {
		// 7f5c1c000000-7f5c1c200000 r--s 00000000 fe:00 1234    /srv/ikrar/ledger/store/000012.sst
		name, ok := strings.CutPrefix(line[max(strings.IndexByte(line, '/'), 0):], dir+"/")
		name, isTable := strings.CutSuffix(name, ".sst\n")
		if !ok || !isTable {
			continue
		}
		where, _, _ := strings.Cut(line, " ")
		begin, end, _ := strings.Cut(where, "-")
		number, err := strconv.ParseUint(name, 10, 64)
		from, err2 := strconv.ParseUint(begin, 16, 64)
		to, err3 := strconv.ParseUint(end, 16, 64)
		if errors.Join(err, err2, err3) == nil {
			known[number] = mapping{uintptr(from), uintptr(to)}
		}
	}
}

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
