package backup

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"ikrar/ledger/internal/audit"
	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/place"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/verify/trust"
)

// Restored is a backup that was read, written to a directory of its own beside the ledger's, and
// audited. It is not in force before Commit.
type Restored struct {
	Info
	Report  audit.Report
	target  audit.Target // of the ledger as it will be; Dir is where it will be
	reserve uint64       // bytes that must stay free on the disk
}

// ErrNotEmpty says that there is a ledger where one should be restored.
var ErrNotEmpty = errors.New("there is a ledger already")

// LossError says that a backup does not hold all that the head file has seen, or that there is no
// head file to say so.
type LossError struct {
	Backup, Head uint64 // sizes; Head is 0 where there is no head file
}

func (e *LossError) Error() string {
	if e.Head == 0 {
		return fmt.Sprintf("the backup holds %d entries, and no head file says whether there were more", e.Backup)
	}
	return fmt.Sprintf("the backup holds %d entries, the head file has seen %d, or others", e.Backup, e.Head)
}

// Restore reads a backup for the ledger at target, whose directory must not hold one.
func Restore(
	ctx context.Context,
	r io.Reader,
	o audit.Target,
	reserve uint64,
	acceptLoss bool,
	progress func(done, total uint64),
) (*Restored, error) {
	if there, err := os.ReadDir(o.StoreDir()); len(there) > 0 {
		return nil, fmt.Errorf("%s: %w", o.Dir, ErrNotEmpty)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	buffered := bufio.NewReaderSize(r, ChunkSize)
	h, err := readSealHead(buffered)
	if err != nil {
		return nil, err
	}
	if h.state.Origin != o.Origin {
		return nil, fmt.Errorf("%w: it is of %s", ErrBackupOrigin, h.state.Origin)
	}
	aead, err := sealKeys(o.StoreKey, &h)
	if err != nil {
		return nil, err
	}
	got := &Restored{Info: Info{Checkpoint: h.state}, target: o, reserve: reserve}
	if _, err := got.seen(); err != nil && !(acceptLoss && errors.As(err, new(*LossError))) {
		return nil, err
	}
	if err := got.Discard(); err != nil { // of a run that was cut off
		return nil, err
	}
	if got.Keys, err = load(ctx, &sealReader{r: buffered, aead: aead}, got.Target(), reserve); err == nil {
		got.Report.Kinds = map[signer.Kind]int{}
		err = audit.Dir(ctx, got.Target(), &got.Report, progress)
	}
	if err != nil {
		return nil, errors.Join(err, got.Discard())
	}
	if got.Report.Size != h.state.Size || got.Report.Root != h.state.Root {
		got.Report.Find(
			audit.FoundHead,
			got.Report.Size,
			"the head of the backup says another size or root than what is in it",
		)
	}
	return got, nil
}

// load writes the keys of a backup to a new store.
func load(ctx context.Context, r io.Reader, o audit.Target, reserve uint64) (uint64, error) {
	s, err := store.CreateFilled(o.StoreDir(), o.StoreKey)
	if err != nil {
		return 0, err
	}
	rows, err := s.Fill()
	if err != nil {
		return 0, errors.Join(err, s.Close())
	}
	size := 0
	n, err := readRecords(ctx, r, func(k, v []byte) error {
		if size += len(k) + len(v); size > diskCheckBytes {
			size = 0
			if err := store.CheckDisk(o.Dir, reserve); err != nil {
				return err
			}
		}
		return rows.Set(k, v)
	})
	if err == nil {
		err = rows.Flush()
	}
	rows.Cancel() // before the store is closed: it lets others write again
	return n, errors.Join(err, s.Close())
}

// diskCheckBytes is how much a restore writes between two looks at the free space.
const diskCheckBytes = 16 << 20

// Target is the restored ledger where it lies now, with a head file of its own.
func (r *Restored) Target() audit.Target {
	t := r.target
	t.Dir = r.target.Dir + ".restoring"
	t.Head = filepath.Join(t.Dir, "head")
	t.AcceptHead = r.Size // the head file of its own begins with what the backup holds
	t.Settle = true       // nobody else has it
	return t
}

// seen reads the head file of the ledger that this one is to replace. Its error is a [LossError]
// where that says more entries than the backup does, or is not there.
func (r *Restored) seen() (trust.Checkpoint, error) {
	seen, err := place.ReadHead(r.target.Head, r.target.Origin)
	if err == nil && (seen.Size == 0 || seen.Size > r.Size) {
		err = &LossError{r.Size, seen.Size}
	}
	return seen, err
}

// Loss holds the backup against the head file of the ledger that it is to replace: nil, or a
// [LossError].
func (r *Restored) Loss() error {
	seen, err := r.seen()
	if err != nil {
		return err
	}
	s, err := store.Create(r.Target().StoreDir(), r.target.StoreKey)
	if err != nil {
		return err
	}
	err = s.View(func(t store.Txn) error {
		at, err := merkle.RootAt(t, seen.Size)
		if err == nil && at != seen.Root {
			err = &LossError{r.Size, seen.Size}
		}
		return err
	})
	return errors.Join(err, s.Close())
}

// Commit puts the restored ledger in its place, and its head file with it.
func (r *Restored) Commit() error {
	from := r.Target()
	state := r.Checkpoint
	if head, err := place.ReadHead(from.Head, from.Origin); err != nil {
		return err
	} else if head.Size > 0 { // it has recorded since
		state = head
	}
	if err := errors.Join(syncAll(from.Dir), files.RemoveAll(from.Head)); err != nil {
		return err
	}
	for _, empty := range []string{r.target.StoreDir(), r.target.Dir} {
		if err := os.Remove(empty); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := errors.Join(files.Rename(from.Dir, r.target.Dir), files.SyncDir(filepath.Dir(r.target.Dir))); err != nil {
		return err
	}
	// The head file last: whoever is stopped in between has a ledger that refuses to open, and not
	// one that has forgotten what it lost.
	return files.Replace(r.target.Head, []byte(state.Text()), files.Private)
}

// syncAll brings every file below a directory to the disk.
func syncAll(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return files.SyncDir(path)
		}
		f, err := os.OpenFile(path, os.O_RDWR, 0) // Windows flushes only what may be written
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
}

// Discard removes what was restored and not committed.
func (r *Restored) Discard() error { return files.RemoveAll(r.Target().Dir) }
