package ledger

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// faults are the calls by which bytes and names come to the disk.
var faults = []string{"msync", "ftruncate", "fsync", "fdatasync", "renameat", "write", "pwrite64"}

// TestInjectedFaults has those calls fail in a process that records, once or from some moment on,
// with EIO and ENOSPC. Afterwards the ledger must be whole with all that was acknowledged, or say
// that it is not; and no index may have been given out twice. The process merges nothing meanwhile.
func TestInjectedFaults(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("strace is not installed: no faults are injected")
	}
	if err := exec.Command(strace, "-qq", "-o", os.DevNull, "true").Run(); err != nil {
		t.Skipf("strace may not trace here: %v", err)
	}
	w := newWorld(t)
	w.append(signer.KindCampaign, w.campaign("deklarasi"))
	promised, said := promises{}, map[string]int{}
	n := rounds(t, "IKRAR_FAULTS", 20, 4)
	for round := range n {
		call, what := faults[round%len(faults)], []string{"EIO", "ENOSPC"}[round/len(faults)%2]
		when := fmt.Sprint(1 + rand.IntN(20)) // early enough to hit, also where the machine is slow
		if rand.IntN(2) == 0 {
			when += "+"
		}
		if err := w.ledger.Close(); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		c := child(ctx, "append", w.dir(), fmt.Sprint("inject-", round))
		inject := fmt.Sprintf("inject=%s:error=%s:when=%s", call, what, when)
		c.Path, c.Args = strace, append([]string{"strace", "-f", "-qq", "-o", os.DevNull, "-e", "trace=" + call, "-e", inject}, c.Args...)
		c.SysProcAttr = &unix.SysProcAttr{Setpgid: true} // to kill strace with what it traces
		c.Cancel = func() error { return unix.Kill(-c.Process.Pid, unix.SIGKILL) }
		if promised.hear(t, c, 300*time.Millisecond) != "" {
			said[call]++
		}
		cancel()
		waitUnlocked(t, w)
		l, err := OpenLedger(w.options)
		if err != nil {
			t.Fatalf("round %d, %s: the ledger does not open any more: %v", round, inject, err)
		}
		w.ledger = l
		promised.kept(t, l)
		if t.Failed() {
			t.Fatalf("round %d, %s", round, inject)
		}
	}
	t.Logf("%d answers in %d rounds, all kept; rounds in which the child said an error: %v", len(promised), n, said)
	if len(said) == 0 || len(promised) == 0 {
		t.Errorf("%d answers, errors at %v: the faults did not hit", len(promised), said)
	}
	w.clean()
}

// waitUnlocked waits until a killed child's lock is gone.
func waitUnlocked(t *testing.T, w *world) {
	t.Helper()
	for range 200 {
		s, err := store.Create(filepath.Join(w.options.Dir, "store"), w.options.StoreKey)
		if !errors.Is(err, ErrLocked) {
			if err == nil {
				err = s.Close()
			}
			if err != nil {
				t.Fatal(err)
			}
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the child holds the lock")
}

// TestDiskFills records into a small file system until it is full, with a reserve, which refuses in
// time, and without, where Badger dies of SIGBUS. After space is freed the ledger must be whole
// with all that was acknowledged.
func TestDiskFills(t *testing.T) {
	for name, reserve := range map[string]uint64{"with a reserve": 5 << 20, "without": 0} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := unix.Mount("ikrar-test", dir, "tmpfs", 0, "size=16m"); err != nil {
				t.Skipf("no small file system can be made here: %v", err)
			}
			defer unix.Unmount(dir, unix.MNT_DETACH)
			w := newWorld(t, func(w *world) {
				w.options.Dir, w.options.Head = filepath.Join(dir, "ledger"), filepath.Join(dir, "ledger.head")
				w.options.Erasures = filepath.Join(dir, "ledger.erasures")
			})
			w.append(signer.KindCampaign, w.campaign("deklarasi"))
			if err := w.ledger.Close(); err != nil {
				t.Fatal(err)
			}
			promised := promises{}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			c := child(ctx, "append", dir, "fill")
			c.Env = append(c.Env, childReserve+"="+fmt.Sprint(reserve))
			said := promised.hear(t, c, time.Minute)
			if reserve > 0 && !strings.Contains(said, "fewer than the reserve") {
				t.Errorf("the disk is full, and the child says %q", said)
			}
			if reserve == 0 && c.ProcessState.Success() && said == "" {
				t.Error("the disk is full, and the child knows nothing of it")
			}
			full := w.options
			full.Reserve = 256 << 20
			if l, err := OpenLedger(full); err == nil { // it may open, but not record
				var disk *DiskError
				if _, err := l.AppendBytes(context.Background(), signer.KindCredential, w.credential("x")); !errors.As(err, &disk) {
					t.Errorf("recorded on a full disk: %v", err)
				}
				l.Close()
			} else if disk := new(DiskError); !errors.As(err, &disk) {
				t.Errorf("on the full disk: %v", err)
			}
			if err := unix.Mount("ikrar-test", dir, "tmpfs", unix.MS_REMOUNT, "size=400m"); err != nil {
				t.Fatal(err)
			}
			w.reopenClosed()
			promised.kept(t, w.ledger)
			t.Logf("%d answers before the disk was full", len(promised))
			if len(promised) < 100 {
				t.Errorf("only %d answers", len(promised))
			}
			w.enrol("after")
			w.clean()
			w.ledger.Close()
		})
	}
}
