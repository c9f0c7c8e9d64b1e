package store

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/dgraph-io/badger/v4"
)

// Reach is how many entries a store holds once Badger has replayed the logs of its memtables. It
// replays copies of them, and looks into the tables, whose opening takes time where there are
// thousands, only where the logs alone do not hold the entry before want. Of several logs, a later
// one may hold the head of entries that an earlier one has lost: all since the tables must be
// there.
func (s storeFiles) Reach(want uint64, key []byte) (size uint64, err error) {
	named := func() (size uint64, err error) {
		err = s.linked(func(dir string) error {
			size, err = headIn(BadgerOptions(Reading, dir, key).WithReadOnly(CanRead), 0, false)
			return err
		})
		return size, err
	}
	from, several := uint64(0), len(s.Logs) > 1
	if several {
		if from, err = named(); err != nil {
			return 0, err
		}
	}
	if len(s.Logs) > 0 {
		err = s.copied(s.Logs, nil, func(dir string) error {
			size, err = headIn(BadgerOptions(Verifying, dir, key), from, several)
			return err
		})
	}
	switch {
	case err != nil || size >= want:
		return size, err
	case !several:
		from, err = named()
	}
	return max(size, from), err
}

// headIn is the size that the head in a database says, or, where all entries since from are asked
// for, the index of the first of them that is not there.
func headIn(o badger.Options, from uint64, all bool) (size uint64, err error) {
	db, err := openBadger(o)
	if err != nil {
		return 0, err
	}
	if olderLayout(db) {
		return 0, errors.Join(ErrOlder, db.Close())
	}
	err = Unpanicked(func() error {
		return db.View(func(t *badger.Txn) error {
			h, err := Stored[Head](badgerTxn{t, nil}, []byte{PrefixHead})
			if err != nil || h == nil {
				return err
			}
			for size = h.Size; all && from < size; from++ {
				if row, err := (badgerTxn{t, nil}).Get(EntryKey(from)); err != nil || row == nil {
					size = from
					return err
				}
			}
			return nil
		})
	})
	return size, errors.Join(err, db.Close())
}

// linked calls f with a directory of the tables that MANIFEST names and nothing that Badger would
// replay or remove. Where Badger can read only, they are links.
func (s storeFiles) linked(f func(dir string) error) error {
	m, err := s.manifest()
	if err != nil {
		return err
	}
	from, err := filepath.Abs(s.dir)
	if err != nil {
		return err
	}
	put := func(to, from string) error { return os.Symlink(from, to) }
	if !CanRead {
		put = copyFile
	}
	return s.copied([]string{badger.ManifestFilename}, nil, func(dir string) error {
		for _, n := range slices.Sorted(maps.Keys(m.Tables)) {
			if err := put(filepath.Join(dir, tableName(n)), filepath.Join(from, tableName(n))); err != nil {
				return err
			}
		}
		return f(dir)
	})
}
