package desk

import (
	"context"
	"crypto"
	"errors"
	"time"

	"ikrar/ledger/internal/share"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/settings"
	"ikrar/ledger/roster"
	"ikrar/signer"
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
	// News names how certificates are set, where this officer has not seen that yet; "" else.
	News() string
	// See says that the officer has seen it; "" for how they are set now.
	See(h *office.Home, news string) error
	// Wrote keeps that this officer has written people into the roster, or looked at them.
	Wrote(h *office.Home, people []roster.Person) error
	// Foreign finds those whose lines this officer has neither written nor seen.
	Foreign(h *office.Home, people []roster.Person) ([]roster.Person, error)
	// Forget drops what is kept of a person who is erased.
	Forget(h *office.Home, who signer.Subject) error
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

// Settings are those of the home as they are now, wherever they are kept, to be changed.
func (d *Desk) Settings(ctx context.Context) (p *settings.Plan, err error) {
	h, err := d.Home()
	if err != nil {
		return nil, err
	}
	if h.Away == nil {
		return settings.Read(h.Dir)
	}
	err = d.Do(ctx, func(i *office.Institution) error {
		p, err = settings.Of(ctx, i.Home)
		return err
	})
	return p, err
}

// Fresh is an institution under the settings as they are saved now.
func (d *Desk) Fresh(ctx context.Context, i *office.Institution) (*office.Institution, error) {
	if i.Away == nil {
		home, err := d.Home()
		now := *i
		now.Home = home
		return &now, err
	}
	plan, err := settings.Of(ctx, i.Home)
	if err != nil {
		return nil, err
	}
	d.looked.Store(d.Now().UnixNano())
	return under(i, plan.Config), nil
}

func under(i *office.Institution, c config.Config) *office.Institution {
	now, home := *i, *i.Home
	home.Config, now.Home = c, &home
	return &now
}

// settingsLife is how old the settings of a home that is elsewhere may be for most rooms.
const settingsLife = 10 * time.Second

// current is an institution under settings that are as good as new: a ledger elsewhere is open for
// the whole day.
func (d *Desk) current(ctx context.Context, i *office.Institution) (*office.Institution, error) {
	switch {
	case i.Away == nil:
		return i, nil
	case d.Now().Sub(time.Unix(0, d.looked.Load())).Abs() > settingsLife:
		return d.Fresh(ctx, i)
	}
	h, err := d.Home() // as it was last seen
	if err != nil {
		return nil, err
	}
	return under(i, h.Config), nil
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
