package share

import (
	"bytes"
	"slices"

	"ikrar/ledger/internal/store"
)

// mirror is what a client from afar has read of a store, as of one mark. Reading it costs no way.
type mirror struct {
	mark   store.Mark
	values map[string][]byte // nil where there is known to be nothing
	size   int               // bytes in keys and values
	whole  map[string]*shelf // prefixes whose keys are all known, or to be asked for anew
	counts map[byte]int
	// believed are the keys whose values were held against what was signed and published.
	believed map[string]struct{}
	misses   map[string]int // of keys that were asked for one by one, by their family
}

// shelf is all the keys of a prefix.
type shelf struct {
	keys  []string            // in the store's order
	stale map[string]struct{} // that have changed since
}

const (
	// maxMirror is how many bytes are remembered; a province has a third of that. Then all is
	// forgotten.
	maxMirror = 512 << 20
	// manyMisses are so many that the whole family is fetched: a list is being made. Each costs a
	// way, and so does a family, which may be long: fewMisses do where a log is short, and of
	// statements, which are half of it all, one for so many entries has to be missed.
	manyMisses, fewMisses = 8, 3
	shortLog              = 16 << 10
	manyStatements        = 256
)

func newMirror(mark store.Mark) *mirror {
	return &mirror{mark: mark, values: map[string][]byte{}, whole: map[string]*shelf{}, counts: map[byte]int{},
		misses: map[string]int{}, believed: map[string]struct{}{}}
}

// changed forgets what was written since.
func (m *mirror) changed(keys [][]byte, mark store.Mark) {
	m.mark = mark
	for _, k := range keys {
		m.forget(string(k))
		delete(m.counts, k[0])
		if s := m.shelfOf(k); s != nil {
			s.stale[string(k)] = struct{}{}
		}
	}
}

func (m *mirror) forget(k string) {
	delete(m.believed, k)
	if v, ok := m.values[k]; ok {
		m.size -= len(k) + len(v)
		delete(m.values, k)
	}
}

// put remembers a value; nil for none.
func (m *mirror) put(k string, v []byte) {
	m.forget(k)
	m.values[k] = v
	m.size += len(k) + len(v)
}

// get finds a value. known says whether it is remembered, nil for nothing included.
func (m *mirror) get(k []byte) (v []byte, known bool) {
	if v, known = m.values[string(k)]; known {
		return v, true
	}
	s := m.shelfOf(k)
	if s == nil {
		return nil, false
	}
	_, stale := s.stale[string(k)]
	return nil, !stale // it is on no shelf that is whole
}

// shelfOf finds the shelf on which a key would be.
func (m *mirror) shelfOf(k []byte) *shelf {
	for n := range len(k) + 1 {
		if s := m.whole[string(k[:n])]; s != nil {
			return s
		}
	}
	return nil
}

// fill puts all of a prefix on its shelf.
func (m *mirror) fill(prefix []byte, keys, values [][]byte) *shelf {
	s := &shelf{keys: make([]string, len(keys)), stale: map[string]struct{}{}}
	for n, k := range keys {
		s.keys[n] = string(k)
		m.put(s.keys[n], values[n])
	}
	m.whole[string(prefix)] = s
	return s
}

// refresh brings a shelf up to date with what its stale keys have now; nil for nothing.
func (m *mirror) refresh(s *shelf, keys [][]byte, values [][]byte) {
	there := make(map[string]bool, len(keys))
	for n, k := range keys {
		delete(s.stale, string(k))
		m.put(string(k), values[n])
		there[string(k)] = values[n] != nil
	}
	s.keys = slices.DeleteFunc(s.keys, func(k string) bool {
		is, asked := there[k]
		if asked {
			delete(there, k)
		}
		return asked && !is
	})
	before := len(s.keys)
	for k, is := range there {
		if is {
			s.keys = append(s.keys, k)
		}
	}
	if len(s.keys) > before {
		slices.SortFunc(s.keys, func(a, b string) int { return store.ComparePlaced([]byte(a), []byte(b)) })
	}
}

// below lists the keys of a shelf with a prefix, behind one.
func (s *shelf) below(prefix, after []byte) (keys []string) {
	at, near := 0, len(prefix) > 1 && prefix[0] != store.PrefixNumber // then they lie side by side
	if near && (len(after) == 0 || store.ComparePlaced(after, prefix) < 0) {
		at, _ = slices.BinarySearchFunc(s.keys, prefix, func(k string, prefix []byte) int {
			return store.ComparePlaced([]byte(k), prefix)
		})
	} else if len(after) > 0 {
		at, _ = slices.BinarySearchFunc(s.keys, after, func(k string, after []byte) int {
			return store.ComparePlaced([]byte(k), after)
		})
		if at < len(s.keys) && s.keys[at] == string(after) {
			at++
		}
	}
	for _, k := range s.keys[at:] {
		if bytes.HasPrefix([]byte(k), prefix) {
			keys = append(keys, k)
		} else if near {
			break
		}
	}
	return keys
}

// family is what is fetched whole once many of its keys were asked for one by one: all rows of a
// prefix, of a drawer those of its name.
func family(k []byte) []byte {
	if k[0] == store.PrefixDrawer {
		if end := bytes.IndexByte(k, 0); end > 0 {
			return k[:end+1]
		}
	}
	return k[:1]
}

// missed counts a key that was asked for alone, in a log of so many entries, and says whether its
// family is to be fetched.
func (m *mirror) missed(k []byte, size uint64) bool {
	f, most := string(family(k)), manyMisses
	switch {
	case size < shortLog:
		most = fewMisses
	case k[0] == store.PrefixStatement:
		most = max(most, int(size/manyStatements))
	}
	m.misses[f]++
	return m.misses[f] >= most
}
