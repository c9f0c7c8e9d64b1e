package desk

import (
	"net"
	"sync"
	"sync/atomic"
)

// door is the socket through which other processes reach the ledger, and knows how many are in.
type door struct {
	net.Listener
	guests atomic.Int64
}

func (d *door) Accept() (net.Conn, error) {
	c, err := d.Listener.Accept()
	if err != nil {
		return nil, err
	}
	d.guests.Add(1)
	return &guest{Conn: c, left: sync.OnceFunc(func() { d.guests.Add(-1) })}, nil
}

// guest is another process's connection.
type guest struct {
	net.Conn
	left func()
}

func (g *guest) Close() error {
	g.left()
	return g.Conn.Close()
}

// CloseRead hears no more questions: answers that are under way still leave.
func (g *guest) CloseRead() error {
	if half, ok := g.Conn.(interface{ CloseRead() error }); ok {
		return half.CloseRead()
	}
	return g.Close()
}
