package ledger

import (
	"crypto"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/clock"
	"ikrar/ledger/internal/drawers"
	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/place"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/verify/trust"
)

// keeper is the book in the process that has the database: the one that writes.
type keeper struct {
	options Options
	store   store.Store
	clock   clock.Clock
	seen    uint64 // size in the head file when the ledger was opened

	ahead *snapshot // after the last commit, sealed or not; the sequencer's

	mutex   sync.RWMutex // guards current and fatal
	current *snapshot    // after the last seal: what readers see and answers speak of

	publishing sync.Mutex      // guards shown, and that one publishes at a time
	shown      *book.Published // what was read or published last

	signing  sync.Mutex       // guards the two, and that one signs at a time
	signedOf trust.Checkpoint // that was signed last, and its note: every proof asks for one
	signed   []byte

	listing sync.Mutex  // guards listed
	listed  *statusList // the status list that was signed last

	queue    chan *request
	closing  chan struct{}
	finished chan struct{}
	closed   atomic.Bool
	fatal    error // why the ledger is out of service

	drawers drawers.Writer
	erasing sync.Mutex // one erasure at a time is recorded and finished
	resumed bool       // opening finished an erasure that was stopped
}

// snapshot is the ledger's state after a commit.
type snapshot struct {
	head  store.Head
	tree  *merkle.Tree
	root  [32]byte
	trust *trust.List
	note  []byte        // the trust list as it stands
	key   crypto.Signer // the ledger's, from the next entry on; nil where it was opened for reading

	highest signer.Kind // of all entries

	changed uint64 // index after the last revocation since the ledger was opened
	erased  bool   // something was ever erased: until then no pledge is looked for among what was
}

// createKeeper makes a new ledger in an empty or absent directory and records the trust list as
// entry 0.
func createKeeper(o Options, list []byte) (*keeper, error) {
	if err := store.CheckDisk(o.Dir, o.Reserve); err != nil {
		return nil, err
	}
	if err := files.MakeDir(o.place().StoreDir()); err != nil {
		return nil, err
	}
	l, err := open(o, func(c store.Condition) error {
		if c.Fresh {
			return nil
		}
		return o.place().Known(c)
	})
	if err != nil {
		return nil, err
	}
	if l.current.head.Size != 0 {
		return nil, errors.Join(ErrExists, l.store.Close())
	}
	c, err := rules.Prepare(signer.KindTrust, list, o.Origin, nil, o.Root)
	if err == nil {
		if t := c.Claims.(*trust.List); t.Origin != o.Origin {
			err = rules.Refuse(rules.RuleTrustOrigin, "origin", t.Origin)
		}
	}
	if err == nil {
		r := &request{candidate: c, acceptClock: o.AcceptClock, done: make(chan answer, 1)}
		l.commit([]*request{r})
		err = (<-r.done).err
	}
	if err != nil {
		return nil, errors.Join(err, l.store.Close())
	}
	l.start()
	return l, nil
}

// openKeeper opens a ledger that createKeeper made. Its errors are those of [OpenLedger].
func openKeeper(o Options) (*keeper, error) {
	if err := o.place().There(); err != nil {
		return nil, err
	}
	l, err := open(o, o.place().Known)
	if err != nil {
		return nil, err
	}
	if l.current.head.Size == 0 {
		return nil, errors.Join(fmt.Errorf("%s: %w", o.Dir, ErrNotFound), l.store.Close())
	}
	if err := errors.Join(l.catchUp(), l.finishErasures()); err != nil {
		return nil, errors.Join(err, l.store.Close())
	}
	l.start()
	return l, nil
}

