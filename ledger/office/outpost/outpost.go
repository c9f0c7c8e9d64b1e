package outpost

import (
	"cmp"
	"context"
	"crypto"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/internal/share"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/signer"
	"ikrar/signer/files"
	asking "ikrar/verify/remote"
	"ikrar/verify/trust"
)

// markFile tells an outpost from a home.
const markFile = "ikrar.at"

// mark is what it says.
type mark struct {
	URL      string `json:"url"`                // of the server
	Key      string `json:"key,omitempty"`      // path of the officer's key; "" for keys/registrar.key
	Settings string `json:"settings,omitempty"` // SHA-256 of the settings that this officer has seen
}

// Options are of who opens outposts.
type Options struct {
	Client   *asking.Client
	Language string // of the server's refusals: id or en
	Machine  string // what people call this machine
	Now      func() time.Time
	Patience time.Duration // how long a server that does not answer is tried again; zero for a minute
	// KeyPath is the officer's key where it is named now: once the server has let it in, the
	// outpost remembers it. "" for the one that is remembered.
	KeyPath string
	// Key opens the officer's key at a path.
	Key func(ctx context.Context, path string) (crypto.Signer, error)
}

// Founding says how an outpost is made.
type Founding struct {
	URL string // as [asking.ParseURL] gives it
	Key string // path of the officer's key, where none is known yet; "" for keys/registrar.key in the outpost
	// Confirm is asked whether a root is the institution's: it alone decides.
	Confirm func(*trust.List) error
}

// What a server refuses to who comes from afar, and a way that was cut: see package share.
var (
	ErrStranger  = share.ErrStranger
	ErrRight     = share.ErrRight
	ErrEnded     = share.ErrEnded
	ErrDismissed = share.ErrDismissed
	ErrCut       = share.ErrCut
)

// Address is that of the server of a home that is on another machine; "" of one that is here.
func Address(h *office.Home) string {
	if a, ok := h.Away.(*away); ok {
		return a.Address()
	}
	return ""
}

// MovedError says that a server's trust list names another address than the one that was given.
type MovedError struct{ Asked, URL string }

func (e *MovedError) Error() string {
	return fmt.Sprintf("the institution's address is %s, not %s", e.URL, e.Asked)
}

// Is reports whether a directory is an outpost.
func Is(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, markFile))
	return err == nil
}

// Make makes an outpost in a directory, or has one there be of that server: it takes the server's
// trust list, whose root the officer confirms, and nothing else yet. In a home that has a ledger or
// settings of its own it makes none ([office.HomeHere]).
func Make(ctx context.Context, dir string, f Founding, o Options) error {
	if !Is(dir) && isHome(dir) {
		return &office.RefusedError{Code: office.HomeHere, Args: []any{"dir", dir}}
	}
	note, err := o.Client.At(f.URL).Trust(ctx)
	if err != nil {
		return err
	}
	offered, err := trust.Pin(note)
	if err != nil {
		return err
	}
	if !asking.SameAddress(offered.URL, f.URL) {
		return &MovedError{f.URL, offered.URL}
	}
	h := &office.Home{Dir: dir}
	switch known, err := office.ReadTrust(h.TrustPath()); {
	case errors.Is(err, fs.ErrNotExist):
		if err := f.Confirm(offered); err != nil {
			return err
		}
	case err != nil:
		return err
	case known.Origin != offered.Origin:
		return &office.RefusedError{Code: office.OutpostOther, Args: []any{"dir", dir, "origin", known.Origin,
			"other", offered.Origin}}
	default:
		if _, err := known.Renew(note); err != nil && !errors.As(err, new(*trust.OlderError)) {
			return err
		}
	}
	for _, d := range []string{dir, filepath.Dir(h.KeyPath("registrar"))} {
		if err := files.MakeDir(d); err != nil {
			return err
		}
	}
	if err := files.Replace(h.TrustPath(), note, files.Public); err != nil {
		return err
	}
	m, err := readMark(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	m.URL = offered.URL
	if f.Key != "" && m.Key == "" {
		if m.Key, err = filepath.Abs(f.Key); err != nil {
			return err
		}
	}
	return m.write(dir)
}

// isHome reports whether a directory has what is a home's and no outpost's.
func isHome(dir string) bool {
	h := &office.Home{Dir: dir}
	for _, path := range []string{h.ConfigPath(), h.LedgerDir(), h.HeadPath(), h.KeyPath("root")} {
		if _, err := os.Lstat(path); err == nil {
			return true
		}
	}
	return false
}

func readMark(dir string) (m mark, err error) {
	text, err := files.ReadBounded(filepath.Join(dir, markFile), 64<<10)
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	return m, err
}

func (m mark) write(dir string) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return files.Replace(filepath.Join(dir, markFile), append(text, '\n'), files.Private)
}

