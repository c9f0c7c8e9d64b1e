package ledger

// state is what rules read and write: the store within one transaction, or an auditor's own.
type state interface {
	get(key []byte) ([]byte, error) // nil where there is nothing; the caller may keep the value
	set(key, value []byte) error
	remove(key []byte) error
}

// txn is one transaction on a store. It sees its own writes; one that only reads is a snapshot, and its set and remove
// are errors.
type txn interface {
	state
	// each calls f for every key of a prefix, in the order of [placed]. Key and value are f's only during the call. Through all
	// keys, it ends with an error where one is in another bucket than its own.
	each(prefix []byte, f func(key, value []byte) error) error
	// eachFrom is each for the keys after one; from the first where after is empty.
	eachFrom(prefix, after []byte, f func(key, value []byte) error) error
	// count counts the keys of a prefix.
	count(prefix byte) (int, error)
}

// store is where a ledger keeps its keys: a database of its own, or another process that has it.
type store interface {
	view(f func(txn) error) error   // on a snapshot; may be called within itself
	update(f func(txn) error) error // in a transaction; returns once it is on disk
	begin() (writing, error)        // a transaction whose commit may go on while the next one is filled
	verifyChecksums() error         // of every block of every table
	purge() error                   // takes off the disk what wipe has marked
	close() error
}

// writing is a transaction that is filled, and then committed or discarded. It sees what was committed when it began.
type writing interface {
	txn
	commit() error // returns once it is on disk
	discard()
}
