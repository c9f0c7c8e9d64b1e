// Package settings saves what HR sets in ikrar.toml, whole or not at all, and never over what
// somebody else saved meanwhile.
package settings

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"

	"ikrar/ledger/certificate"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/files"
)

// Plan is settings that are to be saved in the place of those that were read.
type Plan struct {
	Config config.Config
	Emblem []byte // a new one, which gets a file of its own in the home; nil leaves what Config names
	By     Saved  // the officer who saves, for another who had read what was there before

	home *office.Home
	was  signer.Digest // of the file that was read

	away  Elsewhere // where the settings are kept; nil for the home's directory
	saved Saved     // there, by whom
}

// Elsewhere keeps the settings of a home whose ledger is on another machine.
type Elsewhere interface {
	// ReadSettings gives them as they are now, the digest of their file, and who saved them.
	ReadSettings(ctx context.Context, h *office.Home) (c config.Config, was signer.Digest, by Saved, err error)
	// SaveSettings saves them in the place of what had that digest. Its refusal is [office.Stale].
	SaveSettings(ctx context.Context, h *office.Home, c config.Config, emblem []byte, was signer.Digest) error
}

// Of reads the settings of a home, wherever they are kept, to be changed.
func Of(ctx context.Context, h *office.Home) (*Plan, error) {
	away, ok := h.Away.(Elsewhere)
	if !ok {
		return Read(h.Dir)
	}
	p := &Plan{home: h, away: away}
	var err error
	p.Config, p.was, p.saved, err = away.ReadSettings(ctx, h)
	return p, err
}

// Mark names what was read, for whoever carries a plan through a form.
func (p *Plan) Mark() string { return p.was.String() }

// Read reads the settings of the home in a directory, to be changed.
func Read(dir string) (*Plan, error) {
	h, text, err := office.ReadHome(dir)
	if err != nil {
		return nil, err
	}
	return &Plan{Config: h.Config, home: h, was: signer.DigestOf(text)}, nil
}

// Taken is settings that came from elsewhere, as the text of ikrar.toml and an emblem, to be saved
// in the home in a directory.
func Taken(dir string, text, emblem []byte) (*Plan, error) {
	h := &office.Home{Dir: dir}
	c, err := config.Parse(h.ConfigPath(), text)
	if err != nil {
		return nil, err
	}
	return &Plan{Config: c, Emblem: emblem, home: h, was: signer.DigestOf(text)}, nil
}

// Since takes up a plan whose settings were read earlier, by its mark: what somebody else saved
// since then makes it stale.
func (p *Plan) Since(mark string) { p.was, _ = signer.ParseDigest(mark) }

// formerSettings is where a file goes that held what the settings do not say: comments of HR's own.
const formerSettings = ".lama"

// Save writes ikrar.toml, whole or not at all. Errors are a [*config.ValueError], those of
// [certificate.ParseEmblem], and [office.Stale] where somebody else has changed the file since it
// was read. A file that has more in it than settings, comments of HR's own, is kept as
// ikrar.toml.lama.
func (p *Plan) Save(ctx context.Context) error {
	if bad := p.Config.Check(); bad != nil {
		return bad
	}
	if p.Emblem != nil {
		if _, err := certificate.ParseEmblem(p.Emblem); err != nil {
			return err
		}
	}
	if p.away != nil {
		return p.away.SaveSettings(ctx, p.home, p.Config, p.Emblem, p.was)
	}
	unlock, err := issue.Lock(ctx, p.home.LedgerDir()+".settings", "", nil)
	if err != nil {
		return err
	}
	defer unlock()
	now, text, err := office.ReadHome(p.home.Dir)
	if err != nil {
		return err
	}
	if signer.DigestOf(text) != p.was {
		return &office.RefusedError{Code: office.Stale, Args: []any{"what", p.home.ConfigPath()}}
	}
	if p.Emblem != nil {
		if p.Config.Certificate.Emblem, err = keepEmblem(p.home, p.Emblem); err != nil {
			return err
		}
	}
	if !bytes.Equal(text, now.Config.Render()) {
		if err := files.Replace(p.home.ConfigPath()+formerSettings, text, files.Private); err != nil {
			return err
		}
	}
	if err := files.Replace(p.home.ConfigPath(), p.Config.Render(), files.Private); err != nil {
		return err
	}
	return p.By.keep(p.home, p.Config.Render())
}

// Saved is who saved the settings, and when.
type Saved struct {
	Officer string `json:"officer"`
	At      int64  `json:"at"` // Unix seconds

	Settings string `json:"settings"` // the digest of what was saved
}

// savedPath is where it is kept who saved. Nothing goes by it.
func savedPath(h *office.Home) string { return h.LedgerDir() + ".saved" }

func (s Saved) keep(h *office.Home, text []byte) error {
	s.Settings = signer.DigestOf(text).String()
	record, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return files.Replace(savedPath(h), record, files.Private)
}

// maxSaved bounds the record of who saved, in bytes.
const maxSaved = 4 << 10

// LastSaved is who saved the settings as they are now; ok is false where nobody knows: somebody
// wrote into the file.
func (p *Plan) LastSaved() (s Saved, ok bool) {
	if p.away != nil {
		return p.saved, p.saved.Officer != ""
	}
	record, err := files.ReadBounded(savedPath(p.home), maxSaved)
	ok = err == nil && json.Unmarshal(record, &s) == nil && s.Settings == p.was.String() && s.Officer != ""
	return s, ok
}

// keepEmblem writes an emblem's file into the home, under a name of its own: the one that the
// settings name until now stays whole.
func keepEmblem(h *office.Home, file []byte) (name string, err error) {
	extension := ".svg"
	if bytes.HasPrefix(file, []byte("\x89PNG")) {
		extension = ".png"
	}
	digest := signer.DigestOf(file)
	name = fmt.Sprintf("lambang-%x%s", digest[:4], extension)
	return name, files.Replace(filepath.Join(h.Dir, name), file, files.Private)
}

// LongestName is the person of the roster whose name is the longest, by its letters; ok is false
// where there is nobody.
func LongestName(i *office.Institution) (longest roster.Person, ok bool, err error) {
	most := -1
	for p, err := range i.Roster.List("") {
		if err != nil {
			return roster.Person{}, false, err
		}
		if n := len([]rune(p.PrintedName())); n > most {
			longest, most = p, n
		}
	}
	return longest, most >= 0, nil
}
