package issue

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"ikrar/ledger"
	"ikrar/ledger/internal/archive"
	"ikrar/signer"
	"ikrar/verify"
)

// Gathered says how the PDFs of all issued certificates stand in an archive.
type Gathered struct {
	Kept    int       // were there, whole
	Found   int       // came from where they were looked for
	Remade  int       // were drawn again from their plans, byte for byte
	Missing []Missing // of certificates in force, or damaged: they can be had nowhere
	Strays  int       // files of nobody's certificate, or of what is erased
}

// Missing is a certificate whose PDF an archive lacks.
type Missing struct {
	Number  string
	Code    verify.Code
	Damaged bool // a file is there, and is not the PDF any more
}

// Examine looks whether the archive has every certificate in force, and nothing that it should not
// have. It changes nothing. progress, which may be nil, hears how many of all were looked at.
func (i *Issuer) Examine(ctx context.Context, progress func(done, total uint64)) (Gathered, error) {
	g := gathering{issuer: i, to: i.Archive, dry: true, progress: progress}
	err := g.look(ctx)
	for _, lack := range g.lacking {
		err = errors.Join(err, g.miss(lack))
	}
	if err == nil {
		g.Strays, err = g.strays(false)
	}
	return g.Gathered, err
}

// Adopt takes into the archive what it lacks: from the files below a directory, whatever they are
// called, by their SHA-256, and else from plans that give the recorded file. It removes what is in
// the archive and is nobody's certificate. With dry it only counts. Nobody issues meanwhile.
func (i *Issuer) Adopt(ctx context.Context, dir string, dry bool,
	progress func(done, total uint64)) (Gathered, error) {
	g := gathering{issuer: i, to: i.Archive, dry: dry, progress: progress}
	if err := g.look(ctx); err != nil {
		return g.Gathered, err
	}
	paths, err := g.search(ctx, dir)
	if err != nil {
		return g.Gathered, err
	}
	g.from = func(lack ledger.Issued) ([]byte, error) {
		path, ok := paths[lack.File]
		if !ok {
			return nil, nil
		}
		return standing(path, lack.File, lack.Length)
	}
	if err = g.fill(ctx); err == nil {
		g.Strays, err = g.strays(!dry)
	}
	return g.Gathered, err
}

// CarryTo takes into another archive under the same store key, a backup's, what that one lacks, and
// removes from it what is erased. What it has is opened, and one that is damaged there is carried
// anew.
func (i *Issuer) CarryTo(ctx context.Context, to Shelf,
	progress func(done, total uint64)) (Gathered, error) {
	g := gathering{issuer: i, to: to, erase: true, progress: progress}
	g.from = func(lack ledger.Issued) ([]byte, error) { return i.fromArchive(lack.File) }
	if err := g.look(ctx); err != nil {
		return g.Gathered, err
	}
	err := g.fill(ctx)
	return g.Gathered, err
}

// gathering is one of these at work.
type gathering struct {
	Gathered
	issuer  *Issuer
	to      Shelf
	from    func(ledger.Issued) ([]byte, error) // nil where it is not there
	dry     bool
	erase   bool // what is erased goes while it is looked for
	lacking []lack

	mutex       sync.Mutex // guards what follows and Gathered while many are filled at once
	progress    func(done, total uint64)
	done, total uint64
}

// advance says that one more is settled.
func (g *gathering) advance() {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if g.done = min(g.done+1, g.total); g.progress != nil {
		g.progress(g.done, g.total)
	}
}

type lack struct {
	ledger.Issued
	damaged bool
}

// look opens all that should be in the archive, and notes what is not.
func (g *gathering) look(ctx context.Context) error {
	total, err := g.issuer.Ledger.CountIssued()
	if err != nil {
		return err
	}
	g.total = uint64(total)
	return g.issuer.Ledger.Issued(func(issued ledger.Issued) error {
		if issued.Erased {
			g.advance()
			if g.erase {
				return errors.Join(g.to.Remove(issued.File), ctx.Err())
			}
			return ctx.Err()
		}
		_, err := g.to.Get(issued.File)
		switch damaged := errors.Is(err, archive.ErrDamaged); {
		case err == nil:
			g.Kept++
			g.advance()
		case damaged, errors.Is(err, fs.ErrNotExist):
			g.lacking = append(g.lacking, lack{issued, damaged})
		default:
			return err
		}
		return ctx.Err()
	})
}

