package share

import (
	"bytes"
	"cmp"
	"context"
	"crypto"
	"crypto/ed25519"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/ledger/internal/window"
	"ikrar/signer"
	"ikrar/signer/session"
	"ikrar/verify/trust"
)

// Carrier takes to a server, over HTTPS, what a client from afar asks; see [Visits] for each. An
// error that says nothing of what became of a call, since the way was cut, wraps [ErrCut]; the
// others are those of Visits.
type Carrier interface {
	Challenge(ctx context.Context) (n session.Nonce, date int64, err error)
	Open(ctx context.Context, statement []byte) (session.ID, error)
	Call(ctx context.Context, c Call, body []byte) ([]byte, error)
}

// ErrCut says that nobody knows whether a call has arrived.
var ErrCut = errors.New("the connection was cut")

// Reaching says who reaches for which ledger.
type Reaching struct {
	Pinned    *trust.List // of the ledger; newer ones are believed where its root or the named successor signed them
	Registrar crypto.Signer
	Machine   string // what people call this machine; may be empty
	Now       func() time.Time
	Patience  time.Duration // how long a call that was cut is tried again; zero for a minute
	// Seen is the checkpoint that was seen at the last visit, from which the published one goes on;
	// nil for none.
	Seen *trust.Checkpoint
}

// Far asks a server from afar. What it has read it keeps, and asks only what has changed since.
type Far struct {
	*Client
	road *road

	published atomic.Pointer[trust.Checkpoint] // the last that was seen; nil for none
	nodes     merkle.Nodes

	mutex  sync.Mutex // of what follows
	mirror *mirror
	look   *look
	done   []uint64 // views that nobody reads from
	moment uint64   // views of one moment show the same

	written atomic.Uint64 // how often this client has written
}

// look is an open view at the server, which several may share.
type look struct {
	view    uint64
	at      time.Time
	written uint64 // by this client, when it began to look
	moment  uint64
	users   int
}

// lookLife is how old a view may be when somebody begins to read: as old as what a page shows that
// was loaded a moment ago. What this client writes itself it sees at once.
const lookLife = time.Second

// Reach opens a session. Errors are those of the carrier, and of Visits.
func Reach(ctx context.Context, by Carrier, r Reaching) (*Far, error) {
	f := &Far{road: &road{by: by, reaching: r, writes: window.New(kept)}}
	f.published.Store(r.Seen)
	f.Client = &Client{way: f.road, follow: f.renew, origin: r.Pinned.Origin}
	if err := f.road.open(ctx); err != nil {
		return nil, err
	}
	if err := f.View(func(t store.Txn) error { return rules.CheckLayout(t) }); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// renew takes in a list that the server gives. It is called with the client's mutex held.
func (f *Far) renew(note []byte) (*trust.List, error) {
	list := f.known.Trust
	if list == nil {
		list = f.road.reaching.Pinned
	}
	return list.Renew(note)
}

// State is the log as it was when last looked at.
func (f *Far) State() book.State {
	own := f.written.Load()
	f.mutex.Lock()
	_, err := f.looked(own)
	f.mutex.Unlock()
	if err != nil {
		f.ending(err)
	}
	f.Client.mutex.Lock()
	defer f.Client.mutex.Unlock()
	return f.known
}

// ending remembers why nothing more can be asked.
func (f *Far) ending(err error) {
	if errors.Is(err, ErrStranger) || errors.Is(err, ErrDismissed) || errors.Is(err, store.ErrClosed) {
		f.Halt(err)
	}
}

// looked is the view from which somebody reads who began when this client had written so often. The
// mutex is held: who waited for it mostly finds that another has looked meanwhile.
func (f *Far) looked(own uint64) (*look, error) {
	now := f.road.reaching.Now()
	if f.look != nil && f.look.written >= own && now.Sub(f.look.at).Abs() < lookLife {
		return f.look, nil
	}
	own = f.written.Load()
	in := lookCall{Drop: f.done}
	if f.look != nil && f.look.users == 0 {
		in.Drop = append(in.Drop, f.look.view)
	}
	if f.mirror != nil {
		in.Since = f.mirror.mark
	}
	f.Client.mutex.Lock()
	if f.known.Trust != nil {
		in.Serial = f.known.Trust.Serial
	}
	f.Client.mutex.Unlock()
	var out lookAnswer
	err := errors.Join(f.Call("Look", in, &out), out.Fault.Err(), out.State.Fault.Err())
	if err == nil {
		f.Client.mutex.Lock()
		err = f.learn(out.State)
		f.Client.mutex.Unlock()
	}
	if err != nil {
		return nil, err
	}
	if out.All || f.mirror == nil || f.mirror.size > maxMirror {
		f.mirror = newMirror(out.Mark)
	} else {
		f.mirror.changed(out.Changed, out.Mark)
	}
	if out.All || len(out.Changed) > 0 {
		f.moment++
	}
	f.look, f.done = &look{view: out.View, at: now, written: own, moment: f.moment}, nil
	return f.look, nil
}

// View reads from a view at the server, and from what was read before.
func (f *Far) View(do func(store.Txn) error) error {
	own := f.written.Load()
	f.mutex.Lock()
	l, err := f.looked(own)
	if err == nil {
		l.users++
	}
	f.mutex.Unlock()
	if err != nil {
		f.ending(err)
		return err
	}
	defer f.leave(l)
	return do(mirrored{farTxn{f.Client, l.view}, f, l})
}

// size is how many entries the log has.
func (f *Far) size() uint64 {
	f.Client.mutex.Lock()
	defer f.Client.mutex.Unlock()
	return f.known.Head.Size
}

func (f *Far) leave(l *look) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if l.users--; l.users == 0 && l != f.look {
		f.done = append(f.done, l.view)
	}
}

