package share

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/rpc"
	"strings"
	"sync"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/socket"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify/trust"
)

// Dial connects to the process that shares a ledger on a socket.
func Dial(path, origin string) (*Client, error) {
	conn, err := socket.Dial(path)
	if err != nil {
		return nil, err
	}
	c := newClient(rpc.NewClient(conn))
	if err := c.refresh(); err != nil {
		return nil, errors.Join(err, c.Rpc.Close())
	}
	if c.origin != origin {
		err := fmt.Errorf("%s: %w: it is of %s, not of %s", path, signer.ErrEncoding, c.origin, origin)
		return nil, errors.Join(err, c.Rpc.Close())
	}
	// That process may have been started before this program took its own's place.
	if err := c.View(func(t store.Txn) error { return rules.CheckLayout(t) }); err != nil {
		return nil, errors.Join(err, c.Rpc.Close())
	}
	return c, nil
}

func newClient(conn *rpc.Client) *Client { return &Client{Rpc: conn, way: local{conn}} }

// way is how a client asks: over a socket, or from afar.
type way interface {
	// ask makes a call, and waits no longer than the context. Then out must not be read: what was
	// asked may be done all the same.
	ask(ctx context.Context, method string, in, out any) error
	Close() error
}

// local is the way of one machine.
type local struct{ *rpc.Client }

func (s local) ask(ctx context.Context, method string, in, out any) error {
	call := s.Go(Service+"."+method, in, out, make(chan *rpc.Call, 1))
	select {
	case <-call.Done:
	case <-ctx.Done():
		return ctx.Err()
	}
	return closedOr(call.Error)
}

// Client asks the process that has the database.
type Client struct {
	Rpc    *rpc.Client // of a socket
	way    way
	origin string
	follow func(note []byte) (*trust.List, error) // whether a list is to be believed; nil on one machine

	mutex  sync.Mutex
	known  book.State
	ended  error // why nothing more is asked
	closed bool
}

// Call makes one call. A connection that ended is ErrClosed: the other process was stopped.
func (c *Client) Call(method string, in, out any) error {
	err := c.way.ask(context.Background(), method, in, out)
	if said, ok := err.(rpc.ServerError); ok && strings.HasPrefix(string(said), noService) {
		return store.ErrOlder
	}
	return err
}

// closedOr is ErrClosed for a call that found no other process: the client knew already, or learns
// it from the pipe that its question broke.
func closedOr(err error) error {
	var broken *net.OpError
	if errors.Is(err, rpc.ErrShutdown) || errors.As(err, &broken) && broken.Op == "write" {
		return store.ErrClosed
	}
	return err
}

// refresh asks for the state of the log as it is acknowledged now.
func (c *Client) refresh() error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	var in StateCall
	if c.known.Trust != nil {
		in.Serial = c.known.Trust.Serial
	}
	var out StateAnswer
	if err := errors.Join(c.Call("State", in, &out), out.Fault.Err()); err != nil {
		return err
	}
	return c.learn(out)
}

// learn takes in what is said of the log. The mutex is held.
func (c *Client) learn(out StateAnswer) error {
	s := book.State{Head: store.Head{Size: out.Size, Time: out.Time, Last: out.Last}, Root: out.Root, Note: out.Note}
	if out.Note == nil {
		s.Trust, s.Note = c.known.Trust, c.known.Note
	} else {
		var err error
		follow := c.follow
		if follow == nil {
			follow = trust.Pin
		}
		if s.Trust, err = follow(out.Note); err != nil {
			return err
		}
	}
	if c.follow != nil && s.Head.Size < c.known.Head.Size {
		return &HistoryError{c.known.Head.Size, s.Head.Size}
	}
	if c.follow != nil && out.Origin != c.origin {
		return fmt.Errorf("%w: the ledger is of %s, not of %s", signer.ErrEncoding, out.Origin, c.origin)
	}
	c.origin, c.known = out.Origin, s
	return nil
}

// State is the state of this moment, or the last one known where the other process has gone:
// whatever is asked next says so.
func (c *Client) State() book.State {
	c.refresh()
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.known
}

func (c *Client) Append(
	ctx context.Context,
	kind signer.Kind,
	statement []byte,
	acceptClock bool,
) (rules.Receipt, error) {
	var out AppendAnswer
	err := c.way.ask(ctx, "Append", appendCall{kind, statement, acceptClock}, &out)
	if err != nil {
		return rules.Receipt{}, err
	}
	return out.Receipt, out.Fault.Err()
}

func (c *Client) AppendTogether(ctx context.Context, all []book.Statement, accept bool) ([]rules.Receipt, error) {
	var out togetherAnswer
	if err := c.way.ask(ctx, "AppendTogether", togetherCall{all, accept}, &out); err != nil {
		return nil, err
	}
	return out.Receipts, out.Fault.Err()
}

func (c *Client) Erase(ctx context.Context, statement []byte, also [][]byte, acceptClock bool) (rules.Receipt, error) {
	var out AppendAnswer
	err := c.way.ask(ctx, "Erase", eraseCall{statement, also, acceptClock}, &out)
	if err != nil {
		return rules.Receipt{}, err
	}
	return out.Receipt, out.Fault.Err()
}

