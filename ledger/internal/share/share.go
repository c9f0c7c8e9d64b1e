// Package share lets other processes of the same owner reach a ledger that one of them has open
// (STORE.md section 5): the socket, what passes over it, and a [book.Book] that asks there.
package share

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"net"
	"net/rpc"
	"slices"
	"sync"
	"time"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/socket"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// StopPatience is how long a client may take to read its answers when the listener is closed: one
// that is suspended would hold up the end for ever. A variable for the test.
var StopPatience = 30 * time.Second

// Serve answers other processes until the listener is closed.
func Serve(b book.Book, ln net.Listener) error { return serve(b, nil, ln) }

func serve(b book.Book, visits *Visits, ln net.Listener) error {
	var sessions sync.WaitGroup
	patience, stopping := StopPatience, make(chan struct{})
	defer sessions.Wait()
	defer close(stopping)
	for {
		conn, err := socket.Accept(ln)
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return err
		}
		sessions.Go(func() {
			if socket.Admit(conn) != nil {
				conn.Close()
				return
			}
			s := &sharing{book: b, visits: visits, done: make(chan struct{}), views: map[uint64]openView{}}
			defer s.end()
			defer conn.Close()
			go func() {
				select {
				case <-stopping:
					if half, ok := conn.(interface{ CloseRead() error }); ok {
						half.CloseRead() // answers that are under way still leave
					} else {
						conn.Close()
					}
				case <-s.done:
					return
				}
				select {
				case <-time.After(patience):
					conn.Close()
				case <-s.done:
				}
			}()
			server := rpc.NewServer()
			if server.RegisterName(Service, &Calls{s}) == nil {
				server.ServeConn(conn)
			}
		})
	}
}

// sharing is one connection, and the snapshots that it keeps open.
type sharing struct {
	book   book.Book
	visits *Visits // nil where nobody comes from afar
	visit  *visit  // whose it is; nil on one machine
	done   chan struct{}
	far    bool // its rights are a registrar's

	mutex       sync.Mutex
	last        uint64
	views       map[uint64]openView
	appointment *appointment // for which recording waits; nil for none
}

// openView takes what is to be done in a view, until it is done with.
type openView struct {
	work chan func(store.Txn)
	done chan struct{}
}

func (s *sharing) end() { close(s.done) }

// open begins a view, which lives in a goroutine of its own until it or the session ends.
func (s *sharing) open() (uint64, error) {
	v, begun := openView{make(chan func(store.Txn)), make(chan struct{})}, make(chan error, 1)
	go func() {
		begun <- s.book.View(func(t store.Txn) error {
			begun <- nil
			for {
				select {
				case f := <-v.work:
					f(t)
				case <-v.done:
					return nil
				case <-s.done:
					return nil
				}
			}
		})
	}()
	if err := <-begun; err != nil {
		return 0, err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.last++
	s.views[s.last] = v
	if s.far && len(s.views) > maxViews { // the oldest was forgotten
		oldest := slices.Min(slices.Collect(maps.Keys(s.views)))
		close(s.views[oldest].done)
		delete(s.views, oldest)
	}
	return s.last, nil
}

// within runs f in an open view, and turns a panic of Badger, which a damaged file can cause, into
// an error.
func (s *sharing) within(view uint64, f func(store.Txn) error) (err error) {
	s.mutex.Lock()
	v, ok := s.views[view]
	s.mutex.Unlock()
	if !ok {
		return errNoView
	}
	done := make(chan error, 1)
	select {
	case v.work <- func(t store.Txn) { done <- store.Unpanicked(func() error { return f(t) }) }:
		return <-done
	case <-v.done:
		return errNoView
	case <-s.done:
		return store.ErrClosed
	}
}

var errNoDrawer = errors.New("not a drawer's key")

var errNoView = errors.New("no such view")

// closeAll ends all views: of who may not come back for them.
func (s *sharing) closeAll() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, v := range s.views {
		close(v.done)
	}
	clear(s.views)
}

