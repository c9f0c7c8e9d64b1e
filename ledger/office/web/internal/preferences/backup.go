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
	"ikrar/ledger/office/web/internal/frame"
)

// saving is the form of a backup.
type saving struct {
	Path   string // as typed
	Failed string // why not there; in words
	Last   *safekeeping.Backup
	LastAt time.Time
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
	return r.Show("cadangan", s)
}

// made is a backup that was made.
type made struct {
	Path, PDFs string
	Entries    int
	Files      int // certificates beside it
	Missing    int
}

// backup makes a backup in a file that is not there yet.
func (p preferences) backup(r *frame.Request) error {
	if p.desk.At() != "" {
		return r.Go(path)
	}
	s := saving{Path: r.Text("path")}
	if key := p.wrongPlace(s.Path); key != "" {
		s.Failed = r.Say(key, "path", s.Path, "home", p.desk.Dir())
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
			o = frame.Outcome{Template: "dicadangkan", Data: made{s.Path, b.PDFPath, int(b.Size),
				b.PDFs.Kept + b.PDFs.Found + b.PDFs.Remade, len(b.PDFs.Missing)}}
			return nil
		})
		return o, err
	})
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
