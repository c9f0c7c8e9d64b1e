package ledger

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/rpc"
	"strings"
	"sync"

	"ikrar/signer"
	"ikrar/verify"
)

// Dial opens the ledger that another process has open and shares on a socket: all its methods ask that process, which
// alone writes. Of the options it uses Origin and Root, which must be that ledger's, and AcceptClock. An error of the
// connection itself (nobody listens) is a *net.OpError.
func Dial(path string, o Options) (*Ledger, error) {
	conn, err := net.Dial("unix", nearest(path))
	if err != nil {
		return nil, err
	}
	c := &client{rpc: rpc.NewClient(conn)}
	l := &Ledger{options: o, origin: o.Origin, host: c, store: far{c}}
	if err := c.refresh(); err != nil {
		return nil, errors.Join(err, c.rpc.Close())
	}
	if c.origin != o.Origin {
		err := fmt.Errorf("%s: %w: it is of %s, not of %s", path, signer.ErrEncoding, c.origin, o.Origin)
		return nil, errors.Join(err, c.rpc.Close())
	}
	// That process may have been started before this program took its own's place.
	if err := l.store.view(func(t txn) error { return checkLayout(t) }); err != nil {
		return nil, errors.Join(err, c.rpc.Close())
	}
	return l, nil
}

// client asks the process that has the database.
type client struct {
	rpc    *rpc.Client
	origin string

	mutex sync.Mutex
	known *snapshot // without a tree; that is the sequencer's
}

// call makes one call. A connection that ended is ErrClosed: the other process was stopped.
func (c *client) call(method string, in, out any) error {
	err := c.rpc.Call(service+"."+method, in, out)
	if errors.Is(err, rpc.ErrShutdown) {
		return ErrClosed
	}
	if said, ok := err.(rpc.ServerError); ok && strings.HasPrefix(string(said), noService) {
		return ErrOlder
	}
	return err
}

// refresh asks for the state of the log as it is acknowledged now.
func (c *client) refresh() error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	var in stateCall
	if c.known != nil {
		in.Serial = c.known.trust.Serial
	}
	var out stateAnswer
	if err := errors.Join(c.call("State", in, &out), out.Fault.err()); err != nil {
		return err
	}
	s := &snapshot{head: head{Size: out.Size, Time: out.Time, Last: out.Last}, root: out.Root, note: out.Note}
	if out.Note == nil {
		s.trust, s.note = c.known.trust, c.known.note
	} else {
		var err error
		if s.trust, err = verify.PinTrust(out.Note); err != nil {
			return err
		}
	}
	c.origin, c.known = out.Origin, s
	return nil
}

// state is the state of this moment, or the last one known where the other process has gone: whatever is asked next says so.
func (c *client) state() *snapshot {
	c.refresh()
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.known
}

func (c *client) append(ctx context.Context, kind signer.Kind, statement []byte, acceptClock bool) (Receipt, error) {
	var out appendAnswer
	err := c.patient(ctx, "Append", appendCall{kind, statement, acceptClock}, &out)
	if err != nil {
		return Receipt{}, err
	}
	return out.Receipt, out.Fault.err()
}

func (c *client) erase(ctx context.Context, statement []byte, also [][]byte, acceptClock bool) (Receipt, error) {
	var out appendAnswer
	err := c.patient(ctx, "Erase", eraseCall{statement, also, acceptClock}, &out)
	if err != nil {
		return Receipt{}, err
	}
	return out.Receipt, out.Fault.err()
}

func (c *client) personal(ctx context.Context, subject signer.Subject) ([]Held, error) {
	var out personalAnswer
	err := c.patient(ctx, "Personal", personalCall{subject}, &out)
	if err != nil {
		return nil, err
	}
	return out.Held, out.Fault.err()
}

// patient makes a call that may last, until the context ends. Then out must not be read: what was asked may be done all
// the same.
func (c *client) patient(ctx context.Context, method string, in, out any) error {
	call := c.rpc.Go(service+"."+method, in, out, make(chan *rpc.Call, 1))
	select {
	case <-call.Done:
	case <-ctx.Done():
		return ctx.Err()
	}
	if errors.Is(call.Error, rpc.ErrShutdown) {
		return ErrClosed
	}
	return call.Error
}

func (c *client) checkpoint() (verify.Checkpoint, []byte, error) {
	var out noteAnswer
	if err := errors.Join(c.call("Checkpoint", nothing{}, &out), out.Fault.err()); err != nil {
		return verify.Checkpoint{}, nil, err
	}
	s := c.state()
	opened, err := s.trust.Policy.Open(out.Note)
	return opened.Checkpoint, out.Note, err
}

func (c *client) publish(note []byte) error {
	var out faultAnswer
	return errors.Join(c.call("Publish", noteCall{note}, &out), out.Fault.err())
}

// write sends changes of drawers, in pieces that fit into memory on both sides.
func (c *client) write(changes []change) error {
	for len(changes) > 0 {
		n, size := 0, 0
		for n < len(changes) && size < 16*pageBytes {
			size += len(changes[n].Key) + len(changes[n].Value) + len(changes[n].Old)
			n++
		}
		var out faultAnswer
		if err := errors.Join(c.call("Write", writeCall{changes[:n]}, &out), out.Fault.err()); err != nil {
			return err
		}
		changes = changes[n:]
	}
	return nil
}

// far is the store of another process.
type far struct{ *client }

var errFar = errors.New("only the process that has the database writes to it")

func (f far) purge() error                 { return errFar }
func (f far) update(func(txn) error) error { return errFar }
func (f far) begin() (writing, error)      { return nil, errFar }
func (f far) close() error                 { return f.rpc.Close() }

func (f far) verifyChecksums() error {
	var out faultAnswer
	return errors.Join(f.call("Checksums", nothing{}, &out), out.Fault.err())
}

func (f far) view(do func(txn) error) error {
	var out viewAnswer
	if err := errors.Join(f.call("View", nothing{}, &out), out.Fault.err()); err != nil {
		return err
	}
	err := do(farTxn{f.client, out.View})
	return errors.Join(err, f.call("Done", out.View, &nothing{}))
}

// farTxn is a snapshot that the other process keeps open.
type farTxn struct {
	*client
	view uint64
}

func (t farTxn) get(key []byte) ([]byte, error) {
	var out getAnswer
	err := errors.Join(t.call("Get", getCall{t.view, key}, &out), out.Fault.err())
	if err == nil && out.Found && out.Value == nil {
		out.Value = []byte{}
	}
	return out.Value, err
}

func (t farTxn) set(key, value []byte) error { return errFar }
func (t farTxn) remove(key []byte) error     { return errFar }

func (t farTxn) each(prefix []byte, f func(key, value []byte) error) error {
	return t.eachFrom(prefix, nil, f)
}

func (t farTxn) eachFrom(prefix, after []byte, f func(key, value []byte) error) error {
	for {
		var out pageAnswer
		if err := errors.Join(t.call("Page", pageCall{View: t.view, Prefix: prefix, After: after}, &out), out.Fault.err()); err != nil {
			return err
		}
		for n, k := range out.Keys {
			if err := f(k, out.Values[n]); err != nil {
				return err
			}
		}
		if len(out.Keys) == 0 {
			return nil
		}
		after = out.Keys[len(out.Keys)-1]
	}
}

func (t farTxn) count(prefix byte) (int, error) {
	var out pageAnswer
	err := errors.Join(t.call("Page", pageCall{View: t.view, Prefix: []byte{prefix}, Count: true}, &out), out.Fault.err())
	return out.Count, err
}