func (s *sharing) close(view uint64) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if v, ok := s.views[view]; ok {
		delete(s.views, view)
		close(v.done)
	}
}

// Calls are what a connection may ask, in the form that net/rpc wants. Each returns nil: its error
// is in the answer.
type Calls struct{ *sharing }

func (c *Calls) State(in StateCall, out *StateAnswer) error {
	if err := c.book.Err(); err != nil {
		out.Fault = faultOf(err)
		return nil
	}
	s := c.book.State()
	*out = StateAnswer{Size: s.Head.Size, Time: s.Head.Time, Last: s.Head.Last, Root: s.Root, Origin: s.Trust.Origin}
	if s.Trust.Serial != in.Serial {
		out.Note = s.Note
	}
	return nil
}

// may refuses to record what no registrar signs, and an erasure otherwise than by Erase: it would
// be on the record, and what it names on the disk.
func (s *sharing) may(kind signer.Kind) error {
	if s.far && (kind == signer.KindTrust || kind == signer.KindErasure) {
		return ErrRight
	}
	return nil
}

// clock is the operator's word about the clock, which nobody gives from afar: it is the server's.
func (s *sharing) clock(accepted bool) bool { return accepted && !s.far }

func (c *Calls) Append(in appendCall, out *AppendAnswer) error {
	if err := c.may(in.Kind); err != nil {
		out.Fault = faultOf(err)
		return nil
	}
	r, err := c.book.Append(context.Background(), in.Kind, in.Statement, c.clock(in.AcceptClock))
	*out = AppendAnswer{r, faultOf(err)}
	c.came(err, r)
	if err == nil && in.Kind == signer.KindTrust && c.visits != nil {
		c.visits.Sweep() // a registrar may be retired
	}
	return nil
}

// AppendAll is Append for many, which share their fsyncs.
func (c *Calls) AppendAll(in allCall, out *allAnswer) error {
	if err := c.atMost(len(in.Statements), maxStatements); err != nil {
		return err
	}
	if err := c.may(in.Kind); err != nil {
		out.All = slices.Repeat([]AppendAnswer{{Fault: faultOf(err)}}, len(in.Statements))
		return nil
	}
	for _, a := range c.book.AppendAll(context.Background(), in.Kind, in.Statements, c.clock(in.AcceptClock)) {
		out.All = append(out.All, AppendAnswer{a.Receipt, faultOf(a.Err)})
		c.came(a.Err, a.Receipt)
	}
	return nil
}

func (c *Calls) AppendTogether(in togetherCall, out *togetherAnswer) error {
	if err := c.atMost(len(in.All), maxStatements); err != nil {
		return err
	}
	for _, one := range in.All {
		if err := c.may(one.Kind); err != nil {
			out.Fault = faultOf(err)
			return nil
		}
	}
	all, err := c.book.AppendTogether(context.Background(), in.All, c.clock(in.AcceptClock))
	*out = togetherAnswer{all, faultOf(err)}
	c.came(err, all...)
	return nil
}

func (c *Calls) Appoint(in AppointCall, out *TurnAnswer) error {
	out.Index, out.Fault = c.appoint(in)
	return nil
}

func (c *Calls) Appointed(in ListCall, out *AppendAnswer) error {
	r, err := c.appointed(in)
	*out = AppendAnswer{r, faultOf(err)}
	return nil
}

func (c *Calls) Erase(in eraseCall, out *AppendAnswer) error {
	for _, k := range in.Also {
		if err := c.mayWrite(k); err != nil {
			out.Fault = faultOf(err)
			return nil
		}
	}
	r, err := c.book.Erase(context.Background(), in.Statement, in.Also, c.clock(in.AcceptClock))
	*out = AppendAnswer{r, faultOf(err)}
	c.came(err, r)
	return nil
}

func (c *Calls) Personal(in personalCall, out *personalAnswer) error {
	held, err := c.book.Personal(context.Background(), in.Subject)
	*out = personalAnswer{held, faultOf(err)}
	return nil
}

