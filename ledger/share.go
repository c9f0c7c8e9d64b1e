package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/rpc"
	"os"
	"path/filepath"
	"sync"
	"time"

	"ikrar/signer/files"
)

// Listen makes the socket through which other processes of the same owner reach a ledger that this one has open: mode
// 0600 from its first moment, in the place of one that a killed process left.
func Listen(path string) (net.Listener, error) {
	dir, err := os.MkdirTemp(filepath.Dir(path), ".s") // 0700
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	address, err := net.ResolveUnixAddr("unix", nearest(filepath.Join(dir, "s")))
	if err != nil {
		return nil, err
	}
	ln, err := net.ListenUnix("unix", address)
	if err != nil {
		return nil, err
	}
	ln.SetUnlinkOnClose(false) // by then it has another name
	if err := errors.Join(os.Chmod(address.Name, files.Private), os.Rename(address.Name, path)); err != nil {
		return nil, errors.Join(err, ln.Close())
	}
	return &socket{ln, path}, nil
}

// socket is a listener that removes its file.
type socket struct {
	*net.UnixListener
	path string
}

func (s *socket) Close() error {
	return errors.Join(os.Remove(s.path), s.UnixListener.Close())
}

// nearest spells a path from the working directory where that is shorter: a socket's path has at most 107 bytes.
func nearest(path string) string {
	whole, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	if relative, err := filepath.Rel(here, whole); err == nil && len(relative) < len(path) {
		return relative
	}
	return path
}

// stopPatience is how long a client may take to read its answers when the listener is closed: one that is suspended would
// hold up the end for ever. A variable for the test.
var stopPatience = 30 * time.Second

// acceptPause is how long to leave the listener alone after a failure that passes, as when all file descriptors are taken.
const acceptPause = 50 * time.Millisecond

// Share answers other processes until the listener is closed, which the caller does before it closes the ledger; what
// has been asked by then is still answered, to whoever reads it within 30 seconds. Whoever connects may do what the owner of
// the directory may.
func (l *Ledger) Share(ln net.Listener) error {
	var sessions sync.WaitGroup
	patience, stopping := stopPatience, make(chan struct{})
	defer sessions.Wait()
	defer close(stopping)
	for {
		conn, err := ln.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if passing := interface{ Temporary() bool }(nil); errors.As(err, &passing) && passing.Temporary() {
			time.Sleep(acceptPause)
			continue
		}
		if err != nil {
			return err
		}
		sessions.Go(func() {
			s := &session{ledger: l, done: make(chan struct{}), views: map[uint64]openView{}}
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
			if server.RegisterName(service, &calls{s}) == nil {
				server.ServeConn(conn)
			}
		})
	}
}

// session is one connection, and the snapshots that it keeps open.
type session struct {
	ledger *Ledger
	done   chan struct{}

	mutex       sync.Mutex
	last        uint64
	views       map[uint64]openView
	appointment *appointment // for which recording waits; nil for none
}

// openView takes what is to be done in a view, until it is done with.
type openView struct {
	work chan func(txn)
	done chan struct{}
}

func (s *session) end() { close(s.done) }

// open begins a view, which lives in a goroutine of its own until it or the session ends.
func (s *session) open() (uint64, error) {
	v, begun := openView{make(chan func(txn)), make(chan struct{})}, make(chan error, 1)
	go func() {
		begun <- s.ledger.store.view(func(t txn) error {
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
	return s.last, nil
}

// within runs f in an open view, and turns a panic of Badger, which a damaged file can cause, into an error.
func (s *session) within(view uint64, f func(txn) error) (err error) {
	s.mutex.Lock()
	v, ok := s.views[view]
	s.mutex.Unlock()
	if !ok {
		return errNoView
	}
	done := make(chan error, 1)
	select {
	case v.work <- func(t txn) { done <- guarded(t, f) }:
		return <-done
	case <-v.done:
		return errNoView
	case <-s.done:
		return ErrClosed
	}
}

var errNoDrawer = errors.New("not a drawer's key")

var errNoView = errors.New("no such view")

func guarded(t txn, f func(txn) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("reading the store: %v", p)
		}
	}()
	return f(t)
}

func (s *session) close(view uint64) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if v, ok := s.views[view]; ok {
		delete(s.views, view)
		close(v.done)
	}
}

