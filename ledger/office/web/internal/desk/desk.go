// Package desk is the institution as the rooms of the office share it: one home, one officer's key,
// and the ledger, held while somebody works with it.
//
// The ledger of a home has one process at a time. Where a server has it, the office works through
// that. Else it takes the ledger itself, lets other commands in as a server would, and puts it back
// when nothing was asked for some moments, and no other command is in: so a server can be started
// while the office is open, and has not to wait longer than it is willing to.
package desk

import (
	"context"
	"crypto"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/office/standing"
	"ikrar/signer"
	"ikrar/signer/keyfile"
)

// letGo is after how long without a question the ledger is put back: sooner than others give up
// waiting for it (office.LockPatience). A ledger that is on another machine is kept open: nobody
// waits for it, and what was read of it would have to be read anew.
const letGo = 2 * time.Second

// lookAgain is how often it is looked for whether others are still in.
const lookAgain = 100 * time.Millisecond

// Options say whose desk it is.
type Options struct {
	Dir     string                    // of the home; it need not be one yet
	Now     func() time.Time          // required
	KeyPath string                    // of the officer's key; "" for the home's own
	Opening office.Opening            // how the home is opened; Now is set here
	Propose func(typed string) string // the web address that was meant; nil for none
	Word    func(value string) string // one word of a command to be typed here; nil for the value
	Far     Far                       // the way to homes on other machines; nil for none
	At      string                    // the server of the home, as it was typed; "" where Dir says it
}

// Desk is an officer's. Its methods may be called by several goroutines.
type Desk struct {
	options Options
	view    standing.View
	warm    sync.WaitGroup

	looked atomic.Int64 // at the settings of a home that is elsewhere, in nanoseconds

	erased []func(signer.Subject) // set while the rooms are made

	mutex     sync.Mutex // of what follows
	dir       string
	registrar crypto.Signer
	name      string        // of the registrar
	candidate crypto.Signer // a key that is open, and no registrar's

	door  sync.Mutex // of what follows: who opens a ledger elsewhere waits for the network
	users int
	open  *held
	timer *time.Timer
}

// held is an open institution, and how it is put back.
type held struct {
	*office.Institution
	socket *door // nil where another process has the ledger
	shared chan error
}

// New makes a desk.
func New(o Options) *Desk { return &Desk{options: o, dir: o.Dir} }

// Propose is the web address that was probably meant by one typed in part, or "".
func (d *Desk) Propose(typed string) string {
	if d.options.Propose == nil {
		return ""
	}
	return d.options.Propose(typed)
}

// Word is a value as one word of a command that is to be typed on this machine.
func (d *Desk) Word(value string) string {
	if d.options.Word == nil {
		return value
	}
	return d.options.Word(value)
}

// WhenErased has a room drop what it keeps in memory of a person who is erased. It is called while
// the rooms are made.
func (d *Desk) WhenErased(drop func(signer.Subject)) { d.erased = append(d.erased, drop) }

// Erased tells the rooms that a person is erased. The error is of what is kept on this machine.
func (d *Desk) Erased(i *office.Institution, who signer.Subject) error {
	for _, drop := range d.erased {
		drop(who)
	}
	if away := AwayOf(i.Home); away != nil {
		return away.Forget(i.Home, who)
	}
	return nil
}

// Everybody is how all people stand, which all rooms draw from.
func (d *Desk) Everybody(i *office.Institution) (*standing.Now, error) { return d.view.Now(i) }

// View is what Everybody is read by.
func (d *Desk) View() *standing.View { return &d.view }

// warmUp reads how everybody stands, beside whatever is asked meanwhile: the first page that shows
// it waits for what is left of that.
func (d *Desk) warmUp() {
	d.warm.Go(func() {
		d.Do(context.Background(), func(i *office.Institution) error {
			_, err := d.view.Now(i)
			return err // the page that needs it says so
		})
	})
}

// Home reads the home. The error is office.HomeNone where there is none yet.
func (d *Desk) Home() (*office.Home, error) { return d.homeOf(d.Registrar) }

// homeOf reads the home, for an officer whose key it asks for.
func (d *Desk) homeOf(key func() (crypto.Signer, error)) (*office.Home, error) {
	if far := d.options.Far; far != nil && far.Is(d.Dir()) {
		return far.Read(d.Dir(), key)
	}
	h, _, err := office.ReadHome(d.Dir())
	return h, err
}

// Dir is the home's directory, whether there is a home or not.
func (d *Desk) Dir() string {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.dir
}

// Now is the time.
func (d *Desk) Now() time.Time { return d.options.Now() }

