package preferences

import (
	"crypto"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"ikrar/ledger/office"
	"ikrar/ledger/office/rootact"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer/keyfile"
)

// Why a root key is not opened.
var (
	errNoRoot      = errors.New("no root key was given")
	errNotAbsolute = errors.New("the path is not a whole one")
	errNoFile      = errors.New("the path is of no file")
)

// sign has the root sign what was planned. The key and its passphrase are asked for each act, and
// kept for none.
func (p preferences) sign(r *frame.Request) error {
	a, err := p.begin(r)
	if err != nil {
		return err
	}
	if a.At != "" { // the page has no such form
		return p.showPlan(r, a)
	}
	root, err := p.openRoot(r)
	if a.Failed = whyUnopened(r, err); a.Failed != "" {
		return p.showPlan(r, a)
	}
	if err != nil {
		return err
	}
	err = p.desk.Do(r.Context(), func(i *office.Institution) error {
		plan, err := a.planWith(r, i, p.desk.Officer())
		if err != nil || plan == nil || a.Stale != nil {
			return err
		}
		err = plan.Sign(r.Context(), root, p.desk.Officer())
		switch {
		case errors.Is(err, office.RootKeyOther):
			a.Failed = r.Say("preferences.root.other")
		case errors.Is(err, office.Stale): // in this moment
			_, err = a.planWith(r, i, p.desk.Officer())
			return err
		default:
			return err
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case len(a.Wrong) > 0:
		return r.Show("isian", a)
	case a.Failed != "" || a.Stale != nil:
		return r.Show("rencana", a)
	}
	return r.Go(path + "?selesai=1")
}

// openRoot opens the root key: a file that was uploaded, which is in memory for this act alone, one
// whose path was typed, or the home's.
func (p preferences) openRoot(r *frame.Request) (crypto.Signer, error) {
	secret := r.Secret("passphrase")
	defer clear(secret)
	var ask func() (keyfile.Passphrase, error)
	if len(secret) > 0 {
		ask = func() (keyfile.Passphrase, error) { return keyfile.Typed(secret), nil }
	}
	data, err := uploaded(r, "root-file")
	if err != nil {
		return nil, err
	}
	if data != nil {
		defer clear(data)
		o, err := keyfile.UnlockBytes(data, ask)
		return o.Key, err
	}
	at := r.Text("root-path")
	if at == "" {
		here, err := p.rootHere()
		if err != nil || !here {
			return nil, errors.Join(err, errNoRoot)
		}
		h, err := p.desk.Home()
		if err != nil {
			return nil, err
		}
		return keyfile.Open(h.KeyPath("root"), ask)
	}
	if err := checkFile(at); err != nil {
		return nil, err
	}
	return keyfile.Open(at, ask)
}

// checkFile refuses a path that is not a whole one, and what is no file: a pipe would be read for
// ever.
func checkFile(at string) error {
	if !filepath.IsAbs(at) || filepath.Clean(at) != at {
		return errNotAbsolute
	}
	if info, err := os.Stat(at); err != nil || !info.Mode().IsRegular() {
		return errNoFile
	}
	return nil
}

// whyUnopened says why a root key is not opened, where that is in what was typed; "" otherwise.
func whyUnopened(r *frame.Request, err error) string {
	var mode *keyfile.PermissionError
	switch {
	case errors.Is(err, errNoRoot):
		return r.Say("preferences.root.none")
	case errors.Is(err, errNotAbsolute):
		return r.Say("preferences.root.relative")
	case errors.Is(err, errNoFile), errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return r.Say("preferences.root.missing")
	case errors.Is(err, keyfile.ErrPassphraseNeeded):
		return r.Say("preferences.root.passphrase")
	case errors.Is(err, keyfile.ErrPassphrase):
		return r.Say("preferences.root.passphrase.wrong")
	case errors.As(err, &mode):
		return r.Say("preferences.root.mode")
	case errors.Is(err, keyfile.ErrIsPublic), errors.Is(err, keyfile.ErrNotEd25519),
		errors.Is(err, keyfile.ErrFormat):
		return r.Say("preferences.root.format")
	}
	return ""
}

// request keeps what was planned as a request to a root whose key lies elsewhere.
func (p preferences) request(r *frame.Request) error {
	a, err := p.begin(r)
	if err != nil {
		return err
	}
	err = p.desk.Do(r.Context(), func(i *office.Institution) error {
		plan, err := a.planWith(r, i, p.desk.Officer())
		if err == nil && plan != nil && a.Stale == nil {
			_, err = plan.Request(p.desk.Officer())
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case len(a.Wrong) > 0:
		return r.Show("isian", a)
	case a.Stale != nil:
		return r.Show("rencana", a)
	}
	return r.Go(path + "/permintaan")
}

// takeAway hands out the trust list, which whoever checks needs.
func (p preferences) takeAway(r *frame.Request) error {
	var note []byte
	if err := p.desk.Do(r.Context(), func(i *office.Institution) error {
		_, note = i.Ledger.Trust()
		return nil
	}); err != nil {
		return err
	}
	return offer(r, "trust.note", note)
}

func offer(r *frame.Request, name string, data []byte) error {
	return r.Offer(name, "application/octet-stream", func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// asked finds a request that waits, by its mark.
func asked(i *office.Institution, mark string) (rootact.Asked, bool, error) {
	waiting, err := rootact.Waiting(i)
	for _, w := range waiting {
		if markOf(w) == mark {
			return w, true, nil
		}
	}
	return rootact.Asked{}, false, err
}
