package office

import (
	"context"
	"crypto"
	"errors"
	"net"
	"slices"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/owner"
	"ikrar/ledger/publish"
	"ikrar/ledger/roster"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

// Institution is an open home: its ledger, its roster, and by the ledger the trust list in force.
// Close its ledger.
type Institution struct {
	*Home
	Root   trust.VerifierKey // of the trust list as it lies in the home
	Ledger *ledger.Ledger
	Roster *roster.Roster
	Own    bool // the ledger is open in this process, and not through the one that serves it
	Later  bool // a newer build has continued the ledger, which is open to read

	opening Opening
}

// Opening says how a home is to be opened.
type Opening struct {
	Read bool             // only to read: whoever does so, nothing in the home is other than before
	Now  func() time.Time // required
	// Key opens the ledger's own key, where this process is to hold the ledger; nil for one without
	// a passphrase.
	Key func(path string) (crypto.Signer, error)

	AcceptClock bool   // the operator's word that the clock is right
	AcceptHead  uint64 // where the head file is missing: that so many entries are all there ever were; 0 for no word

	Publishing bool // asks what is published elsewhere anew, also where that showed what is not here

	Waiting func() // called once, when another process has kept the ledger for a second; may be nil
}

// errNoClock is for a caller who forgot it: libraries read no clock of their own.
var errNoClock = errors.New("office: Now is nil: give a clock, as time.Now")

// LedgerError is an error of package ledger, where the caller cannot know what it is about: the
// home's directory, the socket of the process that has the ledger, a file of the home.
type LedgerError struct {
	What string
	Err  error
}

func (e *LedgerError) Error() string { return e.What + ": " + e.Err.Error() }
func (e *LedgerError) Unwrap() error { return e.Err }

// Another process is waited for to finish with the ledger: so long, and it is looked for so often.
const LockPatience, LockPause = 3 * time.Second, 50 * time.Millisecond

// Open opens the home's ledger, in this process or through the one that serves it. To write takes
// the home's owner.
func (h *Home) Open(ctx context.Context, o Opening) (*Institution, error) {
	if o.Now == nil {
		return nil, errNoClock
	}
	if !o.Read {
		if err := owner.Check(h.Dir); err != nil {
			return nil, err
		}
	}
	root, err := h.Trusted()
	if err != nil {
		return nil, err
	}
	if h.Away != nil {
		l, err := h.Away.Reach(ctx, h, o)
		if err != nil {
			return nil, err
		}
		return h.institution(l, nil, o)
	}
	for waited := time.Duration(0); ; waited += LockPause {
		l, err := ledger.Dial(h.SocketPath(),
			ledger.Options{Origin: h.Config.Origin, Root: root, AcceptClock: o.AcceptClock})
		if err == nil {
			return h.institution(l, nil, o)
		}
		if nobody := new(net.OpError); !errors.As(err, &nobody) {
			return nil, &LedgerError{h.SocketPath(), err}
		}
		i, err := h.openOwn(o)
		if !errors.Is(err, ledger.ErrLocked) || waited >= LockPatience {
			return i, err
		}
		if waited == time.Second && o.Waiting != nil {
			o.Waiting()
		}
		select {
		case <-time.After(LockPause):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// OpenOwn opens the home's ledger in this process and in no other that writes, and waits for none.
func (h *Home) OpenOwn(o Opening) (*Institution, error) {
	if !o.Read {
		if err := owner.Check(h.Dir); err != nil {
			return nil, err
		}
	}
	return h.openOwn(o)
}

func (h *Home) openOwn(o Opening) (*Institution, error) {
	if o.Now == nil {
		return nil, errNoClock
	}
	options, err := h.Options(o)
	if err != nil {
		return nil, err
	}
	options.ReadOnly = o.Read
	l, err := ledger.OpenLedger(options)
	if err != nil {
		return nil, &LedgerError{h.Dir, err}
	}
	return h.institution(l, options.Key, o)
}

// Options gathers what opens the home's ledger in this process.
func (h *Home) Options(o Opening) (ledger.Options, error) {
	root, err := h.Trusted()
	if err != nil {
		return ledger.Options{}, err
	}
	store, err := ReadStoreKey(h.KeyPath("store"))
	if err != nil {
		return ledger.Options{}, err
	}
	if o.Key == nil {
		o.Key = func(path string) (crypto.Signer, error) { return keyfile.Open(path, nil) }
	}
	key, err := o.Key(h.KeyPath("ledger"))
	if err != nil {
		return ledger.Options{}, err
	}
	return ledger.Options{Dir: h.LedgerDir(), Head: h.HeadPath(), Erasures: h.erasuresPath(),
		PDFs: h.PDFPath(), StoreKey: store, Origin: h.Config.Origin, Root: root, Key: key,
		Reserve:     uint64(h.Config.Ledger.FreeSpaceReserveMiB) << 20,
		AcceptClock: o.AcceptClock, AcceptHead: o.AcceptHead, Now: o.Now}, nil
}

// rosterDrawer is the drawer that the roster lies in.
const rosterDrawer = "roster"

// institution is the home with its open ledger. key is the ledger's, where this process holds it.
func (h *Home) institution(l *ledger.Ledger, key crypto.Signer, o Opening) (*Institution, error) {
	list, err := ReadTrust(h.TrustPath())
	if err == nil {
		err = h.belongs(l, list, key)
	}
	var later bool
	if err == nil {
		later, err = l.Later()
	}
	if err == nil && later && !o.Read {
		// The process that has the ledger knows the new rules, but an act does more than record.
		err = &LedgerError{h.Dir, &ledger.LaterError{}}
	}
	if err == nil && !o.Read && !o.Publishing && h.Away == nil {
		if fenced := publish.Fenced(l); fenced != nil {
			err = &LedgerError{h.Dir, fenced}
		}
	}
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return &Institution{Home: h, Root: list.Root, Ledger: l, Roster: roster.Open(l.Drawer(rosterDrawer)),
		Own: key != nil, Later: later, opening: o}, nil
}

// belongs refuses a trust list and a ledger key that came from elsewhere, a botched restore
// perhaps: against that list nothing of this ledger would check, and nobody would believe what that
// key signs. Whether the key may record the next entry is for the ledger to say. A list whose
// successor root is in force already was left by an interrupted succession.
func (h *Home) belongs(l *ledger.Ledger, pinned *trust.List, key crypto.Signer) error {
	list, _ := l.Trust()
	if pinned.Root != list.Root && (pinned.NextRoot == nil || *pinned.NextRoot != list.Root) {
		return refuse(TrustOther, "path", h.TrustPath())
	}
	if key == nil {
		return nil
	}
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(list.Ledgers, func(k trust.LedgerKey) bool { return k.Key.Key() == pub }) {
		return nil
	}
	return refuse(codeLedgerKeyOther, "path", h.KeyPath("ledger"))
}

// Close closes the ledger.
func (i *Institution) Close() error { return i.Ledger.Close() }

// reopen opens an institution that was opened to read once more, to write to it.
func (i *Institution) reopen(ctx context.Context) error {
	if !i.Ledger.ReadOnly() {
		return nil
	}
	if err := i.Close(); err != nil {
		return err
	}
	o := i.opening
	o.Read = false
	again, err := i.Open(ctx, o)
	if err == nil {
		*i = *again
	}
	return err
}

// Now is the moment, by the clock that the home was opened with.
func (i *Institution) Now() time.Time { return i.opening.Now() }

// Facts are what the trust list in force says of the institution, also where another process renews
// it meanwhile: the one truth of its name, address and time zone.
func (i *Institution) Facts() config.Facts {
	list, _ := i.Ledger.Trust()
	return config.FactsOf(list)
}

// Zone is the institution's time zone, by the trust list in force.
func (i *Institution) Zone() *time.Location {
	zone, _ := phrase.Zone(i.Facts().Timezone) // the trust list was read, so it is one of the three
	return zone
}

// SyncTrust writes the home's trust list anew where the ledger has recorded a later one: a renewal
// was interrupted.
func (i *Institution) SyncTrust() error {
	inForce, note := i.Ledger.Trust()
	onDisk, err := ReadTrust(i.TrustPath())
	if err != nil || onDisk.Serial >= inForce.Serial {
		return err
	}
	return files.Replace(i.TrustPath(), note, files.Public)
}
