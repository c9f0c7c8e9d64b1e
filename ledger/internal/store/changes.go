package store

import (
	"math/rand/v2"
	"sync"
)

// Mark is how far the changes of a store have been followed: a number within one opening of it.
type Mark struct{ Opening, Number uint64 }

// maxChanges is how many keys are remembered: those of some thousand pledges.
const maxChanges = 1 << 16

// changes remembers which keys were written, once somebody has asked. They are noted before they
// are committed: who opens a view and asks then hears of every one that the view may show.
type changes struct {
	mutex   sync.Mutex
	opening uint64   // 0 until somebody asks
	first   uint64   // number of the first of keys
	keys    []string // in the order in which they were noted

	turn    uint64
	pending map[uint64]uint64 // of what is being committed, the number of its first key; unnoted where nobody had asked
}

const unnoted = ^uint64(0)

// note takes down what a transaction is about to commit. The caller calls done behind that, whether
// it was committed or not.
func (c *changes) note(keys []string) (done func()) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	at := unnoted
	if c.opening != 0 {
		at = c.first + uint64(len(c.keys))
		c.keys = append(c.keys, keys...)
		if more := len(c.keys) - maxChanges; more > maxChanges { // now and then, and not each time
			c.keys, c.first = append([]string(nil), c.keys[more:]...), c.first+uint64(more)
		}
	}
	if c.pending == nil {
		c.pending = map[uint64]uint64{}
	}
	c.turn++
	turn := c.turn
	c.pending[turn] = at
	return func() {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		delete(c.pending, turn)
	}
}

// since says what was noted since a mark, and the mark up to which all is committed.
func (c *changes) since(m Mark) (now Mark, keys [][]byte, all bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.opening == 0 {
		c.opening = rand.Uint64() | 1
	}
	end := c.first + uint64(len(c.keys))
	now = Mark{c.opening, end}
	for _, at := range c.pending {
		if at == unnoted {
			return Mark{}, nil, true // nobody will know what that has changed
		}
		now.Number = min(now.Number, at)
	}
	if m.Opening != c.opening || m.Number < c.first || m.Number > end {
		return now, nil, true
	}
	for _, k := range c.keys[m.Number-c.first:] {
		keys = append(keys, []byte(k))
	}
	return now, keys, false
}

// Changes says which keys were written since a mark, and up to which mark that is known to be
// committed. It is to be asked behind the opening of a view: what that shows is among them. all
// says that they are too many, or of another opening. The first question begins the notes.
func (s *Database) Changes(since Mark) (now Mark, keys [][]byte, all bool) {
	return s.changes.since(since)
}