// calls are what a connection may ask, in the form that net/rpc wants. Each returns nil: its error is in the answer.
type calls struct{ *session }

func (c *calls) State(in stateCall, out *stateAnswer) error {
	if err := c.ledger.failed(); err != nil {
		out.Fault = faultOf(err)
		return nil
	}
	s := c.ledger.snapshot()
	*out = stateAnswer{Size: s.head.Size, Time: s.head.Time, Last: s.head.Last, Root: s.root, Origin: c.ledger.origin}
	if s.trust.Serial != in.Serial {
		out.Note = s.note
	}
	return nil
}

func (c *calls) Append(in appendCall, out *appendAnswer) error {
	r, err := c.ledger.append(context.Background(), in.Kind, in.Statement, nil, in.AcceptClock)
	*out = appendAnswer{r, faultOf(err)}
	return nil
}

func (c *calls) Appoint(in appointCall, out *turnAnswer) error {
	out.Index, out.Fault = c.appoint(in)
	return nil
}

func (c *calls) Appointed(in listCall, out *appendAnswer) error {
	r, err := c.appointed(in)
	*out = appendAnswer{r, faultOf(err)}
	return nil
}

func (c *calls) Erase(in eraseCall, out *appendAnswer) error {
	for _, k := range in.Also {
		if len(k) == 0 || k[0] != prefixDrawer {
			out.Fault = faultOf(errNoDrawer)
			return nil
		}
	}
	r, err := c.ledger.erase(context.Background(), in.Statement, in.Also, in.AcceptClock)
	*out = appendAnswer{r, faultOf(err)}
	return nil
}

func (c *calls) Personal(in personalCall, out *personalAnswer) error {
	held, err := c.ledger.Personal(context.Background(), in.Subject)
	*out = personalAnswer{held, faultOf(err)}
	return nil
}

func (c *calls) Checkpoint(_ nothing, out *noteAnswer) error {
	_, note, err := c.ledger.Checkpoint()
	*out = noteAnswer{note, faultOf(err)}
	return nil
}

func (c *calls) Publish(in noteCall, out *faultAnswer) error {
	out.Fault = faultOf(c.ledger.Publish(in.Note))
	return nil
}

func (c *calls) Write(in writeCall, out *faultAnswer) error {
	for n := range in.Changes {
		if k := in.Changes[n].Key; len(k) == 0 || k[0] != prefixDrawer { // the log is written by Append alone
			out.Fault = faultOf(errNoDrawer)
			return nil
		}
	}
	out.Fault = faultOf(c.ledger.change(in.Changes))
	return nil
}

func (c *calls) Checksums(_ nothing, out *faultAnswer) error {
	out.Fault = faultOf(checkBlocks(c.ledger.store))
	return nil
}

func (c *calls) View(_ nothing, out *viewAnswer) error {
	view, err := c.open()
	*out = viewAnswer{view, faultOf(err)}
	return nil
}

func (c *calls) Done(view uint64, _ *nothing) error {
	c.close(view)
	return nil
}

func (c *calls) Get(in getCall, out *getAnswer) error {
	out.Fault = faultOf(c.within(in.View, func(t txn) (err error) {
		out.Value, err = t.get(in.Key)
		out.Found = out.Value != nil
		return err
	}))
	return nil
}

func (c *calls) Page(in pageCall, out *pageAnswer) error {
	out.Fault = faultOf(c.within(in.View, func(t txn) (err error) {
		if in.Count && len(in.Prefix) == 1 {
			out.Count, err = t.count(in.Prefix[0])
			return err
		}
		size := 0
		err = t.eachFrom(in.Prefix, in.After, func(k, v []byte) error {
			out.Keys, out.Values = append(out.Keys, bytes.Clone(k)), append(out.Values, bytes.Clone(v))
			if size += len(k) + len(v); size >= pageBytes {
				return errPageFull
			}
			return nil
		})
		if errors.Is(err, errPageFull) {
			return nil
		}
		return err
	}))
	return nil
}

var errPageFull = errors.New("page full")
