package ledger

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/dgraph-io/badger/v4"

	"ikrar/ledger/internal/store"
)

// TestTablesLeftByAKill: a store opens with the tables that MANIFEST does not name because their
// process was killed, and holds what it held.
func TestTablesLeftByAKill(t *testing.T) {
	whole, want, _ := storeOf(t, "killed")
	dir := t.TempDir()
	whole.restore(t, dir, wrongByte{})
	o := testOptions(dir)
	o.StoreKey = testStoreKey
	if err := ways(t)["write"](o); err != nil { // which writes the memtable out
		t.Fatal(err)
	}
	var written string
	var table []byte
	for name, data := range filesOf(t, dir) {
		if _, was := whole.files[name]; !was && filepath.Ext(name) == ".sst" {
			written, table = name, data
		}
	}
	for name, left := range map[string][]byte{"whole": table, "of zeros": make([]byte, len(table)), "cut": table[:len(table)/2], "empty": nil} {
		whole.restore(t, dir, wrongByte{})
		if err := os.WriteFile(filepath.Join(dir, written), left, 0o600); err != nil {
			t.Fatal(err)
		}
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
	if table == nil {
		t.Error("no table was written out")
	}
}

// TestLogsLeftByAKill: a store opens that was being closed, or opened, when its process was killed.
func TestLogsLeftByAKill(t *testing.T) {
	for _, c := range []struct {
		kind, name string
		leave      damageOf
	}{
		{"closed", "before its value log was cut to its head", last("*.vlog", func(n string) damageOf { return cut(n, 1<<20) })},
		{"killed", "while it removed a value log", first("*.vlog", func(n string) damageOf { return cut(n, 0) })},
		{"killed", "while it began a value log", put("000099.vlog", nil)},
		{"killed", "while it began a memtable", put("00099.mem", nil)},
	} {
		whole, want, _ := storeOf(t, c.kind)
		dir := t.TempDir()
		whole.restore(t, dir, wrongByte{})
		o := testOptions(dir)
		o.StoreKey = testStoreKey
		if err := c.leave(o.place().StoreDir()); err != nil {
			t.Fatal(err)
		}
		before := trace(t, dir)
		for _, way := range []string{"read", "audit"} {
			if err := ways(t)[way](o); !errors.Is(err, ErrUnsettled) {
				t.Errorf("killed %s, %s: %v", c.name, way, err)
			}
		}
		if err := sameTrace(before, trace(t, dir)); err != nil {
			t.Errorf("killed %s: it has changed: %v", c.name, err)
		}
		if err := unused(t, o, want); err != nil {
			t.Errorf("killed %s: %v", c.name, err)
		}
	}
}

// TestTablesLeftByAMerge: those that were merged and not yet removed hold nothing that is not
// elsewhere, also where the merge dropped what was deleted or erased.
func TestTablesLeftByAMerge(t *testing.T) {
	o := newOffice(t, func(w *world) { w.options.StoreKey = testStoreKey })
	o.reopen()
	drawer := o.ledger.Drawer("roster")
	if err := errors.Join(drawer.Write([]struct{ Key, Value []byte }{{[]byte("k"), []byte("v")}}), drawer.Write([]struct{ Key, Value []byte }{{[]byte("k"), nil}})); err != nil {
		t.Fatal(err)
	}
	o.reopen()
	want := o.dump()
	if err := o.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	merged := filesOf(t, o.options.place().StoreDir())
	db := must(badger.Open(store.BadgerOptions(store.Serving, o.options.place().StoreDir(), testStoreKey).WithCompactL0OnClose(true)))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	left := 0
	for name, data := range merged {
		if path := filepath.Join(o.options.place().StoreDir(), name); filepath.Ext(name) == ".sst" {
			if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
				left++
				if err := os.WriteFile(path, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if left == 0 {
		t.Fatal("nothing was merged")
	}
	if err := unused(t, o.options, want); err != nil {
		t.Error(err)
	}
}
