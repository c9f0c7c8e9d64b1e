package store

import (
	"bytes"
	"errors"
	"sync"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
)

// Database is Badger, and the only place that knows it. It is the store of the process that has the
// ledger's directory.
type Database struct {
	Db     *badger.DB
	mutex  sync.Mutex // guards closed, and that nobody begins after it
	closed bool
	users  sync.WaitGroup // who reads or writes at this moment

	writing sync.RWMutex // purge holds it whole: Badger refuses to write while it drops keys

	changes changes
}

// tableSize is how many bytes a table has on the first levels; twice as many on each one below, 4
// MiB on the last of a nation's ledger, which has 2,000 tables. A compaction has a dozen tables of
// the level below in memory, three times over, so that those of Badger's own sizes make it the
// greatest eater of all; smaller ones are more files.
const tableSize = 512 << 10

// Footprint is what Badger may keep in memory, in bytes.
type Footprint struct {
	indexes, blocks, memtable int64
	compactors                int // none, or at least two
}

var (
	// The indexes and filters of all tables of a nation's ledger, 56 million keys, are some 100 MB,
	// and must be decrypted again whenever one is not there. A memtable is an allocation of its
	// size, full or not, and that much again when it is written out.
	Serving = Footprint{192 << 20, 16 << 20, 16 << 20, 2}
	// An audit merges nothing. For each block whose checksum it verifies, Badger asks for the index
	// of its table.
	Verifying = Footprint{192 << 20, 16 << 20, 16 << 20, 0}
	// What is read in order after that passes each table a few times, and the audit needs the
	// memory itself. Only a store that was closed, so that nothing waits in larger memtables, is
	// opened with smaller ones.
	Reading = Footprint{32 << 20, 4 << 20, 8 << 20, 0}
)

// manyTables is more than there ever are on the first level of a database that merges nothing.
const manyTables = 100_000

// OpenScratch makes a database for this process alone, in an empty directory. Nothing of it needs
// to survive.
func OpenScratch(dir string, key []byte) (*Database, error) {
	o := badger.DefaultOptions(dir).
		WithLogger(nil).
		WithMetricsEnabled(false).
		WithDetectConflicts(false).
		WithCompression(options.None).
		WithMemTableSize(16 << 20).
		WithNumMemtables(2).
		// Nothing is merged: most keys are never asked for again, and then all are read in one go.
		// Merging took half of the time and more memory than all else.
		WithNumCompactors(0).
		WithNumLevelZeroTablesStall(manyTables).
		WithBlockSize(8 << 10).
		WithBlockCacheSize(4 << 20).
		WithIndexCacheSize(40 << 20).
		WithEncryptionKey(key)
	db, err := badger.Open(o)
	if err != nil {
		return nil, err
	}
	return &Database{Db: db}, nil
}

// Close waits for who reads or writes: Badger unmaps its files under them.
func (s *Database) Close() error {
	s.mutex.Lock()
	s.closed = true
	s.mutex.Unlock()
	s.users.Wait()
	return s.Db.Close()
}

// VerifyChecksums reads every block of every table: Badger's own lookups take a key in a damaged
// block for absent. It may panic where Badger wants to say which block is damaged.
func (s *Database) VerifyChecksums() error {
	done, err := s.use()
	if err != nil {
		return err
	}
	defer done()
	return s.Db.VerifyChecksum()
}

// use counts the caller among the users, until done is called.
func (s *Database) use() (done func(), err error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.closed {
		return nil, ErrClosed
	}
	s.users.Add(1)
	return s.users.Done, nil
}

// badgerTxn is one Badger transaction.
type badgerTxn struct {
	tx      *badger.Txn
	written *[]string // the keys that it has written; nil where it only reads
}

