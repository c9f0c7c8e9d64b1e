package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"testing"
)

type drawerChange = struct{ Key, Value []byte }

func TestDrawer(t *testing.T) {
	w := newWorld(t)
	a, b := w.ledger.Drawer("a"), w.ledger.Drawer("ab")
	if v, err := a.Get([]byte("k")); v != nil || err != nil {
		t.Errorf("an empty drawer holds %q %v", v, err)
	}
	if err := errors.Join(a.Write([]drawerChange{{[]byte("k1"), []byte("1")}, {[]byte("k2"), []byte("2")}, {[]byte("other"), []byte("3")}}),
		b.Write([]drawerChange{{[]byte("k1"), []byte("b's")}}), a.Write(nil)); err != nil {
		t.Fatal(err)
	}
	list := func(d Drawer, prefix string) string {
		var out bytes.Buffer
		if err := d.Each([]byte(prefix), func(k, v []byte) error {
			fmt.Fprintf(&out, "%s=%s ", k, v)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	for _, c := range []struct{ got, want string }{
		{list(a, ""), "k1=1 k2=2 other=3 "}, {list(a, "k"), "k1=1 k2=2 "}, {list(b, ""), "k1=b's "}, {list(w.ledger.Drawer(""), ""), ""}} {
		if c.got != c.want {
			t.Errorf("listed %q, want %q", c.got, c.want)
		}
	}
	// The same key twice in one write: the last word counts. Deleting what is not there is nothing.
	if err := a.Write([]drawerChange{{[]byte("k1"), nil}, {[]byte("k2"), nil}, {[]byte("k2"), []byte("again")}, {[]byte("none"), nil}, {[]byte("empty"), []byte{}}}); err != nil {
		t.Fatal(err)
	}
	w.reopen()
	a = w.ledger.Drawer("a")
	if got, want := list(a, ""), "empty= k2=again other=3 "; got != want {
		t.Errorf("after reopening: %q, want %q", got, want)
	}
	if got, want := list(w.ledger.Drawer("ab"), ""), "k1=b's "; got != want {
		t.Errorf("the other drawer: %q, want %q", got, want)
	}
	stop := errors.New("enough")
	if err := a.Each(nil, func(_, _ []byte) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("Each swallowed %v", err)
	}
	w.clean()
}

// TestDrawerSwap lets many at once add to one number, here and through the socket: none of it is
// lost.
func TestDrawerSwap(t *testing.T) {
	w := newWorld(t)
	d, k := w.ledger.Drawer("a"), []byte("k")
	type swap = struct{ Key, Old, New []byte }
	if err := d.Swap([]swap{{k, []byte{}, []byte("1")}}); !errors.Is(err, ErrChanged) {
		t.Errorf("what is not there is not empty: %v", err)
	}
	if err := d.Swap([]swap{{[]byte("other"), nil, []byte("1")}, {k, []byte("0"), []byte("1")}}); !errors.Is(err, ErrChanged) {
		t.Errorf("a wrong old value: %v", err)
	}
	if v, err := d.Get([]byte("other")); v != nil || err != nil {
		t.Errorf("half of a swap was made: %q %v", v, err)
	}
	dial, _ := w.share()
	far := dial()
	var all sync.WaitGroup
	const writers, times = 8, 25
	for n := range writers {
		mine := d
		if n%2 == 0 {
			mine = far.Drawer("a")
		}
		all.Go(func() {
			for done := 0; done < times; {
				old, err := mine.Get(k)
				if err == nil {
					err = mine.Swap([]swap{{k, old, append(bytes.Clone(old), '+')}})
				}
				switch {
				case err == nil:
					done++
				case !errors.Is(err, ErrChanged):
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	if v, err := d.Get(k); len(v) != writers*times || err != nil {
		t.Errorf("%d of %d were kept, %v", len(v), writers*times, err)
	}
	if err := d.Swap([]swap{{k, bytes.Repeat([]byte("+"), writers*times), nil}}); err != nil {
		t.Error(err)
	}
	if v, err := d.Get(k); v != nil || err != nil {
		t.Errorf("still there: %q %v", v, err)
	}
}

// TestDrawerLargerThanATransaction writes more than one of Badger's transactions holds.
func TestDrawerLargerThanATransaction(t *testing.T) {
	w := newWorld(t)
	var changes []drawerChange
	for i := range 6000 {
		changes = append(changes, drawerChange{fmt.Appendf(nil, "%06d", i), bytes.Repeat([]byte{byte(i)}, 3000)})
	}
	d := w.ledger.Drawer("roster")
	if err := d.Write(changes); err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := d.Each(nil, func(k, v []byte) error {
		if string(k) != string(changes[n].Key) || !bytes.Equal(v, changes[n].Value) {
			return fmt.Errorf("key %q out of order or changed", k)
		}
		n++
		return nil
	}); err != nil || n != len(changes) {
		t.Errorf("%d of %d: %v", n, len(changes), err)
	}
}
