package drawers

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/store"
)

// desk is a writer with its database.
type desk struct {
	*testing.T
	Writer
	db   *store.Database
	room func() error
}

func newDesk(t *testing.T) *desk {
	db, err := store.Create(t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return &desk{T: t, db: db, room: func() error { return nil }}
}

// together has callers come while a transaction is under way, and so go into one.
func (d *desk) together(all ...[]book.Change) (said []error) {
	d.Helper()
	said = make([]error, len(all))
	var group sync.WaitGroup
	d.one.Lock()
	for n, changes := range all {
		group.Go(func() { said[n] = d.Write(d.db, d.room, changes) })
		for waits := 0; waits <= n; { // in order
			runtime.Gosched()
			d.mutex.Lock()
			waits = len(d.waiting)
			d.mutex.Unlock()
		}
	}
	d.one.Unlock()
	group.Wait()
	return said
}

func key(name string) []byte { return append([]byte{store.PrefixDrawer}, name...) }

// swap sets a key; nil is for none, before and behind it.
func swap(name string, old, value []byte) book.Change {
	return book.Change{Key: key(name), Value: value, Remove: value == nil, Swap: true, Old: old, Absent: old == nil}
}

// rows are what is there.
func (d *desk) rows() map[string]string {
	rows := map[string]string{}
	err := d.db.View(func(t store.Txn) error {
		return t.Each([]byte{store.PrefixDrawer}, func(k, v []byte) error {
			rows[string(k[1:])] = string(v)
			return nil
		})
	})
	if err != nil {
		d.Fatal(err)
	}
	return rows
}

// TestTogether: of what goes into one transaction each is made whole or not at all, and sees what
// those before it have made.
func TestTogether(t *testing.T) {
	d := newDesk(t)
	one, two := []byte("1"), []byte("2")
	said := d.together(
		[]book.Change{swap("k", nil, one)},
		[]book.Change{swap("half", nil, one), swap("k", nil, two)}, // too late
		[]book.Change{swap("k", one, two), swap("k", two, []byte{})},
		[]book.Change{swap("k", nil, one)}, // it is empty, and there
		[]book.Change{swap("k", []byte{}, nil), swap("gone", nil, one)},
		[]book.Change{{Key: key("gone"), Remove: true}, {Key: key("left"), Value: two}},
		nil,
	)
	for n, err := range said {
		if late := n == 1 || n == 3; errors.Is(err, book.ErrChanged) != late || !late && err != nil {
			t.Errorf("%d: %v", n, err)
		}
	}
	if got := fmt.Sprint(d.rows()); got != "map[left:2]" {
		t.Errorf("there is %s", got)
	}
}

// TestMany: more than go together, and one at the end that has more than a transaction holds.
func TestMany(t *testing.T) {
	d := newDesk(t)
	var all [][]book.Change
	for n := range 50 {
		var changes []book.Change
		for at := range 30 + n/49*6000 {
			name := fmt.Sprintf("%02d %04d", n, at)
			changes = append(changes, book.Change{Key: key(name), Value: bytes.Repeat([]byte("x"), 2000)})
		}
		all = append(all, changes)
	}
	if err := errors.Join(d.together(all...)...); err != nil {
		t.Error(err)
	}
	if got := len(d.rows()); got != 50*30+6000 {
		t.Errorf("%d rows are there", got)
	}
}

// TestFailed: whoever waits for a transaction that fails is told, also where it ends in a panic,
// and who comes later is not kept by it.
func TestFailed(t *testing.T) {
	d := newDesk(t)
	full, change := errors.New("full"), []book.Change{swap("k", nil, []byte("1"))}
	d.room = func() error { return full }
	for n, err := range d.together(change, change, change) {
		if !errors.Is(err, full) {
			t.Errorf("%d: %v", n, err)
		}
	}
	all := []*write{{changes: change}, {changes: change}}
	func() {
		defer func() { recover() }()
		together(d.db, func() error { panic("the disk") }, all)
	}()
	for n, one := range all {
		if !one.done || !errors.Is(one.err, errUnfinished) {
			t.Errorf("%d, after a panic: %v", n, one.err)
		}
	}
	d.room = func() error { return nil }
	if err := d.Write(d.db, d.room, change); err != nil || len(d.rows()) != 1 {
		t.Errorf("later: %v", err)
	}
}
