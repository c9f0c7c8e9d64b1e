// Package store keeps rows in Badger, and is the only one that knows it: keys and the order in
// which they lie (STORE.md section 1), transactions, how a directory is looked at before Badger may
// touch it, and how bytes are taken off the disk.
package store

// State is what rules read and write: the store within one transaction, or an auditor's own.
type State interface {
	Get(key []byte) ([]byte, error) // nil where there is nothing; the caller may keep the value
	Set(key, value []byte) error
	Remove(key []byte) error
}

// Txn is one transaction on a store. It sees its own writes; one that only reads is a snapshot, and
// its set and remove are errors.
type Txn interface {
	State
	// Each calls f for every key of a prefix, in the order of [Placed]. Key and value are f's only
	// during the call. Through all keys, it ends with an error where one is in another bucket than
	// its own.
	Each(prefix []byte, f func(key, value []byte) error) error
	// EachFrom is each for the keys after one; from the first where after is empty.
	EachFrom(prefix, after []byte, f func(key, value []byte) error) error
	// Count counts the keys of a prefix.
	Count(prefix byte) (int, error)
}

// Viewer gives snapshots of a store.
type Viewer interface {
	View(f func(Txn) error) error // may be called within itself
}

// Store is where a ledger keeps its keys: a database of its own, or another process that has it.
type Store interface {
	Viewer
	Update(f func(Txn) error) error // in a transaction; returns once it is on disk
	Begin() (Writing, error)        // a transaction whose commit may go on while the next one is filled
	VerifyChecksums() error         // of every block of every table
	Changes(since Mark) (now Mark, keys [][]byte, all bool)
	Purge() error // takes off the disk what wipe has marked
	Close() error
}

// Writing is a transaction that is filled, and then committed or discarded. It sees what was
// committed when it began.
type Writing interface {
	Txn
	Commit() error // returns once it is on disk
	Discard()
}