func (f *Far) Append(ctx context.Context, kind signer.Kind, raw []byte, accept bool) (rules.Receipt, error) {
	defer f.written.Add(1)
	r, err := f.Client.Append(ctx, kind, raw, accept)
	if err == nil {
		err = f.believeReceipt(raw, r)
	}
	return r, err
}

func (f *Far) AppendTogether(ctx context.Context, all []book.Statement, accept bool) ([]rules.Receipt, error) {
	defer f.written.Add(1)
	receipts, err := f.Client.AppendTogether(ctx, all, accept)
	if err == nil && len(receipts) != len(all) {
		err = &FalseError{fmt.Sprintf("%d receipts of %d statements", len(receipts), len(all)), nil}
	}
	for n := range all {
		if err == nil {
			err = f.believeReceipt(all[n].Bytes, receipts[n])
		}
	}
	return receipts, err
}

// maxAtOnce is how many bytes of statements go in one call.
const maxAtOnce = 1 << 20

func (f *Far) AppendAll(ctx context.Context, kind signer.Kind, all [][]byte, accept bool) (answers []book.Appended) {
	defer f.written.Add(1)
	for len(all) > 0 {
		n, size := 0, 0
		for ; n < len(all) && size < maxAtOnce; n++ {
			size += len(all[n])
		}
		var out allAnswer
		err := f.way.ask(ctx, "AppendAll", allCall{kind, all[:n], accept}, &out)
		if err == nil && len(out.All) != n {
			err = &FalseError{fmt.Sprintf("%d answers to %d statements", len(out.All), n), nil}
		}
		for k := range n {
			one := book.Appended{Err: err}
			if err == nil {
				one = book.Appended{Receipt: out.All[k].Receipt, Err: out.All[k].Fault.Err()}
			}
			if one.Err == nil {
				one.Err = f.believeReceipt(all[k], one.Receipt)
			}
			answers = append(answers, one)
		}
		all = all[n:]
	}
	return answers
}

func (f *Far) Erase(ctx context.Context, raw []byte, also [][]byte, accept bool) (rules.Receipt, error) {
	defer f.written.Add(1)
	r, err := f.Client.Erase(ctx, raw, also, accept)
	if err == nil {
		err = f.believeReceipt(raw, r)
	}
	return r, err
}

// Write changes drawers. Where the session ended on the way, the first call may have been made:
// what then is as it was to be was written by it.
func (f *Far) Write(changes []book.Change) error {
	defer f.written.Add(1)
	before := f.road.opened.Load()
	err := f.Client.Write(changes)
	if !errors.Is(err, book.ErrChanged) || f.road.opened.Load() == before {
		return err
	}
	f.written.Add(1)
	return f.View(func(t store.Txn) error {
		for _, c := range changes {
			v, failed := t.Get(c.Key)
			if failed != nil || (v == nil) != c.Remove || !bytes.Equal(v, c.Value) {
				return cmp.Or(failed, err)
			}
		}
		return nil
	})
}

// Beside asks for a service beside the book's, by its name and a method's.
func (f *Far) Beside(ctx context.Context, method string, in, out any) error {
	return f.road.askService(ctx, method, in, out)
}

// Refresh has what is read from here on be no older than this call.
func (f *Far) Refresh() { f.written.Add(1) }

// Appoint is refused: a ledger key is appointed where the ledger is.
func (f *Far) Appoint(context.Context, ed25519.PrivateKey, func(uint64) ([]byte, error), bool) (rules.Receipt, error) {
	return rules.Receipt{}, ErrRight
}

// Checkpoint is refused: the server signs its own. [Far.Published] reads it.
func (f *Far) Checkpoint() (trust.Checkpoint, []byte, error) {
	return trust.Checkpoint{}, nil, ErrRight
}

// Publish is refused: the server publishes.
func (f *Far) Publish([]byte) error { return ErrRight }

// Published reads the record, which the server may have written since.
func (f *Far) Published() (*book.Published, error) { return book.ReadPublished(f, f.State().Trust) }

// CheckBlocks is refused: whoever has the ledger audits it.
func (f *Far) CheckBlocks() error { return ErrRight }

// VerifyChecksums is CheckBlocks.
func (f *Far) VerifyChecksums() error { return ErrRight }
