package preferences

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/office/safekeeping"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
)

// saving is the form of a backup.
type saving struct {
	Path   string // as typed
	Failed string // why not there; in words
	Keys   bool   // with a file of the keys beside it
	Secret string // why its passphrase is not taken; in words
	Last   *safekeeping.Backup
	LastAt time.Time

	File, Restore string // of the last, in commands
}

func (p preferences) askBackup(r *frame.Request) error {
	if p.desk.At() != "" { // Pengaturan says where backups are made
		return r.Go(path)
	}
	return p.showBackup(r, saving{})
}

func (p preferences) showBackup(r *frame.Request, s saving) error {
	var v view
	if err := v.backups(p.desk); err != nil {
		return err
	}
	s.Last, s.LastAt = v.Backup, v.BackupAt
	file := r.Say("preferences.restore.file")
	if s.Last != nil {
		file = s.Last.Path
	}
	s.File, s.Restore = p.desk.Word(file), p.restoring(file)
	return r.Show("cadangan", s)
}

// made is a backup that was made.
type made struct {
	Path, PDFs string
	Entries    int
	Files      int // certificates beside it
	Missing    int
	Keys       string // the file of the keys; "" for none
	Emblem     string // that is not in it; "" for none
	Restore    string // the command for a new machine
}

// backup makes a backup in a file that is not there yet.
func (p preferences) backup(r *frame.Request) error {
	if p.desk.At() != "" {
		return r.Go(path)
	}
	s := saving{Path: r.Text("path"), Keys: r.Chosen("keys") || len(r.Secret("passphrase")) > 0}
	if key := p.wrongPlace(s.Path); key != "" {
		s.Failed = r.Say(key, "path", s.Path, "home", p.desk.Dir())
	}
	var passphrase []byte
	if s.Keys {
		if _, err := os.Lstat(safekeeping.KeysBeside(s.Path)); s.Failed == "" && err == nil {
			s.Failed = r.Say("preferences.backup.exists", "path", safekeeping.KeysBeside(s.Path))
		}
		passphrase, s.Secret = desk.NewPassphrase(r, "passphrase")
	}
	if s.Failed != "" || s.Secret != "" {
		return p.showBackup(r, s)
	}
	busy := []string{r.Say("preferences.backup.entries"), r.Say("preferences.backup.pdfs")}
	return r.Work("preferences.backup", func(ctx context.Context, at frame.Progress) (o frame.Outcome, err error) {
		step := func(what string) func(done, total uint64) {
			return func(done, total uint64) { at.Step(int(done), int(total), what) }
		}
		err = p.desk.Do(ctx, func(i *office.Institution) error {
			b, err := safekeeping.Make(ctx, i, s.Path, step(busy[0]), step(busy[1]))
			if errors.Is(err, ledger.ErrBackupErased) {
				o = frame.Outcome{Template: "cadangan-lagi"}
				return nil
			}
			if err != nil {
				return err
			}
			m := made{Path: s.Path, PDFs: b.PDFPath, Entries: int(b.Size),
				Files: b.PDFs.Kept + b.PDFs.Found + b.PDFs.Remade, Missing: len(b.PDFs.Missing)}
			if s.Keys {
				if err := p.seal(i.Home, b, passphrase, &m); err != nil {
					return err
				}
			}
			o = frame.Outcome{Template: "dicadangkan", Data: m}
			return nil
		})
		return o, err
	})
}

// seal writes the file of the keys beside a backup.
func (p preferences) seal(h *office.Home, b office.Backed, passphrase []byte, m *made) error {
	keys, left, err := safekeeping.CollectKeys(h, b.Checkpoint)
	if err != nil {
		return err
	}
	m.Keys, m.Emblem, m.Restore = safekeeping.KeysBeside(m.Path), left, p.restoring(m.Path)
	return keys.Seal(m.Keys, passphrase)
}

// restoring is the command for a new machine, where the keys lie beside the backup.
func (p preferences) restoring(path string) string {
	return p.desk.Word(path) + " --with-keys " + p.desk.Word(safekeeping.KeysBeside(path))
}

// wrongPlace says why a backup cannot lie there: the key of a sentence, or "".
func (p preferences) wrongPlace(at string) string {
	if !filepath.IsAbs(at) || filepath.Clean(at) != at {
		return "preferences.backup.relative"
	}
	within, err := filepath.Rel(realPath(p.desk.Dir()), filepath.Join(realPath(filepath.Dir(at)), filepath.Base(at)))
	if err == nil && within != ".." && !strings.HasPrefix(within, ".."+string(filepath.Separator)) {
		return "preferences.backup.home"
	}
	if _, err := os.Lstat(at); err == nil {
		return "preferences.backup.exists"
	}
	info, err := os.Stat(filepath.Dir(at))
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return "preferences.backup.missing"
	}
	return ""
}

// realPath is a path without links, as far as there is anything.
func realPath(at string) string {
	if real, err := filepath.EvalSymlinks(at); err == nil {
		return real
	}
	return at
}
