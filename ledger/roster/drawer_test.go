package roster

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"testing"
)

// memoryDrawer is the least that satisfies Drawer. It hands out copies that it
// spoils afterwards where the contract lets a store do so.
type memoryDrawer struct {
	m      map[string][]byte
	writes int
	broken error
}

func newDrawer() *memoryDrawer { return &memoryDrawer{m: map[string][]byte{}} }

func (d *memoryDrawer) Get(key []byte) ([]byte, error) {
	return bytes.Clone(d.m[string(key)]), d.broken
}

func (d *memoryDrawer) Each(prefix []byte, f func(key, value []byte) error) error {
	for _, k := range slices.Sorted(maps.Keys(d.m)) {
		if !bytes.HasPrefix([]byte(k), prefix) {
			continue
		}
		key, value := []byte(k), bytes.Clone(d.m[k])
		err := f(key, value)
		clear(key)
		clear(value)
		if err != nil {
			return err
		}
	}
	return d.broken
}

var errChanged = errors.New("changed")

func (d *memoryDrawer) Swap(changes []Change) error {
	if d.broken != nil {
		return d.broken
	}
	d.writes++
	for _, c := range changes {
		if now, ok := d.m[string(c.Key)]; ok != (c.Old != nil) || !bytes.Equal(now, c.Old) {
			return errChanged
		}
	}
	for _, c := range changes {
		if c.New == nil {
			delete(d.m, string(c.Key))
		} else {
			d.m[string(c.Key)] = bytes.Clone(c.New)
		}
	}
	return nil
}

func TestDrawerErrorsComeThrough(t *testing.T) {
	d := newDrawer()
	r := Open(d)
	must(t, r.Apply(plan(t, r, specimen), counter(1)))
	d.broken = errors.New("disk on fire")
	_, _, err1 := r.Find("197407242024211050")
	_, err2 := r.Plan(opened(t, specimen))
	_, _, err3 := r.BySubject([8]byte{1})
	var err4 error
	for _, err4 = range r.List("") {
	}
	for i, err := range []error{err1, err2, err3, err4} {
		if !errors.Is(err, d.broken) {
			t.Errorf("%d: %v", i+1, err)
		}
	}
}
