package ledger

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestNationRestored measures what restoring the backup of a nation's ledger takes, in a process of
// its own; TestNation has made the ledger. Usually it is a village.
func TestNationRestored(t *testing.T) {
	people, dir := 600, t.TempDir()
	if many, err := strconv.Atoi(os.Getenv(nationPeople)); err == nil {
		people, dir = many, os.Getenv(nationDir)
	}
	if _, err := os.Stat(filepath.Join(dir, "ledger.head")); err != nil {
		newNation(t, dir, people).make()
	}
	o := testOptions(dir)
	o.StoreKey = testStoreKey
	path := filepath.Join(dir, "nation.backup")
	if _, err := os.Stat(path); err != nil {
		l, err := OpenLedger(o)
		if err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.Backup(t.Context(), f, testStoreKey, nil); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(f.Close(), l.Close()); err != nil {
			t.Fatal(err)
		}
	}
	out, err := child(t.Context(), "restore", dir, "encrypted").CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatal(err)
	}
}

// childRestore restores a backup beside its ledger, and says how much anonymous memory it had at
// most.
func childRestore(o Options) error {
	debug.SetMemoryLimit(readerMemory)
	dir := filepath.Dir(o.Dir)
	f, err := os.Open(filepath.Join(dir, "nation.backup"))
	if err != nil {
		return err
	}
	defer f.Close()
	o.Dir = filepath.Join(dir, "restored") // the head file says that nothing is lost
	var most, reading atomic.Int64
	done, loaded, start := make(chan struct{}), time.Duration(0), time.Now()
	go watchAnonymous(&most, done)
	r, err := Restore(context.Background(), &atEnd{f, func() {
		loaded = time.Since(start)
		reading.Store(most.Load())
	}}, o, false, func(uint64, uint64) {})
	if err != nil {
		return err
	}
	close(done)
	fmt.Printf("%d entries, %d rows\nread in %v, at most %d MB of RssAnon\naudited in %v, at most %d MB\n",
		r.Size, r.Keys, loaded.Round(time.Millisecond), reading.Load()>>20,
		(time.Since(start) - loaded).Round(time.Millisecond), most.Load()>>20)
	if len(r.Report.Findings) > 0 {
		return fmt.Errorf("%+v", r.Report.Findings)
	}
	return r.Discard()
}

// atEnd tells when all was read.
type atEnd struct {
	io.Reader
	tell func()
}

func (r *atEnd) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err == io.EOF {
		r.tell()
	}
	return n, err
}

// watchAnonymous keeps the most RssAnon of this process until done, in bytes; 0 where the system
// does not say.
func watchAnonymous(most *atomic.Int64, done <-chan struct{}) {
	for {
		for line := range strings.Lines(memoryOf("self")) {
			if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
				kB, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
				most.Store(max(most.Load(), kB<<10))
			}
		}
		select {
		case <-done:
			return
		case <-time.After(50 * time.Millisecond):
		}
	}
}
