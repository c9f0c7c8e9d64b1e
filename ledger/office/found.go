package office

import (
	"cmp"
	"crypto"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/owner"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/signer/text"
	"ikrar/verify/trust"
)

// Founding is what an institution is made of. What is not given is WIB as its time zone and
// [config.Default], but for the origin, which stays for good.
type Founding struct {
	Facts     config.Facts
	Config    config.Config
	Registrar string           // the first registrar's name in the trust list
	Now       func() time.Time // required

	// Passphrase gives the one that a key shall have, by the place of its file; nil for keys
	// without. The ledger's key has none: it serves a machine, where nobody is there to type.
	Passphrase func(path string) ([]byte, error)
	Comment    string // before the name of each key, in its file
	Also       []File // that lie in the home, by their names, for everybody to read
}

// Check settles the facts, puts defaults in the place of what is not given, and returns the first
// value that is refused, or nil.
func (f *Founding) Check() *config.ValueError {
	if f.Facts.Timezone == "" {
		f.Facts.Timezone = "WIB"
	}
	if f.Config == (config.Config{Origin: f.Config.Origin}) {
		origin := f.Config.Origin
		f.Config = config.Default()
		f.Config.Origin = origin
	}
	if bad := f.Facts.Settle(func(string) bool { return true }); bad != nil {
		return bad
	}
	if bad := f.Config.Check(); bad != nil {
		return bad
	}
	if reason := config.CheckText(f.Registrar, true); reason != "" {
		return &config.ValueError{Key: "registrar", Value: f.Registrar, Reason: reason}
	}
	return nil
}

// Found makes an institution in a directory that is empty or is not there. It is built beside its
// place and moved there whole, so that a crash leaves nothing that looks like one. A directory that
// is there stays, with its owner: its parent may be somebody else's, or it may be a disk's. The
// home's keys and the first entry of its ledger, the trust list, are made too.
func Found(dir string, f Founding) (*Home, trust.VerifierKey, error) {
	var root trust.VerifierKey
	if bad := f.Check(); bad != nil {
		return nil, root, bad
	}
	if f.Now == nil {
		return nil, root, errNoClock
	}
	if err := errors.Join(owner.Check(dir), CheckVacant(dir)); err != nil {
		return nil, root, err
	}
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, files.PublicDir); err != nil {
		return nil, root, err
	}
	moved := func(building string) error { return files.Rename(building, dir) }
	if err := os.Chmod(dir, files.PrivateDir); err == nil {
		parent, moved = dir, func(building string) error { return moveInto(dir, building) }
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, root, err
	}
	building, err := os.MkdirTemp(parent, beingBuilt+"*")
	if err != nil {
		return nil, root, err
	}
	defer files.RemoveAll(building)
	h := &Home{Dir: building, Config: f.Config}
	if root, err = h.fill(dir, f); err != nil {
		return nil, root, err
	}
	if err := moved(building); err != nil {
		return nil, root, err
	}
	left, err := filepath.Glob(filepath.Join(dir, beingBuilt+"*"))
	for _, l := range left { // by a crash before this
		err = errors.Join(err, files.RemoveAll(l))
	}
	if err != nil {
		return nil, root, err
	}
	return &Home{Dir: dir, Config: f.Config}, root, files.SyncDir(parent)
}

// beingBuilt begins the name of a home that is not ready; what a crash left of one is no home.
const beingBuilt = ".ikrar-init-"

// moveInto moves what was built below dir into it: ikrar.toml last, which makes it a home.
func moveInto(dir, building string) error {
	entries, err := os.ReadDir(building)
	if err != nil {
		return err
	}
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int {
		return cmp.Compare(strings.Count(a.Name(), config.Name), strings.Count(b.Name(), config.Name))
	})
	for _, e := range entries {
		if err := files.Rename(filepath.Join(building, e.Name()), filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// CheckVacant refuses a directory that holds anything but what a crash left of this.
func CheckVacant(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, config.Name)); err == nil {
		return refuse(HomeExists, "dir", dir)
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), beingBuilt) {
			return refuse(codeDirFull, "dir", dir)
		}
	}
	return nil
}

