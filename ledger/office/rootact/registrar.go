package rootact

import (
	"errors"
	"slices"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/signer/registrar"
	"ikrar/verify/trust"
)

// Why a registrar is not appointed, with what each is about.
const (
	RegistrarExists  office.Code = "registrar-exists"  // path, where the caller adds it
	RegistrarUnknown office.Code = "registrar-unknown" // path, likewise
	RegistrarRetired office.Code = "registrar-retired" // path, likewise
	RegistrarNamed   office.Code = "registrar-named"   // name: another in force has it, or looks so
	RegistrarLetters office.Code = "registrar-letters" // Latin letters, and some that look like them
	RegistrarRoot    office.Code = "registrar-root"    // path: it is the root's own key
	RegistrarServer  office.Code = "registrar-server"  // a request under the name of the automatic registrar
	RegistrarForeign office.Code = "registrar-foreign" // path: for another institution, or somebody changed it
	RegistrarFormat  office.Code = "registrar-format"  // path: neither a request nor a public key
	RegistrarWeak    office.Code = "registrar-weak"    // path: the key is one that the one rule refuses
)

// Automatic is the registrar whose key signs at a server. Nobody asks to be it.
const Automatic = "otomatis"

// MaxCandidate bounds the file of a request or of a public key, in bytes.
const MaxCandidate = 64 << 10

// Candidate is who is to become a registrar.
type Candidate struct {
	Key  eddsa.PublicKey
	Name string // as its own request says; "" of a bare public key
}

// ReadCandidate reads a request to become a registrar of the institution of the given origin, or a
// bare public key. Its errors are refusals above, and those of package keyfile.
func ReadCandidate(data []byte, origin string) (Candidate, error) {
	if !IsRequest(data) {
		return readBare(data)
	}
	r, err := registrar.Open(data, origin)
	var refused *office.RefusedError
	switch {
	case err == nil && r.Name == Automatic:
		return Candidate{}, refuse(RegistrarServer)
	case err == nil && config.CheckText(r.Name, true) != "":
		return Candidate{}, refuse(RegistrarFormat)
	case err == nil:
		return Candidate{r.Key, r.Name}, nil
	case errors.Is(err, eddsa.ErrSignature):
		refused = refuse(RegistrarForeign)
	case errors.Is(err, eddsa.ErrKey):
		refused = refuse(RegistrarWeak)
	case errors.Is(err, signer.ErrEncoding):
		refused = refuse(RegistrarFormat)
	default:
		return Candidate{}, err
	}
	refused.Err = err
	return Candidate{}, refused
}

// IsRequest tells a request from a public key, which is a line of text.
func IsRequest(data []byte) bool { return len(data) > 0 && data[0] == 0x84 } // an array of four: COSE_Sign1

func readBare(data []byte) (Candidate, error) {
	pub, _, err := keyfile.ParsePublic(data)
	if err != nil {
		return Candidate{}, err
	}
	key := eddsa.PublicKey(pub)
	if err := key.Check(); err != nil {
		refused := refuse(RegistrarWeak)
		refused.Err = err
		return Candidate{}, refused
	}
	return Candidate{Key: key}, nil
}

// AddRegistrar appoints a registrar. The name is a line of print ([config.CheckText]).
func AddRegistrar(key eddsa.PublicKey, name string) Change {
	return func(t *trust.List, index uint64) error {
		switch {
		case key == t.Root.Key():
			return refuse(RegistrarRoot)
		case slices.ContainsFunc(t.Registrars, func(r trust.Registrar) bool { return r.Key == key }):
			return refuse(RegistrarExists)
		case mixed(name):
			return refuse(RegistrarLetters)
		case name != Automatic && looks(name) == looks(Automatic):
			return refuse(RegistrarServer)
		}
		for _, r := range t.Registrars {
			if looks(r.Name) == looks(name) && r.Last == trust.NoEnd {
				return refuse(RegistrarNamed, "name", r.Name)
			}
		}
		t.Registrars = append(t.Registrars, trust.Registrar{Key: key, Name: name,
			Range: trust.Range{First: index, Last: trust.NoEnd}})
		return nil
	}
}

// RetireRegistrar ends a registrar: what was signed stays in force, and nothing new is taken.
func RetireRegistrar(key eddsa.PublicKey) Change {
	return func(t *trust.List, index uint64) error {
		for n := range t.Registrars {
			switch r := &t.Registrars[n]; {
			case r.Key != key:
			case r.Last != trust.NoEnd:
				return refuse(RegistrarRetired)
			default:
				r.Last = max(index, r.First+1) - 1
				return nil
			}
		}
		return refuse(RegistrarUnknown)
	}
}

// fall counts what falls with the registrars whom the next list retires: invitations that nobody
// has used, and sessions.
func (p *Plan) fall(i *office.Institution) error {
	for n, r := range p.Old.Registrars {
		if n >= len(p.Next.Registrars) || r.Last == p.Next.Registrars[n].Last ||
			p.Next.Registrars[n].Last == trust.NoEnd {
			continue
		}
		fallen, err := i.Desk().Fallen(r.Key)
		if err != nil {
			return err
		}
		p.Fallen += fallen
		from := i.Ledger.Sessions()
		if from == nil {
			continue
		}
		all, err := from.Visitors()
		if err != nil {
			return err
		}
		for _, s := range all {
			if s.Key == r.Key {
				p.Sessions++
			}
		}
	}
	return nil
}
