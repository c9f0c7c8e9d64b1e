package ledger

import (
	"crypto"
	"path/filepath"
	"time"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/place"
	"ikrar/ledger/internal/rules"
	"ikrar/verify/trust"
)

// Options say where a ledger lives and who it is.
type Options struct {
	Dir      string            // the ledger's directory; the database is in its subdirectory "store"
	Head     string            // path of the head file, outside Dir so that an older Dir put back is noticed
	Erasures string            // path of the file that keeps the erasures for a restore, beside Head; empty keeps none
	PDFs     string            // directory of issued PDFs, where what an erasure names is removed; empty for none
	StoreKey []byte            // 32 bytes: AES-256 at rest; nil leaves the store in the clear (tests)
	Origin   string            // of the institution
	Root     trust.VerifierKey // signs the first trust list
	Key      crypto.Signer     // the ledger's, until Appoint puts another in its place; nil opens it for reading
	Reserve  uint64            // bytes that must stay free on the disk

	// ReadOnly opens the ledger as it is and writes nothing, not even with its Key, which then
	// signs checkpoints alone. A ledger that was not closed is [ErrUnsettled].
	ReadOnly bool

	// Settle lets [Audit] open a store that was not closed as one who writes does.
	Settle bool

	// AcceptClock is the operator's word that the clock is right although it is behind the last
	// entry or has jumped. Times still never decrease.
	AcceptClock bool

	// AcceptHead is the operator's word, where the head file is missing, that this many entries are
	// all that was ever acknowledged. 0 is no word.
	AcceptHead uint64

	Now func() time.Time // the wall clock, with its monotonic reading; required
}

// withDefaults are the options with what was left out.
func (o Options) withDefaults() Options {
	if o.Head == "" && o.Dir != "" {
		o.Head = filepath.Clean(o.Dir) + ".head"
	}
	return o
}

// place is where the ledger lies.
func (o Options) place() place.Place {
	o = o.withDefaults()
	return place.Place{Dir: o.Dir, Head: o.Head, Origin: o.Origin, StoreKey: o.StoreKey}
}

// Settled says whether the ledger was closed, so that it can be read as it is. Its error is that of
// opening it.
func (o Options) Settled() (bool, error) { return o.place().Settled() }

// Ledger is an open ledger. Its methods may be called by several goroutines at once.
type Ledger struct {
	options Options
	book    book.Book
	nodes   merkle.Nodes // of the tree, that proofs have read

	addresses rules.Addresses
}

// records says whether the ledger was opened to record.
func (o Options) records() bool { return o.Key != nil && !o.ReadOnly }

// Create makes a new ledger in an empty or absent directory and records the trust list as entry 0.
func Create(o Options, list []byte) (*Ledger, error) {
	o = o.withDefaults()
	k, err := createKeeper(o, list)
	if err != nil {
		return nil, err
	}
	return &Ledger{options: o, book: k}, nil
}

// OpenLedger opens a ledger that Create made. It refuses with a [RollbackError] where the head file
// has seen more than the database holds, or something else; and to record, that is with a key, with
// a [HeadMissingError] where there is no head file, and with a [LaterError] where a newer version
// has continued the ledger.
func OpenLedger(o Options) (*Ledger, error) {
	o = o.withDefaults()
	k, err := openKeeper(o)
	if err != nil {
		return nil, err
	}
	return &Ledger{options: o, book: k}, nil
}

// HeadMissing says whether the ledger was opened for reading without a head file: nothing here says
// whether entries are missing at its end.
func (l *Ledger) HeadMissing() bool { return l.book.HeadMissing() }

// ReadOnly says whether this process opened the ledger to read it.
func (l *Ledger) ReadOnly() bool { return l.book.ReadOnly() }

// FinishedErasure says whether opening the ledger finished an erasure that was stopped.
func (l *Ledger) FinishedErasure() bool { return l.book.FinishedErasure() }

// Err says why the ledger is out of service: nil while it is not.
func (l *Ledger) Err() error { return l.book.Err() }

// Halt takes the ledger out of service for a reason that its caller found: a witness that has seen
// another history, above all. From now on it records, signs and publishes nothing, and answers with
// the reason.
func (l *Ledger) Halt(why error) { l.book.Halt(why) }

// Close lets what was accepted finish, then closes the store.
func (l *Ledger) Close() error { return l.book.Close() }

// Size returns the number of entries.
func (l *Ledger) Size() uint64 { return l.book.State().Head.Size }

// Trust returns the trust list in force and its note.
func (l *Ledger) Trust() (*trust.List, []byte) {
	s := l.book.State()
	return s.Trust, s.Note
}

// Origin returns the institution's origin.
func (l *Ledger) Origin() string { return l.options.Origin }

// Address is a public address of the institution, as a recorded trust list says it.
type Address = rules.Address

// Addresses returns the address of every trust list that was ever in force, in their order; the
// last is today's. A call costs nothing but after another list has come into force, when the log is
// read. The slice is shared: read it only.
func (l *Ledger) Addresses() ([]Address, error) {
	s := l.book.State()
	return l.addresses.Of(l.book, s.Head.Size, s.Trust.Serial)
}