// fill makes what lies in a home, which is being built and will be at place.
func (h *Home) fill(place string, f Founding) (root trust.VerifierKey, err error) {
	for _, file := range f.Also {
		if err := files.Create(filepath.Join(h.Dir, file.Path), file.Data, files.Public); err != nil {
			return root, err
		}
	}
	keys, err := h.makeKeys(place, f)
	if err != nil {
		return root, err
	}
	store := make([]byte, 32)
	rand.Read(store)
	if err := files.Create(h.KeyPath("store"), []byte(hex.EncodeToString(store)+"\n"), files.Private); err != nil {
		return root, err
	}
	list := firstTrust(f, keys.public)
	note, err := trust.Sign(list, keys.root)
	if err != nil {
		return root, err
	}
	if err := os.Mkdir(h.LedgerDir(), files.PrivateDir); err != nil {
		return root, err
	}
	l, err := ledger.Create(ledger.Options{Dir: h.LedgerDir(), Head: h.HeadPath(), StoreKey: store,
		Origin: h.Config.Origin, Root: list.Root, Key: keys.ledger,
		Reserve: uint64(h.Config.Ledger.FreeSpaceReserveMiB) << 20, Now: f.Now}, note)
	if err != nil {
		return root, &LedgerError{place, err}
	}
	if err := l.Close(); err != nil {
		return root, err
	}
	return list.Root, errors.Join(files.Create(h.TrustPath(), note, files.Public), h.Save())
}

// founded are the keys of a new institution.
type founded struct {
	root, ledger crypto.Signer
	public       map[string]eddsa.PublicKey
}

func (h *Home) makeKeys(place string, f Founding) (keys founded, err error) {
	if err := os.Mkdir(filepath.Dir(h.KeyPath("root")), files.PrivateDir); err != nil {
		return keys, err
	}
	keys.public = map[string]eddsa.PublicKey{}
	passphrases := map[string][]byte{}
	for _, name := range []string{"root", "registrar", "ledger"} {
		if name != "ledger" && f.Passphrase != nil {
			at := &Home{Dir: place}
			if passphrases[name], err = f.Passphrase(at.KeyPath(name)); err != nil {
				return keys, err
			}
		}
		pub, err := keyfile.Create(h.KeyPath(name), passphrases[name], f.Comment+name)
		if err != nil {
			return keys, err
		}
		keys.public[name] = eddsa.PublicKey(pub)
	}
	typed := func() (keyfile.Passphrase, error) { return keyfile.Typed(passphrases["root"]), nil }
	if keys.root, err = keyfile.Open(h.KeyPath("root"), typed); err != nil {
		return keys, err
	}
	keys.ledger, err = keyfile.Open(h.KeyPath("ledger"), nil)
	return keys, err
}

// firstTrust is the trust list of a new institution: one registrar, one ledger key, the known
// texts, no witnesses.
func firstTrust(f Founding, keys map[string]eddsa.PublicKey) trust.List {
	origin, now := f.Config.Origin, f.Now().Unix()
	whole := trust.Range{Last: trust.NoEnd}
	log := trust.LogKey(origin, keys["ledger"])
	t := trust.List{Institution: f.Facts.Name, Origin: origin, URL: f.Facts.URL, Timezone: f.Facts.Timezone,
		Serial: 1, Issued: now, NextUpdate: now + trust.Life, Root: trust.LogKey(trust.RootName(origin), keys["root"]),
		Registrars: []trust.Registrar{{Range: whole, Key: keys["registrar"], Name: f.Registrar}},
		Ledgers:    []trust.LedgerKey{{Range: whole, Key: log, State: trust.Active}},
		Policy:     trust.Policy{Logs: []trust.PolicyLog{{Key: log}}, Quorum: "none"}}
	for _, x := range text.All() {
		t.Texts = append(t.Texts, trust.Text{Digest: x.Digest(), ID: x.ID, Language: x.Language, Title: x.Title})
	}
	return t
}
