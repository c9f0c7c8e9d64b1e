package office

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/certificate"
	"ikrar/ledger/issue"
	"ikrar/ledger/office/config"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

// Home is an institution's directory on this machine, and what its configuration says.
type Home struct {
	Dir    string
	Config config.Config
	Away   Away // of a home whose ledger is on another machine; nil for one that is here
}

// Away is the part of a home that is on another machine: package outpost has it.
type Away interface {
	Reach(ctx context.Context, h *Home, o Opening) (*ledger.Ledger, error)
	PDFs(l *ledger.Ledger) issue.Shelf
	LockIssuing(ctx context.Context, l *ledger.Ledger, who string, waiting func(string)) (unlock func(), err error)
}

// ReadHome reads the configuration of the home in a directory. Text is the file's own. A home whose
// configuration is refused is returned with the refusal: there is one, and where.
func ReadHome(dir string) (h *Home, text []byte, err error) {
	h = &Home{Dir: dir}
	text, err = os.ReadFile(h.ConfigPath())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, refuse(HomeNone, "dir", dir)
	}
	if err != nil {
		return nil, nil, err
	}
	h.Config, err = config.Parse(h.ConfigPath(), text)
	return h, text, err
}

// ConfigPath is where ikrar.toml is.
func (h *Home) ConfigPath() string { return filepath.Join(h.Dir, config.Name) }

// TrustPath is where the trust list is, as it is handed on.
func (h *Home) TrustPath() string { return filepath.Join(h.Dir, "trust.note") }

// LedgerDir is the directory of the ledger.
func (h *Home) LedgerDir() string { return filepath.Join(h.Dir, "ledger") }

// SocketPath is where the process that serves the ledger lets others of this machine in.
func (h *Home) SocketPath() string { return filepath.Join(h.Dir, "ikrar.sock") }

// HeadPath is the head file, outside the ledger's directory so that an older copy of that is
// noticed.
func (h *Home) HeadPath() string { return h.LedgerDir() + ".head" }

// erasuresPath is the file of erasures, which a restore goes by.
func (h *Home) erasuresPath() string { return h.LedgerDir() + ".erasures" }

// PDFPath is the directory of the issued PDFs, sealed.
func (h *Home) PDFPath() string { return h.LedgerDir() + ".pdfs" }

// KeyPath is the file of one of the institution's keys: root, registrar, ledger or store.
func (h *Home) KeyPath(name string) string { return filepath.Join(h.Dir, "keys", name+".key") }

// Save writes the configuration where there is none yet.
func (h *Home) Save() error { return files.Create(h.ConfigPath(), h.Config.Render(), files.Private) }

// ReadTrust pins the trust list in a file.
func ReadTrust(path string) (*trust.List, error) {
	data, err := files.ReadBounded(path, trust.MaxList)
	if err != nil {
		return nil, err
	}
	t, err := trust.Pin(data)
	if err != nil {
		return nil, refuse(codeTrustBroken, "path", path).because(err)
	}
	return t, nil
}

// Trusted is the root of the home's trust list, which must be that of its configuration's ledger.
func (h *Home) Trusted() (trust.VerifierKey, error) {
	list, err := ReadTrust(h.TrustPath())
	if err == nil && list.Origin != h.Config.Origin {
		err = refuse(codeOriginOther, "path", h.ConfigPath(), "value", h.Config.Origin, "want", list.Origin)
	}
	if err != nil {
		return trust.VerifierKey{}, err
	}
	return list.Root, nil
}

// Zone is the institution's time zone by the trust list as it lies in the home, for where no ledger
// is open; WIB where that list cannot be read.
func (h *Home) Zone() *time.Location {
	name := "WIB"
	if list, err := ReadTrust(h.TrustPath()); err == nil {
		name = list.Timezone
	}
	zone, _ := phrase.Zone(name) // a trust list that was read has one of the three
	return zone
}

// ReadStoreKey reads a store's key, keys/store.key: 32 bytes in hexadecimal on one line.
func ReadStoreKey(path string) ([]byte, error) {
	if err := keyfile.CheckMode(path); err != nil {
		return nil, err
	}
	text, err := files.ReadBounded(path, 1024)
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(string(bytes.TrimSpace(text)))
	if err != nil || len(key) != 32 {
		return nil, refuse(codeStoreKeyFormat, "path", path)
	}
	return key, nil
}

// Emblem reads the emblem that ikrar.toml names; nil where it names none.
func (h *Home) Emblem() ([]byte, error) {
	path := h.Config.Certificate.Emblem
	if path == "" {
		return nil, nil
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(h.Dir, path)
	}
	file, err := files.ReadBounded(path, certificate.MaxEmblem)
	if err != nil {
		return nil, err
	}
	if _, err := certificate.ParseEmblem(file); err != nil {
		return nil, refuse(codeEmblem, "path", path).because(err)
	}
	return file, nil
}