func open(o Options, check func(store.Condition) error) (*keeper, error) {
	if err := signer.CheckOrigin(o.Origin); err != nil {
		return nil, err
	}
	if o.Now == nil {
		return nil, errors.New("ledger: Options.Now is nil: give a clock, as time.Now")
	}
	if o.records() {
		if err := store.CheckDisk(o.Dir, min(o.Reserve, openReserve)); err != nil {
			return nil, err
		}
	}
	way := store.OpenWrite
	if o.ReadOnly {
		way = store.OpenRead
	}
	s, err := way(store.Serving, o.place().StoreDir(), o.StoreKey, check)
	if err != nil {
		return nil, err
	}
	l := &keeper{options: o, store: s, clock: clock.Start(o.Now),
		queue: make(chan *request, 4*maxBatch), closing: make(chan struct{}), finished: make(chan struct{})}
	if err = l.load(); err == nil {
		err = l.readKinds()
	}
	if err == nil && o.records() {
		err = errors.Join(
			files.Sweep(o.Head),
			files.Sweep(o.Erasures),
		) // the store's lock says that nobody else writes them
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return l, nil
}

// load reads the state of the log and holds it against the head file.
func (l *keeper) load() error {
	seen, err := place.ReadHead(l.options.Head, l.options.Origin)
	if err != nil {
		return err
	}
	l.seen = seen.Size
	return l.store.View(func(t store.Txn) error {
		if err := rules.CheckLayout(t); err != nil {
			return err
		}
		var h store.Head
		if found, err := store.Stored[store.Head](t, []byte{store.PrefixHead}); err != nil {
			return err
		} else if found != nil {
			h = *found
		}
		if h.Size < seen.Size {
			return &RollbackError{Head: seen.Size, Store: h.Size}
		}
		if seen.Size > 0 {
			root, err := merkle.RootAt(t, seen.Size)
			if err != nil { // a tile that cannot be read tells nothing of an older copy
				return fmt.Errorf("%w: the tree of %d entries: %w", ErrDamaged, seen.Size, err)
			}
			if root != seen.Root {
				return &RollbackError{Head: seen.Size, Store: h.Size}
			}
		}
		s := &snapshot{head: h, key: l.options.Key}
		var err error
		if s.tree, err = merkle.LoadTree(t, int64(h.Size)); err != nil {
			return err
		}
		root, err := s.tree.Root()
		if err != nil {
			return err
		}
		s.root = root
		if h.Size > 0 {
			if s.trust, s.note, err = l.trustInForce(t); err != nil {
				return err
			}
		}
		l.current, l.ahead = s, s
		s.erased, err = rules.AnyErased(t)
		return err
	})
}

// catchUp brings a head file that is behind up to the database, as after a crash between the two:
// what the database holds may be answered from now on. No crash takes the file away. Where it is
// missing, nobody here knows whether there were more entries, whose indexes would be given out
// again; that is the operator's to say.
func (l *keeper) catchUp() error {
	size, accepted := l.current.head.Size, l.options.AcceptHead
	switch {
	case !l.options.records() || size == l.seen:
		return nil
	case l.seen == 0 && size != accepted:
		return &HeadMissingError{Head: l.options.Head, Size: size, Accepted: accepted}
	}
	return l.writeHead(l.current)
}

func (l *keeper) writeHead(s *snapshot) error {
	f, err := l.newHead(s)
	if err != nil {
		return err
	}
	return f.Replace()
}

// newHead writes the head file beside the one that counts.
func (l *keeper) newHead(s *snapshot) (files.Prepared, error) {
	return files.Prepare(l.options.Head, []byte(s.checkpoint(l.options.Origin).Text()), files.Private)
}

// trustInForce reads the last recorded trust list. Its signature was checked when it was recorded.
func (l *keeper) trustInForce(s store.State) (*trust.List, []byte, error) {
	digest, err := s.Get([]byte{store.PrefixTrust})
	if err != nil || len(digest) != len(signer.Digest{}) {
		return nil, nil, errors.Join(fmt.Errorf("trust list: %w", ErrNotFound), err)
	}
	raw, err := rules.StatementRaw(s, signer.Digest(digest))
	if err != nil {
		return nil, nil, err
	}
	t, err := trust.Pin(raw)
	return t, raw, err
}

// Close lets what was accepted finish, then closes the store.
func (l *keeper) Close() error {
	if l.closed.Swap(true) {
		return nil
	}
	close(l.closing)
	<-l.finished
	return l.store.Close()
}

// State is the log as it is acknowledged now.
func (l *keeper) State() book.State {
	s := l.snapshot()
	return book.State{Head: s.head, Root: s.root, Trust: s.trust, Note: s.note}
}

func (l *keeper) snapshot() *snapshot {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	return l.current
}

func (l *keeper) View(f func(store.Txn) error) error { return l.store.View(f) }

// Changes says which keys were written since a mark; see [store.Database.Changes].
func (l *keeper) Changes(since store.Mark) (now store.Mark, keys [][]byte, all bool) {
	return l.store.Changes(since)
}

func (l *keeper) VerifyChecksums() error { return l.store.VerifyChecksums() }

// ReadOnly says whether this process opened the ledger to read it.
func (l *keeper) ReadOnly() bool { return l.options.ReadOnly }

// HeadMissing says whether the ledger was opened for reading without a head file.
func (l *keeper) HeadMissing() bool { return !l.options.records() && l.seen == 0 }

// FinishedErasure says whether opening the ledger finished an erasure that was stopped.
func (l *keeper) FinishedErasure() bool { return l.resumed }

// Err says why the ledger is out of service: nil while it is not.
func (l *keeper) Err() error {
	if l.closed.Load() {
		return ErrClosed
	}
	return l.failed()
}

// CheckBlocks reads every block of every table. Its error is [ErrDamaged] or says that it could not
// look.
func (l *keeper) CheckBlocks() (err error) {
	died := store.Unpanicked(func() error { err = l.store.VerifyChecksums(); return nil })
	switch {
	case died != nil:
		return fmt.Errorf("%w: a block of a table cannot be read", ErrDamaged)
	case err == nil, errors.Is(err, ErrClosed):
		return err
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}
