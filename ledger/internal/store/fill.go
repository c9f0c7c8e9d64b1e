package store

import (
	"bytes"
	"errors"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/pb"
	"github.com/dgraph-io/ristretto/v2/z"
)

const (
	// fillTableSize is how many bytes a table has that is written in order: what those of the last
	// level of a nation's ledger have.
	fillTableSize = 4 << 20
	// fillBytes is how much is handed to Badger at once.
	fillBytes = 512 << 10
)

// Filling writes rows to a store that nobody reads yet. As long as they come in the order of their
// keys, as a backup has them, they become tables of the last level at once: there is nothing to
// merge, and no memtable. From the first one on that does not (a backup of an earlier layout), each
// is written for itself.
type Filling struct {
	store  *Database
	sorted *badger.StreamWriter // nil where rows have come out of order
	rows   *z.Buffer            // for sorted, not handed on yet
	last   []byte
	// Each row is newer than the one before: what looks for lost tables (unnamed.go) goes by it.
	version uint64
	batch   *badger.WriteBatch
}

// Fill begins to write rows to a store of [CreateFilled], which loses what it held.
func (s *Database) Fill() (*Filling, error) {
	f := &Filling{store: s, sorted: s.Db.NewStreamWriter(), rows: z.NewBuffer(2*fillBytes, "fill")}
	if err := f.sorted.Prepare(); err != nil {
		f.Cancel()
		return nil, err
	}
	return f, nil
}

// Set writes a row.
func (f *Filling) Set(k, value []byte) error {
	k = Placed(k)
	if f.sorted != nil && bytes.Compare(k, f.last) > 0 {
		f.version++
		badger.KVToBuffer(&pb.KV{Key: k, Value: value, Version: f.version}, f.rows)
		f.last = append(f.last[:0], k...)
		if f.rows.LenNoPadding() < fillBytes {
			return nil
		}
		return f.handOn()
	}
	if err := f.endSorted(); err != nil {
		return err
	}
	return f.batch.SetEntry(badger.NewEntry(k, value))
}

func (f *Filling) handOn() error {
	defer f.rows.Reset()
	return f.sorted.Write(f.rows)
}

// endSorted goes on without an order.
func (f *Filling) endSorted() error {
	if f.sorted == nil {
		return nil
	}
	if err := errors.Join(f.handOn(), f.sorted.Flush()); err != nil {
		return err
	}
	f.sorted = nil
	f.batch = f.store.Db.NewWriteBatch()
	return f.rows.Release()
}

// Flush ends it, when all rows are on disk.
func (f *Filling) Flush() error {
	if err := f.endSorted(); err != nil {
		return err
	}
	return f.batch.Flush()
}

// Cancel ends it where it was not flushed.
func (f *Filling) Cancel() {
	if f.sorted != nil {
		f.sorted.Cancel()
		// Best effort: it is memory, of a process that is about to give up.
		_ = f.rows.Release()
	}
	if f.batch != nil {
		f.batch.Cancel()
	}
}
