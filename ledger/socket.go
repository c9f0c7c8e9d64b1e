package ledger

import (
	"net"

	"ikrar/ledger/internal/share"
)

// Listen makes the socket through which other processes of the same owner reach a ledger that this
// one has open: mode 0600 from its first moment, in the place of one that a killed process left.
func Listen(path string) (net.Listener, error) { return share.Listen(path) }

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
