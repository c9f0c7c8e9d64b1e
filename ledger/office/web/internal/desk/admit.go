package desk

import (
	"crypto"
	"errors"

	"ikrar/ledger/office"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// ErrLocked says that the officer's key has not been opened.
var ErrLocked = errors.New("the officer's key is not open")

// ErrStranger says that a key is no registrar's of the trust list in force.
var ErrStranger = errors.New("the key is no registrar's in force")

// Automatic is the registrar whose key signs at a server, by nobody's hand. It opens no office: who
// steals it there must not get more than it signs.
const Automatic = "otomatis"

// Admit lets an officer in, by a key that is open, for as long as the office is open. The error is
// ErrStranger for a key that is no registrar's, which is then remembered as a candidate.
func (d *Desk) Admit(key crypto.Signer) error {
	h, err := d.Home()
	if err != nil {
		return err
	}
	err = d.meet(h, key)
	name := ""
	if err == nil {
		name, err = d.nameOf(h, key)
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if errors.Is(err, ErrStranger) {
		d.candidate = key
	}
	if err != nil {
		return err
	}
	d.registrar, d.name, d.candidate = key, name, nil
	d.warmUp()
	return nil
}

// Candidate is a key that Admit has refused, since nobody has appointed its officer yet. Its error
// is ErrLocked.
func (d *Desk) Candidate() (crypto.Signer, error) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.candidate == nil {
		return nil, ErrLocked
	}
	return d.candidate, nil
}

// nameOf is the name under which the trust list has a registrar's key.
func (d *Desk) nameOf(h *office.Home, key crypto.Signer) (string, error) {
	list, err := office.ReadTrust(h.TrustPath())
	if err != nil {
		return "", err
	}
	public, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return "", err
	}
	for _, r := range list.Registrars {
		if r.Key == public && r.Last == trust.NoEnd && r.Name != Automatic {
			return r.Name, nil
		}
	}
	return "", ErrStranger
}
