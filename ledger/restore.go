package ledger

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"ikrar/signer/files"

	"github.com/dgraph-io/badger/v4"

	"ikrar/verify"
)

// Restored is a backup that was read, written to a directory of its own beside the ledger's, and audited. It is not in
// force before Commit.
type Restored struct {
	BackupInfo
	Report  AuditReport
	options Options // of the ledger as it will be; Dir is where it will be
}

// ErrNotEmpty says that there is a ledger where one should be restored.
var ErrNotEmpty = errors.New("there is a ledger already")

// LossError says that a backup does not hold all that the head file has seen, or that there is no head file to say so.
type LossError struct {
	Backup, Head uint64 // sizes; Head is 0 where there is no head file
}

func (e *LossError) Error() string {
	if e.Head == 0 {
		return fmt.Sprintf("the backup holds %d entries, and no head file says whether there were more", e.Backup)
	}
	return fmt.Sprintf("the backup holds %d entries, the head file has seen %d, or others", e.Backup, e.Head)
}

// Restore reads a backup for the ledger that the options describe, whose directory must not hold one. It refuses with
// [ErrBackup], [ErrBackupDamaged], [ErrBackupOrigin], [ErrStoreKey] or [ErrNotEmpty]. Unless a loss is accepted, it refuses
// with a [*LossError] too where the size in the backup's head tells one: before anything is loaded, which may take long. The
// caller looks at the report, and at [Restored.Loss], which goes by the roots.
func Restore(ctx context.Context, r io.Reader, o Options, acceptLoss bool, progress func(done, total uint64)) (*Restored, error) {
	if there, err := os.ReadDir(o.storeDir()); len(there) > 0 {
		return nil, fmt.Errorf("%s: %w", o.Dir, ErrNotEmpty)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	buffered := bufio.NewReaderSize(r, chunkSize)
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
	restored := &Restored{BackupInfo: BackupInfo{Checkpoint: h.state}, options: o}
	if _, err := restored.seen(); err != nil && !(acceptLoss && errors.As(err, new(*LossError))) {
		return nil, err
	}
	if err := restored.Discard(); err != nil { // of a run that was cut off
		return nil, err
	}
	if restored.Keys, err = load(ctx, &sealReader{r: buffered, aead: aead}, restored.Options()); err == nil {
		restored.Report, err = Audit(ctx, restored.Options(), progress)
	}
	if err != nil {
		return nil, errors.Join(err, restored.Discard())
	}
	if restored.Report.Size != h.state.Size || restored.Report.Root != h.state.Root {
		restored.Report.find(FoundHead, restored.Report.Size, "the head of the backup says another size or root than what is in it")
	}
	return restored, nil
}

// load writes the keys of a backup to a new store.
func load(ctx context.Context, r io.Reader, o Options) (uint64, error) {
	s, err := openStore(filepath.Join(o.Dir, "store"), o.StoreKey)
	if err != nil {
		return 0, err
	}
	batch := s.db.NewWriteBatch()
	defer batch.Cancel()
	size := 0
	n, err := readRecords(ctx, r, func(k, v []byte) error {
		if size += len(k) + len(v); size > diskCheckBytes {
			size = 0
			if err := o.checkDisk(o.Reserve); err != nil {
				return err
			}
		}
		return batch.SetEntry(badger.NewEntry(placed(k), v))
	})
	if err == nil {
		err = batch.Flush()
	}
	return n, errors.Join(err, s.close())
}

// diskCheckBytes is how much a restore writes between two looks at the free space.
const diskCheckBytes = 16 << 20

// Options open the restored ledger where it lies now, with a head file of its own.
func (r *Restored) Options() Options {
	o := r.options
	o.Dir, o.Head, o.Erasures = r.options.Dir+".restoring", filepath.Join(r.options.Dir+".restoring", "head"), ""
	o.AcceptHead = r.Size // the head file of its own begins with what the backup holds
	o.Settle = true       // nobody else has it
	return o
}

// seen reads the head file of the ledger that this one is to replace. Its error is a [LossError] where that says more entries
// than the backup does, or is not there.
func (r *Restored) seen() (verify.Checkpoint, error) {
	seen, err := readHead(r.options.Head, r.options.Origin)
	if err == nil && (seen.Size == 0 || seen.Size > r.Size) {
		err = &LossError{r.Size, seen.Size}
	}
	return seen, err
}

// Loss holds the backup against the head file of the ledger that it is to replace: nil, or a [LossError].
func (r *Restored) Loss() error {
	seen, err := r.seen()
	if err != nil {
		return err
	}
	s, err := openStore(filepath.Join(r.Options().Dir, "store"), r.options.StoreKey)
	if err != nil {
		return err
	}
	err = s.view(func(t txn) error {
		at, err := rootAt(t, seen.Size)
		if err == nil && at != seen.Root {
			err = &LossError{r.Size, seen.Size}
		}
		return err
	})
	return errors.Join(err, s.close())
}

// Commit puts the restored ledger in its place, and its head file with it.
func (r *Restored) Commit() error {
	from := r.Options()
	state := r.Checkpoint
	if head, err := readHead(from.Head, from.Origin); err != nil {
		return err
	} else if head.Size > 0 { // it has recorded since
		state = head
	}
	if err := errors.Join(syncAll(from.Dir), os.RemoveAll(from.Head)); err != nil {
		return err
	}
	for _, empty := range []string{r.options.storeDir(), r.options.Dir} {
		if err := os.Remove(empty); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := errors.Join(os.Rename(from.Dir, r.options.Dir), files.SyncDir(filepath.Dir(r.options.Dir))); err != nil {
		return err
	}
	// The head file last: whoever is stopped in between has a ledger that refuses to open, and not one that has forgotten
	// what it lost.
	return files.Replace(r.options.Head, []byte(state.Text()), files.Private)
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
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
}

// Discard removes what was restored and not committed.
func (r *Restored) Discard() error { return os.RemoveAll(r.Options().Dir) }
