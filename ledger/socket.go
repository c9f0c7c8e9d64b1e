package ledger

import (
	"context"
	"net"
	"time"

	"ikrar/ledger/internal/share"
	"ikrar/ledger/internal/socket"
)

// Listen makes the socket through which other processes of the same owner reach a ledger that this
// one has open: mode 0600 from its first moment, in the place of one that a killed process left.
func Listen(path string) (net.Listener, error) { return socket.Listen(path) }

// Share answers other processes until the listener is closed, which the caller does before it
// closes the ledger; what has been asked by then is still answered, to whoever reads it within 30
// seconds. Whoever connects may do what the owner of the directory may.
func (l *Ledger) Share(ln net.Listener) error { return share.Serve(l.book, ln) }

// Dial opens the ledger that another process has open and shares on a socket: all its methods ask
// that process, which alone writes. Of the options it uses Origin and Root, which must be that
// ledger's, and AcceptClock. An error of the connection itself (nobody listens) is a *net.OpError.
func Dial(path string, o Options) (*Ledger, error) {
	c, err := share.Dial(path, o.Origin)
	if err != nil {
		return nil, err
	}
	return &Ledger{options: o, book: c}, nil
}

// Receive lets registrars act on the ledger from afar (HTTP.md section 4); more are services beside
// the ledger's own.
func (l *Ledger) Receive(now func() time.Time, more map[string]func(share.Visitor) any) *share.Visits {
	return share.Receive(l.book, now, more)
}

// Reach opens the ledger of another machine in a registrar's name: its methods ask that machine, as
// after [Dial], and do what a registrar may. Errors are those of the carrier and of package share.
func Reach(ctx context.Context, by share.Carrier, r share.Reaching) (*Ledger, error) {
	f, err := share.Reach(ctx, by, r)
	if err != nil {
		return nil, err
	}
	return &Ledger{options: Options{Origin: r.Pinned.Origin, Root: r.Pinned.Root}, book: f}, nil
}

// Far is the session of a ledger that [Reach] opened; nil of any other.
func (l *Ledger) Far() *share.Far { f, _ := l.book.(*share.Far); return f }

// Sessions asks who has a session with the process that has the ledger; nil where that is this one.
func (l *Ledger) Sessions() share.Sessions { s, _ := l.book.(share.Sessions); return s }