// Founded reports whether there is an institution.
func (d *Desk) Founded() bool {
	_, err := d.Home()
	var none *office.RefusedError
	return !(errors.As(err, &none) && none.Code == office.HomeNone)
}

// Institution is the institution's name, as the trust list in the home has it; "" where there is
// none.
func (d *Desk) Institution() string {
	h, err := d.Home()
	if err != nil {
		return ""
	}
	list, err := office.ReadTrust(h.TrustPath())
	if err != nil {
		return ""
	}
	return list.Institution
}

// KeyPath is where the officer's key is.
func (d *Desk) KeyPath(h *office.Home) string {
	if d.options.KeyPath != "" {
		return d.options.KeyPath
	}
	if away := AwayOf(h); away != nil {
		return away.KeyPath(h)
	}
	return h.KeyPath("registrar")
}

// Unlock opens the officer's key for as long as the office is open. Errors are those of
// keyfile.Open, and ErrStranger.
func (d *Desk) Unlock(passphrase []byte) error {
	h, err := d.Home()
	if err != nil {
		return err
	}
	ask := func() (keyfile.Passphrase, error) { return keyfile.Typed(passphrase), nil }
	if passphrase == nil {
		ask = nil
	}
	key, err := keyfile.Open(d.KeyPath(h), ask)
	if err != nil {
		return err
	}
	return d.Admit(key)
}

// Registrar is the officer's key. Its error is ErrLocked.
func (d *Desk) Registrar() (crypto.Signer, error) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.registrar == nil {
		return nil, ErrLocked
	}
	return d.registrar, nil
}

// Officer is the name under which the officer signs; "" before Unlock.
func (d *Desk) Officer() string {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.name
}

// Do does something with the institution.
func (d *Desk) Do(ctx context.Context, do func(*office.Institution) error) error {
	i, err := d.take(ctx)
	if err != nil {
		return err
	}
	defer d.put()
	if i, err = d.current(ctx, i); err != nil {
		return err
	}
	return do(i)
}

// take opens the institution, or finds it open.
func (d *Desk) take(ctx context.Context) (*office.Institution, error) {
	d.door.Lock()
	defer d.door.Unlock()
	if d.open != nil && d.users == 0 && d.open.Ledger.Err() != nil { // the server that had it was stopped
		d.close()
	}
	if d.open == nil {
		open, err := d.reach(ctx, d.Registrar)
		if err != nil {
			return nil, err
		}
		d.open = open
	}
	if d.timer != nil {
		d.timer.Stop()
	}
	d.users++
	return d.open.Institution, nil
}

func (d *Desk) reach(ctx context.Context, key func() (crypto.Signer, error)) (*held, error) {
	h, err := d.homeOf(key)
	if err != nil {
		return nil, err
	}
	o := d.options.Opening
	o.Now = d.options.Now
	i, err := h.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	open := &held{Institution: i}
	if i.Away != nil { // which has read them
		d.looked.Store(d.Now().UnixNano())
	}
	if !i.Own {
		return open, nil
	}
	socket, err := ledger.Listen(i.SocketPath())
	if err != nil { // a system without such sockets: other commands wait until the ledger is put back
		return open, nil
	}
	open.socket = &door{Listener: socket}
	open.shared = make(chan error, 1)
	go func() { open.shared <- i.Ledger.Share(open.socket) }()
	return open, nil
}

// put says that something is done, and puts the ledger back if nothing else is asked for soon.
func (d *Desk) put() {
	d.door.Lock()
	defer d.door.Unlock()
	d.users--
	if d.users > 0 || d.open.Away != nil {
		return
	}
	d.timer = time.AfterFunc(letGo, d.letGo)
}

// letGo puts the ledger back if nobody works with it, in this process or through it: another
// officer's office may be in the middle of something.
func (d *Desk) letGo() {
	d.door.Lock()
	defer d.door.Unlock()
	switch {
	case d.users > 0 || d.open == nil:
	case d.open.socket != nil && d.open.socket.guests.Load() > 0:
		d.timer = time.AfterFunc(lookAgain, d.letGo)
	default:
		d.close()
	}
}

// close puts the ledger back. The door is held.
func (d *Desk) close() error {
	if d.open == nil {
		return nil
	}
	open := d.open
	d.open = nil
	var err error
	if open.socket != nil {
		err = open.socket.Close()
		err = errors.Join(err, <-open.shared)
	}
	return errors.Join(err, open.Close())
}

// Close ends the desk: nobody works with it any more.
func (d *Desk) Close() error {
	d.warm.Wait()
	d.door.Lock()
	defer d.door.Unlock()
	if d.timer != nil {
		d.timer.Stop()
	}
	return d.close()
}