func (t badgerTxn) Get(key []byte) ([]byte, error) {
	item, err := t.tx.Get(Placed(key))
	if errors.Is(err, badger.ErrKeyNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return item.ValueCopy(nil)
}

func (t badgerTxn) Set(key, value []byte) error {
	t.writes(key)
	return t.tx.Set(Placed(key), value)
}

func (t badgerTxn) Remove(key []byte) error {
	t.writes(key)
	return t.tx.Delete(Placed(key))
}

func (t badgerTxn) writes(key []byte) {
	if t.written != nil {
		*t.written = append(*t.written, string(key))
	}
}

func (t badgerTxn) Each(prefix []byte, f func(key, value []byte) error) error {
	return t.EachFrom(prefix, nil, f)
}

func (t badgerTxn) EachFrom(prefix, after []byte, f func(key, value []byte) error) error {
	return t.scan(prefix, after, func(item *badger.Item) error {
		return item.Value(func(value []byte) error { return f(item.Key()[1:], value) })
	})
}

func (t badgerTxn) Count(prefix byte) (n int, err error) {
	err = t.scan([]byte{prefix}, nil, func(*badger.Item) error { n++; return nil })
	return n, err
}

// scan goes through the keys of a prefix, bucket after bucket, from the one behind after. It passes
// over a key in another bucket than its own, which nobody looks up; where it goes through the whole
// store, that is its error in the end.
func (t badgerTxn) scan(prefix, after []byte, f func(*badger.Item) error) error {
	var misplaced error
	first, last := bucketsOf(prefix)
	o := badger.DefaultIteratorOptions
	o.PrefetchValues = false // values lie beside their keys; Badger would begin a goroutine for each
	if first == last {
		o.Prefix = append([]byte{byte(first)}, prefix...)
	}
	it := t.tx.NewIterator(o)
	defer it.Close()
	start := append([]byte{byte(first)}, prefix...)
	if len(after) > 0 {
		start = append(Placed(after), 0) // the next key there can be
	}
	for it.Seek(start); it.Valid(); {
		k := it.Item().Key()
		bucket := int(k[0])
		switch {
		case bucket > last:
			return nil
		case len(k) == 1 || bytes.HasPrefix(k[1:], prefix):
			if len(k) == 1 || bucketOf(k[1:]) != k[0] {
				misplaced = Malformed(k)
			} else if err := f(it.Item()); err != nil {
				return err
			}
			it.Next()
		case bytes.Compare(k[1:], prefix) < 0:
			it.Seek(append([]byte{k[0]}, prefix...))
		case bucket < last:
			it.Seek(append([]byte{k[0] + 1}, prefix...))
		default:
			return nil
		}
	}
	if len(prefix) > 0 {
		return nil
	}
	return misplaced
}

func (s *Database) View(f func(Txn) error) error {
	done, err := s.use()
	if err != nil {
		return err
	}
	defer done()
	return s.Db.View(func(t *badger.Txn) error { return f(badgerTxn{t, nil}) })
}

// badgerWriting is an open transaction of the database, which is not closed under it.
type badgerWriting struct {
	badgerTxn
	store *Database
	done  func()
}

// Begin waits for commits that are under way, because Badger's transactions read what was committed
// before they began. So whoever wants to fill one while another is committed begins it before.
func (s *Database) Begin() (Writing, error) {
	done, err := s.use()
	if err != nil {
		return nil, err
	}
	return &badgerWriting{badgerTxn{s.Db.NewTransaction(true), new([]string)}, s, done}, nil
}

func (w *badgerWriting) Commit() error {
	defer w.done()
	w.store.writing.RLock()
	defer w.store.writing.RUnlock()
	defer w.store.changes.note(*w.written)()
	return w.tx.Commit()
}

func (w *badgerWriting) Discard() {
	w.tx.Discard()
	w.done()
}

func (s *Database) Update(f func(Txn) error) error {
	done, err := s.use()
	if err != nil {
		return err
	}
	defer done()
	s.writing.RLock()
	defer s.writing.RUnlock()
	t := badgerTxn{s.Db.NewTransaction(true), new([]string)}
	defer t.tx.Discard()
	if err := f(t); err != nil {
		return err
	}
	defer s.changes.note(*t.written)()
	return t.tx.Commit()
}

// ErrTooBig says that a transaction has reached Badger's limit.
var ErrTooBig = badger.ErrTxnTooBig