func (c *Calls) Checkpoint(_ Nothing, out *noteAnswer) error {
	_, note, err := c.book.Checkpoint()
	*out = noteAnswer{note, faultOf(err)}
	return nil
}

func (c *Calls) StatusList(_ Nothing, out *noteAnswer) error {
	list, err := c.book.StatusList()
	*out = noteAnswer{list, faultOf(err)}
	return nil
}

func (c *Calls) Halt(in noteCall, _ *Nothing) error {
	c.book.Halt(errors.New(string(in.Note)))
	return nil
}

func (c *Calls) Publish(in noteCall, out *faultAnswer) error {
	out.Fault = faultOf(c.book.Publish(in.Note))
	return nil
}

func (c *Calls) Write(in writeCall, out *faultAnswer) error {
	for n := range in.Changes {
		if err := c.mayWrite(in.Changes[n].Key); err != nil {
			out.Fault = faultOf(err)
			return nil
		}
	}
	out.Fault = faultOf(c.book.Write(in.Changes))
	return nil
}

func (c *Calls) Checksums(_ Nothing, out *faultAnswer) error {
	out.Fault = faultOf(c.book.CheckBlocks())
	return nil
}

func (c *Calls) View(_ Nothing, out *ViewAnswer) error {
	view, err := c.open()
	*out = ViewAnswer{view, faultOf(err)}
	return nil
}

func (c *Calls) Done(view uint64, _ *Nothing) error {
	c.close(view)
	return nil
}

// Look opens a view, and says what of the caller's reading has changed since. The order counts: the
// view shows all of the state that is told, and the changes name all that the view may show. What
// is written behind its opening may be among them too, so the mark is one from before: it will be
// told again.
func (c *Calls) Look(in lookCall, out *lookAnswer) error {
	for _, view := range in.Drop {
		c.close(view)
	}
	if c.State(StateCall{in.Serial}, &out.State); out.State.Fault != nil {
		return nil
	}
	before, _, _ := c.book.Changes(in.Since)
	var err error
	if out.View, err = c.open(); err != nil {
		out.Fault = faultOf(err)
		return nil
	}
	_, out.Changed, out.All = c.book.Changes(in.Since)
	out.Mark = before
	return nil
}

// Several is Get for many keys.
func (c *Calls) Several(in severalCall, out *severalAnswer) error {
	if err := c.atMost(len(in.Keys), maxKeys); err != nil {
		return err
	}
	out.Fault = faultOf(c.within(in.View, func(t store.Txn) error {
		size := 0
		for _, k := range in.Keys {
			v, err := t.Get(k)
			if err != nil {
				return err
			}
			if size += len(v); size > MaxCall { // that nobody reads
				out.Values = nil
				return errTooMuch
			}
			out.Values = append(out.Values, GetAnswer{Value: v, Found: v != nil})
		}
		return nil
	}))
	return nil
}

func (c *Calls) Get(in GetCall, out *GetAnswer) error {
	out.Fault = faultOf(c.within(in.View, func(t store.Txn) (err error) {
		out.Value, err = t.Get(in.Key)
		out.Found = out.Value != nil
		return err
	}))
	return nil
}

func (c *Calls) Page(in pageCall, out *pageAnswer) error {
	out.Fault = faultOf(c.within(in.View, func(t store.Txn) (err error) {
		if in.Count && len(in.Prefix) == 1 {
			out.Count, err = t.Count(in.Prefix[0])
			return err
		}
		size, most := 0, PageBytes
		if in.Large {
			most = farPageBytes
		}
		err = t.EachFrom(in.Prefix, in.After, func(k, v []byte) error {
			out.Keys, out.Values = append(out.Keys, bytes.Clone(k)), append(out.Values, bytes.Clone(v))
			if size += len(k) + len(v); size >= most {
				return errPageFull
			}
			return nil
		})
		if errors.Is(err, errPageFull) {
			return nil
		}
		out.End = err == nil
		return err
	}))
	return nil
}

var errPageFull = errors.New("page full")
