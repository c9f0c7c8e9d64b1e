// Package drawers changes what lies in drawers, which no entry covers: many callers at once share
// one fsync, and each one's changes are made whole or not at all.
package drawers

import (
	"bytes"
	"errors"
	"sync"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/store"
)

// Writer makes changes of drawers. Who comes while a transaction is being synced waits, and
// all who wait go into the next one together: one fsync for all of them.
type Writer struct {
	one sync.Mutex // one transaction at a time: Badger is told not to look for conflicts

	mutex   sync.Mutex // guards waiting
	waiting []*write
}

// write is what one caller wants changed, whole or not at all.
type write struct {
	changes []book.Change
	done    bool
	err     error
}

// What goes into one transaction with that of others, well below Badger's limit; more goes alone.
const (
	maxTogether      = 1024 // changes
	maxTogetherBytes = 1 << 20
)

// Write makes changes durably, in one transaction where Badger's limit allows it. room says whether
// the disk has any.
func (w *Writer) Write(db store.Store, room func() error, changes []book.Change) error {
	mine := &write{changes: changes}
	w.mutex.Lock()
	w.waiting = append(w.waiting, mine)
	w.mutex.Unlock()
	w.one.Lock()
	defer w.one.Unlock()
	for !mine.done { // whoever had the turn before has not taken it along
		together(db, room, w.take())
	}
	return mine.err
}

// take takes those off the queue that come next, in order: as many as go together, one at least.
func (w *Writer) take() []*write {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	n, changes, size := 0, 0, 0
	for ; n < len(w.waiting); n++ {
		for _, c := range w.waiting[n].changes {
			changes, size = changes+1, size+len(c.Key)+len(c.Value)
		}
		if n > 0 && (changes > maxTogether || size > maxTogetherBytes) {
			break
		}
	}
	next := w.waiting[:n:n]
	w.waiting = w.waiting[n:]
	return next
}

// together makes the changes of all in one transaction, but for those of whom another has
// changed a key since: to them it says so.
func together(db store.Store, room func() error, all []*write) {
	err := errUnfinished // where a panic ends it
	defer func() {
		for _, one := range all {
			if one.done = true; err != nil { // nothing is known to be on disk, of nobody's
				one.err = err
			}
		}
	}()
	if len(all) == 1 {
		err = alone(db, room, all[0].changes)
		return
	}
	if err = room(); err != nil {
		return
	}
	err = errUnfinished
	err = db.Update(func(t store.Txn) error {
		staged := staging{t, map[string]book.Change{}}
		for _, one := range all {
			if one.err = staged.add(one.changes); one.err != nil && !errors.Is(one.err, book.ErrChanged) {
				return one.err
			}
		}
		return staged.write()
	})
}

// errUnfinished is for those who wait where a panic ends the transaction.
var errUnfinished = errors.New("a change of drawers was not finished")

// staging is a transaction with changes that are still to be written to it.
type staging struct {
	store.Txn
	changes map[string]book.Change
}

func (s staging) Get(k []byte) ([]byte, error) {
	if c, ok := s.changes[string(k)]; ok {
		if c.Remove {
			return nil, nil
		}
		return append([]byte{}, c.Value...), nil
	}
	return s.Txn.Get(k)
}

// add adds changes in order, all of them or, beside an error, none.
func (s staging) add(changes []book.Change) error {
	own := staging{s, map[string]book.Change{}}
	for _, c := range changes {
		if err := unchanged(own, c); err != nil {
			return err
		}
		own.changes[string(c.Key)] = c
	}
	for k, c := range own.changes {
		s.changes[k] = c
	}
	return nil
}

func (s staging) write() error {
	for _, c := range s.changes {
		if err := change(s.Txn, c); err != nil {
			return err
		}
	}
	return nil
}

// alone makes changes in one transaction, or in several where Badger's limit wants it.
func alone(db store.Store, room func() error, changes []book.Change) error {
	for len(changes) > 0 {
		if err := room(); err != nil {
			return err
		}
		done := 0
		err := db.Update(func(t store.Txn) error {
			for _, c := range changes {
				if err := unchanged(t, c); err != nil {
					return err
				}
				err := change(t, c)
				if errors.Is(err, store.ErrTooBig) && done > 0 {
					return nil // commit what fits; the loop goes on behind it
				}
				if err != nil {
					return err
				}
				done++
			}
			return nil
		})
		if err != nil {
			return err
		}
		changes = changes[done:]
	}
	return nil
}

func change(t store.Txn, c book.Change) error {
	if c.Remove {
		return t.Remove(c.Key)
	}
	return t.Set(c.Key, c.Value)
}

// unchanged refuses a change whose key is not as its author has read it.
func unchanged(t store.Txn, c book.Change) error {
	if !c.Swap {
		return nil
	}
	now, err := t.Get(c.Key)
	if err == nil && ((now == nil) != c.Absent || !bytes.Equal(now, c.Old)) {
		err = book.ErrChanged
	}
	return err
}
