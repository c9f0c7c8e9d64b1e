package share

import (
	"encoding/gob"
	"errors"
	"io/fs"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// What passes over the home's socket, between the process that has the database and another of the
// same owner: net/rpc's calls, in gob. Both ends are one program, so the wire is nobody's contract.
// STORE.md section 5 says what may be asked.

// Service is the name under which a shared ledger answers. It has another one with each layout of
// the store, because views give keys in its order: until the server is started anew, the process of
// an earlier program is another ledger's.
const Service = "Ledger3"

// noService is how net/rpc begins to say that it knows no such name.
const noService = "rpc: can't find service "

// Calls and answers, without names of their own because net/rpc wants exported types or such; those
// that tests call are exported. A view is a snapshot that the other side keeps open; its number is
// the connection's own.
type (
	Nothing = struct{}

	StateAnswer = struct {
		Size   uint64
		Time   int64
		Last   [32]byte
		Root   [32]byte
		Origin string
		Note   []byte // the trust list, unless the caller has it: see StateCall
		Fault  *fault
	}
	StateCall = struct{ Serial uint64 } // of the trust list that the caller has; 0 for none

	appendCall = struct {
		Kind        signer.Kind
		Statement   []byte
		AcceptClock bool
	}
	AppendAnswer = struct {
		Receipt rules.Receipt
		Fault   *fault
	}

	allCall = struct { // one answer for each
		Kind        signer.Kind
		Statements  [][]byte
		AcceptClock bool
	}
	allAnswer = struct{ All []AppendAnswer }

	togetherCall = struct {
		All         []book.Statement
		AcceptClock bool
	}
	togetherAnswer = struct {
		Receipts []rules.Receipt
		Fault    *fault
	}

	eraseCall = struct {
		Statement   []byte
		Also        [][]byte // whole keys of drawers
		AcceptClock bool
	}
	personalCall   = struct{ Subject signer.Subject }
	personalAnswer = struct {
		Held  []book.Held
		Fault *fault
	}

	noteCall   = struct{ Note []byte } // a checkpoint to publish; why to halt
	noteAnswer = struct {              // the checkpoint of the moment, or the status list
		Note  []byte
		Fault *fault
	}

	AppointCall = struct {
		Key         []byte // private, as crypto/ed25519 has it
		AcceptClock bool
	}
	TurnAnswer = struct { // recording waits for the trust list of this index
		Index uint64
		Fault *fault
	}
	ListCall = struct {
		Index uint64
		Note  []byte // empty where there is none
	}

	writeCall = struct { // of a drawer, with whole keys
		Changes []book.Change
	}

	ViewAnswer = struct {
		View  uint64
		Fault *fault
	}
	lookCall = struct { // a view, with all that has changed since the caller's last
		Serial uint64     // as StateCall has it
		Since  store.Mark // what the caller has read is as of then
		Drop   []uint64   // views that the caller has done with
	}
	lookAnswer = struct {
		State   StateAnswer
		View    uint64
		Mark    store.Mark // of the view
		Changed [][]byte   // keys
		All     bool       // too much to be named, or nobody knows any more
		Fault   *fault
	}
	severalCall = struct {
		View uint64
		Keys [][]byte
	}
	severalAnswer = struct {
		Values []GetAnswer // without faults
		Fault  *fault
	}
	GetCall = struct {
		View uint64
		Key  []byte
	}
	GetAnswer = struct {
		Value []byte
		Found bool
		Fault *fault
	}
	pageCall = struct {
		View   uint64
		Prefix []byte
		After  []byte // the last key of the page before; empty for the first
		Count  bool   // how many there are, and no page
		Large  bool   // of a few megabytes: the way is long
	}
	pageAnswer = struct {
		Keys, Values [][]byte
		End          bool // there are no more
		Count        int
		Fault        *fault
	}
	faultAnswer = struct{ Fault *fault }
)

// MaxCall is the largest body of a call from afar, in bytes: a PDF, or a piece of a roster.
const MaxCall = 20 << 20

// farPageBytes is the same for a way that is long: a province's roster is one page.
const farPageBytes = 8 << 20

// PageBytes bounds a page of keys and values: few round trips, and little memory on either side.
const PageBytes = 1 << 20

func init() { gob.Register(signer.Kind(0)) } // an argument of some refusals

// fault is an error on its way to the other process: what its callers tell apart survives, the rest
// is text.
type fault struct {
	Text   string
	Rule   *rules.RuleError
	Clock  *book.ClockError
	Disk   *store.DiskError
	Causes []int // positions in causes
}

// Causes are the errors that callers branch on with errors.Is. Both ends are one program, so
// positions are enough.
var Causes = []error{
	store.ErrLocked,
	store.ErrNotFound,
	rules.ErrErased,
	book.ErrReadOnly,
	store.ErrClosed,
	book.ErrPublish,
	signer.ErrEncoding,
	eddsa.ErrSignature,
	eddsa.ErrKey,
	fs.ErrNotExist,
	book.ErrChanged,
	store.ErrDamaged,
	ErrRight,
	errNoView,
}

func faultOf(err error) *fault {
	if err == nil {
		return nil
	}
	f := &fault{Text: err.Error()}
	errors.As(err, &f.Rule)
	errors.As(err, &f.Clock)
	errors.As(err, &f.Disk)
	for n, cause := range Causes {
		if errors.Is(err, cause) {
			f.Causes = append(f.Causes, n)
		}
	}
	return f
}

// Err is the error that the fault stands for; nil for none.
func (f *fault) Err() error {
	switch {
	case f == nil:
		return nil
	case f.Rule != nil:
		return f.Rule
	case f.Clock != nil:
		return f.Clock
	case f.Disk != nil:
		return f.Disk
	}
	return &farError{f}
}

// farError is an error of the other process.
type farError struct{ *fault }

func (e *farError) Error() string { return e.Text }

func (e *farError) Unwrap() []error {
	var all []error
	for _, n := range e.Causes {
		if n >= 0 && n < len(Causes) {
			all = append(all, Causes[n])
		}
	}
	return all
}
