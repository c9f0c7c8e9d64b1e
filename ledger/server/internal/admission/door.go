package admission

import (
	"net"
	"time"
)

const (
	patience = 30 * time.Second // in which a piece must be taken
	piece    = 32 << 10         // bytes: a client of the least pace takes them in that time

	// ahead is how many bytes the system takes for a connection before its client does. Left to
	// itself it takes megabytes, so who reads nothing could have them copied again and again, and
	// is noticed late. It is 2 MB/s at 60 ms.
	ahead = 128 << 10
)

// Door lets connections in, a share of them from one address. Proxies carry everybody, and have no
// share of their own.
type Door struct {
	Proxies Proxies
	Slots   *Slots
	Cut     func(connections int) // is told how many a stop did not wait for; may be nil
}

// SayCut tells it.
func (d *Door) SayCut(connections int) {
	if d.Cut != nil && connections > 0 {
		d.Cut(connections)
	}
}

// Listen has every connection of a listener pass the door. It never waits for one to end: another
// gives way.
func (d *Door) Listen(l net.Listener) net.Listener { return &listener{l, d} }

type listener struct {
	net.Listener
	door *Door
}

func (l *listener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		var of Address
		if peer := peerOf(c.RemoteAddr()); !l.door.Proxies.Contain(peer) {
			of = AddressOf(peer)
		}
		slot, err := l.door.Slots.Take(of, func() { c.Close() })
		if err != nil {
			c.Close()
			continue
		}
		if tcp, ok := c.(*net.TCPConn); ok {
			tcp.SetWriteBuffer(ahead) // where that is refused, the system's own size stays
		}
		return &Conn{Conn: c, slot: slot}, nil
	}
}

// Conn is a connection that holds a slot. What is written to it is taken in pieces, each in its
// time, or the connection ends.
type Conn struct {
	net.Conn
	slot *Slot
}

func (c *Conn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.slot.Moved(n)
	return n, err
}

func (c *Conn) Write(p []byte) (written int, err error) {
	starved := time.AfterFunc(patience, c.Abort)
	defer starved.Stop()
	for err == nil && written < len(p) {
		var n int
		n, err = c.Conn.Write(p[written:min(written+piece, len(p))])
		written += n
		c.slot.Moved(n)
		starved.Reset(patience)
	}
	return written, err
}

func (c *Conn) Close() error {
	c.slot.Leave()
	return c.Conn.Close()
}

// Abort ends the connection as it stands, without a word to the other end. It may be called while
// others use it.
func (c *Conn) Abort() { c.Conn.Close() }

// Slot is the one that the connection holds; nil of none.
func (c *Conn) Slot() *Slot {
	if c == nil {
		return nil
	}
	return c.slot
}