// Read reads the outpost in a directory as a home. Its configuration is as it was last seen; none
// before it was first reached.
func Read(dir string, o Options) (*office.Home, error) {
	m, err := readMark(dir)
	if err != nil {
		return nil, err
	}
	h := &office.Home{Dir: dir}
	list, err := office.ReadTrust(h.TrustPath())
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(h.ConfigPath())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		h.Config = config.Config{Origin: list.Origin}
	case err != nil:
		return nil, err
	default:
		if h.Config, err = config.Parse(h.ConfigPath(), text); err != nil {
			return nil, err
		}
	}
	h.Away = &away{options: o, mark: m}
	return h, nil
}

// away is the part of the home that is at the server.
type away struct {
	options Options
	mark    mark

	ledger *ledger.Ledger // of the session

	mutex  sync.Mutex // of what follows
	kept   map[signer.Digest]uint64
	listed time.Time
	sum    signer.Digest // of the settings as they are; the mark has that of those that the officer has seen
}

func (a *away) now() time.Time { return a.options.Now() }

// Address is that of the server.
func (a *away) Address() string { return a.mark.URL }

// KeyPath is where the officer's key is.
func (a *away) KeyPath(h *office.Home) string {
	if a.mark.Key != "" {
		return a.mark.Key
	}
	return h.KeyPath("registrar")
}

// KeyPath is where the officer's key of a home is: of an outpost it may have been named.
func KeyPath(h *office.Home) string {
	if a, ok := h.Away.(*away); ok {
		return a.KeyPath(h)
	}
	return h.KeyPath("registrar")
}

// Reach opens a session and brings the trust list and the settings up to date.
func (a *away) Reach(ctx context.Context, h *office.Home, o office.Opening) (*ledger.Ledger, error) {
	pinned, err := office.ReadTrust(h.TrustPath())
	if err != nil {
		return nil, err
	}
	before, err := seen(h, pinned)
	if err != nil {
		return nil, err
	}
	path := cmp.Or(a.options.KeyPath, a.KeyPath(h))
	key, err := a.options.Key(ctx, path)
	if err != nil {
		return nil, err
	}
	l, err := ledger.Reach(ctx, RoadTo(a.options.Client, a.mark.URL, a.options.Language),
		share.Reaching{Pinned: pinned, Registrar: key, Machine: a.options.Machine, Now: o.Now, Seen: before,
			Patience: a.options.Patience})
	if err != nil {
		return nil, err
	}
	a.ledger = l
	if _, note := l.Trust(); true {
		if err := files.Replace(h.TrustPath(), note, files.Public); err != nil {
			return nil, errors.Join(err, l.Close())
		}
	}
	err = follow(h, l, before)
	if err == nil {
		h.Config, _, _, err = a.ReadSettings(ctx, h)
	}
	if err = errors.Join(err, a.remember(h, path)); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// remember keeps which key the server has let in.
func (a *away) remember(h *office.Home, path string) error {
	path, err := filepath.Abs(path)
	if before, bad := filepath.Abs(a.KeyPath(h)); err != nil || bad == nil && path == before {
		return err
	}
	a.mark.Key = path
	return a.mark.write(h.Dir)
}

func (a *away) PDFs(*ledger.Ledger) issue.Shelf { return shelf{a} }

func (a *away) LockIssuing(ctx context.Context, l *ledger.Ledger, who string, waiting func(string)) (func(), error) {
	return lockIssuing(ctx, l, who, waiting)
}
