package entrance

import (
	"crypto/ed25519"
	"errors"
	"io/fs"
	"os"

	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
)

// former is the page of an officer whose key the institution has retired. The root appoints no key
// twice: a request of it would lead nowhere.
type former struct {
	Institution, Name string
	Path, Aside       string // of the key, and where it is put; "" where the officer has named the file
}

// retired is that page; nil for a key that was never a registrar's.
func (e entrance) retired(key ed25519.PublicKey) (*former, error) {
	h, err := e.desk.Home()
	if err != nil {
		return nil, err
	}
	list, err := office.ReadTrust(h.TrustPath())
	if err != nil {
		return nil, err
	}
	for _, r := range list.Registrars {
		if r.Key != eddsa.PublicKey(key) || r.Name == desk.Automatic {
			continue
		}
		f := &former{Institution: list.Institution, Name: r.Name}
		if path := e.desk.KeyPath(h); path == h.KeyPath("registrar") {
			f.Path, f.Aside = path, path+"."+keyfile.Fingerprint(key)[:8]
		}
		return f, nil
	}
	return nil, nil
}

// anew puts a retired key aside, and asks for a new one in its place.
func (e entrance) anew(r *frame.Request) error {
	key, err := e.candidate()
	if err != nil {
		return r.Go("/masuk")
	}
	f, err := e.retired(key)
	if err != nil {
		return err
	}
	if f == nil || f.Path == "" {
		return r.Go("/menunggu")
	}
	for _, end := range []string{".pub", ""} {
		if err := os.Rename(f.Path+end, f.Aside+end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return r.Go("/kunci")
}