// search finds the lacking files below a directory.
func (g *gathering) search(ctx context.Context, dir string) (map[signer.Digest]string, error) {
	wanted, lengths, paths := map[signer.Digest]bool{}, map[int64]bool{}, map[signer.Digest]string{}
	for _, lack := range g.lacking {
		wanted[lack.File], lengths[int64(lack.Length)] = true, true
	}
	if len(wanted) == 0 {
		return nil, nil
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && path != dir && errors.Is(err, fs.ErrPermission):
			return fs.SkipDir // what is not found there is said to be missing
		case err != nil || ctx.Err() != nil:
			return errors.Join(err, ctx.Err())
		case !d.Type().IsRegular():
			return nil
		}
		info, err := d.Info()
		if err != nil || !lengths[info.Size()] {
			return ignoreGone(err)
		}
		file, err := os.ReadFile(path)
		if err != nil {
			return ignoreGone(err)
		}
		if sum := signer.DigestOf(file); wanted[sum] {
			paths[sum] = path
		}
		return nil
	})
	return paths, err
}

// ignoreGone passes over a file that somebody removed or closed to us: it is missing, and said so.
func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	return err
}

// fill gets what is lacking, many at once.
func (g *gathering) fill(ctx context.Context) error {
	return parallel(ctx, atOnce*runtime.GOMAXPROCS(0), len(g.lacking), func(n int) error {
		return g.get(g.lacking[n])
	})
}

// atOnce is how many a processor core fills at once, which mostly wait for the disk.
const atOnce = 8

func (g *gathering) get(lack lack) error {
	pdf, err := g.from(lack.Issued)
	if err != nil {
		return err
	}
	found := pdf != nil
	if !found && lack.InForce {
		if pdf, err = g.issuer.Remake(lack.Pledge); err != nil {
			return err
		}
	}
	if pdf == nil {
		return g.miss(lack)
	}
	if !g.dry {
		into := Issuer{Ledger: g.issuer.Ledger, Archive: g.to}
		if erased, err := into.keepIssued(lack.Pledge, pdf); err != nil || erased {
			return err
		}
	}
	defer g.advance()
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if found {
		g.Found++
	} else {
		g.Remade++
	}
	return nil
}

// miss notes a certificate whose PDF is not to be had. Nobody needs one that was revoked or
// replaced, so only that it is damaged is said of such a one.
func (g *gathering) miss(lack lack) error {
	defer g.advance()
	if !lack.InForce && !lack.damaged {
		return nil
	}
	pledge, err := g.issuer.Ledger.Statement(lack.Pledge)
	if errors.Is(err, ledger.ErrErased) {
		return nil
	} else if err != nil {
		return err
	}
	g.mutex.Lock()
	defer g.mutex.Unlock()
	g.Missing = append(g.Missing, Missing{lack.Number, verify.CodeOf(pledge), lack.damaged})
	return nil
}

// strays finds what lies in the archive and is nobody's certificate: of entries that were lost, or
// of a person who was erased.
func (g *gathering) strays(remove bool) (n int, err error) {
	var gone []signer.Digest
	err = g.to.Each(func(d signer.Digest) error {
		issuance, err := g.issuer.Ledger.ByFile(d)
		if err == nil {
			if _, err = g.issuer.Ledger.Statement(issuance.Claims().Pledge); err == nil {
				return nil
			}
		}
		if errors.Is(err, ledger.ErrNotFound) || errors.Is(err, ledger.ErrErased) {
			gone, err = append(gone, d), nil
		}
		return err
	})
	if err != nil || !remove {
		return len(gone), err
	}
	for _, d := range gone {
		err = errors.Join(err, g.to.Remove(d))
	}
	return len(gone), err
}
