package desk

import (
	"context"
	"crypto"
	"errors"

	"ikrar/ledger/internal/share"
	"ikrar/ledger/office"
	"ikrar/verify/trust"
)

// Far is the way to homes on other machines. The command has it: this package may not know how a
// server is asked.
type Far interface {
	// Is reports whether a directory is an outpost, by which its officer works at a server.
	Is(dir string) bool
	// Read reads an outpost. The officer's key is asked for where the server is reached.
	Read(dir string, key func() (crypto.Signer, error)) (*office.Home, error)
	// Ask is the trust list of the server at an address as it was typed. Nobody has confirmed its
	// root yet, unless this machine believes it.
	Ask(ctx context.Context, address string) (list *trust.List, known bool, err error)
	// Make makes the outpost of a server, whose root the officer has confirmed, and says where.
	Make(ctx context.Context, address string, root trust.VerifierKey) (dir string, err error)
}

// Away is what a home has that is on another machine.
type Away interface {
	// Address is that of the server.
	Address() string
	// KeyPath is where the officer's key is.
	KeyPath(h *office.Home) string
}

// AwayOf is the part of a home that is at a server; nil of one that is on this machine.
func AwayOf(h *office.Home) Away {
	away, _ := h.Away.(Away)
	return away
}

// At is the address of the server that the desk works at; "" where the home is on this machine, or
// where there is none.
func (d *Desk) At() string {
	if h, err := d.Home(); err == nil && h.Away != nil {
		return AwayOf(h).Address()
	}
	return ""
}

// Typed is the address of a server to be met, as the officer gave it when the office was opened.
func (d *Desk) Typed() string { return d.options.At }

// Reaches reports whether the desk can work at servers.
func (d *Desk) Reaches() bool { return d.options.Far != nil }

// Ask is Far.Ask.
func (d *Desk) Ask(ctx context.Context, address string) (*trust.List, bool, error) {
	return d.options.Far.Ask(ctx, address)
}

// Settle makes the outpost of a server, and has the desk work there.
func (d *Desk) Settle(ctx context.Context, address string, root trust.VerifierKey) error {
	dir, err := d.options.Far.Make(ctx, address, root)
	if err != nil {
		return err
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.dir = dir
	return nil
}

// meet has the server of a home that is elsewhere say whether a key is a registrar's, and what
// trust list is in force: this machine may have been told long ago.
func (d *Desk) meet(h *office.Home, key crypto.Signer) error {
	if h.Away == nil {
		return nil
	}
	d.door.Lock()
	defer d.door.Unlock()
	d.close()
	open, err := d.reach(context.Background(), func() (crypto.Signer, error) { return key, nil })
	if errors.Is(err, share.ErrStranger) {
		return ErrStranger
	}
	if err == nil {
		d.open = open
	}
	return err
}

// Unreached reports whether an error says that the server cannot be reached: the same may be asked
// again.
func Unreached(err error) bool { return errors.Is(err, share.ErrCut) || errors.Is(err, share.ErrEnded) }
