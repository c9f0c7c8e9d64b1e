package store

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"

	"ikrar/signer/files"
)

// halfMade is what Badger says of a file that it had to give its size (z.NewFile of its ristretto).
const halfMade = "Create a new file"

// Create opens or creates the database, to write it. Badger takes the directory's lock, so that
// a store has one writer. It is refused with a [*DamageError], and left as it is, where a file is
// not as Badger leaves it.
func Create(dir string, key []byte) (*Database, error) {
	if err := files.MakeDir(dir); err != nil {
		return nil, err
	}
	return OpenWrite(Serving, dir, key, func(Condition) error { return nil })
}

// CreateFilled is [Create] for a store that [Database.Fill] then writes.
func CreateFilled(dir string, key []byte) (*Database, error) {
	if err := files.MakeDir(dir); err != nil {
		return nil, err
	}
	o := BadgerOptions(Serving, dir, key)
	o.BaseTableSize = fillTableSize >> (o.MaxLevels - 2)
	return opened(o)
}

// OpenWrite opens the database to write it, unless check has something against what was found.
func OpenWrite(memory Footprint, dir string, key []byte, check func(Condition) error) (*Database, error) {
	unlock, err := LockDir(dir, true)
	if err != nil {
		return nil, err
	}
	readAhead(dir)
	c, err := Inspect(dir, key)
	if err == nil {
		err = check(c)
	}
	if err == nil {
		err = writable(dir)
	}
	unlock() // to Badger
	if err != nil {
		return nil, err
	}
	return opened(BadgerOptions(memory, dir, key))
}

// OpenRead opens the database as it is, and writes nothing. It is [ErrUnsettled] where Badger would
// have to. Where Badger cannot do that ([CanRead]) it opens a store that is settled to write, with
// nothing to replay, remove or merge, and leaves it as it was but for empty logs.
func OpenRead(memory Footprint, dir string, key []byte, check func(Condition) error) (*Database, error) {
	unlock, err := LockDir(dir, false)
	if err != nil {
		return nil, err
	}
	defer unlock() // until Badger has it: a table that another process leaves would be removed
	readAhead(dir)
	c, err := Inspect(dir, key)
	if err == nil {
		err = check(c)
	}
	if err == nil && !c.Settled {
		err = unsettled(dir)
	}
	if err != nil {
		return nil, err
	}
	return openAsItIs(memory, dir, key)
}

// unsettled is the error of a store that somebody must open to write first.
func unsettled(dir string) error {
	if err := mayChange(filepath.Join(dir, badger.ManifestFilename)); errors.Is(err, ErrFileSystem) {
		return err
	}
	return ErrUnsettled
}

// writable refuses a store with a file that this process may not write, before Badger has begun to.
func writable(dir string) error {
	s, err := ListStore(dir)
	for name := range s.sizes {
		err = cmp.Or(err, mayChange(filepath.Join(dir, name)))
	}
	return err
}

func mayChange(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("%s: %w", path, ErrFileSystem)
	}
	if err != nil {
		return err
	}
	return f.Close()
}

func openAsItIs(memory Footprint, dir string, key []byte) (*Database, error) {
	memory.compactors = 0
	return opened(BadgerOptions(memory, dir, key).WithReadOnly(CanRead))
}

// BadgerOptions are those of every store.
func BadgerOptions(memory Footprint, dir string, key []byte) badger.Options {
	o := badger.DefaultOptions(dir).
		WithSyncWrites(true). // Badger does not fsync unless told to
		WithLogger(nil).
		WithMetricsEnabled(false).
		WithDetectConflicts(false). // one sequencer writes
		WithCompression(options.None).
		WithBlockSize(8 << 10). // with 4 KiB, half as much again of indexes
		WithIndexCacheSize(memory.indexes).
		WithBlockCacheSize(memory.blocks).
		WithMemTableSize(memory.memtable).
		WithNumMemtables(3). // while compaction is behind
		WithNumCompactors(memory.compactors).
		WithValueLogFileSize(64 << 20).
		// Each block as it is read. Whole tables when they are opened would read the whole store at
		// every start-up, and a bad block found then crashes in a goroutine of Badger's that nobody
		// can recover.
		WithChecksumVerificationMode(options.OnBlockRead).
		WithEncryptionKey(key).
		WithEncryptionKeyRotationDuration(365 * 24 * 3600 * 1e9)
	o.BaseTableSize, o.TableSizeMultiplier = tableSize, 2
	if memory.compactors == 0 {
		o.NumLevelZeroTablesStall = manyTables // else Badger would wait for ever when it writes a memtable out
	}
	return o
}

// openBadger opens a database, also where a process was killed between creating the file of a
// memtable and giving it its size. It holds nothing; the first opening gives it its size and fails
// all the same, the second takes it for an empty one.
func openBadger(o badger.Options) (*badger.DB, error) {
	db, err := badger.Open(o)
	if err != nil && strings.Contains(err.Error(), halfMade) {
		db, err = badger.Open(o)
	}
	return db, err
}

func opened(o badger.Options) (*Database, error) {
	db, err := openBadger(o)
	switch {
	case err == nil && olderLayout(db):
		return nil, errors.Join(ErrOlder, db.Close())
	case err == nil:
		return &Database{Db: db}, nil
	case errors.Is(err, badger.ErrEncryptionKeyMismatch):
		return nil, ErrStoreKey
	case strings.Contains(err.Error(), "checksum"), strings.Contains(err.Error(), "failed to initialize"):
		return nil, errors.Join(&DamageError{"*.sst", DamageGarbled}, err) // what the look before did not see
	case strings.Contains(err.Error(), "Another process is using this Badger database"),
		strings.Contains(err.Error(), "Cannot create lock file"):
		return nil, ErrLocked
	}
	return nil, fmt.Errorf("open %s: %w", filepath.Base(o.Dir), err)
}

// olderLayout says whether a store has its head, or its first entry, in the place of a layout
// before this one, without a bucket, and no head where it is now.
func olderLayout(db *badger.DB) (older bool) {
	db.View(func(t *badger.Txn) error {
		there := func(k []byte) bool { _, err := t.Get(k); return err == nil }
		older = !there(Placed([]byte{PrefixHead})) && (there([]byte{PrefixHead}) || there(Key(OlderEntry, Number(0))))
		return nil
	})
	return older
}
