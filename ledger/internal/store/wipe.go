package store

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/dgraph-io/badger/v4"
)

// Deleting a key leaves its bytes: in the log of the memtable, in the tables until they are
// compacted together, and compaction may keep them for long. Badger's DropPrefix rewrites the
// tables that hold a prefix, but passes over one that it cannot see, as a deleted key. So a wiped
// key gets an empty value first and is marked, in the transaction that records the erasure; purge
// then drops it, and the marks last. Where a process dies in between, the marks are still there for
// the next opening. Marks hold the key, which may be a NIP, and are dropped from the disk in the
// same way.

// Wipe empties keys, which hides them at once, and marks them for purge.
func Wipe(t Txn, keys [][]byte) error {
	for _, k := range keys {
		if err := alone(t, k); err != nil {
			return err
		}
		if err := errors.Join(t.Set(k, nil), t.Set(Key(PrefixWipe, k), []byte{1})); err != nil {
			return err
		}
	}
	return nil
}

// alone refuses a key that others begin with: they would be dropped with it.
func alone(t Txn, k []byte) error {
	return t.Each(k, func(other, _ []byte) error {
		if !bytes.Equal(other, k) {
			return fmt.Errorf("key %x cannot be wiped: %x begins with it", k, other)
		}
		return nil
	})
}

// Purge rewrites whatever file holds a version of a marked key, and then those that hold the marks.
// Nobody writes meanwhile.
func (s *Database) Purge() error {
	done, err := s.use()
	if err != nil {
		return err
	}
	defer done()
	s.writing.Lock()
	defer s.writing.Unlock()
	var keys [][]byte
	err = s.View(func(t Txn) error {
		return t.Each([]byte{PrefixWipe}, func(k, _ []byte) error {
			keys = append(keys, bytes.Clone(k[1:]))
			return nil
		})
	})
	if err != nil || len(keys) == 0 {
		return err
	}
	gone := make([]string, 0, 2*len(keys))
	for _, k := range keys {
		gone = append(gone, string(k), string(Key(PrefixWipe, k)))
	}
	defer s.changes.note(gone)()
	// A purge that died may have dropped the newest version only; DropPrefix would then not see the
	// older ones.
	err = s.Db.Update(func(t *badger.Txn) error {
		for _, k := range keys {
			if err := t.Set(Placed(k), nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i, k := range keys {
		keys[i] = Placed(k)
	}
	if err := s.drop(keys); err != nil {
		return err
	}
	return s.drop([][]byte{{lastBucket, PrefixWipe}})
}

// drop takes all versions of the keys with these prefixes off the disk, and looks whether it did:
// Badger keeps some of its failures to itself.
func (s *Database) drop(prefixes [][]byte) error {
	if err := s.Db.DropPrefix(prefixes...); err != nil {
		return fmt.Errorf("erase from the store: %w", err)
	}
	return s.Db.View(func(t *badger.Txn) error {
		for _, p := range prefixes {
			o := badger.DefaultIteratorOptions
			o.Prefix, o.PrefetchValues, o.AllVersions = p, false, true
			it := t.NewIterator(o)
			it.Rewind()
			left := it.Valid()
			it.Close()
			if left {
				return fmt.Errorf("erase from the store: a version of key %x is still there", p)
			}
		}
		return nil
	})
}
