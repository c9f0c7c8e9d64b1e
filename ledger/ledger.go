package ledger

import (
	"crypto"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"ikrar/signer/files"

	"ikrar/signer"
	"ikrar/verify"
)

// Options say where a ledger lives and who it is.
type Options struct {
	Dir      string             // the ledger's directory; the database is in its subdirectory "store"
	Head     string             // path of the head file, outside Dir so that an older Dir put back is noticed
	Erasures string             // path of the file that keeps the erasures for a restore, beside Head; empty keeps none
	StoreKey []byte             // 32 bytes: AES-256 at rest; nil leaves the store in the clear (tests)
	Origin   string             // of the institution
	Root     verify.VerifierKey // signs the first trust list
	Key      crypto.Signer      // the ledger's, until Appoint puts another in its place; nil opens it for reading
	Reserve  uint64             // bytes that must stay free on the disk

	// ReadOnly opens the ledger as it is and writes nothing, not even with its Key, which then signs
	// checkpoints alone. A ledger that was not closed is [ErrUnsettled]; where the system has no such
	// way ([ErrWrites]), ReadOnly is no more than a promise to record nothing.
	ReadOnly bool

	// Settle lets [Audit] open a store that was not closed, or cannot be read otherwise, as one who
	// writes does.
	Settle bool

	// AcceptClock is the operator's word that the clock is right although it is behind the last entry or has jumped.
	// Times still never decrease.
	AcceptClock bool

	// AcceptHead is the operator's word, where the head file is missing, that this many entries are all that was ever
	// acknowledged. 0 is no word.
	AcceptHead uint64

	Now func() time.Time // the wall clock, with its monotonic reading
}

// Ledger is an open ledger. Its methods may be called by several goroutines at once.
type Ledger struct {
	options Options
	store   store
	origin  string
	clock   clock
	host    *client // the process that has the database, where it is another; nil in that one
	seen    uint64  // size in the head file when the ledger was opened

	ahead *snapshot // after the last commit, sealed or not; the sequencer's

	mutex   sync.RWMutex // guards current and fatal
	current *snapshot    // after the last seal: what readers see and answers speak of

	nodes nodes // of the tree, that proofs have read

	publishing sync.Mutex // guards shown, and that one publishes at a time
	shown      *published // what was read or published last

	signing  sync.Mutex        // guards the two, and that one signs at a time
	signedOf verify.Checkpoint // that was signed last, and its note: every proof asks for one
	signed   []byte

	listing sync.Mutex  // guards listed
	listed  *statusList // the status list that was signed last

	queue    chan *request
	closing  chan struct{}
	finished chan struct{}
	closed   atomic.Bool
	fatal    error // why the ledger is out of service

	drawers sync.Mutex // one change of drawers at a time
	erasing sync.Mutex // one erasure at a time is recorded and finished
	resumed bool       // opening finished an erasure that was stopped
}

// snapshot is the ledger's state after a commit.
type snapshot struct {
	head  head
	tree  *tree
	root  [32]byte
	trust *verify.Trust
	note  []byte        // the trust list as it stands
	key   crypto.Signer // the ledger's, from the next entry on; nil where it was opened for reading

	highest signer.Kind // of all entries

	changed uint64 // index after the last revocation since the ledger was opened
	erased  bool   // something was ever erased: until then no pledge is looked for among what was
}

// Create makes a new ledger in an empty or absent directory and records the trust list as entry 0.
func Create(o Options, trust []byte) (*Ledger, error) {
	if err := o.checkDisk(o.Reserve); err != nil {
		return nil, err
	}
	if err := files.MakeDir(o.storeDir()); err != nil {
		return nil, err
	}
	l, err := open(o, func(c condition) error {
		if c.fresh {
			return nil
		}
		return o.known(c)
	})
	if err != nil {
		return nil, err
	}
	if l.current.head.Size != 0 {
		return nil, errors.Join(ErrExists, l.store.close())
	}
	c, err := prepare(signer.KindTrust, trust, o.Origin, nil, o.Root)
	if err == nil {
		if t := c.claims.(*verify.Trust); t.Origin != o.Origin {
			err = refuse(RuleTrustOrigin, "origin", t.Origin)
		}
	}
	if err == nil {
		r := &request{candidate: c, acceptClock: o.AcceptClock, done: make(chan answer, 1)}
		l.commit([]*request{r})
		err = (<-r.done).err
	}
	if err != nil {
		return nil, errors.Join(err, l.store.close())
	}
	l.start()
	return l, nil
}

// OpenLedger opens a ledger that Create made. It refuses with a [RollbackError] where the head file has seen more than
// the database holds, or something else; and to record, that is with a key, with a [HeadMissingError] where there is no head
// file, and with a [LaterError] where a newer version has continued the ledger.
func OpenLedger(o Options) (*Ledger, error) {
	if err := o.there(); err != nil {
		return nil, err
	}
	l, err := open(o, o.known)
	if err != nil {
		return nil, err
	}
	if l.current.head.Size == 0 {
		return nil, errors.Join(fmt.Errorf("%s: %w", o.Dir, ErrNotFound), l.store.close())
	}
	if err := errors.Join(l.catchUp(), l.finishErasures()); err != nil {
		return nil, errors.Join(err, l.store.close())
	}
	l.start()
	return l, nil
}

// there refuses a directory without a store, in which Badger would make an empty one.
func (o Options) there() error {
	if _, err := os.Stat(o.storeDir()); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = ErrNotFound
		}
		return fmt.Errorf("%s: %w", o.Dir, err)
	}
	return nil
}

