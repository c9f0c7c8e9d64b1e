package server

import (
	"context"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a listener without a network, for a test in which time passes by itself.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.done); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

// dial gives a client's end.
func (p *pipes) dial() net.Conn {
	ours, theirs := net.Pipe()
	p.conns <- theirs
	return ours
}

// TestStopUnderSlowClients: who sends or takes without end does not keep a server from an orderly
// stop: after half a minute they are cut, and it is said how many.
func TestStopUnderSlowClients(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &pipes{make(chan net.Conn), make(chan struct{})}
		ctx, stop := context.WithCancel(t.Context())
		cut, ended := -1, make(chan error, 1)
		door := NewDoor(time.Now)
		door.Cut = func(n int) { cut = n }
		go func() {
			ended <- Serve(ctx, l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				io.Copy(io.Discard, r.Body)
				w.Write(make([]byte, 1<<20))
			}), nil, door)
		}()
		idle, reader := l.dial(), l.dial()
		defer idle.Close()
		var clients sync.WaitGroup
		defer clients.Wait()
		clients.Go(func() { // two kilobytes a second, of a megabyte
			io.WriteString(reader, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
			for _, err := io.CopyN(io.Discard, reader, 2<<10); err == nil; _, err = io.CopyN(io.Discard, reader, 2<<10) {
				time.Sleep(time.Second)
			}
		})
		time.Sleep(10 * time.Second)
		trickler := l.dial()
		clients.Go(func() {
			_, err := io.WriteString(trickler, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n")
			for ; err == nil; _, err = trickler.Write([]byte("a")) {
				time.Sleep(time.Second)
			}
		})
		time.Sleep(time.Second)
		start := time.Now()
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took < stopTimeout || took > stopTimeout+time.Second {
			t.Errorf("it took %v", took)
		}
		if cut != 2 {
			t.Errorf("%d connections were said to be cut", cut)
		}
	})
}
