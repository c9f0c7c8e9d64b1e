package entrance

import (
	"crypto/ed25519"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/signer/registrar"
	"ikrar/verify/trust"
)

// meeting is the page on which an officer meets a server: its address is typed, and the root of its
// trust list compared.
type meeting struct {
	Address     string // as typed
	List        *trust.List
	Root        string // of the list, for the form
	Fingerprint string
	Same        bool
	Wrong       map[string]string // by field, why; in words
}

// atServer asks for a server's address, and shows whose it is.
func (e entrance) atServer(r *frame.Request) error {
	if e.desk.Founded() || !e.desk.Reaches() {
		return r.Go("/")
	}
	m := meeting{Address: r.Text("alamat"), Wrong: map[string]string{}}
	if m.Address == "" {
		m.Address = e.desk.Typed()
	}
	return e.showServer(r, m)
}

// showServer asks the server whose it is. A root that this machine believes already is not asked
// about.
func (e entrance) showServer(r *frame.Request, m meeting) error {
	if m.Address == "" {
		return r.Show("server", m)
	}
	list, known, err := e.desk.Ask(r.Context(), m.Address)
	if err != nil {
		what, next := r.Explain(err)
		m.Wrong["alamat"] = what + ". " + next
		return r.Show("server", m)
	}
	if known {
		return e.settle(r, m, list.Root)
	}
	m.List, m.Root = list, list.Root.String()
	m.Fingerprint = list.Root.Fingerprint().Short()
	return r.Show("server", m)
}

// confirm takes the officer's word that a root is the institution's: the one that was shown.
func (e entrance) confirm(r *frame.Request) error {
	m := meeting{Address: r.Text("alamat"), Same: r.Chosen("same"), Wrong: map[string]string{}}
	list, _, err := e.desk.Ask(r.Context(), m.Address)
	switch {
	case err != nil:
		return e.showServer(r, m)
	case !m.Same:
		m.Wrong["same"] = r.Say("server.same.none")
	case list.Root.String() != r.Text("root"):
		m.Wrong["same"], m.Same = r.Say("server.same.other"), false
	default:
		return e.settle(r, m, list.Root)
	}
	return e.showServer(r, m)
}

func (e entrance) settle(r *frame.Request, m meeting, root trust.VerifierKey) error {
	if err := e.desk.Settle(r.Context(), m.Address, root); err != nil {
		return err
	}
	return r.Go("/masuk")
}

// taking is the page on which an officer who works at a server gets a key.
type taking struct {
	Institution, Path string
	Wrong             map[string]string // by field, why; in words
}

// keyless reports whether the officer has no key yet: one who works at a server makes it here.
func (e entrance) keyless() (path string, yes bool, err error) {
	h, err := e.desk.Home()
	if err != nil || h.Away == nil {
		return "", false, err
	}
	path = e.desk.KeyPath(h)
	_, err = os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, true, nil
	}
	return path, false, err
}

func (e entrance) askKey(r *frame.Request) error {
	path, yes, err := e.keyless()
	if err != nil {
		return err
	}
	if !yes {
		return r.Go("/masuk")
	}
	return r.Show("kunci", taking{e.desk.Institution(), path, map[string]string{}})
}

// makeKey makes the officer's key, or takes in the file of one.
func (e entrance) makeKey(r *frame.Request) error {
	path, yes, err := e.keyless()
	if err != nil {
		return err
	}
	if !yes {
		return r.Go("/masuk")
	}
	form := taking{e.desk.Institution(), path, map[string]string{}}
	given, err := keyOf(r)
	if err != nil {
		return err
	}
	if given != nil {
		defer clear(given)
		if form.refuses(r, given) {
			return r.Show("kunci", form)
		}
		return errors.Join(keep(path, given), r.Go("/masuk"))
	}
	asked := founding{Wrong: form.Wrong}
	secret := asked.choose(r, "passphrase")
	if len(form.Wrong) > 0 {
		return r.Show("kunci", form)
	}
	if err := files.MakeDir(filepath.Dir(path)); err != nil {
		return err
	}
	if _, err := keyfile.Create(path, secret, "ikrar "+filepath.Base(path)); err != nil {
		return err
	}
	return e.unlockBy(r, secret)
}

