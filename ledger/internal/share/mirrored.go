package share

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// mirrored is a view as it is read through the mirror.
type mirrored struct {
	farTxn
	far  *Far
	look *look
}

// current reports whether the mirror is as of this view, or of one that shows the same: the list of
// a province takes longer than views are shared. The mutex is held.
func (t mirrored) current() bool { return t.far.look.moment == t.look.moment }

// Get reads a row, and believes it once it was looked at.
func (t mirrored) Get(key []byte) ([]byte, error) {
	f := t.far
	f.mutex.Lock()
	v, err := t.get(key)
	_, believed := f.mirror.believed[string(key)]
	f.mutex.Unlock()
	if err != nil || believed {
		return v, err
	}
	if err := t.believe(key, v); err != nil {
		return nil, err
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if t.current() {
		f.mirror.believed[string(key)] = struct{}{}
	}
	return v, nil
}

// get reads a row. The mutex is held.
func (t mirrored) get(key []byte) ([]byte, error) {
	f := t.far
	if !t.current() { // somebody reads on in an older view
		return t.farTxn.Get(key)
	}
	if v, known := f.mirror.get(key); known {
		return bytes.Clone(v), nil
	}
	if s := f.mirror.shelfOf(key); s != nil {
		if err := t.freshen(s); err != nil {
			return nil, err
		}
		v, _ := f.mirror.get(key)
		return bytes.Clone(v), nil
	}
	if f.mirror.missed(key, f.size()) {
		if _, err := t.fetch(family(key)); err != nil {
			return nil, err
		}
		v, _ := f.mirror.get(key)
		return bytes.Clone(v), nil
	}
	v, err := t.farTxn.Get(key)
	if err == nil {
		f.mirror.put(string(key), v)
	}
	return bytes.Clone(v), err
}

// freshen asks for what has changed on a shelf.
func (t mirrored) freshen(s *shelf) error {
	if len(s.stale) == 0 {
		return nil
	}
	keys := make([][]byte, 0, len(s.stale))
	for k := range s.stale {
		keys = append(keys, []byte(k))
	}
	for some := range slices.Chunk(keys, maxKeys) {
		var out severalAnswer
		if err := errors.Join(t.Call("Several", severalCall{t.view, some}, &out), out.Fault.Err()); err != nil {
			return err
		}
		if len(out.Values) != len(some) {
			return &FalseError{fmt.Sprintf("%d values of %d keys", len(out.Values), len(some)), nil}
		}
		values := make([][]byte, len(some))
		for n, v := range out.Values {
			if values[n] = v.Value; v.Found && v.Value == nil {
				values[n] = []byte{}
			}
		}
		t.far.mirror.refresh(s, some, values)
	}
	return nil
}

// fetch puts all of a prefix on its shelf.
func (t mirrored) fetch(prefix []byte) (*shelf, error) {
	var keys, values [][]byte
	for after := []byte(nil); ; {
		var out pageAnswer
		in := pageCall{View: t.view, Prefix: prefix, After: after, Large: true}
		if err := errors.Join(t.Call("Page", in, &out), out.Fault.Err()); err != nil {
			return nil, err
		}
		if err := inOrder(prefix, after, out.Keys, out.Values); err != nil {
			return nil, err
		}
		for n, v := range out.Values {
			if v == nil {
				out.Values[n] = []byte{}
			}
		}
		keys, values = append(keys, out.Keys...), append(values, out.Values...)
		if len(out.Keys) == 0 || out.End {
			return t.far.mirror.fill(bytes.Clone(prefix), keys, values), nil
		}
		after = out.Keys[len(out.Keys)-1]
	}
}

func (t mirrored) Each(prefix []byte, f func(key, value []byte) error) error {
	return t.EachFrom(prefix, nil, f)
}

func (t mirrored) EachFrom(prefix, after []byte, f func(key, value []byte) error) error {
	keys, values, err := t.list(prefix, after)
	if err != nil {
		return err
	}
	for n, k := range keys {
		if shows(prefix) {
			if err := t.believe([]byte(k), values[n]); err != nil {
				return err
			}
		}
		if err := f([]byte(k), bytes.Clone(values[n])); err != nil {
			return err
		}
	}
	return nil
}

// list finds the keys of a prefix behind one, with what they have.
func (t mirrored) list(prefix, after []byte) (keys []string, values [][]byte, err error) {
	far := t.far
	far.mutex.Lock()
	defer far.mutex.Unlock()
	if !t.current() {
		err = t.farTxn.EachFrom(prefix, after, func(k, v []byte) error {
			keys, values = append(keys, string(k)), append(values, v)
			return nil
		})
		return keys, values, err
	}
	s := far.mirror.shelfOf(prefix)
	if s == nil {
		whole := prefix
		if far.mirror.missed(prefix, far.size()) { // one list a person, say
			whole = family(prefix)
		}
		if s, err = t.fetch(whole); err != nil {
			return nil, nil, err
		}
	} else if err = t.freshen(s); err != nil {
		return nil, nil, err
	}
	keys = s.below(prefix, after)
	for _, k := range keys {
		values = append(values, far.mirror.values[k])
	}
	return keys, values, nil
}

func (t mirrored) Count(prefix byte) (int, error) {
	far := t.far
	far.mutex.Lock()
	defer far.mutex.Unlock()
	if !t.current() {
		return t.farTxn.Count(prefix)
	}
	n, known := far.mirror.counts[prefix]
	if known {
		return n, nil
	}
	n, err := t.farTxn.Count(prefix)
	if err == nil {
		far.mirror.counts[prefix] = n
	}
	return n, err
}