func open(o Options, check func(condition) error) (*Ledger, error) {
	if err := signer.CheckOrigin(o.Origin); err != nil {
		return nil, err
	}
	if o.records() {
		if err := o.checkDisk(min(o.Reserve, openReserve)); err != nil {
			return nil, err
		}
	}
	way := openWrite
	if o.ReadOnly && canRead {
		way = openRead
	}
	s, err := way(serving, o.storeDir(), o.StoreKey, check)
	if err != nil {
		return nil, err
	}
	l := &Ledger{options: o, store: s, origin: o.Origin, clock: startClock(o.Now),
		queue: make(chan *request, 4*maxBatch), closing: make(chan struct{}), finished: make(chan struct{})}
	if err = l.load(); err == nil {
		err = l.readKinds()
	}
	if err == nil && o.records() {
		err = errors.Join(files.Sweep(o.Head), files.Sweep(o.Erasures)) // the store's lock says that nobody else writes them
	}
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	return l, nil
}

// load reads the state of the log and holds it against the head file.
func (l *Ledger) load() error {
	seen, err := readHead(l.options.Head, l.origin)
	if err != nil {
		return err
	}
	l.seen = seen.Size
	return l.store.view(func(t txn) error {
		if err := checkLayout(t); err != nil {
			return err
		}
		var h head
		if found, err := stored[head](t, []byte{prefixHead}); err != nil {
			return err
		} else if found != nil {
			h = *found
		}
		if h.Size < seen.Size {
			return &RollbackError{Head: seen.Size, Store: h.Size}
		}
		if seen.Size > 0 {
			root, err := rootAt(t, seen.Size)
			if err != nil { // a tile that cannot be read tells nothing of an older copy
				return fmt.Errorf("%w: the tree of %d entries: %w", ErrDamaged, seen.Size, err)
			}
			if root != seen.Root {
				return &RollbackError{Head: seen.Size, Store: h.Size}
			}
		}
		s := &snapshot{head: h, key: l.options.Key}
		var err error
		if s.tree, err = loadTree(t, int64(h.Size)); err != nil {
			return err
		}
		root, err := s.tree.root()
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
		s.erased, err = anyErased(t)
		return err
	})
}

// catchUp brings a head file that is behind up to the database, as after a crash between the two: what the database holds may
// be answered from now on. No crash takes the file away. Where it is missing, nobody here knows whether there were more
// entries, whose indexes would be given out again; that is the operator's to say.
func (l *Ledger) catchUp() error {
	size, accepted := l.current.head.Size, l.options.AcceptHead
	switch {
	case !l.options.records() || size == l.seen:
		return nil
	case l.seen == 0 && size != accepted:
		return &HeadMissingError{Head: l.options.Head, Size: size, Accepted: accepted}
	}
	return l.writeHead(l.current)
}

// HeadMissing says whether the ledger was opened for reading without a head file: nothing here says whether entries are missing
// at its end.
func (l *Ledger) HeadMissing() bool { return l.host == nil && !l.options.records() && l.seen == 0 }

func (l *Ledger) writeHead(s *snapshot) error {
	f, err := l.newHead(s)
	if err != nil {
		return err
	}
	return f.Replace()
}

// newHead writes the head file beside the one that counts.
func (l *Ledger) newHead(s *snapshot) (files.Prepared, error) {
	return files.Prepare(l.options.Head, []byte(s.checkpoint(l.origin).Text()), files.Private)
}

// records says whether the ledger was opened to record.
func (o Options) records() bool { return o.Key != nil && !o.ReadOnly }

// checkDisk refuses to write where less than the reserve is free.
func (o Options) checkDisk(reserve uint64) error {
	free, err := freeSpace(existing(o.Dir))
	if err != nil || free < reserve {
		return either(err, &DiskError{Dir: o.Dir, Free: free, Reserve: reserve})
	}
	return nil
}

// existing is the path itself or the nearest directory above it that is there.
func existing(path string) string {
	for parent := filepath.Dir(path); parent != path; path, parent = parent, filepath.Dir(parent) {
		if _, err := os.Stat(path); err == nil {
			break
		}
	}
	return path
}

// trustInForce reads the last recorded trust list. Its signature was checked when it was recorded.
func (l *Ledger) trustInForce(s state) (*verify.Trust, []byte, error) {
	digest, err := s.get([]byte{prefixTrust})
	if err != nil || len(digest) != len(signer.Digest{}) {
		return nil, nil, errors.Join(fmt.Errorf("trust list: %w", ErrNotFound), err)
	}
	raw, err := statementRaw(s, signer.Digest(digest))
	if err != nil {
		return nil, nil, err
	}
	t, err := verify.PinTrust(raw)
	return t, raw, err
}

// Close lets what was accepted finish, then closes the store.
func (l *Ledger) Close() error {
	if l.closed.Swap(true) {
		return nil
	}
	if l.host != nil {
		return l.store.close()
	}
	close(l.closing)
	<-l.finished
	return l.store.close()
}

func (l *Ledger) snapshot() *snapshot {
	if l.host != nil {
		return l.host.state()
	}
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	return l.current
}

// Size returns the number of entries.
func (l *Ledger) Size() uint64 { return l.snapshot().head.Size }

// Trust returns the trust list in force and its note.
func (l *Ledger) Trust() (*verify.Trust, []byte) {
	s := l.snapshot()
	return s.trust, s.note
}

// Origin returns the institution's origin.
func (l *Ledger) Origin() string { return l.origin }