// keyOf is the key file that a form brought; nil where it brought none.
func keyOf(r *frame.Request) ([]byte, error) {
	file, _, err := r.Upload("key")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxKeyFile))
	if len(data) == 0 {
		return nil, err
	}
	return data, err
}

// refuses says why a file is no private key that a registrar can sign by.
func (f taking) refuses(r *frame.Request, data []byte) bool {
	_, err := keyfile.UnlockBytes(data, nil)
	switch {
	case err == nil, errors.Is(err, keyfile.ErrPassphraseNeeded):
		return false
	case errors.Is(err, keyfile.ErrIsPublic):
		f.Wrong["key"] = r.Say("key.public")
	default:
		f.Wrong["key"] = r.Say("key.format")
	}
	return true
}

// keep writes a key file for its officer alone.
func keep(path string, data []byte) error {
	if err := files.MakeDir(filepath.Dir(path)); err != nil {
		return err
	}
	return files.Create(path, data, files.Private)
}

// stranger is the page of an officer whom nobody has appointed yet.
type stranger struct {
	Institution string
	Fingerprint string
	Name        string // as typed
	Wrong       string // why not by that name; in words
	Again       bool   // it was asked again, and is still so
}

// waiting shows what is carried to whoever has the root key.
func (e entrance) waiting(r *frame.Request) error { return e.showWaiting(r, stranger{}) }

func (e entrance) showWaiting(r *frame.Request, s stranger) error {
	key, err := e.candidate()
	if err != nil {
		return r.Go("/masuk")
	}
	switch old, err := e.retired(key); {
	case err != nil:
		return err
	case old != nil:
		return r.Show("berhenti", old)
	}
	s.Institution, s.Fingerprint = e.desk.Institution(), keyfile.Fingerprint(key)
	return r.Show("menunggu", s)
}

// candidate is the public key of who waits to be appointed.
func (e entrance) candidate() (ed25519.PublicKey, error) {
	key, err := e.desk.Candidate()
	if err != nil {
		return nil, err
	}
	public, err := eddsa.PublicKeyOf(key)
	return public[:], err
}

// askAgain looks whether the officer has been appointed by now.
func (e entrance) askAgain(r *frame.Request) error {
	key, err := e.desk.Candidate()
	if err != nil {
		return r.Go("/masuk")
	}
	switch err := e.desk.Admit(key); {
	case err == nil:
		return r.Go("/")
	case errors.Is(err, desk.ErrStranger):
		return e.showWaiting(r, stranger{Again: true})
	default:
		return err
	}
}

// request makes what the root appoints from: the name is in it, and the key has signed it.
func (e entrance) request(r *frame.Request) error {
	key, err := e.desk.Candidate()
	if err != nil {
		return r.Go("/masuk")
	}
	name := r.Text("name")
	switch reason := config.CheckText(name, true); {
	case name == desk.Automatic:
		return e.showWaiting(r, stranger{Name: name, Wrong: r.Say("entrance.registrar.automatic")})
	case reason != "":
		return e.showWaiting(r, stranger{Name: name, Wrong: r.Say("reason." + string(reason))})
	}
	h, err := e.desk.Home()
	if err != nil {
		return err
	}
	list, err := office.ReadTrust(h.TrustPath())
	if err != nil {
		return err
	}
	raw, err := registrar.Sign(key, name, list.Origin)
	if err != nil {
		return e.showWaiting(r, stranger{Name: name, Wrong: r.Say("reason.text")})
	}
	return r.Offer("petugas.registrar-request", "application/octet-stream", func(w io.Writer) error {
		_, err := w.Write(raw)
		return err
	})
}