func (c *Client) Personal(ctx context.Context, subject signer.Subject) ([]book.Held, error) {
	var out personalAnswer
	err := c.way.ask(ctx, "Personal", personalCall{subject}, &out)
	if err != nil {
		return nil, err
	}
	return out.Held, out.Fault.Err()
}

func (c *Client) Checkpoint() (trust.Checkpoint, []byte, error) {
	var out noteAnswer
	if err := errors.Join(c.Call("Checkpoint", Nothing{}, &out), out.Fault.Err()); err != nil {
		return trust.Checkpoint{}, nil, err
	}
	s := c.State()
	opened, err := s.Trust.Policy.Open(out.Note)
	return opened.Checkpoint, out.Note, err
}

func (c *Client) Publish(note []byte) error {
	var out faultAnswer
	return errors.Join(c.Call("Publish", noteCall{note}, &out), out.Fault.Err())
}

// Write sends changes of drawers, in pieces that fit into memory on both sides.
func (c *Client) Write(changes []book.Change) error {
	for len(changes) > 0 {
		n, size := 0, 0
		for n < len(changes) && size < 16*PageBytes {
			size += len(changes[n].Key) + len(changes[n].Value) + len(changes[n].Old)
			n++
		}
		var out faultAnswer
		if err := errors.Join(c.Call("Write", writeCall{changes[:n]}, &out), out.Fault.Err()); err != nil {
			return err
		}
		changes = changes[n:]
	}
	return nil
}

// AppendAll asks for one statement after the other.
func (c *Client) AppendAll(
	ctx context.Context,
	kind signer.Kind,
	statements [][]byte,
	acceptClock bool,
) []book.Appended {
	all := make([]book.Appended, len(statements))
	for i, statement := range statements {
		all[i].Receipt, all[i].Err = c.Append(ctx, kind, statement, acceptClock)
	}
	return all
}

// Published reads the record, which the other process may have written since.
func (c *Client) Published() (*book.Published, error) { return book.ReadPublished(c, c.State().Trust) }

// StatusList is the other process's to sign.
func (c *Client) StatusList() ([]byte, error) {
	var out noteAnswer
	err := errors.Join(c.Call("StatusList", Nothing{}, &out), out.Fault.Err())
	return out.Note, err
}

// Changes are not followed from here: nobody asks this process.
func (c *Client) Changes(store.Mark) (store.Mark, [][]byte, bool) { return store.Mark{}, nil, true }

func (c *Client) ReadOnly() bool { return false }

func (c *Client) HeadMissing() bool { return false }

func (c *Client) FinishedErasure() bool { return false }

// Err says why nothing more is asked of the other process.
func (c *Client) Err() error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.ended
}

// Halt stops the other process's ledger too, on one machine.
func (c *Client) Halt(why error) {
	if c.Rpc != nil {
		c.Call("Halt", noteCall{[]byte(why.Error())}, &Nothing{}) // where that is gone, nothing is left to stop
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.ended = cmp.Or(c.ended, why)
}

// Close ends the connection.
func (c *Client) Close() error {
	c.mutex.Lock()
	again := c.closed
	c.closed, c.ended = true, store.ErrClosed
	c.mutex.Unlock()
	if again {
		return nil
	}
	return c.way.Close()
}

var errFar = errors.New("only the process that has the database writes to it")

func (c *Client) VerifyChecksums() error { return c.CheckBlocks() }

func (c *Client) CheckBlocks() error {
	var out faultAnswer
	return errors.Join(c.Call("Checksums", Nothing{}, &out), out.Fault.Err())
}

func (c *Client) View(do func(store.Txn) error) error {
	var out ViewAnswer
	if err := errors.Join(c.Call("View", Nothing{}, &out), out.Fault.Err()); err != nil {
		return err
	}
	err := do(farTxn{c, out.View})
	return errors.Join(err, c.Call("Done", out.View, &Nothing{}))
}

// farTxn is a snapshot that the other process keeps open.
type farTxn struct {
	*Client
	view uint64
}

func (t farTxn) Get(key []byte) ([]byte, error) {
	var out GetAnswer
	err := errors.Join(t.Call("Get", GetCall{t.view, key}, &out), out.Fault.Err())
	if err == nil && out.Found && out.Value == nil {
		out.Value = []byte{}
	}
	return out.Value, err
}

func (t farTxn) Set(key, value []byte) error { return errFar }

func (t farTxn) Remove(key []byte) error { return errFar }

func (t farTxn) Each(prefix []byte, f func(key, value []byte) error) error {
	return t.EachFrom(prefix, nil, f)
}

func (t farTxn) EachFrom(prefix, after []byte, f func(key, value []byte) error) error {
	for {
		var out pageAnswer
		in := pageCall{View: t.view, Prefix: prefix, After: after}
		if err := errors.Join(t.Call("Page", in, &out), out.Fault.Err()); err != nil {
			return err
		}
		for n, k := range out.Keys {
			if err := f(k, out.Values[n]); err != nil {
				return err
			}
		}
		if len(out.Keys) == 0 || out.End {
			return nil
		}
		after = out.Keys[len(out.Keys)-1]
	}
}

func (t farTxn) Count(prefix byte) (int, error) {
	var out pageAnswer
	err := errors.Join(
		t.Call("Page", pageCall{View: t.view, Prefix: []byte{prefix}, Count: true}, &out),
		out.Fault.Err(),
	)
	return out.Count, err
}
