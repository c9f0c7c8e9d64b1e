package ledger

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify/trust"
)

// refused opens a store in every way: it is refused for a file, and nothing changes.
func refused(t *testing.T, name string, o Options, file, what string) {
	t.Helper()
	before := trace(t, o.Dir)
	for way, open := range ways(t) {
		err := open(o)
		if want := (&DamageError{File: file, What: what}).Error(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s, %s: %v, want %s", name, way, err, want)
		}
	}
	if err := sameTrace(before, trace(t, o.Dir)); err != nil {
		t.Errorf("%s: it has changed: %v", name, err)
	}
}

// TestUnfinishedWithoutLog: an erasure writes the memtable out and removes its log, so that a merge
// that is killed after it leaves a table alone. It is passed over where the head file says that
// nothing is lost with it.
func TestUnfinishedWithoutLog(t *testing.T) {
	whole, want, _ := storeOf(t, "closed")
	killed := last("*.vlog", func(n string) damageOf { return cut(n, 1<<20) })
	for name, left := range map[string][]byte{"empty": nil, "of zeros": make([]byte, 5000)} {
		dir := t.TempDir()
		o := testOptions(dir)
		o.StoreKey = testStoreKey
		begin := func(damages ...damageOf) {
			whole.restore(t, dir, wrongByte{})
			for _, do := range append(damages, put("000099.sst", left)) {
				if err := do(o.place().StoreDir()); err != nil {
					t.Fatal(err)
				}
			}
		}
		begin()
		refused(t, name+", closed", o, "000099.sst", store.DamageCut)
		begin(killed, func(string) error { return os.Remove(o.Head) })
		refused(t, name+", no head file", o, "000099.sst", store.DamageCut)
		begin(killed, func(string) error {
			return os.WriteFile(o.Head, []byte(trust.Checkpoint{Origin: o.Origin, Size: 1000}.Text()), 0o600)
		})
		refused(t, name+", the head file has seen more", o, "000099.sst", store.DamageCut)
		begin(killed)
		before := trace(t, dir)
		for _, way := range []string{"read", "audit"} {
			if err := ways(t)[way](o); !errors.Is(err, ErrUnsettled) {
				t.Errorf("%s, %s: %v", name, way, err)
			}
		}
		if err := sameTrace(before, trace(t, dir)); err != nil {
			t.Errorf("%s: it has changed: %v", name, err)
		}
		if err := unused(t, o, want); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestDamagedLogRefused: Badger would replay a log up to where it is damaged, and remove it.
func TestDamagedLogRefused(t *testing.T) {
	whole, _, _ := storeOf(t, "killed")
	name, written := theLog(t, whole)
	dir := t.TempDir()
	o := testOptions(dir)
	o.StoreKey = testStoreKey
	for _, at := range []int{store.LogHeader, written / 2, written - 100} {
		whole.restore(t, dir, wrongByte{name, at, 0x55})
		refused(t, "a byte", o, filepath.Base(name), store.DamageBehind)
		whole.restore(t, dir, wrongByte{})
		if err := cut(filepath.Base(name), int64(at))(o.place().StoreDir()); err != nil {
			t.Fatal(err)
		}
		refused(t, "cut", o, filepath.Base(name), store.DamageBehind)
	}
}

// theLog is the one log of a memtable, and how much is written to it.
func theLog(t *testing.T, i image) (name string, written int) {
	t.Helper()
	logs := slices.DeleteFunc(slices.Sorted(maps.Keys(i.files)), func(n string) bool { return filepath.Ext(n) != ".mem" })
	if len(logs) != 1 {
		t.Fatalf("logs: %v", logs)
	}
	return logs[0], i.written[logs[0]]
}

// TestDamagedEarlierLog: of two logs the later one holds the head, and the earlier one entries that
// are nowhere else.
func TestDamagedEarlierLog(t *testing.T) {
	o := newOffice(t, func(w *world) { w.options.StoreKey = testStoreKey })
	o.reopen()
	o.append(signer.KindPledge, o.pledge("budi", o.budi))
	dir := t.TempDir()
	earlier := image{filesOf(t, o.dir()), map[string]int{}}
	earlier.restore(t, dir, wrongByte{})
	o.reopen()
	o.revoke(signer.TargetPledge, signer.DigestOf(o.sitiPledge))
	later := image{filesOf(t, o.dir()), map[string]int{}}
	name, _ := theLog(t, later)
	log, _ := theLog(t, earlier)
	c := testOptions(dir)
	c.StoreKey = testStoreKey
	for _, whole := range []bool{false, true} {
		for file, data := range earlier.files {
			if err := os.WriteFile(filepath.Join(dir, file), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(put("00099.mem", later.files[name])(c.place().StoreDir()), os.WriteFile(c.Head, later.files[filepath.Base(c.Head)], 0o600)); err != nil {
			t.Fatal(err)
		}
		if whole {
			if err := ways(t)["write"](c); err != nil {
				t.Error(err)
			}
			continue
		}
		if err := zeros(filepath.Base(log))(c.place().StoreDir()); err != nil {
			t.Fatal(err)
		}
		if err := cut(filepath.Base(log), 0)(c.place().StoreDir()); err != nil {
			t.Fatal(err)
		}
		refused(t, "the earlier log lost", c, "*.mem", store.DamageBehind)
	}
}
